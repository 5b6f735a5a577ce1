"""Names of ports that a person chooses."""

from __future__ import annotations

import keyword
from collections.abc import Sequence

TAKEN = ("variables", "context", "knode")
"""Names that stand for something else at each node, or in a script."""


def checked_names(names: Sequence[str], what: str) -> tuple[str, ...]:
    """The same names. Raises ValueError for one that is no name, is taken, or stands there twice."""
    for name in names:
        if not name.isidentifier() or keyword.iskeyword(name):
            raise ValueError(f"{name!r} cannot be the name of an {what}: write letters, digits and _, no digit first")
        if name in TAKEN:
            raise ValueError(f"the name {name!r} is taken; choose another one for this {what}")
        if list(names).count(name) > 1:
            raise ValueError(f"two {what}s are called {name!r}")
    return tuple(names)
