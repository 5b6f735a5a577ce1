"""Makes shoppers.csv: customers of a shop that does not exist, of four kinds that the file does not name.

All of it is synthetic, drawn with a fixed seed. The kinds are: regulars, who come often and buy little; collectors, who come
seldom and spend much; bargain hunters, who buy online, on sale, and send half of it back; and those who have not come for a
long time. So it can be seen whether clustering finds them.

Run it to make the file again: `python resources/shoppers.py`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

SEED = 20261125
FOLDER = Path(__file__).parent
COLUMNS = ["orders_a_year", "mean_basket", "days_since_last", "online_share", "sale_share", "returned_share"]
KINDS = {
    "regulars": (260, [26, 24, 12, 0.35, 0.20, 0.04]),
    "collectors": (120, [4, 310, 60, 0.55, 0.08, 0.06]),
    "bargain hunters": (170, [11, 58, 35, 0.92, 0.80, 0.42]),
    "gone": (150, [3, 60, 320, 0.45, 0.35, 0.08]),
}
SPREAD = 0.22


def main() -> None:
    """Write the file beside this script."""
    random = np.random.default_rng(SEED)
    table = pd.concat([of_kind(rows, middle, random) for rows, middle in KINDS.values()])
    table = table.sample(frac=1, random_state=random, ignore_index=True)
    table.insert(0, "customer", [f"S{number:04}" for number in range(1, len(table) + 1)])
    table.to_csv(FOLDER / "shoppers.csv", index=False, lineterminator="\n")


def of_kind(rows: int, middle: list[float], random: np.random.Generator) -> pd.DataFrame:
    """Customers around the middle of their kind; shares stay between 0 and 1."""
    made = pd.DataFrame(random.lognormal(np.log(middle), SPREAD, (rows, len(middle))), columns=COLUMNS)
    shares = [name for name in COLUMNS if name.endswith("_share")]
    made[shares] = made[shares].clip(0, 1).round(2)
    return made.round({"orders_a_year": 0, "mean_basket": 2, "days_since_last": 0}).astype(
        {"orders_a_year": "int64", "days_since_last": "int64"}
    )


if __name__ == "__main__":
    main()
