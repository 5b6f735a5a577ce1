"""Makes breast_cancer_new_rows.csv: 12 rows like those of scikit-learn's breast cancer data, without the diagnosis.

Each row is one of the data set's, its measurements changed by up to 5 % with a fixed seed, and some of them missing. They
are synthetic: no patient has them. Run it to make the file again: `python resources/breast_cancer_new_rows.py`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sklearn.datasets import load_breast_cancer

SEED = 20261123
ROWS = 12
MISSING = 6


def main() -> None:
    """Write the file beside this script."""
    random = np.random.default_rng(SEED)
    rows = load_breast_cancer(as_frame=True).data.sample(ROWS, random_state=SEED).reset_index(drop=True)
    rows = (rows * random.uniform(0.95, 1.05, rows.shape)).map(lambda value: float(f"{value:.4g}"))
    for place in random.choice(rows.size, MISSING, replace=False):
        rows.iloc[place // rows.shape[1], place % rows.shape[1]] = np.nan
    rows.insert(0, "patient", [f"P{number:03}" for number in range(1, ROWS + 1)])
    rows.to_csv(Path(__file__).with_suffix(".csv"), index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
