"""Each example in docs/formula.md gives the result that stands beside it."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from knode.core.check import QuietContext
from knode_nodes.prep.formula import Formula
from knode_nodes.prep.window_formula import WindowFormula

TEXT = (Path(__file__).parents[3] / "docs" / "formula.md").read_text(encoding="utf-8")
LINES = [
    [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in TEXT.splitlines() if line.startswith("|")
]
EXAMPLES_OF_DOCS = [(cells[0].strip("`").replace("\\|", "|"), cells[1]) for cells in LINES if cells[0].startswith("`")]
MISSING = "–"


def table_of_docs():
    names, _, *rows = (cells for cells in LINES if len(cells) == 9)
    table = pd.DataFrame([[None if cell == MISSING else cell for cell in row] for row in rows], columns=names)
    whole = dict.fromkeys(("order no", "pieces"), "int64")
    dates = dict.fromkeys(("ordered", "delivered"), "datetime64[us]")
    return table.astype({**whole, **dates, "price": "float64", "discount": "float64"})


def shown(value):
    if isinstance(value, list | np.ndarray):
        return f"[{', '.join(map(str, value))}]"
    if pd.isna(value):
        return MISSING
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def test_there_are_more_than_fifty_examples():
    assert len(EXAMPLES_OF_DOCS) > 50
    assert table_of_docs().isna().sum().to_dict()["delivered"] == 1


@pytest.mark.parametrize(("expression", "result"), EXAMPLES_OF_DOCS)
def test_an_example_gives_the_result_beside_it(expression, result):
    settings = {"formulas": {"made": expression}}
    if " OVER " in expression:
        made = WindowFormula.from_settings(settings).run(table_of_docs(), QuietContext())
    else:
        made = Formula.from_settings(settings).run(table_of_docs())
    assert [shown(value) for value in made["made"].tolist()] == [part.strip() for part in result.split("·")]
