"""The common checks: a good node passes, and each broken promise is told in a clear sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest
from pydantic import Field

from knode.api import (
    Arrays,
    ArrayStep,
    Captured,
    Columns,
    ColumnSpec,
    Context,
    Model,
    Node,
    Secret,
    Table,
    TableNeeded,
    TableSpec,
    Variables,
    VariablesSpec,
    arrays_of,
    check_node,
    setting,
)
from knode.core.check import Example, QuietContext, same
from knode.core.errors import KnodeError, SecretMissing

TABLE = pd.DataFrame({"x": [1.0, None, 3.0], "kind": pd.Categorical(["a", "b", None])}, index=[3, 2, 1])
EXAMPLE = Example({}, {"table": TABLE})
WHOLE_EXAMPLE = Example({}, {"table": pd.DataFrame({"x": [1, 2, 3]})})


class Twice(Node):
    """Double the numbers of a table."""

    pack = "trial"
    rowwise = True
    columns: Columns = setting(Columns.typed("number"), "The columns to double.")

    def run(self, table: Table) -> Table:
        return table.assign(**{name: table[name] * 2 for name in self.columns.of(table)})


def test_a_good_node_passes():
    check_node(Twice, [EXAMPLE, Example({"columns": ["x"]}, {"table": TABLE.iloc[:0]})])


def check_broken(cls, words, *examples):
    with pytest.raises(AssertionError, match=words):
        check_node(cls, examples or [EXAMPLE])


def test_a_node_with_inputs_needs_an_example():
    with pytest.raises(AssertionError, match=r"trial\.Twice has inputs and no example"):
        check_node(Twice)


def test_a_node_with_inputs_and_a_setting_that_must_be_given_needs_an_example_too():
    class Scaled(Twice):
        """Multiply the numbers of a table."""

        by: float = setting(..., "The factor.")

    with pytest.raises(AssertionError, match="no example"):
        check_node(Scaled)


def test_a_node_with_effects_or_at_an_end_needs_no_example():
    class Written(Twice):
        """Write the table to a file."""

        effect = True

    class Begin(Twice):
        """Take the rows from outside."""

        boundary = "input"

    class Region(Twice):
        """Mark where the region begins."""

        captures = "start"

    class Executed(Node):
        """Execute a captured workflow on rows."""

        pack = "trial"

        def run(self, workflow: Captured, table: Table) -> Table:
            return table

    for cls in (Written, Begin, Region, Executed):
        check_node(cls)


def test_a_node_with_effects_is_not_run():
    class Exploding(Twice):
        """Change something outside the workflow."""

        effect = True

        def run(self, table: Table) -> Table:
            raise ValueError

    check_node(Exploding, [EXAMPLE])


def test_a_node_needs_help():
    class Bare(Twice):
        pass

    Bare.__doc__ = None
    check_broken(Bare, "Bare has no help")

    class Unfinished(Twice):
        """Doubles numbers and then it does"""

    check_broken(Unfinished, "does not begin with a sentence")


def test_a_node_needs_a_pack_and_a_run_with_typed_ports():
    class Packless(Twice):
        """Double the numbers of a table."""

        pack = ""

    check_broken(Packless, "Packless has no pack")

    class Idle(Node):
        """Do nothing at all for nobody."""

        pack = "trial"

    check_broken(Idle, "Idle has no run")

    class Untyped(Node):
        """Hand on whatever there is."""

        pack = "trial"

        def run(self, table):
            return table

    check_broken(Untyped, r"the signature of Untyped\.run does not tell the ports")


def test_every_setting_needs_help_and_a_form():
    class Silent(Twice):
        """Double the numbers of a table."""

        by: float = Field(2.0)

    check_broken(Silent, r"the setting 'by' of trial\.Silent has no help")

    class Small(Twice):
        """Double the numbers of a table."""

        by: float = setting(2.0, "the factor")

    check_broken(Small, "'by' of trial.Small is no sentence")


def test_settings_must_survive_a_file():
    class Forgetful(Twice):
        """Double the numbers of a table."""

        by: float = setting(2.0, "The factor.")

        def to_settings(self, names: Any = None) -> dict[str, Any]:
            return {}

    check_broken(Forgetful, "do not survive", Example({"by": 3}, {"table": TABLE}))


def test_run_must_leave_its_inputs_alone():
    class Careless(Node):
        """Change the table that comes in."""

        pack = "trial"

        def run(self, table: Table) -> Table:
            table["x"].array._ndarray.setflags(write=True)
            table["x"].array._ndarray[0] = 99
            return table

    table = pd.DataFrame({"x": [1.0, 2.0]})
    check_broken(Careless, "run changed its input 'table'", Example({}, {"table": table}))


def test_the_outputs_must_be_those_declared():
    class Two(NamedTuple):
        one: Table
        other: Table

    class Short(Node):
        """Give one table instead of two."""

        pack = "trial"

        def run(self, table: Table) -> Two:
            return {"one": table}  # type: ignore[return-value]

    Short.run.__annotations__["return"] = Two
    check_broken(Short, r"the outputs are \['one'\], declared are \['one', 'other'\]")

    class Single(Short):
        """Give a table, and not one by the name of each output."""

        def run(self, table: Table) -> Two:
            return table  # type: ignore[return-value]

    Single.run.__annotations__["return"] = Two
    with pytest.raises(
        TypeError, match="Single gave one value for its outputs one, other; return a NamedTuple or a dict"
    ):
        check_node(Single, [EXAMPLE])

    class Wrong(Twice):
        """Give a text instead of a table."""

        rowwise = False

        def run(self, table: Table) -> Table:
            return "table"

    check_broken(Wrong, "the output 'table' is no table")


def test_a_predicted_spec_must_be_the_actual_one():
    class Guessing(Twice):
        """Tell other columns than there will be."""

        rowwise = False

        def spec(self, inputs: Any) -> dict[str, Any]:
            return {"table": TableSpec(columns=(ColumnSpec(name="y", dtype="int64"),))}

    check_broken(Guessing, "the spec of 'table' tells .*'y'.* there is .*'x'")

    class Sorted(Twice):
        """Tell other categories than there will be."""

        rowwise = False

        def spec(self, inputs: Any) -> dict[str, Any]:
            spec = inputs["table"]
            if spec is None:
                return {"table": None}
            return {"table": spec.replace(kind=spec["kind"].model_copy(update={"categories": ("b", "a")}))}

    check_broken(Sorted, "tells the categories")

    class Extra(Twice):
        """Tell of an output that there is not."""

        rowwise = False

        def spec(self, inputs: Any) -> dict[str, Any]:
            return {"tabel": None}

    check_broken(Extra, r"the spec tells of \['tabel'\]")

    class Counted(Node):
        """Count the rows of a table."""

        pack = "trial"

        def run(self, table: Table) -> Variables:
            return Variables(rows=len(table))

        def spec(self, inputs: Any) -> dict[str, Any]:
            return {"variables": VariablesSpec(names=("row",))}

    check_broken(Counted, "tells other names")


def test_the_same_seed_must_give_the_same():
    calls = []

    class Moody(Twice):
        """Give something else each time."""

        rowwise = False

        def run(self, table: Table) -> Table:
            calls.append(1)
            return table.assign(x=float(len(calls)))

    check_broken(Moody, "the same seed gave another 'table'")


class Added:
    """Adds a number; follows scikit-learn's `transform`."""

    def __init__(self, number: float) -> None:
        self.number = number

    def transform(self, rows: pd.DataFrame) -> pd.DataFrame:
        return rows + self.number


