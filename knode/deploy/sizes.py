"""How large the parts of a bundle are, as its manifest tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from knode.core.document import canonical
from knode.deploy.archive import WORKFLOW

OBJECTS = "objects/"
CONTRACT, PLAN, REST = "contract rows", "compiled plan", "rest"


def parts_of(manifest: Mapping[str, Any]) -> dict[str, int]:
    """Bytes by part: the workflow, each frozen value by its node, the contract rows, the compiled plan, the rest.

    A part is its objects and what the manifest says of it: small values stand there. What two parts share counts for the
    first.
    """
    left = {name: int(member["bytes"]) for name, member in manifest["members"].items()}
    parts = {"workflow": left.pop(WORKFLOW, 0)}
    holders = {**manifest["frozen"], CONTRACT: manifest["contract"], PLAN: manifest.get("plan", {})}
    for part, payload in holders.items():
        objects = sum(left.pop(OBJECTS + text, 0) for text in _texts(payload))
        parts[part] = objects + (len(canonical(payload).encode()) if payload else 0)
    return {**parts, REST: sum(left.values())}


def _texts(payload: Any) -> Iterator[str]:
    """All texts in JSON data; the names of objects are among them."""
    waiting = [payload]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, Mapping):
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
