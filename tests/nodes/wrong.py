"""What no setting of a node takes: values of every wrong shape, at every place within a setting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from knode.core.registry import REGISTRY

NODES = [cls for cls in REGISTRY.all() if cls.__module__.startswith("knode_nodes.")]
WRONG: tuple[Any, ...] = (
    None, True, "junk", "0,7", "70%", "", 1.5, -1, 0, 10**30, 1e300, float("nan"), [], ["a"], [1], [["a"]], [None], [{}],
    {}, {"junk": 1}, {"col": "age"}, [{"junk": 1}], {"names": "x"},
)  # fmt: skip
DEEPEST = 4
FOREIGN = re.compile(
    r"[Ii]nput|valid|[Ss]hould|permitted|[Uu]nable to|[Ff]ield required|instance of|dictionary|tuple|string|integer|parse"
    r"|pydantic|None|True|False|\bstr\b|Literal|object at"
)
"""Words of libraries and of Python."""


def wrong_values(schema: Mapping[str, Any], root: Mapping[str, Any], depth: int = 0) -> Iterator[Any]:
    """What may be wrong, at each place within a setting."""
    yield from WRONG
    if depth == DEEPEST:
        return
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    for member in schema.get("anyOf", ()):
        yield from wrong_values(member, root, depth + 1)
    inner = schema.get("items")
    if isinstance(inner, dict):
        yield from ([value] for value in wrong_values(inner, root, depth + 1))
    for name, field in schema.get("properties", {}).items():
        yield from ({name: value} for value in wrong_values(field, root, depth + 1))
    others = schema.get("additionalProperties")
    if isinstance(others, dict):
        yield from ({"name": value} for value in wrong_values(others, root, depth + 1))
