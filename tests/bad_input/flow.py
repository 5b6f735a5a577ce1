"""Flow, scripts, plots, deployment."""

from __future__ import annotations

import datetime
from pathlib import Path

import pandas as pd

from knode import Workflow
from knode.builder import NodeHandle
from tests.bad_input.bench import Bench, answered, refused


def _each_row(parameter: str) -> Workflow:
    inside = Workflow("one row")
    named = inside.parameter(parameter, "x")
    rows = inside.add("ContainerInput", name="rows")
    rows >> inside.add("Sorter", by=[{"column": "city"}], label="Sort") >> inside.add("ContainerOutput", name="rows")
    inside.add("CsvReader", path=named, id="read") >> inside.add("ContainerOutput", name="read", id="out")
    return inside


@refused(
    "One iteration of a loop fails.",
    'Node "loop" (Loop) failed: iteration 2: node "loop/read" (CSV Reader) failed: there is no file '
    '"FOLDER/b.csv"; did you mean "a.csv"?',
)
def _(w: Bench) -> None:
    Path("a.csv").write_text("x\n1\n")
    loop = w.holding("flow.Loop", _each_row("city"), over="rows", id="loop")
    w.table({"city": ["a.csv", "b.csv"]}) >> loop


@answered("A loop has no rows to go over.", {"city": []})
def _(w: Bench) -> NodeHandle:
    inside = Workflow("one row")
    inside.add("ContainerInput", name="rows", id="in") >> inside.add("ContainerOutput", name="table")
    return w.table({"city": pd.Series([], dtype="str")}) >> w.holding("flow.Loop", inside, over="rows", id="loop")


@refused(
    "Both branches are inactive, and one must not be.",
    'Node "merge_branches" (Merge Branches) failed: no branch is active; let one of them be taken, or let '
    "this node be inactive too",
)
def _(w: Bench) -> None:
    first = w.table({"x": [1]}) >> w.add("IfElse", condition="setting", when=False, id="first")
    second = w.table({"x": [1]}) >> w.add("IfElse", condition="setting", when=False, id="second")
    (first.then, second.then) >> w.add("MergeBranches", none="error")


@refused(
    "A value fits no case of a Switch.",
    'Node "switch" (Switch) failed: "c" fits no case; there are "a", "b". Add a case for it, or let it go to otherwise',
)
def _(w: Bench) -> None:
    w.table({"x": [1]}) >> w.add("Switch", by="setting", choice="c", unknown="error")


@refused(
    "An If asks for a variable that nobody gives.",
    'Node "if_else" (If Else) failed: there is no variable "accuracy"; did you mean "accurcy"? [port "variables"]',
)
def _(w: Bench) -> None:
    test = {"variable": "accuracy", "operator": "greater", "value": 0.9}
    variables = w.add("VariablesCreator", values=[{"name": "accurcy", "value": 0.95}])
    test_node = w.table({"x": [1]}) >> w.add("IfElse", condition="variable", tests=[test])
    w.link(variables, test_node)


@refused(
    "Variables are taken from a row that is not there.",
    'Node "row_to_variables" (Row to Variables) failed: there is no row 3: the table has 1, counted from 0. '
    'Choose another, or let the variables be missing then [port "table"]',
)
def _(w: Bench) -> None:
    w.table({"x": [1]}) >> w.add("RowToVariables", row=3)


@refused(
    "SQL has a typo in a column.",
    'Node "sql_query" (SQL Query) failed: referenced column "amout" not found in FROM clause! Candidate '
    'bindings: "amount" (line 1)',
)
def _(w: Bench) -> None:
    w.trusted = True
    query = 'SELECT city, SUM(amout) FROM "table" GROUP BY city'
    w.table({"city": ["Bonn"], "amount": [1]}) >> w.add("SqlQuery", query=query)


@refused(
    "SQL calls an input by a word that has a meaning of its own.",
    'Node "sql_query" (SQL Query) failed: syntax error at or near "table"; the word has a meaning of its own in '
    'SQL: write the input in double quotes, "table" (line 1)',
)
def _(w: Bench) -> None:
    w.trusted = True
    w.table({"city": ["Bonn"]}) >> w.add("SqlQuery", query="SELECT * FROM table")


@refused(
    "SQL asks for a table that is no input.",
    'Node "sql_query" (SQL Query) failed: there is no table "cities"; the inputs are called "table" (line 1)',
)
def _(w: Bench) -> None:
    w.trusted = True
    w.table({"city": ["Bonn"]}) >> w.add("SqlQuery", query="SELECT * FROM cities")


@refused(
    "SQL has a typo in a word.",
    'Node "sql_query" (SQL Query) failed: syntax error at or near "SELEC" (line 1)',
)
def _(w: Bench) -> None:
    w.trusted = True
    w.table({"city": ["Bonn"]}) >> w.add("SqlQuery", query='SELEC * FROM "table"')


@refused(
    "A script stumbles in its second line.",
    "Node \"python_script\" (Python Script) failed: NameError: name 'halb' is not defined (line 2: \"table['y'] "
    '= halb")',
)
def _(w: Bench) -> None:
    w.trusted = True
    w.table({"x": [1]}) >> w.add("PythonScript", script="half = table['x'] / 2\ntable['y'] = halb")


@refused(
    "A script comes with a workflow that nobody has said to trust.",
    'Node "python_script" (Python Script) runs code that came with the workflow. Read it, and say that you '
    "trust it (--trust).",
)
def _(w: Bench) -> None:
    w.table({"x": [1]}) >> w.add("PythonScript", script="table['y'] = 1")


@refused(
    "A column holds dates, words and numbers.",
    'Node "rows_1" (Container Input) failed: The column "day" mixes date objects and texts; make them one '
    'type, such as by table["day"] = table["day"].map(str, na_action="ignore"). First at row 1 '
    '[port "value", column "day", row 1]',
)
def _(w: Bench) -> None:
    w.table({"day": [datetime.date(2026, 1, 1), "x", 3]}) >> w.add("Histogram", column="day")


@refused(
    "The lines of a plot are texts.",
    'Node "line_plot" (Line Plot) failed: "y" is a text column, and has no numbers or dates: choose another column, or '
    'convert it before, such as with Cast Columns [port "table", column "y"]',
)
def _(w: Bench) -> None:
    w.table({"x": [1, 2], "y": ["a", "b"]}) >> w.add("LinePlot", x="x", y=["y"])


@refused(
    "A model is not good enough to be deployed.",
    'Node "quality_gate" (Quality Gate) failed: The gate says no: accuracy is 0.666667, and must be at least '
    "0.9. Nothing behind it runs",
)
def _(w: Bench) -> None:
    start = w.add("ExampleData", name="iris") >> w.add("CaptureStart")
    learner = start >> w.add("DecisionTreeLearner", target="target", max_depth=1)
    end = (learner, start) >> w.add("ApplyModel") >> w.add("CaptureEnd", id="end")
    scorer = end.predictions >> w.add("Scorer", target="target")
    gate = w.add("QualityGate", rules=[{"metric": "accuracy", "threshold": 0.9}])
    w.link(end.workflow, gate.workflow)
    w.link(scorer.metrics, gate.metrics)
    gate >> w.add("BundleWriter", path="iris.knodez")
