"""Models as stored: the estimator as a skops file, in a form that the same model always has; all else as JSON data."""

from __future__ import annotations

import hashlib
import importlib
from typing import Any
from weakref import WeakKeyDictionary

from knode.core.errors import StoreDamaged, TrustRequired, ValueRefused, quoted
from knode.core.ports import Objects
from knode.core.spec import TableSpec
from knode.core.values import Model
from knode.store.kinds import get_bytes, put_bytes
from knode.store.plain import from_plain, to_plain
from knode.store.skops_file import canonical, names_in
from knode.store.trusted import PLAIN, check_types, trusted_types


class ModelCodec:
    """Stores models. No pickle is read or written: skops rebuilds objects of reviewed types only."""

    def dump(self, value: Any, objects: Objects) -> Any:
        """The model as JSON data, its estimator in an object.

        Raises:
            ValueRefused: the estimator, or a fact about it, cannot be stored.
            TrustRequired: it holds a type that nobody has reviewed, so it could not be loaded again.
        """
        what = f"The model {quoted(value.name)}"
        return {
            "kind": value.kind,
            "name": value.name,
            "target": value.target,
            "inputs": to_plain(_columns(value.inputs), f"{what}, in what it reads,"),
            "outputs": to_plain(_columns(value.outputs), f"{what}, in what it makes,"),
            "classes": to_plain(value.classes, f"{what}, in its classes,"),
            "replaces": to_plain(value.replaces, f"{what}, in the columns that it replaces,"),
            "facts": to_plain(value.facts, f"{what}, in its facts,"),
            "estimator": _dumped(value.estimator, what, objects),
        }

    def load(self, payload: Any, objects: Objects) -> Model:
        """The model that `dump` wrote. Raises StoreDamaged, and TrustRequired for a type that nobody has reviewed."""
        return Model(
            kind=payload["kind"],
            estimator=_loaded(payload["estimator"], f"The model {quoted(payload['name'])}", objects),
            inputs=TableSpec(**from_plain(payload["inputs"])),
            outputs=TableSpec(**from_plain(payload["outputs"])),
            name=payload["name"],
            target=payload["target"],
            classes=from_plain(payload["classes"]),
            replaces=from_plain(payload["replaces"]),
            facts=from_plain(payload["facts"]),
        )


def _columns(spec: TableSpec) -> dict[str, Any]:
    """A spec as plain data; categories that are moments, durations or the like as JSON tells them."""
    dumped = (column.model_dump(mode="json" if column.category_dtype else "python") for column in spec.columns)
    return {"columns": tuple(dumped)}


def _dumped(estimator: Any, what: str, objects: Objects) -> Any:
    """An estimator as JSON data: by its state where that is plain data, else as a skops file."""
    name = f"{type(estimator).__module__}.{type(estimator).__qualname__}"
    if name in PLAIN:
        state = {key: to_plain(held, what, ordered=True) for key, held in vars(estimator).items()}
        return {"type": name, "state": state}
    return put_bytes(_estimator_bytes(estimator, what), objects)


def _loaded(stored: Any, what: str, objects: Objects) -> Any:
    """The estimator that `_dumped` gave."""
    if "type" in stored:
        return _with_state(stored["type"], from_plain(stored["state"]), what)
    content = get_bytes(stored, objects)
    # A changed tree can crash the interpreter when it predicts.
    if "object" in stored and hashlib.sha256(content).hexdigest() != stored["object"]:
        raise StoreDamaged(f"{what} was changed.", object=stored["object"])
    return _estimator(content, what)


def _with_state(name: str, state: Any, what: str) -> Any:
    if name not in PLAIN or not isinstance(state, dict):
        raise TrustRequired(f"{what} holds {quoted(name)}, a type that nobody has reviewed.", type=name)
    module, _, attribute = name.rpartition(".")
    cls = getattr(importlib.import_module(module), attribute)
    made = cls.__new__(cls)
    made.__dict__.update(state)
    return made


def types_in(payload: Any, objects: Objects) -> set[str]:
    """The full names of the types and functions that the estimator of a stored model is made of. Builds nothing."""
    stored = payload["estimator"]
    return {stored["type"]} if "type" in stored else names_in(get_bytes(stored, objects))


_files: WeakKeyDictionary[Any, bytes] = WeakKeyDictionary()
"""The skops files of estimators that are alive: a model that is captured and bundled is not written three times."""


def _estimator_bytes(estimator: Any, what: str) -> bytes:
    try:
        known = _files.get(estimator)
    except TypeError:
        return _skops_file(estimator, what)
    if known is None:
        known = _skops_file(estimator, what)
        _files[estimator] = known
    return known


def _skops_file(estimator: Any, what: str) -> bytes:
    import skops.io

    try:
        content = canonical(skops.io.dumps(estimator))
    except (TypeError, ValueError, AttributeError, RecursionError) as error:
        raise ValueRefused(f"{what} cannot be stored: {error}") from error
    check_types(content, what)
    return content


def _estimator(content: bytes, what: str) -> Any:
    import skops.io

    check_types(content, what)
    try:
        return skops.io.loads(content, trusted=trusted_types())
    except (TypeError, ValueError, LookupError, AttributeError, ImportError) as error:
        raise StoreDamaged(f"{what} cannot be loaded: {type(error).__name__}: {error}") from error
