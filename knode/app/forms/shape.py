"""Shapes: what an editor needs to know of a setting's type, read from its annotation."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import to_jsonable_python

from knode.core.check import Example
from knode.core.settings import Column, Columns, Secret
from knode.core.workflow import Parameter

Kind = Literal[
    "boolean", "integer", "number", "text", "lines", "code", "file", "folder", "secret", "choice", "choices", "column",
    "columns", "names", "texts", "optional", "record", "rows", "list", "fixed", "mapping", "grid", "value",
]  # fmt: skip
Scalar = Literal["text", "integer", "number", "boolean"]
PLAIN: dict[Any, Kind] = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "text",
    Column: "column",
    Columns: "columns",
    Secret: "secret",
}
SCALARS: dict[Any, Scalar] = {str: "text", int: "integer", float: "number", bool: "boolean"}
HINTS: dict[str, Kind] = {"text": "lines", "file": "file", "folder": "folder", "column": "column", "secret": "secret"}
LIMITS = {"ge": ("minimum",), "gt": ("minimum", "above"), "le": ("maximum",), "lt": ("maximum", "below")}
"""What each of pydantic's limits says of a shape; the first takes the limit itself."""
LANGUAGES = ("sql", "python", "expression")
EXEMPLIFIED = ("text", "file", "folder")
"""What shows the example of a node's class while it is empty."""
MISSING: Any = object()
"""Stands for a default that there is not."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One setting, or one field of a record: its name, its help, its shape, its default as JSON data, and where it matters."""

    name: str
    help: str
    shape: Shape
    default: Any = MISSING
    when: Mapping[str, Any] = field(default_factory=dict)

    @property
    def required(self) -> bool:
        """Whether it must be given."""
        return self.default is MISSING


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text that is proposed, with words `about` it; `is_new` where taking it makes something.

    `fills` are the fields of the record around it that follow when it is chosen, with their values.
    """

    text: str
    about: str = ""
    is_new: bool = False
    fills: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value may be.

    `choices` are all values of a choice, proposals for other kinds, and `labels` what some are called on screen;
    `proposals` are those of which more is to be said. Where it `names` a parameter of what a node holds, these are proposed,
    and where it is `values_of` columns that another setting chooses, the values that occur there. A mapping that `is_named`
    has names that are no columns. A number stands between `minimum` and `maximum`, `above` the one and `below` the other
    where they are no values themselves. `item` is the shape inside an optional value, a list or the values of a mapping;
    `items` those of a list of fixed length, `entries` those of a record. `scalars` are the plain types that a value may
    have, `listed` says that it may be a list of them. `example` is a text that it may be. What `is_long` has a line of its
    own in a record.
    """

    kind: Kind
    choices: tuple[Any, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    above: bool = False
    below: bool = False
    unit: str = ""
    language: str = ""
    example: str = ""
    port: str = ""
    names: str = ""
    values_of: str = ""
    proposals: tuple[Proposal, ...] = ()
    item: Shape | None = None
    items: tuple[Shape, ...] = ()
    entries: tuple[Entry, ...] = ()
    model: type[BaseModel] | None = None
    scalars: tuple[Scalar, ...] = ()
    listed: bool = False
    nullable: bool = False
    is_named: bool = False
    is_long: bool = False


def entries_of(model: type[BaseModel]) -> tuple[Entry, ...]:
    """The fields of a model, which may be a node class, in their order."""
    example = getattr(model, "example", None)
    settings = example.settings if isinstance(example, Example) else {}
    return tuple(
        Entry(
            name,
            info.description or "",
            _exemplified(shape_of(info.annotation, info), settings.get(name)),
            _default(info),
            _hints(info).get("when", {}),
        )
        for name, info in model.model_fields.items()
    )


def _exemplified(shape: Shape, example: Any) -> Shape:
    if shape.kind not in EXEMPLIFIED or not isinstance(example, str) or not example.strip():
        return shape
    return replace(shape, example=example)


def _hints(info: FieldInfo | None) -> Mapping[str, Any]:
    extra = info.json_schema_extra if info is not None else None
    return extra if isinstance(extra, dict) else {}


def _default(info: FieldInfo) -> Any:
    if info.is_required():
        return MISSING
    return to_jsonable_python(info.get_default(call_default_factory=True))


def shape_of(annotation: Any, info: FieldInfo | None = None) -> Shape:
    """The shape that an annotation stands for, with the limits and hints of its field."""
    shape = _hinted(_plain(annotation), _hints(info))
    return _limited(shape, info.metadata if info is not None else [])


def _plain(annotation: Any) -> Shape:
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _limited(_plain(args[0]), list(args[1:]))
    if origin in (typing.Union, types.UnionType):
        return _union(args)
    if origin is Literal:
        return Shape("choice", choices=args)
    if origin in (tuple, list, set, frozenset):
        return _sequence(args, fixed=origin is tuple and args[-1:] != (Ellipsis,))
    if origin is dict or origin is Mapping or annotation is dict:
        return Shape("mapping", item=_plain(args[1]) if args else _anything())
    if annotation in PLAIN:
        return Shape(PLAIN[annotation])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Shape("record", entries=entries_of(annotation), model=annotation)
    return _anything()


def _anything() -> Shape:
    return Shape("value", scalars=("text", "integer", "number", "boolean"), listed=True, nullable=True)


def _union(args: tuple[Any, ...]) -> Shape:
    members = [member for member in args if member is not type(None)]
    nullable = len(members) < len(args)
    if len(members) == 1:
        return Shape("optional", item=_plain(members[0]))
    lists = [member for member in members if typing.get_origin(member) in (tuple, list)]
    scalars = tuple(SCALARS[member] for member in members if member in SCALARS)
    if len(scalars) + len(lists) < len(members):
        return _anything()
    return Shape("value", scalars=scalars, listed=bool(lists), nullable=nullable)


def _sequence(args: tuple[Any, ...], *, fixed: bool) -> Shape:
    if fixed and args:
        return Shape("fixed", items=tuple(_plain(member) for member in args))
    item = _plain(args[0]) if args else _anything()
    if item.kind == "record":
        return Shape("rows", item=item)
    if item.kind == "choice":
        return Shape("choices", choices=item.choices)
    if item.kind == "text":
        return Shape("texts", item=item)
    if item.kind == "column":
        return Shape("names", item=item)
    if item.kind == "list" and item.item is not None and item.item.kind == "value":
        return Shape("grid", item=item.item)
    return Shape("list", item=item)


def _hinted(shape: Shape, hints: Mapping[str, Any]) -> Shape:
    """The hints of a setting: how it is drawn, what is proposed, and the port whose columns it chooses from."""
    form = str(hints.get("form", ""))
    if shape.kind == "optional" and shape.item is not None:
        return replace(shape, item=_hinted(shape.item, hints))
    labels = tuple(hints.get("labels", {}).items())
    if shape.kind in ("mapping", "list") and shape.item is not None and labels:
        shape, labels = replace(shape, item=replace(shape.item, labels=labels)), ()
    if shape.kind == "text" and form in LANGUAGES:
        shape = replace(shape, kind="code", language=form)
    elif shape.kind == "text" and form in HINTS:
        shape = replace(shape, kind=HINTS[form])
    elif shape.kind == "text" and form == "parameter":
        shape = replace(shape, names=form)
    elif shape.kind == "texts" and form == "columns":
        shape = replace(shape, kind="names")
    elif shape.kind == "mapping" and form == "named":
        shape = replace(shape, is_named=True)
    elif shape.kind == "choices" and form == "list":
        return Shape("list", item=Shape("choice", choices=shape.choices, labels=labels))
    choices = shape.choices or tuple(hints.get("choices", ()))
    port, unit = str(hints.get("port", "")), str(hints.get("unit", ""))
    values_of = str(hints.get("values_of", ""))
    return replace(shape, choices=choices, labels=labels, port=port, unit=unit, values_of=values_of)


def _limited(shape: Shape, metadata: list[Any]) -> Shape:
    limits: dict[str, Any] = {}
    for mark in [one for each in metadata for one in (each.metadata if isinstance(each, FieldInfo) else [each])]:
        for name, made in LIMITS.items():
            if isinstance(getattr(mark, name, None), int | float):
                limits.update(dict.fromkeys(made, True) | {made[0]: getattr(mark, name)})
    if shape.kind == "optional" and shape.item is not None:
        return replace(shape, item=replace(shape.item, **limits))
    return replace(shape, **limits)


PARAMETER_KINDS: dict[str, Kind] = {"text": "text", "integer": "integer", "number": "number", "boolean": "boolean"}


def parameter_entry(parameter: Parameter) -> Entry:
    """A workflow's parameter as a setting of the component that holds the workflow."""
    return Entry(
        parameter.name,
        parameter.description,
        parameter_shape(parameter),
        MISSING if parameter.required else parameter.default,
    )


def parameter_shape(parameter: Parameter) -> Shape:
    """What a parameter's value may be."""
    if parameter.choices:
        return Shape("choice", choices=parameter.choices)
    if parameter.type == "any":
        return _anything()
    kind = PARAMETER_KINDS[parameter.type]
    shape = Shape(kind, minimum=parameter.minimum, maximum=parameter.maximum)
    has_none = parameter.default is None and not parameter.required
    return Shape("optional", item=shape) if has_none else shape


def blank(shape: Shape) -> Any:
    """What a value of this shape starts with, as JSON data; it need not be valid yet."""
    starts: dict[str, Any] = {"boolean": False, "columns": "*", "mapping": {}, "optional": None, "value": ""}
    if shape.kind in ("integer", "number"):
        return "" if shape.minimum is None or shape.above else shape.minimum
    if shape.kind == "choice":
        return shape.choices[0]
    if shape.kind == "record":
        return {entry.name: blank(entry.shape) if entry.required else entry.default for entry in shape.entries}
    if shape.kind == "fixed":
        return [blank(item) for item in shape.items]
    if shape.kind in ("choices", "names", "texts", "rows", "list", "grid"):
        return []
    return starts.get(shape.kind, "")
