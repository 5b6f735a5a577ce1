"""The examples in docs/scripts.md run."""

import re
from pathlib import Path

import pandas as pd
import pytest

from knode.core.check import QuietContext
from knode_nodes.script._running import Knode
from knode_nodes.script.python_script import PythonScript
from knode_nodes.script.sql_query import SqlQuery

TEXT = (Path(__file__).parents[3] / "docs" / "scripts.md").read_text(encoding="utf-8")
TABLE = pd.DataFrame({"city": ["Bern", "Oslo", "Bern"], "amount": [10.0, 20.0, 30.0], "pieces": [1, 2, 3]})
KINDS = {"found": "variables", "picture": "view", "table": "table"}


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize("script", blocks("python"))
def test_a_script_of_the_docs_runs(script):
    name = next((name for name in KINDS if re.search(rf"^{name} = ", script, re.MULTILINE)), "table")
    node = PythonScript.from_settings({"script": script, "results": [{"name": name, "kind": KINDS[name]}]})
    made = node.run(QuietContext(), table=TABLE.copy(deep=False))[name]
    assert made is not None


def test_the_answers_are_right():
    grouped, shares = (SqlQuery(query=query).run(QuietContext(), table=TABLE)["table"] for query in blocks("sql"))
    assert grouped.to_dict("list") == {"city": ["Bern", "Oslo"], "total": [40.0, 20.0], "rows": [2, 1]}
    assert shares["share"].tolist() == [0.75, 1.0]


def test_all_that_a_script_sees_of_the_run_stands_in_the_docs():
    seen = {name for name in vars(Knode(QuietContext())) | vars(Knode) if not name.startswith("_")}
    assert seen == set(re.findall(r"^\| .*?`knode\.(\w+)", TEXT, re.MULTILINE)) | {"warn"}
