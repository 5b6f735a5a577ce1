"""What many runs say, each text told once."""

from __future__ import annotations

from knode.engine.warned import MANY, MOST, Warned


def told(*runs: tuple[str, list[str]]) -> list[str]:
    """What is told of runs by their names and what each warns of; they end in the order opposite to that of their names."""
    warned = Warned()
    made = [(warned.of(name), texts) for name, texts in runs]
    for run, texts in reversed(made):
        run.begin()
        for text in texts:
            run.warn(text)
    return [text for _, text in warned.texts()]


def test_one_run_is_named_as_it_is():
    assert told(("iteration 1 (g = a)", []), ("iteration 2 (g = b)", ["few"])) == ["iteration 2 (g = b): few"]


def test_runs_are_named_in_their_order_and_at_most_some_of_them():
    names = [f"fold {number}" for number in range(1, 7)]
    assert told(*((name, ["few"] if name != "fold 2" else []) for name in names)) == [
        f"in 5 of 6 folds (1, 3, 4 and {5 - MANY} more): few"
    ]


def test_what_each_run_says_is_told_in_the_order_of_the_runs():
    assert told(("round 1", ["b", "a"]), ("round 2", ["a"]), ("round 3", ["c", "b"])) == [
        "in 2 of 3 rounds (1, 3): b",
        "in 2 of 3 rounds (1, 2): a",
        "round 3: c",
    ]


def test_runs_of_other_names_are_runs():
    assert told(("repeat 1, fold 1", ["few"]), ("repeat 1, fold 2", ["few"]), ("all rows", [])) == [
        "in 2 of 3 runs (repeat 1, fold 1; repeat 1, fold 2): few"
    ]
    assert told(("fold 1", ["few"]), ("all rows", ["few"])) == ["in all 2 runs: few"]


def test_a_run_that_never_begins_is_not_counted():
    warned = Warned()
    warned.of("round 2")
    run = warned.of("round 1")
    run.begin()
    run.warn("few")
    run.warn("few")
    assert warned.texts() == [("warning", "round 1: few")]


def test_words_are_told_after_all_warnings_and_take_no_room_from_them():
    warned = Warned()
    runs = [warned.of(f"trial {number}") for number in range(2 * MOST)]
    for number, run in enumerate(runs):
        run.begin()
        run.info(f"found {number}")
    runs[-1].warn("few")
    runs[-1].info("found 0")
    texts = warned.texts()
    assert texts[:2] == [("warning", "trial 399: few"), ("info", "in 2 of 400 trials (0, 399): found 0")]
    assert len(texts) == MOST + 1


def test_texts_without_end_are_not_kept():
    assert len(told(("round 1", [f"row {number}" for number in range(2 * MOST)]))) == MOST
