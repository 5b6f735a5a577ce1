"""Makes churn.csv and churn_new_rows.csv: customers of a phone company that does not exist.

All of it is synthetic, drawn with a fixed seed by the rules below: there is no such company, and nobody's data are in it. What
makes a customer leave is known, so it can be seen whether a model finds it: a month-to-month contract, many calls to
support in the first year, a high bill for little use, a long silence. About one in seven leaves. Values are missing as they
are in practice, and the new rows hold a region that the others do not have.

Run it to make the files again: `python resources/churn.py`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

SEED = 20261124
ROWS = 3000
NEW_ROWS = 12
FOLDER = Path(__file__).parent
OBSERVED = pd.to_datetime(["2025-10-01", "2026-01-01", "2026-04-01", "2026-07-01"])
REGIONS = ["North", "Lakes", "Capital", "Coast", "Hills", "Islands"]
FEES = {"basic": 19.0, "plus": 34.0, "premium": 55.0}
MISSING = {"last_contact": 0.10, "data_gb": 0.04, "age": 0.06, "payment": 0.05, "paperless": 0.03, "monthly_fee": 0.02}


def main() -> None:
    """Write both files beside this script."""
    random = np.random.default_rng(SEED)
    table = customers(random, ROWS + NEW_ROWS)
    table["churned"] = np.where(random.random(len(table)) < chance(table), "yes", "no")
    table = with_gaps(table, random)
    table.head(ROWS).to_csv(FOLDER / "churn.csv", index=False, lineterminator="\n")
    new = table.tail(NEW_ROWS).drop(columns="churned")
    new.iloc[3, new.columns.get_loc("region")] = "Border"
    new.to_csv(FOLDER / "churn_new_rows.csv", index=False, lineterminator="\n")


def customers(random: np.random.Generator, rows: int) -> pd.DataFrame:
    """The customers as they were observed."""
    observed = OBSERVED[random.integers(0, len(OBSERVED), rows)]
    signed_up = observed - pd.to_timedelta(np.ceil(random.exponential(900, rows)).clip(5, 3600), unit="D")
    contact = observed - pd.to_timedelta(np.ceil(random.gamma(1.5, 60, rows)), unit="D")
    plan = random.choice(list(FEES), rows, p=[0.45, 0.38, 0.17])
    data = random.lognormal(1.6, 0.9, rows) * np.where(plan == "premium", 2.0, 1.0)
    return pd.DataFrame(
        {
            "customer": [f"C{number:05}" for number in range(1, rows + 1)],
            "observed": observed,
            "signed_up": signed_up,
            "last_contact": np.maximum(contact, signed_up),
            "age": random.normal(45, 15, rows).clip(18, 92).round(),
            "region": random.choice(REGIONS, rows, p=[0.24, 0.2, 0.3, 0.16, 0.09, 0.01]),
            "plan": plan,
            "contract": random.choice(["monthly", "one year", "two years"], rows, p=[0.5, 0.3, 0.2]),
            "payment": random.choice(["card", "invoice", "transfer"], rows, p=[0.5, 0.2, 0.3]),
            "paperless": random.random(rows) < 0.6,
            "monthly_fee": (pd.Series(plan).map(FEES) + random.normal(0, 3, rows)).round(1),
            "support_calls": random.poisson(1.1, rows),
            "data_gb": data.round(1),
        }
    )


def chance(table: pd.DataFrame) -> pd.Series:
    """The chance of each customer to leave: a logistic curve over what speaks for it and against it."""
    tenure = (table["observed"] - table["signed_up"]).dt.days / 365.25
    silence = (table["observed"] - table["last_contact"]).dt.days
    score = (
        -6.9
        + 3.2 * (table["contract"] == "monthly")
        - 1.2 * (table["contract"] == "two years")
        + 1.2 * table["support_calls"] * (tenure < 1)
        + 0.4 * table["support_calls"]
        - 0.35 * tenure.clip(0, 6)
        + 1.6 * (table["monthly_fee"] / table["data_gb"].clip(lower=0.5) > 10)
        + 0.014 * silence.clip(0, 200)
        + 0.7 * (table["payment"] == "invoice")
        - 0.018 * (table["age"] - 45)
    )
    return 1 / (1 + np.exp(-score))


def with_gaps(table: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """The table with values missing here and there; invoices are noted less carefully than cards."""
    gaps = {
        name: random.random(len(table)) < share * np.where(table["payment"] == "invoice", 2.0, 0.8)
        for name, share in MISSING.items()
    }
    table = table.astype({"age": "Int64", "paperless": "boolean"})
    return table.assign(**{name: table[name].mask(gap) for name, gap in gaps.items()})


if __name__ == "__main__":
    main()
