"""Figures: what was measured, beside what is asked; printed as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Unit = Literal["µs", "ms", "s", "×", "MB", "req/s", "modules", "nodes"]
HEADER = ("what", "asked", "measured", "", "beside it")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `asked` is the most that it may be, or `least` of all that, or `exact`ly; None: it is only shown."""

    what: str
    measured: float
    unit: Unit
    asked: float | None = None
    beside: str = ""
    exact: bool = False
    least: bool = False

    @property
    def verdict(self) -> str:
        """`ok`, `missed`, or nothing where nothing is asked."""
        if self.asked is None:
            return ""
        if self.exact:
            return "ok" if self.measured == self.asked else "missed"
        missed = self.measured < self.asked if self.least else self.measured > self.asked
        return "missed" if missed else "ok"

    def cells(self) -> tuple[str, ...]:
        """The figure as a row of the table."""
        sign = "" if self.exact else "≥ " if self.least else "≤ "
        asked = "" if self.asked is None else f"{sign}{self.asked:g} {self.unit}"
        return (self.what, asked, with_unit(self.measured, self.unit), self.verdict, self.beside)


def with_unit(value: float, unit: Unit) -> str:
    """A number of three digits, and its unit."""
    if unit in ("modules", "nodes"):
        return f"{value:.0f} {unit}"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 0.1 else 3
    return f"{value:.{digits}f} {unit}"


def table(figures: Iterable[Figure]) -> str:
    """The figures as a table."""
    return grid(HEADER, [figure.cells() for figure in figures])


def grid(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Texts as a table, in Markdown that reads well in a terminal too."""
    widths = [max(len(row[place]) for row in (header, *rows)) for place in range(len(header))]
    lines = [_line(header, widths), "|" + "|".join("-" * (width + 2) for width in widths) + "|"]
    return "\n".join([*lines, *(_line(row, widths) for row in rows)])


def _line(cells: Sequence[str], widths: list[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"
