"""The header of a table in a file: where the table begins, whether its first row holds names, unique names."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any, Literal

from knode.api import quoted
from knode_nodes.io._merged import Merged, filled_across
from knode_nodes.io._notes import Notes, listed

Kind = Literal["empty", "number", "date", "boolean", "text"]
MISSING_TEXTS = (
    "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA",
    "NULL", "NaN", "None", "\\N", "n/a", "nan", "null",
)  # fmt: skip
"""Texts that mean missing everywhere: those of pandas, and the one that databases write."""
MISSING_AMONG_VALUES = frozenset(
    ("?", "-", "--", "---", "–", "—", ".", "..", "*", "na", "n.a.", "n.a", "N.A.", "n/d", "ND", "none", "NONE", "nil",
     "Null", "missing", "Missing", "MISSING", "unknown", "Unknown", "UNKNOWN", "#DIV/0!", "#VALUE!", "#REF!", "#NUM!",
     "#NAME?", "#NULL!", "0000-00-00", "0000-00-00 00:00:00", "00.00.0000")
)  # fmt: skip
"""Texts that mean missing in a column that else holds numbers or dates only."""
NUMBER = re.compile(r"[+-]?(?:\d[\d.,'\u2019 \u00a0\u202f]*|[.,]\d+)(?:[eE][+-]?\d+)?-?")
DATE = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})"
    r"|\d{1,2}[ ./-][A-Za-z]{3,9}\.?[ ,./-]+\d{2,4}"
    r"|[A-Za-z]{3,9}\.? \d{1,2}, ?\d{4})(?:[T ].*)?"
)
CODE = re.compile(r"[A-Z]{2,3}")
CELLS_LOOKED_AT = 20_000
TITLE_LINES = 50


def kind_of(cell: Any) -> Kind:
    """What a cell of a file, text or value, looks like."""
    if cell is None:
        return "empty"
    if not isinstance(cell, str):
        if isinstance(cell, bool):
            return "boolean"
        return "date" if isinstance(cell, datetime.date | datetime.time | datetime.timedelta) else "number"
    text = cell.strip()
    if text in MISSING_TEXTS or text in MISSING_AMONG_VALUES:
        return "empty"
    if DATE.fullmatch(text):
        return "date"
    if NUMBER.fullmatch(text):
        return "number"
    return "boolean" if text.lower() in ("true", "false") else "text"


def has_header(rows: Sequence[Sequence[Any]]) -> bool:
    """Whether the first row holds names: a text stands over a column of numbers, dates or truth values, or a date over numbers.

    Where all columns are text nothing tells, and the first row is taken for names.
    """
    first = rows[0]
    below = rows[1 : 1 + max(5, CELLS_LOOKED_AT // max(1, len(first)))][:50]
    kinds = [kind_of(cell) for cell in first]
    if not below:
        return "text" in kinds and not {"number", "date", "boolean"} & set(kinds)
    fitting = []
    for position, kind in enumerate(kinds):
        under = _kind_below(below, position)
        if under in ("number", "date", "boolean"):
            if kind == "text" or (kind == "date" and under == "number"):
                return True
            if kind != "empty":
                fitting.append(position)
    return not fitting or _are_years(first, below, fitting)


def holds_names_too(rows: Sequence[Sequence[Any]]) -> bool:
    """Whether the first row, below names, goes on with them: texts, and no value of the kind that the columns have below."""
    if len(rows) < 2:
        return False
    kinds = [(kind_of(cell), _kind_below(rows[1:50], position)) for position, cell in enumerate(rows[0])]
    valued = [(kind, below) for kind, below in kinds if below in ("number", "date", "boolean")]
    return any(kind == "text" for kind, _ in valued) and all(kind in ("text", "empty") for kind, _ in valued)


def joined_names(rows: Sequence[Sequence[Any]], merged: Sequence[Merged] | None) -> list[Any]:
    """Names in several rows as one: a name stands above all columns of the cells that are merged.

    Where nobody knows which are merged (None), an empty cell above others takes what stands on its left.
    """
    *above, last = rows
    filled = _leftwards(above) if merged is None else filled_across(above, merged)
    return [
        " ".join(dict.fromkeys(text for cell in cells if (text := _name(cell)))) or None
        for cells in zip(*filled, last, strict=True)
    ]


def alone_below(rows: Sequence[Sequence[Any]], merged: Sequence[Merged]) -> list[str]:
    """The names in the last row that have none above them, though others on their left have."""
    *above, last = rows
    headed = [any(cell is not None for cell in cells) for cells in zip(*filled_across(above, merged), strict=True)]
    first = headed.index(True) if True in headed else len(headed)
    return [_name(cell) for cell, one in zip(last[first:], headed[first:], strict=True) if cell is not None and not one]


def _leftwards(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    return [list(accumulate(row, lambda before, cell: before if cell is None else cell)) for row in rows]


def _kind_below(rows: Sequence[Sequence[Any]], position: int) -> Kind:
    counts = Counter(kind_of(row[position]) for row in rows if position < len(row))
    counts.pop("empty", None)
    if not counts:
        return "empty"
    kind, count = counts.most_common(1)[0]
    return kind if count >= 0.8 * counts.total() else "text"


def _are_years(first: Sequence[Any], below: Sequence[Sequence[Any]], positions: list[int]) -> bool:
    """Years in order, over values that are no years: names such as 1990, 1991, 1992."""
    years = [year for position in positions if (year := year_of(first[position])) is not None]
    if len(years) < max(2, len(positions)) or any(later <= year for year, later in pairwise(years)):
        return False
    return any(year_of(row[position]) is None for row in below for position in positions if position < len(row))


def year_of(cell: Any) -> int | None:
    """The year that a cell holds, such as 2024; None for all else."""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
    return int(text) if re.fullmatch(r"\d{4}", text) and 1800 <= int(text) <= 2200 else None


def table_start(rows: Sequence[Sequence[Any]], width: int) -> int:
    """The position of the first row of a table of `width` columns that may have title lines above it."""
    for position, row in enumerate(rows[:TITLE_LINES]):
        filled = _filled(row)
        if not filled:
            continue
        short = len(row) == 1 or len(row) < width / 2
        after = next((count for below in rows[position + 1 :] if (count := _filled(below))), 0)
        lonely = filled == 1 and width >= 3 and after > width / 2
        follows = _filled(rows[position + 1]) if position + 1 < len(rows) else filled
        apart = len(row) < width and not follows and "text" in map(kind_of, row)
        if width < 2 or not (short or lonely or apart):
            return position
    return 0


def codes_beside_na(names: Sequence[str | None], rows: Sequence[Sequence[Any]]) -> dict[str, str]:
    """The columns in which "NA" stands among codes of two or three capital letters, such as countries, and one of these."""
    if not any("NA" in row for row in rows):
        return {}
    found: dict[str, str] = {}
    for place, name in enumerate(names):
        cells = {row[place] for row in rows if place < len(row)}
        others = cells - {"NA", "", None}
        are_codes = others and all(isinstance(one, str) and CODE.fullmatch(one) for one in others)
        if name is not None and "NA" in cells and are_codes:
            found[name] = min(others)
    return found


def tell_codes(codes: Mapping[str, str], notes: Notes) -> None:
    """Warn of such columns, of which "NA" was taken for missing."""
    if codes:
        notes.warnings.append(
            f'"NA" counts as missing in {listed(codes)}, where it stands among codes such as '
            f"{quoted(next(iter(codes.values())))}: to keep it, list the texts that mean missing in the setting `missing`."
        )


def _filled(row: Sequence[Any]) -> int:
    return sum(cell is not None and str(cell).strip() != "" for cell in row)


def usual_width(rows: Sequence[Sequence[Any]]) -> int:
    """How many cells most rows have; of equally frequent counts the larger."""
    counts = Counter(len(row) for row in rows if row)
    return max(counts, key=lambda width: (counts[width], width)) if counts else 0


def unique_names(cells: Sequence[Any], notes: Notes) -> list[str]:
    """Column names from header cells: trimmed, the unnamed called `column_3`, the second `a` called `a_2`."""
    trimmed = [_name(cell) for cell in cells]
    taken = set(trimmed) - {""}
    seen: set[str] = set()
    numbers: dict[str, int] = {}
    names: list[str] = []
    unnamed: list[str] = []
    renamed: list[str] = []
    for position, name in enumerate(trimmed, start=1):
        if not name:
            name = f"column_{position}"
            name = _free(name, taken, numbers) if name in taken else name
            unnamed.append(name)
        elif name in seen:
            name = _free(name, taken, numbers)
            renamed.append(name)
        seen.add(name)
        taken.add(name)
        names.append(name)
    if unnamed and len(unnamed) < len(names):
        notes.warnings.append(f"Columns without a name are called {listed(unnamed)}.")
    if renamed:
        notes.warnings.append(f"Column names that stand there more than once were made unique: {listed(renamed)}.")
    return names


def numbered_names(count: int) -> list[str]:
    """Names for a table without header: `column_1`, `column_2` …"""
    return [f"column_{number}" for number in range(1, count + 1)]


def _name(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _free(name: str, taken: set[str], numbers: dict[str, int]) -> str:
    number = numbers.get(name, 1) + 1
    while f"{name}_{number}" in taken:
        number += 1
    numbers[name] = number
    return f"{name}_{number}"
