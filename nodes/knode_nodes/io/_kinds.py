"""What the columns of a text file hold, as far as its first rows tell, so that they need not be made texts first."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from knode_nodes.io._numbers import NumberFormat

Kind = Literal["whole", "decimal", "truth", "date"]
PLAIN: Mapping[Kind, Any] = {
    "whole": re.compile(r"-?[1-9][0-9]{0,17}|0").fullmatch,
    "truth": re.compile(r"true|True|TRUE|false|False|FALSE").fullmatch,
    "date": re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?", re.ASCII).fullmatch,
}
DECIMALS = {mark: re.compile(rf"-?(?:0|[1-9][0-9]*)(?:[{mark}][0-9]+)?").fullmatch for mark in ".,"}


@dataclass(frozen=True, slots=True)
class Kinds:
    """Columns that hold values of one kind and nothing else, and the mark before the decimals among them."""

    of: Mapping[str, Kind]
    decimal: str = "."

    def without(self, names: Collection[str]) -> Kinds:
        """Those of the other columns."""
        return Kinds({name: kind for name, kind in self.of.items() if name not in names}, self.decimal)

    def named(self, kind: Kind) -> list[str]:
        """The columns of one kind."""
        return [name for name, one in self.of.items() if one == kind]


def kinds_of(names: Sequence[str], rows: Sequence[Sequence[str]], missing: Collection[str]) -> Kinds:
    """The kinds of the columns, by the rows of a sample; texts in `missing` tell nothing."""
    rows = [row for row in rows if len(row) == len(names)]
    found: dict[str, Kind] = {}
    left: dict[str, list[str]] = {}
    for name, cells in zip(names, zip(*rows, strict=True), strict=False):
        texts = [cell for cell in cells if cell not in missing]
        kind = next((kind for kind, fits in PLAIN.items() if texts and fits(texts[0])), None)
        if kind and all(map(PLAIN[kind], texts)):
            found[name] = kind
        elif texts:
            left[name] = texts
    for mark in DECIMALS:
        decimals = list(_decimals(left, mark))
        if decimals:
            return Kinds(found | dict.fromkeys(decimals, "decimal"), mark)
    return Kinds(found)


def _decimals(columns: Mapping[str, Sequence[str]], mark: str) -> Iterator[str]:
    # 1.234 may be a whole number with a point between the thousands.
    other = re.compile(NumberFormat("," if mark == "." else ".", mark).pattern).match
    for name, texts in columns.items():
        if all(map(DECIMALS[mark], texts)) and any(mark in text for text in texts) and not all(map(other, texts)):
            yield name