class Fitted(NamedTuple):
    table: Table
    model: Model


def fitted(table: pd.DataFrame, number: float) -> Model:
    spec = TableSpec.of(table[["x"]])
    return Model(kind="transformer", estimator=Added(number), inputs=spec, outputs=spec)


def test_a_fitted_model_must_give_what_the_node_gave_and_be_the_same_each_time():
    class Drifting(Node):
        """Leave a model that gives something else than the node."""

        pack = "trial"
        fits = "model"

        def run(self, table: Table) -> Fitted:
            return Fitted(table.assign(x=table["x"] + 1), fitted(table, 2))

    check_broken(Drifting, "the model 'model' gives other values than the node itself")
    calls = []

    class Unsteady(Node):
        """Learn something else each time."""

        pack = "trial"
        fits = "model"

        def run(self, table: Table) -> Model:
            calls.append(1)
            return fitted(table, len(calls))

    check_broken(Unsteady, "the same seed gave another 'model'")

    class Absent(Twice):
        """Double the numbers of a table."""

        rowwise = False
        fits = "model"

    check_broken(Absent, "Absent fits 'model', which is no output")


def test_a_rowwise_node_must_give_the_same_for_any_split():
    class Centred(Twice):
        """Take the mean away, which looks at all rows."""

        def run(self, table: Table) -> Table:
            return table.assign(x=table["x"] - table["x"].mean())

    check_broken(Centred, "the rows of 'table' are other ones when the table is split")

    class Narrowed(Twice):
        """Give whole numbers where there are no missing values."""

        def run(self, table: Table) -> Table:
            return table if table["x"].isna().any() else table.astype({"x": "int64"})

        def spec(self, inputs: Any) -> dict[str, Any]:
            return {"table": None}

    check_broken(Narrowed, "a part of the rows gives other columns")

    class Needy(Twice):
        """Fail where there are no rows."""

        def run(self, table: Table) -> Table:
            if table.empty:
                return table[[]]
            return table

        def spec(self, inputs: Any) -> dict[str, Any]:
            return {"table": None}

    check_broken(Needy, "gives other columns")


