"""The tables of the nearest nodes further up that are known: the best guess where what comes in is not known yet."""

from __future__ import annotations

from collections.abc import Iterator

from knode.app.session import Session
from knode.core.spec import TableSpec

FARTHEST = 200
"""Nodes that are looked at; behind so many of which nothing is known a guess would be worth little."""


def tables_before(session: Session, node: str) -> dict[str, list[TableSpec]]:
    """By input port of the node: the nearest tables on the way to it, where there are any."""
    status = session.status(node)
    inputs = {} if status is None else status.inputs
    found: dict[str, list[TableSpec]] = {}
    for link in session.workflow.links_into(node):
        known = any(spec is not None for spec in inputs.get(link.target_port, ()))
        tables = [] if known else list(_nearest(session, link.source, link.source_port))
        if tables:
            found.setdefault(link.target_port, []).extend(tables)
    return found


def _nearest(session: Session, node: str, port: str) -> Iterator[TableSpec]:
    waiting, seen = [(node, port)], {node}
    for source, output in waiting:
        status = session.status(source)
        one = None if status is None else status.outputs.get(output)
        if one is not None and one.spec is not None:
            if isinstance(one.spec, TableSpec):
                yield one.spec
            continue
        for link in session.workflow.links_into(source):
            if link.source not in seen and len(seen) < FARTHEST:
                seen.add(link.source)
                waiting.append((link.source, link.source_port))
