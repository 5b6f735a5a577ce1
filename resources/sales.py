"""Makes sales_2026-01.csv to sales_2026-06.csv: what three shops that do not exist sold, a file for each month.

All of it is synthetic, drawn with a fixed seed. As happens in practice, the files are not all alike: from April on there is
a column of returns that the earlier files lack, and the shop in Lyon opens in March.

Run it to make the files again: `python resources/sales.py`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

SEED = 20261125
FOLDER = Path(__file__).parent
SHOPS = {"Bern": 1.0, "Lyon": 0.6, "Oslo": 0.8}
PRODUCTS = {"bicycle": (890.0, 1.2), "helmet": (75.0, 3.0), "lamp": (32.0, 5.0), "lock": (49.0, 4.0)}
MONTHS = pd.period_range("2026-01", "2026-06", freq="M")


def main() -> None:
    """Write the files beside this script."""
    random = np.random.default_rng(SEED)
    for number, month in enumerate(MONTHS):
        table = sold(month, number, random)
        if number < 3:
            table = table.drop(columns="returned")
        table.to_csv(FOLDER / f"sales_{month}.csv", index=False, lineterminator="\n")


def sold(month: pd.Period, number: int, random: np.random.Generator) -> pd.DataFrame:
    """A row for each shop, product and week of a month. Bicycles sell better towards the summer."""
    rows = []
    for shop, size in SHOPS.items():
        for product, (price, often) in PRODUCTS.items():
            for day in pd.date_range(month.start_time, month.end_time, freq="7D"):
                season = 1 + 0.25 * number if product == "bicycle" else 1.0
                pieces = int(random.poisson(often * size * season * 3))
                rows.append((day.date(), shop, product, pieces, price, int(random.binomial(pieces, 0.04))))
    table = pd.DataFrame(rows, columns=["week", "shop", "product", "pieces", "price", "returned"])
    return table[(table["shop"] != "Lyon") | (number >= 2)]


if __name__ == "__main__":
    main()
