"""Explanations made by hand, with the tables that they explain."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import strategies as st

NAMES = ["age", "plan of the customer 😀", 'a "quoted".name', "member", "since", "Anzahl"]


def explanation(rows=60, *, classes=(), seed=0, names=NAMES):
    """A table as SHAP Explainer gives it, and the table that it explains."""
    random = np.random.default_rng(seed)
    index = [f"r{row}" for row in range(rows)]
    values = random.normal(size=(rows, len(names))) * np.arange(len(names), 0, -1)
    made = pd.DataFrame(values, columns=[f"shap_{name}" for name in names], index=index)
    made["base_value"] = 0.5
    if classes:
        made["explained_class"] = random.choice(list(classes), rows)
    table = pd.DataFrame(
        {
            NAMES[0]: random.normal(40, 10, rows).round(1),
            NAMES[1]: random.choice(["basic", "plus", "très cher"], rows),
            NAMES[2]: np.where(random.random(rows) < 0.3, np.nan, random.normal(size=rows)),
            NAMES[3]: random.random(rows) < 0.5,
            NAMES[4]: pd.Timestamp("2024-01-01", tz="Europe/Berlin")
            + pd.to_timedelta(random.integers(0, 99, rows), "D"),
            NAMES[5]: pd.array(
                [None if one < 2 else one + 2**60 for one in random.integers(0, 9, rows)], dtype="Int64"
            ),
            "id": [f"c{row}" for row in range(rows)],
        },
        index=index,
    )
    return made, table


NUMBER = st.one_of(st.floats(-1e9, 1e9), st.sampled_from([0.0, -0.0, 1e-300, 1e12]))


@st.composite
def explanations(draw):
    """Small tables of Shapley values of one to nine columns."""
    columns, rows = draw(st.integers(1, 9)), draw(st.integers(1, 12))
    values = draw(st.lists(st.lists(NUMBER, min_size=columns, max_size=columns), min_size=rows, max_size=rows))
    made = pd.DataFrame(values, columns=[f"shap_c{number}" for number in range(columns)])
    made["base_value"] = draw(st.lists(NUMBER, min_size=rows, max_size=rows))
    if draw(st.booleans()):
        made["explained_class"] = draw(st.lists(st.sampled_from(["a", "b", "ü 😀"]), min_size=rows, max_size=rows))
    return made
