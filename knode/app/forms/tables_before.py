"""What comes in at a node: what is known of it, else the tables further up, the best guess."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from knode.app.session import Session
from knode.core.spec import Spec, TableSpec

FARTHEST = 200
"""Nodes that are looked at; behind so many of which nothing is known a guess would be worth little."""


def inputs_of(session: Session, node: str) -> dict[str, list[Spec | None]]:
    """What is known of what comes in; of a node that cannot run yet, what those linked to it give."""
    status = session.status(node)
    if status is not None and status.inputs:
        return {port: list(specs) for port, specs in status.inputs.items()}
    found: dict[str, list[Spec | None]] = {}
    for link in session.workflow.links_into(node):
        before = session.status(link.source)
        output = None if before is None else before.outputs.get(link.source_port)
        found.setdefault(link.target_port, []).append(None if output is None else output.spec)
    return found


def tables_before(
    session: Session, node: str, inputs: Mapping[str, Sequence[Spec | None]]
) -> dict[str, list[TableSpec]]:
    """By input port of which nothing is known: the nearest tables on the way to it, where there are any."""
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
