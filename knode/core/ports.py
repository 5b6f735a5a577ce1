"""Ports: the kinds of value that links carry, and the ports that a node's `run` declares in its signature."""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, Protocol

from knode.core.context import Context
from knode.core.values import Captured, Model, Variables, View


class Table:
    """Marks a port that carries a table: `run` gets and gives a pandas DataFrame."""


class Database:
    """Marks a port that carries an open database connection; it lives in memory only and is never stored."""


class Objects(Protocol):
    """Where the large parts of values are kept, by the sha256 of their bytes."""

    def put(self, write: Callable[[IO[bytes]], None]) -> str:
        """Keep what `write` writes; its sha256 in hexadecimal."""

    def path(self, sha256: str) -> Path:
        """The file with that content, to be read or mapped into memory."""


class Codec(Protocol):
    """Turns the values of a kind into plain JSON data plus objects, and back."""

    def dump(self, value: Any, objects: Objects) -> Any:
        """`value` as JSON data; what is large goes to `objects`, and its sha256 into the data."""

    def load(self, payload: Any, objects: Objects) -> Any:
        """The value that `dump` wrote as `payload`."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: its name, the annotation that stands for it in `run`, and how it is stored.

    The built-in kinds have their codecs in the store; a pack that adds a kind brings `codec`.
    """

    name: str
    annotation: Any
    codec: Codec | None = None
    stored: bool = True


TABLE = Kind("table", Table)
MODEL = Kind("model", Model)
VIEW = Kind("view", View)
VARIABLES = Kind("variables", Variables)
WORKFLOW = Kind("workflow", Captured)
DATABASE = Kind("database", Database, stored=False)

KINDS: dict[str, Kind] = {kind.name: kind for kind in (TABLE, MODEL, VIEW, VARIABLES, WORKFLOW, DATABASE)}
"""All known kinds by name. `add_kind` adds to it."""


def add_kind(kind: Kind) -> None:
    """Make a pack's kind known. The same kind twice is one; another one of the same name is a mistake of the pack."""
    known = KINDS.setdefault(kind.name, kind)
    if known is not kind and known != kind:
        raise ValueError(f"There is already a port kind {kind.name!r}.")


@dataclass(frozen=True, slots=True)
class Port:
    """One port: `optional` may stay unconnected, `multiple` takes any number of links and gives a list to `run`."""

    name: str
    kind: str
    optional: bool = False
    multiple: bool = False


VARIABLES_PORT = Port("variables", "variables", optional=True, multiple=True)
"""Every node has this input beside its own: what comes in may drive its settings. `run` does not see it."""


@dataclass(frozen=True, slots=True)
class Ports:
    """The inputs and outputs of a node, in order, and the name of `run`'s Context argument if it has one."""

    inputs: tuple[Port, ...]
    outputs: tuple[Port, ...]
    context: str | None = None

    def input(self, name: str) -> Port | None:
        """The input called `name`, the implicit `variables` included."""
        for port in self.inputs:
            if port.name == name:
                return port
        return VARIABLES_PORT if name == VARIABLES_PORT.name else None

    def output(self, name: str) -> Port | None:
        """The output called `name`."""
        for port in self.outputs:
            if port.name == name:
                return port
        return None


def kind_of(annotation: Any) -> Kind:
    """The kind that an annotation stands for. Raises TypeError when it stands for none."""
    for kind in KINDS.values():
        if kind.annotation is annotation:
            return kind
    raise TypeError(f"{annotation!r} is no port kind; use one of {', '.join(sorted(KINDS))}")


def ports_of(run: Callable[..., Any]) -> Ports:
    """The ports that the signature of a node's `run` declares.

    `X | None` is an optional input, `list[X]` one that takes any number of links, a `NamedTuple` several outputs. A
    single output is called as its kind. `**inputs` and a returned `dict` stand for ports that the node itself tells.
    """
    hints = typing.get_type_hints(run)
    returned = hints.pop("return", type(None))
    inputs: list[Port] = []
    context = None
    for name, parameter in list(inspect.signature(run).parameters.items())[1:]:
        if parameter.kind is inspect.Parameter.VAR_KEYWORD:
            continue
        if name not in hints:
            raise TypeError(f"the argument {name!r} of run has no annotation, such as `{name}: Table`")
        if hints[name] is Context:
            context = name
        else:
            inputs.append(_input(name, hints[name]))
    return Ports(tuple(inputs), tuple(_outputs(returned)), context)


def holding_ports(node: Any, inside: Ports) -> Ports:
    """The ports of a node that holds a workflow with these inputs and outputs."""
    ports: Ports = replace(node.holding(inside), context=node.declared_ports().context)
    return ports


def _input(name: str, hint: Any) -> Port:
    optional = False
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        members = [member for member in typing.get_args(hint) if member is not type(None)]
        optional = len(members) < len(typing.get_args(hint))
        hint = members[0] if len(members) == 1 else hint
    if typing.get_origin(hint) is list:
        return Port(name, kind_of(typing.get_args(hint)[0]).name, optional=optional, multiple=True)
    return Port(name, kind_of(hint).name, optional=optional)


def _outputs(returned: Any) -> list[Port]:
    if returned is type(None) or typing.get_origin(returned) is dict:
        return []
    if isinstance(returned, type) and issubclass(returned, tuple) and hasattr(returned, "_fields"):
        hints = typing.get_type_hints(returned)
        return [Port(name, kind_of(hints[name]).name) for name in returned._fields]
    kind = kind_of(returned)
    return [Port(kind.name, kind.name)]
