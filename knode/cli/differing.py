"""Differences between two workflows as lines of text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from knode.cli.console import Style, paint
from knode.cli.wording import count

if TYPE_CHECKING:
    from knode.core.comparison import Detail, Difference

SIGNS: dict[str, tuple[str, Style]] = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}
LONGEST = 60
LINES = 40
"""Lines that are shown of a text that changed, such as a script."""


def lines(found: Iterable[Difference], before: str, after: str) -> Iterator[str]:
    """What differs, the moved nodes counted at the end."""
    found = list(found)
    if not found:
        yield f"{before} and {after} are the same workflow."
        return
    yield paint(f"{before} → {after}", "bold")
    for one in found:
        if one.how != "moved":
            yield from _lines(one)
    moved = sum(one.how == "moved" for one in found)
    if moved:
        yield paint(f"  {count(moved, 'node')} moved", "dim")


def _lines(one: Difference) -> Iterator[str]:
    sign, style = SIGNS[one.how]
    named = f" {one.title}" if one.title else ""
    kind = {"about": "workflow", "annotation": "note"}.get(one.kind, one.kind)
    yield paint(f"{sign} {kind} {one.place}", style) + named
    for detail in one.details:
        if not (one.how == "removed" and one.kind == "node"):
            yield from _detail(detail)


def _detail(detail: Detail) -> Iterator[str]:
    name = detail.what.removeprefix("settings.")
    if _is_text(detail.before) or _is_text(detail.after):
        import difflib

        yield f"    {name}:"
        old, new = _text(detail.before), _text(detail.after)
        shown = [line for line in difflib.ndiff(old, new) if line[0] in "+-"]
        styles: dict[str, Style] = {"+": "green", "-": "red"}
        yield from (f"      {paint(line.rstrip(), styles[line[0]])}" for line in shown[:LINES])
        if len(shown) > LINES:
            yield f"      … and {count(len(shown) - LINES, 'more line')}"
    else:
        yield f"    {name}: {_short(detail.before)} → {_short(detail.after)}"


def _is_text(value: Any) -> bool:
    """Texts of several lines stand in a file as lists of lines."""
    lines = value if isinstance(value, list) else []
    return len(lines) > 1 and all(isinstance(line, str) for line in lines) and any(" " in line for line in lines)


def _text(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(line) for line in value] if isinstance(value, list) else str(value).split("\n")


def _short(value: Any) -> str:
    if value is None:
        return "–"
    if hasattr(value, "source"):
        return f"{value.source} {value.name}"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
