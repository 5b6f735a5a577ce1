"""The table that nodes are measured with: 14 mixed columns, some values missing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

CITIES = ("Amsterdam", "Barcelona", "Cologne", "Dublin", "Edinburgh", "Florence", "Genoa", "Helsinki")
PLANS = ("basic", "family", "student", "business")
ROWS_PER_CUSTOMER = 50
PRODUCTS = 10_000


def mixed(rows: int, seed: int = 0) -> pd.DataFrame:
    """Whole numbers, floats, dates, a category, a truth and texts; about 160 bytes a row."""
    rng = np.random.default_rng(seed)
    cities, plans = (pa.array(words, type=pa.large_string()) for words in (CITIES, PLANS))
    products = pa.array([f"product {number}" for number in range(PRODUCTS)], type=pa.large_string())
    months = rng.integers(0, 24, rows).astype("M8[M]") + 600
    return pd.DataFrame(
        {
            "order": rng.permutation(rows),
            "customer": rng.integers(0, max(1, rows // ROWS_PER_CUSTOMER), rows),
            "quantity": rng.integers(0, 100, rows),
            "small": rng.integers(-100, 100, rows, dtype="int8"),
            "price": _gaps(rng, rng.gamma(2.0, 20.0, rows)),
            "discount": _gaps(rng, rng.random(rows)),
            "score": rng.normal(size=rows),
            "day": months.astype("M8[D]").astype("M8[us]") + rng.integers(0, 28, rows).astype("m8[D]"),
            "seen": rng.integers(1_600_000_000, 1_700_000_000, rows).astype("M8[s]").astype("M8[us]"),
            "plan": pd.Categorical.from_codes(rng.integers(0, len(PLANS), rows, dtype="i1"), PLANS),
            "paid": rng.random(rows) < 0.5,
            "city": _texts(cities, rng.integers(0, len(CITIES), rows), rng.random(rows) < 0.01),
            "product": _texts(products, rng.integers(0, PRODUCTS, rows)),
            "kind": _texts(plans, rng.integers(0, len(PLANS), rows)),
        },
        copy=False,
    )


def _gaps(rng: np.random.Generator, values: np.ndarray) -> np.ndarray:
    values[rng.random(len(values)) < 0.02] = np.nan
    return values


def _texts(words: pa.Array, places: np.ndarray, missing: np.ndarray | None = None) -> pd.arrays.ArrowStringArray:
    return pd.array(words.take(pa.array(places, mask=missing)), dtype="str")
