"""How times, sizes and numbers are written for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def duration(seconds: float) -> str:
    """`0.012 s`, `12.3 s`, `2 min 05 s`, `1 h 02 min`."""
    if seconds < 9.995:
        return f"{seconds:.3f} s" if seconds < 0.9995 else f"{seconds:.2f} s"
    if seconds < 59.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest:02d} s"
    return f"{minutes // 60} h {minutes % 60:02d} min"


def size(count: float) -> str:
    """Bytes as `512 B`, `1.4 MB`, `2.0 GB` (powers of 1,000)."""
    for unit in ("B", "kB", "MB", "GB"):
        if count < 999.5:
            return f"{count:.0f} {unit}" if unit == "B" or count >= 100 else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:,.1f} TB"


def shape(rows: int | None, columns: int | None) -> str:
    """`398 × 31`, or nothing for what is no table."""
    return "" if rows is None or columns is None else f"{rows:,} × {columns:,}"


def number(value: Any) -> str:
    """A measured value: four digits that count, or the text."""
    if value is None or value != value:
        return "–"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if isinstance(value, int):
        return f"{value:,}"
    if value == 0 or 1e-3 <= abs(value) < 1e4:
        return f"{value:.4f}"
    return f"{value:.4g}"


def count(amount: int, one: str, many: str = "") -> str:
    """`1 node`, `3 nodes`."""
    return f"{amount:,} {one if amount == 1 else many or one + 's'}"


def aligned(rows: Sequence[Sequence[str]], right: Sequence[int] = (), indent: str = "  ") -> list[str]:
    """Rows as lines with their cells in columns, those numbered in `right` aligned to the right."""
    if not rows:
        return []
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append((indent + "  ".join(cells)).rstrip())
    return lines


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """The paragraphs and list items of `text`, each filled anew to `width`, with empty lines between paragraphs."""
    import re
    import textwrap

    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        lines += [""] if lines else []
        for item in re.split(r"\n(?=\s*- )", paragraph):
            hang = indent + ("  " if item.lstrip().startswith("- ") else "")
            lines += textwrap.wrap(" ".join(item.split()), width, initial_indent=indent, subsequent_indent=hang)
    return lines


def with_text(rows: Sequence[Sequence[str]], width: int, start: int = 0) -> list[str]:
    """Rows whose last cell is a text: the others in columns, the text beside them, or below where it is narrow.

    The text begins at column `start` or further right.
    """
    import textwrap

    heads = aligned([row[:-1] for row in rows])
    start = max(start, *(len(head) + 2 for head in heads)) if heads else 0
    lines: list[str] = []
    for head, row in zip(heads, rows, strict=True):
        if width - start >= 30:
            filled = textwrap.wrap(row[-1], width - start) or [""]
            lines.append(f"{head:<{start}}{filled[0]}".rstrip())
            lines += [" " * start + line for line in filled[1:]]
        else:
            lines += [head, *textwrap.wrap(row[-1], width, initial_indent=" " * 6, subsequent_indent=" " * 6)]
    return lines


def terminal_width() -> int:
    """The width to write texts in: that of the terminal, but no wider than is good to read."""
    import shutil

    return min(110, max(40, shutil.get_terminal_size((100, 24)).columns))