def test_the_broken_example_is_numbered():
    with pytest.raises(AssertionError, match=r"trial\.Broken, example 1: "):

        class Broken(Twice):
            """Work with whole numbers only."""

            rowwise = False

            def run(self, table: Table) -> Table:
                return table if len(table) else "nothing"

        check_node(Broken, [WHOLE_EXAMPLE, Example({}, {"table": TABLE.iloc[:0]})])


def test_values_are_the_same_with_their_index_dtypes_and_missing_values():
    assert same(TABLE, TABLE.copy())
    assert not same(TABLE, TABLE.reset_index(drop=True))
    assert not same(TABLE, TABLE.astype({"x": "float32"}))
    assert same([TABLE], [TABLE])
    assert not same([TABLE], [])
    assert same(Variables(a=float("nan")), Variables(a=float("nan")))
    assert not same(Variables(a=1), Variables(b=1))


def test_a_quiet_context_gathers_what_a_node_says():
    context = QuietContext(seed=3, folder=Path("here"), secrets={"token": "x"})
    assert isinstance(context, Context)
    context.info("read")
    context.warn("odd")
    context.progress(0.5, "half")
    context.check_cancelled()
    assert (context.infos, context.warnings, context.fractions) == (["read"], ["odd"], [0.5])
    assert (context.seed, context.folder, context.cores) == (3, Path("here"), 1)
    assert context.secret(Secret("token")) == "x"
    with pytest.raises(SecretMissing, match="KNODE_SECRET_OTHER"):
        context.secret(Secret("other"))


def test_a_quiet_context_says_that_it_has_no_engine():
    context = QuietContext()
    captured: Any = None
    for ask in (
        context.capture,
        lambda: context.execute(captured, {}),
        lambda: context.deploy(captured, Path(), name="", version=""),
        lambda: context.deployed(Path()),
        lambda: context.read_bundle(Path()),
    ):
        with pytest.raises(KnodeError, match="without an engine"):
            ask()


@dataclass
class TimesOnArrays(ArrayStep):
    """Numbers multiplied."""

    factor: float

    def __call__(self, columns: Arrays) -> Arrays:
        names = tuple(columns.layout.numbers)
        return columns.with_numbers(names, columns.numbers(names) * self.factor)


@pytest.mark.parametrize(("factor", "wrong"), [(2.0, False), (3.0, True)])
def test_a_step_on_arrays_must_give_what_run_gives(factor, wrong):
    class Compiled(Twice):
        """Double the numbers of a table."""

        def compiled(self, frozen: Any, columns: TableSpec) -> ArrayStep | None:
            return TimesOnArrays(factor)

    if wrong:
        check_broken(Compiled, "the step on arrays gives other values than run in 'x'")
    else:
        check_node(Compiled, [EXAMPLE])


def test_tables_that_have_no_place_in_arrays_are_told_apart():
    with pytest.raises(TableNeeded):
        arrays_of(pd.DataFrame({"x": pd.to_datetime(["2026-01-01"], utc=True)}))
    with pytest.raises(TableNeeded):
        arrays_of(pd.DataFrame({"x": [2**60]}))
    made = arrays_of(TABLE.assign(day=pd.Timestamp("2026-01-01")))
    assert made.names == ("x", "kind", "day")
    assert made.other("kind").tolist() == ["a", "b", None]
