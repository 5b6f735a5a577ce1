"""Array steps as bytes, and back: plain data and arrays of numbers, never code.

The bytes are a length, JSON data of that length, and the arrays. A step stands in the data as the name of its class and its
fields; only classes of installed node packs that are array steps are ever looked up, and the step that runs a node.
"""

from __future__ import annotations

import dataclasses
import importlib
import json
from typing import Any

from knode.core.arrays import ArrayStep
from knode.core.errors import BundleDamaged, ValueRefused, quoted
from knode.core.registry import REGISTRY, Registry

LENGTH = 8
ALIGNMENT = 64
STEP, ARRAY, PAIRS = "$step", "$array", "$dict"
NUMBERS = "biuf"
OWN = "knode.deploy.node_step:NodeStep"


def packed(value: Any) -> bytes:
    """Plain data with array steps and arrays of numbers in it, as bytes: the same bytes for the same value.

    Raises ValueRefused for what is neither.
    """
    arrays = bytearray()
    text = json.dumps(_plain(value, arrays), separators=(",", ":"), sort_keys=True).encode()
    text += b" " * (-(LENGTH + len(text)) % ALIGNMENT)
    return len(text).to_bytes(LENGTH, "little") + text + bytes(arrays)


def _plain(value: Any, arrays: bytearray) -> Any:
    import numpy as np

    if isinstance(value, ArrayStep):
        return {STEP: f"{type(value).__module__}:{type(value).__qualname__}", **_state(value, arrays)}
    if isinstance(value, np.ndarray):
        return _array(value, arrays)
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, list | tuple):
        return [_plain(item, arrays) for item in value]
    if isinstance(value, dict) and all(type(key) is str for key in value):
        made = {key: _plain(item, arrays) for key, item in value.items()}
        return {PAIRS: list(made.items())} if any(key.startswith("$") for key in made) else made
    if value is None or isinstance(value, str | bool | int | float):
        return value
    raise ValueRefused(f"A compiled step holds a {type(value).__name__}, which is no plain data.")


def _state(step: Any, arrays: bytearray) -> dict[str, Any]:
    return {field.name: _plain(getattr(step, field.name), arrays) for field in dataclasses.fields(step) if field.init}


def _array(value: Any, arrays: bytearray) -> dict[str, Any]:
    import numpy as np

    if value.dtype.kind not in NUMBERS:
        raise ValueRefused(f"A compiled step holds an array of {value.dtype}, which is no array of numbers.")
    stored = np.ascontiguousarray(value, dtype=value.dtype.newbyteorder("<"))
    arrays.extend(b"\0" * (-len(arrays) % ALIGNMENT))
    place = len(arrays)
    arrays.extend(stored.tobytes())
    return {ARRAY: [stored.dtype.str, list(value.shape), place]}


def unpacked(content: bytes, registry: Registry = REGISTRY) -> Any:
    """What `packed` packed; lists stand for tuples. Raises BundleDamaged."""
    length = int.from_bytes(content[:LENGTH], "little")
    try:
        data = json.loads(content[LENGTH : LENGTH + length])
        return _value(data, memoryview(content)[LENGTH + length :], registry)
    except (ValueError, TypeError, LookupError, AttributeError, ImportError, RecursionError) as error:
        raise BundleDamaged(f"the compiled plan cannot be read ({type(error).__name__}: {error})") from error


def _value(data: Any, arrays: memoryview, registry: Registry) -> Any:
    if isinstance(data, list):
        return [_value(item, arrays, registry) for item in data]
    if not isinstance(data, dict):
        return data
    if ARRAY in data:
        dtype, shape, place = data[ARRAY]
        return _array_at(dtype, shape, place, arrays)
    if PAIRS in data:
        return {key: _value(item, arrays, registry) for key, item in data[PAIRS]}
    values = {key: _value(item, arrays, registry) for key, item in data.items() if key != STEP}
    return _class(data[STEP], registry)(**values) if STEP in data else values


def _array_at(dtype: str, shape: list[int], place: int, arrays: memoryview) -> Any:
    import numpy as np

    kind = np.dtype(dtype)
    if kind.kind not in NUMBERS or place < 0 or any(size < 0 for size in shape):
        raise ValueError(f"no array of numbers: {dtype} {shape}")
    count = int(np.prod(shape, dtype=np.int64))
    return np.frombuffer(arrays, kind, count, place).reshape(shape)


def _class(name: str, registry: Registry) -> Any:
    module, _, attribute = name.partition(":")
    if name != OWN and not any(module.startswith(f"{package}.") for package in registry.packs.values()):
        raise BundleDamaged(f"the compiled plan wants {quoted(name)}, which belongs to no installed node pack")
    found = getattr(importlib.import_module(module), attribute)
    if not _is_step(found):
        raise BundleDamaged(f"the compiled plan wants {quoted(name)}, which is no array step")
    return found


def _is_step(found: object) -> bool:
    return isinstance(found, type) and issubclass(found, ArrayStep) and dataclasses.is_dataclass(found)
