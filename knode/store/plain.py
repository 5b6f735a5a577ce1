"""Small Python values as JSON data that tells tuples, NumPy's scalars and dates apart, so that each comes back.

What JSON has no word for is an object with the key `$`, which names its type, and `value`.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from knode.core.errors import ValueRefused, quoted

AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})


def to_plain(value: Any, what: str, *, ordered: bool = False) -> Any:
    """`value` as JSON data. Raises ValueRefused, which calls it `what`, for a type that would not come back.

    JSON text is written with sorted keys: with `ordered` a mapping in another order comes back in its own.
    """
    kind = type(value)
    if kind in AS_THEY_ARE:
        return value
    if kind is list:
        return [to_plain(item, what, ordered=ordered) for item in value]
    if kind is tuple:
        return {"$": "tuple", "value": [to_plain(item, what, ordered=ordered) for item in value]}
    if isinstance(value, Mapping):
        return _mapping(value, what, ordered)
    if kind is datetime.date or (kind is datetime.datetime and value.tzinfo is None):
        return {"$": kind.__name__, "value": value.isoformat()}
    return _of_library(value, what)


def _mapping(value: Mapping[Any, Any], what: str, ordered: bool) -> Any:
    for key in value:
        if type(key) is not str:
            raise ValueRefused(f"{what} holds the key {quoted(key)}; keys must be texts.")
    made = {key: to_plain(item, what, ordered=ordered) for key, item in value.items()}
    if ordered and list(made) != sorted(made):
        return {"$": "ordered", "value": [list(pair) for pair in made.items()]}
    return {"$": "dict", "value": made} if "$" in made else made


def _of_library(value: Any, what: str) -> Any:
    import numpy as np
    import pandas as pd

    if isinstance(value, np.generic) and value.dtype.kind in "biuf" and value.dtype.itemsize <= 8:
        return {"$": value.dtype.str, "value": value.item()}
    if isinstance(value, np.str_):
        return {"$": "numpy.str_", "value": str(value)}
    if type(value) is pd.Timestamp and value.tzinfo is None:
        return {"$": "Timestamp", "value": [value.isoformat(), value.unit]}
    raise ValueRefused(f"{what} holds a {type(value).__name__}, which cannot be kept; give a text or a number.")


def from_plain(value: Any) -> Any:
    """The value that `to_plain` wrote."""
    if isinstance(value, list):
        return [from_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$" not in value:
        return {key: from_plain(item) for key, item in value.items()}
    kind, held = value["$"], value["value"]
    if kind == "tuple":
        return tuple(from_plain(item) for item in held)
    if kind == "dict":
        return {key: from_plain(item) for key, item in held.items()}
    if kind == "ordered":
        return {key: from_plain(item) for key, item in held}
    if kind in ("date", "datetime"):
        return getattr(datetime, kind).fromisoformat(held)
    return _from_library(kind, held)


def _from_library(kind: str, held: Any) -> Any:
    import numpy as np
    import pandas as pd

    if kind == "Timestamp":
        return pd.Timestamp(held[0]).as_unit(held[1])
    return np.str_(held) if kind == "numpy.str_" else np.dtype(kind).type(held)
