"""Tables with true classes and the probabilities of models, to be evaluated."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from hypothesis import strategies as st


def two_models(rows: int = 300, seed: int = 3) -> pd.DataFrame:
    """Customers who left or not, as two models predict it; an index that is not 0, 1, 2 … and some equal probabilities."""
    random = np.random.default_rng(seed)
    hidden = random.normal(size=rows)
    table = pd.DataFrame(
        {"left": np.where(hidden + random.normal(size=rows) > 0.7, "yes", "no")},
        index=[f"c{number}" for number in range(rows, 0, -1)],
    )
    for model, noise in (("forest", 0.4), ("linear", 1.5)):
        chance = (1 / (1 + np.exp(0.7 - 1.5 * (hidden + random.normal(size=rows) * noise)))).round(2)
        table[f"{model}_probability_no"] = 1 - chance
        table[f"{model}_probability_yes"] = chance
        table[f"{model}_prediction"] = np.where(chance > 0.5, "yes", "no")
    table["weight"] = random.integers(0, 4, rows)
    return table


def three_classes(rows: int = 200, seed: int = 4) -> pd.DataFrame:
    """Rows of three classes, whole numbers as categories, and the probabilities of each."""
    random = np.random.default_rng(seed)
    chances = random.dirichlet([1, 1, 1], rows)
    truth = [random.choice(3, p=row) for row in chances]
    table = pd.DataFrame({f"probability_{label}": chances[:, label] for label in range(3)})
    return table.assign(truth=pd.Categorical(truth), prediction=chances.argmax(axis=1))


def ugly() -> pd.DataFrame:
    """Few rows, with missing values everywhere and a column name that needs quotes."""
    return pd.DataFrame(
        {
            "is it 🍎?": pd.array([True, False, None, True, False, False], dtype="boolean"),
            "a.b_probability_True": pd.array([0.9, 0.1, 0.4, None, 0.1, 1.0], dtype="Float64"),
            "plain": [3, -7, 2, 1, 0, 2**40],
        },
        index=[5, 5, 6, 7, 8, 9],
    )


@st.composite
def answers(draw: Any) -> tuple[np.ndarray, np.ndarray]:
    """Whether rows are of a class, of both kinds, and how sure a model is of it, often equally."""
    truth = draw(st.lists(st.booleans(), min_size=2, max_size=40))
    truth[:2] = [True, False]
    scores = draw(
        st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.5000001, 1.0]), min_size=len(truth), max_size=len(truth))
    )
    return np.array(truth), np.array(scores)
