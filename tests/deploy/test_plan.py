"""Compiled plans: what they answer is what the nodes answer, or they are not used and say why."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knode.core.arrays import ArrayStep, TableNeeded
from knode.core.errors import DataError
from knode.deploy.bundle import Sealed
from knode.deploy.frames import Columns, columns_of, frame_of
from knode.deploy.plan import Plan, Planned, plan_bytes, plan_from
from knode.engine.inline import run_captured
from tests.trained import bundle

LEARNERS: dict[str, dict[str, Any]] = {
    "learn.LogisticRegressionLearner": {},
    "learn.RandomForestLearner": {"trees": 12},
    "learn.HistGradientBoostingLearner": {"iterations": 12},
}
ROWS = st.fixed_dictionaries(
    {
        "income": st.none() | st.floats(-1e6, 1e6),
        "calls": st.integers(-5, 50),
        "active": st.booleans(),
        "city": st.none() | st.sampled_from(["Bern", "Rome", "Oslo", "Żabno", "Paris", ""]),
        "plan": st.sampled_from(["basic", "extra", "other"]),
    }
)


@pytest.fixture(scope="module", params=LEARNERS)
def sealed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    """A bundle of mixed columns with each of the learners."""
    folder = tmp_path_factory.mktemp("model")
    return Sealed.read(bundle(folder, request.param, **LEARNERS[request.param]))


def plan_in(sealed: Sealed) -> Plan:
    plan = sealed.plan()
    assert plan is not None
    return plan


def as_columns(rows: list[dict[str, Any]]) -> Columns:
    return {name: [row[name] for row in rows] for name in rows[0]}


def by_nodes(sealed: Sealed, columns: Columns) -> Columns:
    rows = len(next(iter(columns.values())))
    return columns_of(run_captured(sealed.opened().captured, {"rows": frame_of(columns, rows)})["predictions"])


def test_all_of_the_workflow_is_compiled(sealed: Sealed) -> None:
    plan = plan_in(sealed)

    assert list(plan.outputs) == ["predictions"]
    assert not plan.refused
    assert sealed.manifest["plan"]["compiled"] == ["predictions"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROWS, min_size=1, max_size=6))
def test_any_rows_get_the_answer_of_the_nodes(sealed: Sealed, rows: list[dict[str, Any]]) -> None:
    columns = as_columns(rows)
    made = plan_in(sealed).score({"rows": columns}, ("predictions",))["predictions"]
    expected = by_nodes(sealed, columns)

    assert list(made) == list(expected)
    for name, values in expected.items():
        if name.startswith("probability"):
            np.testing.assert_allclose(made[name], values, rtol=1e-9, atol=1e-12)
        else:
            assert made[name] == values, name


def test_one_row_gets_the_answer_that_it_gets_among_others(sealed: Sealed) -> None:
    plan = plan_in(sealed)
    columns = plan.contract["inputs"]["rows"]
    together = plan.score({"rows": columns}, ("predictions",))["predictions"]
    for row in range(0, len(columns["income"]), 17):
        alone = plan.score({"rows": {name: [values[row]] for name, values in columns.items()}}, ("predictions",))
        assert alone["predictions"]["prediction"] == [together["prediction"][row]]


def test_further_columns_are_handed_on(sealed: Sealed) -> None:
    columns = {
        "key": ["k1"],
        **{name: values[:1] for name, values in plan_in(sealed).contract["inputs"]["rows"].items()},
    }

    made = plan_in(sealed).score({"rows": columns}, ("predictions",))["predictions"]

    assert made == by_nodes(sealed, columns)
    assert made["key"] == ["k1"]


def test_no_rows_give_no_rows(sealed: Sealed) -> None:
    columns: Columns = {name: [] for name in plan_in(sealed).contract["inputs"]["rows"]}

    made = plan_in(sealed).score({"rows": columns}, ("predictions",))["predictions"]

    assert list(made) == list(by_nodes(sealed, columns))
    assert all(values == [] for values in made.values())


def test_a_bad_value_is_refused_with_its_row(sealed: Sealed) -> None:
    columns = {name: values[:3] for name, values in plan_in(sealed).contract["inputs"]["rows"].items()}
    columns["calls"] = [1, 2, "often"]

    with pytest.raises(DataError) as refused:
        plan_in(sealed).score({"rows": columns}, ("predictions",))

    place = {"input": "rows", "column": "calls", "row": 2}
    assert refused.value.facts == {**place, "expected": "a number", "got": '"often"'}


def test_a_whole_number_beyond_what_a_float_holds_is_left_to_the_nodes(sealed: Sealed) -> None:
    columns = {name: values[:1] for name, values in plan_in(sealed).contract["inputs"]["rows"].items()}

    with pytest.raises(TableNeeded):
        plan_in(sealed).score({"rows": {**columns, "calls": [2**53 + 1]}}, ("predictions",))


def test_a_plan_comes_back_from_its_bytes(sealed: Sealed) -> None:
    plan = plan_in(sealed)

    again = plan_from(plan_bytes(plan))

    assert again is not None
    assert again.contract == plan.contract
    assert plan_bytes(again) == plan_bytes(plan)


@dataclasses.dataclass
class Wrong(ArrayStep):
    """Gives the table as it is."""

    fails: bool = False

    def __call__(self, columns: Any) -> Any:
        """Give it."""
        if self.fails:
            raise ZeroDivisionError("by nothing")
        return columns


def with_last_step(plan: Plan, step: ArrayStep) -> Plan:
    *before, last = plan.steps
    return dataclasses.replace(plan, steps=(*before, Planned(last.node, last.source, step)), _chosen={})


def test_a_plan_that_gives_something_else_is_not_used_and_says_where(sealed: Sealed) -> None:
    plan = plan_in(sealed)
    other = {**plan.contract["outputs"]["predictions"]}
    other["prediction"] = ["no" if label == "yes" else "yes" for label in other["prediction"]]
    wrong = dataclasses.replace(plan, contract={**plan.contract, "outputs": {"predictions": other}})

    checked = wrong.checked()

    assert not checked.outputs
    assert 'column "prediction", row 0: expected' in checked.refused["predictions"]


@pytest.mark.parametrize(
    ("step", "reason"), [(Wrong(), "other columns"), (Wrong(fails=True), "ZeroDivisionError: by nothing")]
)
def test_a_step_that_misbehaves_is_not_used(sealed: Sealed, step: ArrayStep, reason: str) -> None:
    checked = with_last_step(plan_in(sealed), step).checked()

    assert not checked.outputs
    assert reason in checked.refused["predictions"]


@dataclasses.dataclass
class Choosy(ArrayStep):
    """Does what `step` does, and leaves rows of so many calls to the node; with `wrong` it gives the table as it is."""

    step: ArrayStep
    calls: list[float]
    wrong: bool = False

    def __call__(self, columns: Any) -> Any:
        """Give what the step gives."""
        if any(calls in self.calls for calls in columns.numbers(("calls",))[:, 0]):
            raise TableNeeded
        return columns if self.wrong else self.step(columns)


def test_a_plan_may_leave_a_few_contract_rows_to_the_nodes(sealed: Sealed) -> None:
    plan = plan_in(sealed)
    calls = [float(one) for one in plan.contract["inputs"]["rows"]["calls"]]
    few = [calls[3]]
    assert calls.count(calls[3]) <= len(calls) / 4
    last = plan.steps[-1].step

    assert with_last_step(plan, Choosy(last, few)).checked().outputs == plan.outputs

    many = with_last_step(plan, Choosy(last, calls[: len(calls) // 2])).checked()
    assert many.refused == {"predictions": "the contract rows need more than arrays"}
    wrong = with_last_step(plan, Choosy(last, few, wrong=True)).checked()
    assert wrong.refused == {"predictions": "it gives other columns than the training workflow"}


def test_a_plan_of_a_later_format_is_none(sealed: Sealed, monkeypatch: pytest.MonkeyPatch) -> None:
    content = plan_bytes(plan_in(sealed)).replace(b'"format":1', b'"format":9')

    assert plan_from(content) is None


def test_loading_a_plan_imports_no_library_that_made_it(sealed: Sealed, tmp_path: Path) -> None:
    import subprocess
    import sys

    path = tmp_path / "model.knodez"
    path.write_bytes(sealed._content)
    code = (
        "import sys\nfrom pathlib import Path\nfrom knode.serve.scoring import Scorer\n"
        f"s = Scorer.open(Path({str(path)!r}))\n"
        "s.score(s.examples)\n"
        "print(sorted(s.compiled.items()), [m for m in ('pandas', 'pyarrow', 'sklearn', 'scipy', 'skops') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[('predictions', True)] []"
