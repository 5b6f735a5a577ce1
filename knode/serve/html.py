"""HTML in small pieces: everything that is put in is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

POLICY = (
    "default-src 'none'; img-src data:; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, /, *content: Any, **attributes: Any) -> Html:
    """An element; `class_` is the attribute class, True an attribute without a value, None and False none."""
    written = []
    for key, value in attributes.items():
        key = key.rstrip("_").replace("_", "-")
        if value is True:
            written.append(f" {key}")
        elif value is not None and value is not False:
            written.append(f' {key}="{escape(str(value))}"')
    inside = joined(content)
    if name in ("input", "rect", "line"):
        return Html(f"<{name}{''.join(written)}/>")
    return Html(f"<{name}{''.join(written)}>{inside}</{name}>")


def joined(content: Iterable[Any]) -> Html:
    """Pieces one after the other; what is no HTML is escaped, None left out, and lists are followed."""
    made = []
    for piece in content:
        if isinstance(piece, Html):
            made.append(str(piece))
        elif isinstance(piece, list | tuple):
            made.append(joined(piece))
        elif piece is not None:
            made.append(escape(str(piece)))
    return Html("".join(made))


def page(title: str, *content: Any) -> str:
    """A whole page."""
    head = tag(
        "head",
        Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        tag("title", f"{title} · knode"),
        Html('<link rel="stylesheet" href="/style.css"><link rel="icon" href="data:,">'),
    )
    links = tag("nav", tag("a", "Bundles", href="/"), tag("a", "How to ask", href="/docs"))
    top = tag("header", tag("div", tag("strong", "knode"), links))
    return f'<!doctype html>\n<html lang="en">{head}{tag("body", top, tag("main", *content))}</html>\n'


def table(header: Iterable[str], rows: Iterable[Iterable[Any]], numbers: Iterable[int] = ()) -> Html:
    """A table; the columns at the places `numbers` are flush right."""
    right = set(numbers)

    def cells(name: str, values: Iterable[Any]) -> list[Html]:
        return [tag(name, value, class_="number" if place in right else None) for place, value in enumerate(values)]

    head = tag("tr", *cells("th", header))
    body = [tag("tr", *cells("td", row)) for row in rows]
    return tag("div", tag("table", tag("thead", head), tag("tbody", *body)), class_="scroll")


def bars(values: Iterable[tuple[str, float]], *, signed: bool) -> Html:
    """A bar for each value with its name: from the middle to both sides when `signed`, else from the left, up to 1."""
    values = list(values)
    most = max((abs(value) for _, value in values), default=0.0) or 1.0
    most = most if signed else max(most, 1.0)
    pieces: list[Html] = []
    for name, value in values:
        length = abs(value) / most * (50 if signed else 100)
        start = 50 - length if signed and value < 0 else 50 if signed else 0
        kind = ("up" if value >= 0 else "down") if signed else "plain"
        shape = tag("rect", x=f"{start:.2f}", y="2", width=f"{length:.2f}", height="12", rx="1", class_=kind)
        axis = tag("line", x1="50", x2="50", y1="0", y2="16") if signed else None
        drawing = tag("svg", axis, shape, viewBox="0 0 100 16", preserveAspectRatio="none", aria_hidden="true")
        said = f"{value:+.3f}" if signed else f"{value:.3f}"
        pieces += [tag("span", name), drawing, tag("span", said, class_="value")]
    return tag("div", *pieces, class_="bars")
