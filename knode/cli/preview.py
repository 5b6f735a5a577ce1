"""A capture as text, to be looked at before it is deployed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from knode.cli.console import paint
from knode.cli.wording import aligned, count, number, size

SHOWN = 12
"""Columns that are shown of an input or output."""


def lines(found: Mapping[str, Any], written: Mapping[str, Any] | None) -> Iterator[str]:
    """The lines of what `deploy.preview` tells."""
    nodes = [node for node in found["nodes"] if node["does"] in ("apply", "copy")]
    yield f"{paint(found['workflow'] or 'workflow', 'bold')} captured at {found['captured_at']}: {count(len(nodes), 'node')}"
    yield from _section("Nodes", aligned([(node["id"], _DOES[node["does"]], node["label"]) for node in nodes]))
    entering = [crossing for crossing in found["crossings"] if crossing["as"] != "output"]
    yield from _section("Comes in", aligned([_entering(crossing) for crossing in entering]))
    leaving = [crossing for crossing in found["crossings"] if crossing["as"] == "output"]
    yield from _section("Goes out", aligned([_leaving(crossing) for crossing in leaving]))
    left_out = [(node["node"], node["because"]) for node in found["left_out"]]
    yield from _section("Left out", aligned(left_out))
    for name, end in found["inputs"].items():
        gone = [f"  without {_few(end['columns_left_out'])}"] if end["columns_left_out"] else []
        title = f"{name} asks for {count(len(end['columns']), 'column')}"
        yield from _section(title, [*_columns(end["columns"]), *gone])
    known = {column["name"] for end in found["inputs"].values() for column in end["columns"]}
    for name, end in found["outputs"].items():
        new = [column for column in end["columns"] if column["name"] not in known]
        same = len(end["columns"]) - len(new)
        rest = [f"  and {count(same, 'column')} of those that came in"] if same else []
        yield from _section(f"{name} gives {count(len(end['columns']), 'column')}", [*_columns(new), *rest])
    wanted = [(one["name"], one["type"], f"by default {number(one['default'])}") for one in found["parameters"]]
    wanted += [(name, "secret", "its value is not in the capture") for name in found["secrets"]]
    yield from _section("May be set", aligned(wanted))
    yield ""
    yield from _warnings(found)
    yield from _ending(found, written)


_DOES = {"apply": "applied", "copy": "copied"}


def _section(title: str, body: Sequence[str]) -> Iterator[str]:
    if body:
        yield ""
        yield paint(title, "bold")
        yield from body


def _entering(crossing: Mapping[str, Any]) -> tuple[str, ...]:
    live = crossing["as"] == "input"
    amount = (
        size(crossing["bytes"]) if not live else f"{crossing['rows']:,} rows in training" if crossing["rows"] else ""
    )
    into = f"to {_few(crossing['to'], 3)}" if crossing["to"] else "to nothing"
    what = f"live rows, as {crossing['name']}" if live else "frozen"
    return crossing["from"], crossing["kind"], what, into, amount


def _leaving(crossing: Mapping[str, Any]) -> tuple[str, ...]:
    return crossing["from"], crossing["kind"], f"as {crossing['name']}", "on request" if crossing["explains"] else ""


def _columns(columns: Sequence[Mapping[str, Any]]) -> list[str]:
    rows = [(column["name"], column["dtype"], _values(column)) for column in columns[:SHOWN]]
    more = [f"  … and {len(columns) - SHOWN:,} more"] if len(columns) > SHOWN else []
    return [*aligned(rows), *more]


def _values(column: Mapping[str, Any]) -> str:
    """What is known of a column's values."""
    parts = []
    if column.get("range"):
        low, high = column["range"]
        parts.append(f"{low:g} to {high:g}")
    if column.get("categories"):
        parts.append(_few([str(value) for value in column["categories"]], 5))
    if column.get("nullable"):
        parts.append("may be missing")
    return ", ".join(parts)


def _few(names: Sequence[str], most: int = 8) -> str:
    return ", ".join(names[:most]) + (f" … ({len(names):,} in all)" if len(names) > most else "")


def _warnings(found: Mapping[str, Any]) -> Iterator[str]:
    for name in found["targets_asked_for"]:
        yield (
            f"{paint('!', 'yellow')} {name} is what is to be predicted, and a captured node reads it all the same: production "
            "must give it. Take the answer from a node before that one, or drop the column first."
        )


def _ending(found: Mapping[str, Any], written: Mapping[str, Any] | None) -> Iterator[str]:
    parity = found["parity"]
    rows = count(max(parity["rows"].values(), default=0), "held-out row")
    if not parity["equal"]:
        yield f"{paint('Not the same', 'red')} on {rows}: {parity['difference']['message']}"
        return
    yield f"{paint('The same answers', 'green')} as the training workflow on {rows}; {size(found['frozen_bytes'])} frozen."
    if written is not None:
        what = "is written" if written["written"] else "is there already, and the same"
        yield f"{written['path']} {what} ({written['name']} {written['version']}, {size(written['bytes'])})."
