"""Makes orders.csv: the orders of a shop that does not exist, as untidy as people and three programs wrote them.

All of it is synthetic, drawn with a fixed seed. Of each order it is known here what is right, so it can be seen whether
cleaning finds it. What is wrong with the file: dates are written in three ways, amounts with a decimal comma and points
between thousands, countries in many spellings, addresses with capital letters and stray spaces. Some orders stand in it
twice in different writings, some values are missing, and a few rows are beyond repair: an amount below zero, a date that
is none, an address without @.

Run it to make the file again: `python resources/orders.py`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

SEED = 20261125
ROWS = 240
AGAIN = 14
FOLDER = Path(__file__).parent
COUNTRIES = {
    "Germany": ["Germany", "Germany", "germany", "GERMANY ", "Germnay", "Deutschland", "DE"],
    "Austria": ["Austria", "Austria", "austria", "Östereich", "AT"],
    "Switzerland": ["Switzerland", "Switzerland", "Swizerland", "Schweiz", "CH"],
    "France": ["France", "France", " france", "FR"],
}
NAMES = [
    "anna.meier",
    "jonas.weber",
    "lea.huber",
    "marc.dubois",
    "sofia.rossi",
    "paul.keller",
    "nina.bauer",
    "luc.martin",
]
CHANNELS = ["web", "app", "phone"]
DATES = ["%Y-%m-%d", "%d.%m.%Y", "%b %d, %Y"]


def main() -> None:
    """Write the file beside this script."""
    random = np.random.default_rng(SEED)
    right = orders(random)
    table = spoilt(written(right, random), written(right, random), random)
    table.to_csv(FOLDER / "orders.csv", sep=";", index=False, lineterminator="\n")


def orders(random: np.random.Generator) -> pd.DataFrame:
    """The orders as they are."""
    day = pd.Timestamp("2026-01-02") + pd.to_timedelta(np.sort(random.integers(0, 180, ROWS)), unit="D")
    return pd.DataFrame(
        {
            "order": [f"A-{number}" for number in range(1001, 1001 + ROWS)],
            "date": day,
            "customer": [f"{name}{random.integers(1, 90)}@example.org" for name in random.choice(NAMES, ROWS)],
            "country": random.choice(list(COUNTRIES), ROWS, p=[0.5, 0.2, 0.2, 0.1]),
            "channel": random.choice(CHANNELS, ROWS, p=[0.5, 0.35, 0.15]),
            "items": random.integers(1, 9, ROWS),
            "amount": random.lognormal(4.2, 1.1, ROWS).round(2),
        }
    )


def written(table: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """The same as texts, each in one of the ways in which such a value is written."""
    ways = random.integers(0, len(DATES), ROWS)
    made = table.astype("str")
    made["date"] = [day.strftime(DATES[way]) for day, way in zip(table["date"], ways, strict=True)]
    made["country"] = [str(random.choice(COUNTRIES[country])) for country in table["country"]]
    made["amount"] = [f"{amount:,.2f}".translate(str.maketrans(",.", ".,")) for amount in table["amount"]]
    made["customer"] = [_untidy(one, random) for one in table["customer"]]
    return made


def _untidy(text: str, random: np.random.Generator) -> str:
    return str(random.choice([text, text, text.title(), f" {text}", f"{text}  "]))


def spoilt(table: pd.DataFrame, other: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """With gaps, with some rows that nobody can mend, and with some twice, the second time written in another way."""
    for column, word, share in (("channel", "", 0.08), ("items", "n/a", 0.05)):
        table.loc[random.random(ROWS) < share, column] = word
    bad = random.choice(ROWS, 9, replace=False)
    table.loc[bad[:3], "amount"] = ["-49,90", "-12,00", "0,00"]
    table.loc[bad[3:6], "date"] = ["2026-02-31", "soon", ""]
    table.loc[bad[6:], "customer"] = ["anna.meier.example.org", "unknown", ""]
    twice = np.sort(random.choice(np.delete(np.arange(ROWS), bad), AGAIN, replace=False))
    again = other.assign(channel=table["channel"], items=table["items"]).iloc[twice]
    return pd.concat([table, again]).sort_values("order", kind="stable")


if __name__ == "__main__":
    main()
