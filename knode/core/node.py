"""A node: typed fields are its settings, the signature of `run` its ports, its docstring the help."""

from __future__ import annotations

import functools
import inspect
import types
import typing
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError, create_model, model_validator

from knode.core.arrays import ArrayStep
from knode.core.errors import SettingError
from knode.core.ports import Port, Ports, holding_ports, ports_of
from knode.core.refusal import refusal
from knode.core.spec import Spec, TableSpec, WorkflowSpec, without_absent
from knode.core.title import title_of

if TYPE_CHECKING:
    from knode.core.check import Example

Boundary = Literal["input", "output", "frozen"]
InsideSpecs = Callable[..., Mapping[str, Spec | None]]
N = typing.TypeVar("N", bound="Node")


class Node(BaseModel):
    """Base of all nodes. An instance holds settings only; `run` does the work.

    A subclass sets the class variables that differ, declares its settings as fields with `setting(...)`, and writes
    `run`. Its docstring is the help that a person reads.
    """

    # A file holds no infinite number, and an error must not quote a secret that was typed in instead of its name.
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        validate_default=True,
        protected_namespaces=(),
        allow_inf_nan=False,
        ser_json_inf_nan="constants",
        hide_input_in_errors=True,
    )

    pack: ClassVar[str] = ""
    """The category, and the first part of the node's type id `pack.ClassName`."""
    icon: ClassVar[str] = ""
    shelf: ClassVar[str] = ""
    """Where the node stands among those of a large pack, such as "Rows"; none in a small one."""
    keywords: ClassVar[tuple[str, ...]] = ()
    """Other names that people search for, those of other tools included."""
    example: ClassVar[Example | None] = None
    """The node at work, for its page in the reference: settings for what the "Example:" of its help says."""
    reads: ClassVar[tuple[str, ...]] = ()
    """Ends of the names of files that the node reads, such as ".csv": a file that is dropped on the canvas becomes this
    node. The file's path goes into the node's first setting of form "file"; that of a folder with "/", as a pattern."""
    rowwise: ClassVar[bool] = False
    """Any split of the rows gives the same answer."""
    dry: ClassVar[bool] = False
    """An empty table with the right columns tells the output's columns (always so where `rowwise`)."""
    effect: ClassVar[bool] = False
    """Running it changes something outside the workflow: it always runs, its result is never reused."""
    fits: ClassVar[str | None] = None
    """The output port that carries the model fitted by this node. In a captured workflow the model is frozen, and the
    node's table output, if any, becomes an Apply Model with it."""
    serving: ClassVar[Literal["keep", "pass", "filter"]] = "keep"
    """In a captured workflow: "pass" hands each row on, for nodes that choose rows for training only (Partition). "filter"
    removes rows by the columns that its settings name, and hands each row on where one of them is to be predicted."""
    tells: ClassVar[bool] = False
    """The node only tells more of its table's columns, such as their roles: no row, column or value becomes another one."""
    boundary: ClassVar[Boundary | None] = None
    """An end of a workflow, or a frozen value: its value is supplied from outside, or read there, by name."""
    follows: ClassVar[str | None] = None
    """The input port for captured workflows whose inputs and outputs this node's ports, or what it gives, follow."""
    holds: ClassVar[bool] = False
    """The node holds a workflow, and its `run` calls it as often as it likes: `context.inside` (see `knode.api.Inside`).

    A loop is such a node. Its settings are its own; beside them it takes the parameters of what it holds as settings, whose
    names its own hide. Its ports are `holding(inside)`; `run(self, context: Context, **inputs: Any) -> dict[str, Any]` is
    given the inputs by name and gives the outputs by name."""
    held_file: ClassVar[str | None] = None
    """The setting that names the file of the workflow which the node holds, from the workflow's folder; it is read anew when
    it changes. None for a node that has it in it."""
    branches: ClassVar[bool] = False
    """`run` is given what is active of its inputs: what is inactive is None, or is not in a list. Other nodes do no work
    where an input that they need is inactive."""
    captures: ClassVar[Literal["start", "end"] | None] = None
    """Marks an end of a region to be captured."""
    code: ClassVar[bool] = False
    """Runs code written by the person: needs trust."""
    version: ClassVar[int] = 1
    """Of the settings; `migrate` brings older ones up to date."""
    formerly: ClassVar[tuple[str, ...]] = ()
    """Type ids of files from before a renaming."""
    gone: ClassVar[Mapping[str, str]] = {}
    """Settings that the node once had, each with a sentence that says what to take in its place."""

    @model_validator(mode="before")
    @classmethod
    def _join_lines(cls, data: Any) -> Any:
        """Texts of several lines stand in a file as lists of lines."""
        if not isinstance(data, dict):
            return data
        texts = _text_settings(cls)
        joined = {
            name: "\n".join(data[name])
            for name in texts & data.keys()
            if isinstance(data[name], list) and all(isinstance(line, str) for line in data[name])
        }
        return {**data, **joined} if joined else data

    @classmethod
    def type_id(cls) -> str:
        """`pack.ClassName`, frozen once released."""
        return f"{cls.pack}.{cls.__name__}"

    @classmethod
    def title(cls) -> str:
        """The class name as words: `RowFilter` is "Row Filter"."""
        return title_of(cls.__name__)

    @classmethod
    def help(cls) -> str:
        """The class's docstring."""
        return inspect.cleandoc(cls.__doc__ or "")

    @classmethod
    @functools.cache
    def declared_ports(cls) -> Ports:
        """The ports that the signature of `run` declares."""
        return ports_of(cls.run)  # type: ignore[attr-defined]

    def ports(self) -> Ports:
        """The ports of this instance; a node whose ports follow from its settings overrides this."""
        return holding_ports(self, Ports((), ())) if self.holds else self.declared_ports()

    def holding(self, inside: Ports) -> Ports:
        """The ports of a node that holds a workflow with these inputs and outputs: by default those."""
        return inside

    def holding_spec(self, inputs: Mapping[str, Any], inside: InsideSpecs) -> dict[str, Spec | None]:
        """`spec` of a node that holds a workflow. `inside(specs, varying)` tells, of specs for the inside's inputs by name, the
        specs of its outputs, None where it depends on a parameter that is among the names `varying`; it raises what is wrong
        with them inside. By default nothing is known."""
        return {}

    def following(self, followed: WorkflowSpec) -> Ports:
        """The ports of this instance when a workflow with these inputs and outputs comes in at `follows`."""
        return self.ports()

    def peek(self, folder: Path) -> dict[str, Spec | None]:
        """What a short look at its source tells of a reader's outputs, by port name; nothing when it cannot be read.

        It reads the first part of a file at most. What it says of a table is likely, not certain: rows further down may
        make another type of a column. It helps to choose columns, and never keeps a workflow from running.

        `folder` is where relative file names start.
        """
        return {}

    def certain_peek(self, folder: Path) -> dict[str, Spec | None]:
        """What `peek` tells for certain: of everything but tables."""
        peeks = type(self).peek is not Node.peek and any(port.kind != "table" for port in self.ports().outputs)
        return {name: spec for name, spec in self.peek(folder).items() if _is_certain(spec)} if peeks else {}

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        """Output specs by port name from input specs by port name, without data; None where it is not known.

        By default a node that is `rowwise` or `dry` is run on empty tables. Raises DataError where that tells that the
        node cannot work, such as for an absent column.
        """
        ports = self.ports()
        if not (self.rowwise or self.dry) or ports.context or any(port.kind != "table" for port in ports.inputs):
            return dict.fromkeys((port.name for port in ports.outputs), None)
        tables: dict[str, Any] = {}
        for port in ports.inputs:
            given = inputs.get(port.name)
            if given is None or (isinstance(given, list) and any(one is None for one in given)):
                if not (port.optional and port.name not in inputs):
                    return dict.fromkeys((port.name for port in ports.outputs), None)
                tables[port.name] = None
            else:
                tables[port.name] = [one.empty() for one in given] if isinstance(given, list) else given.empty()
        made = self.outputs(self.run(**tables))  # type: ignore[attr-defined]
        kinds = {port.name: port.kind for port in ports.outputs}
        return {name: TableSpec.of(value) if kinds[name] == "table" else None for name, value in made.items()}

    def mentions(self) -> set[str]:
        """The columns that settings name in another way than as a Column or Columns, such as within an expression."""
        return set()

    def in_production(self) -> Node:
        """The node that stands for this one in a captured workflow, of the same class: one that does the same, but asks for
        no column that it only removes."""
        return self

    def compiled(self, frozen: Mapping[str, Any], columns: TableSpec) -> ArrayStep | None:
        """What this node does to the rows of its one table, on columns held as NumPy arrays; None when only `run` can.

        A server answers through these steps; what they give is checked against what `run` gave. For nodes that are `rowwise`,
        with one table in and one out. One that offers none runs within the server's plan on a small table, where it can, which
        takes about a millisecond.

        Args:
            frozen: the values of the other inputs by port name, such as a fitted model.
            columns: the table that comes in, with the dtypes that it has in the captured workflow.
        """
        return None

    def outputs(self, returned: Any) -> dict[str, Any]:
        """What `run` returned, by output port name; tables tell the roles and units of their own columns only."""
        if type(returned) is dict:
            made = dict(returned)
        else:
            ports = self.ports().outputs
            if isinstance(returned, tuple) and hasattr(returned, "_fields"):
                made = {port.name: one for port, one in zip(ports, returned, strict=True)}
            elif len(ports) > 1:
                raise _one_for_several(self.type_id(), ports)
            else:
                made = {ports[0].name: returned} if ports else {}
        for name, value in made.items():
            if getattr(value, "attrs", None) and hasattr(value, "iloc"):
                made = {**made, name: without_absent(value)}
        return made

    def fingerprint(self, folder: Path) -> Any:
        """What a reader would read, as JSON data that changes when the source does (path, size, mtime, query).

        `folder` is where relative file names start.

        None for a node whose result follows from its settings and inputs alone. Relative paths start at the folder given
        by `in_folder`.
        """
        return None

    @classmethod
    def unfinished(cls, given: Collection[str]) -> type[Self]:
        """The same class, in which settings that must be given may still be absent, but for those in `given`."""
        absent = frozenset(name for name, info in cls.model_fields.items() if info.is_required() and name not in given)
        return _without(cls, absent) if absent else cls

    @classmethod
    def migrate(cls, settings: dict[str, Any], version: int) -> dict[str, Any]:
        """Settings written by `version` of this node, as the present version wants them."""
        return settings

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any], *, version: int | None = None, node: str | None = None) -> Self:
        """An instance with these settings (JSON data).

        Raises:
            UnknownName: a setting that the node does not have.
            SettingError: a setting of the wrong type or out of range.
        """
        given = dict(settings)
        if version is not None and version > cls.version:
            raise SettingError(
                "version",
                f"the settings were written by version {version} of {cls.type_id()}, this pack has version "
                f"{cls.version}; upgrade the pack",
                node=node,
            )
        if version is not None and version < cls.version:
            given = cls.migrate(given, version)
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            raise refusal(cls, cls.type_id(), error, node) from None

    def to_settings(self, names: set[str] | None = None) -> dict[str, Any]:
        """The settings that differ from their defaults, or those called `names`, as JSON data for a file."""
        chosen = self.model_dump(mode="json", include=names) if names is not None else self._changed()
        texts = _text_settings(type(self))
        return {
            name: value.split("\n") if name in texts and isinstance(value, str) and "\n" in value else value
            for name, value in chosen.items()
        }

    def _changed(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_defaults=True)


def _is_certain(spec: Spec | None) -> bool:
    return not isinstance(spec, TableSpec)


def _one_for_several(node: str, ports: Sequence[Port]) -> TypeError:
    names = ", ".join(port.name for port in ports)
    return TypeError(f"{node} gave one value for its outputs {names}; return a NamedTuple or a dict of them")


@functools.cache
def _without(cls: type[N], absent: frozenset[str]) -> type[N]:
    fields: dict[str, Any] = dict.fromkeys(sorted(absent), (Any, None))
    return create_model(cls.__name__, __base__=cls, __module__=cls.__module__, **fields)


@functools.cache
def _text_settings(cls: type[Node]) -> frozenset[str]:
    return frozenset(name for name, info in cls.model_fields.items() if _is_text(info.annotation))


def _is_text(annotation: Any) -> bool:
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return all(_is_text(member) for member in typing.get_args(annotation) if member is not type(None))
    return annotation is str
