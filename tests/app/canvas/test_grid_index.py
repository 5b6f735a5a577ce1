from __future__ import annotations

import random

from knode.app.canvas.grid_index import Bounds, GridIndex


def some_bounds(choose: random.Random) -> Bounds:
    left, top = choose.uniform(-3000, 3000), choose.uniform(-3000, 3000)
    far = choose.choice([50, 50, 50, 4000])
    return left, top, left + choose.uniform(1, far), top + choose.uniform(1, far)


def meets(one: Bounds, other: Bounds) -> bool:
    return one[0] <= other[2] and one[2] >= other[0] and one[1] <= other[3] and one[3] >= other[1]


def test_what_is_found_is_what_meets_whatever_was_put_moved_and_dropped():
    choose = random.Random(7)
    index: GridIndex[int] = GridIndex(256.0)
    known: dict[int, Bounds] = {}
    for _ in range(1500):
        key = choose.randrange(120)
        match choose.randrange(6):
            case 0:
                index.drop(key)
                known.pop(key, None)
            case 1 if known:
                moved = {key: some_bounds(choose) for key in choose.sample(sorted(known), min(5, len(known)))}
                index.put_many(moved)
                known.update(moved)
            case 2:
                asked = some_bounds(choose)
                assert sorted(index.meeting(asked)) == sorted(key for key, own in known.items() if meets(own, asked))
            case _:
                known[key] = some_bounds(choose)
                index.put(key, known[key])


def test_what_was_brought_to_the_front_is_found_last():
    index: GridIndex[str] = GridIndex(100.0)
    for key in "abc":
        index.put(key, (0, 0, 10, 10))
    index.raise_up(["a"])
    assert index.meeting((0, 0, 1, 1)) == ["b", "c", "a"]
    index.put("a", (2, 2, 5, 5))
    assert index.meeting((3, 3, 3, 3)) == ["b", "c", "a"]
