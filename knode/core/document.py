"""The workflow file `*.knode`: canonical JSON, format 1, read with clear errors and saved atomically."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knode.core.errors import CycleRefused, KnodeError, NewerFormat, SettingError, UsageError, WorkflowFileError, quoted
from knode.core.following import settle
from knode.core.registry import REGISTRY, Registry
from knode.core.replacement import replacing
from knode.core.workflow import TYPE, Binding, Instance, Link, Mode, Parameter, ParameterType, Workflow, sorted_links

FORMAT = 1
DEPTH = 200
"""Levels of lists and objects in a file, or 60 components in each other: what Python's stack bears everywhere."""
Json = dict[str, Any]
MIGRATIONS: dict[int, Callable[[Json], Json]] = {}
"""For each older format n, the function that turns its JSON into that of format n + 1."""
IN_JSON = {
    "dict_type": "an object: {…}",
    "model_type": "an object: {…}",
    "list_type": "a list: […]",
    "string_type": "a text in double quotes",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "string_pattern_mismatch": 'the type of a node, such as "io.CsvReader"',
}
"""What should stand in a file, by what pydantic says of the value that does."""
LINK = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*)\.(\w+) -> ([A-Za-z_][A-Za-z0-9_-]*)\.(\w+)")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FileBinding(_Strict):
    """Where a setting takes its value from: one of the two."""

    parameter: str | None = None
    variable: str | None = None


class FileParameter(_Strict):
    """A typed parameter of the workflow."""

    type: ParameterType = "any"
    default: Any = None
    required: bool = False
    description: str = ""
    choices: list[Any] | None = None
    minimum: float | None = None
    maximum: float | None = None


class FileNode(_Strict):
    """One node. `workflow` is the inside of a component."""

    type: str = Field(pattern=rf"^{TYPE.pattern}$")
    version: int = 1
    label: str = ""
    settings: dict[str, Any] = {}
    bindings: dict[str, FileBinding] = {}
    workflow: FileWorkflow | None = None
    mode: Mode = "run"


class FileView(_Strict):
    """What only the screen needs, last in the file: moving a box is no change of meaning."""

    annotations: list[dict[str, Any]] = []
    layout: dict[str, Any] = {}


class FileWorkflow(_Strict):
    """A workflow, at the top of a file or inside a component. A link reads `node.port -> node.port`."""

    name: str = ""
    description: str | list[str] = ""
    parameters: dict[str, FileParameter] = {}
    nodes: dict[str, FileNode] = {}
    links: list[str] = []
    view: FileView = FileView()


class FileDocument(FileWorkflow):
    """A whole file."""

    format: Literal[1]


FileNode.model_rebuild()


def schema() -> Json:
    """The JSON Schema (2020-12) of a `.knode` file; a copy stands in resources/workflow.schema.json."""
    made = FileDocument.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "knode workflow"}


# ---- writing


def dumps(workflow: Workflow) -> str:
    """The canonical text of a workflow: sorted keys, two-space indent, a newline at the end.

    Raises UsageError when some of it is no JSON data, such as an infinite number.
    """
    try:
        text = canonical({"format": FORMAT, **_workflow_json(workflow)}) + "\n"
    except (TypeError, ValueError) as error:
        raise UsageError(f"Workflow {quoted(workflow.name)} cannot be written: {error}.") from None
    # Half of a surrogate pair is no Unicode; it stands as the escape with which it was written.
    return text.encode("utf-8", "backslashreplace").decode()


def save(workflow: Workflow, path: Path) -> None:
    """Write a workflow file atomically: it holds the old content or the new, never a part.

    Raises:
        UsageError: the folder does not exist or cannot be written.
    """
    write_atomically(path, dumps(workflow).encode())


def write_atomically(path: Path, content: bytes) -> None:
    """Write `content` to a temporary file beside `path`, flush it to the disk, and rename it. Raises UsageError."""
    try:
        with replacing(path) as file:
            file.write(content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"{path} cannot be written: {reason}. Choose another folder, or make room there.") from None


def canonical(value: Any, indent: str = "") -> str:
    """JSON text with sorted keys and two-space indent; lists and objects that are empty stay on one line."""
    inner = indent + "  "
    if len(indent) > 2 * DEPTH:
        raise ValueError("it is nested too deeply")
    if isinstance(value, dict) and value:
        if not all(isinstance(key, str) for key in value):
            raise TypeError("a key that is no text is no JSON data")
        lines = [
            f"{inner}{json.dumps(key, ensure_ascii=False)}: {canonical(value[key], inner)}" for key in sorted(value)
        ]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    if isinstance(value, list | tuple) and value:
        return "[\n" + ",\n".join(inner + canonical(item, inner) for item in value) + f"\n{indent}]"
    if isinstance(value, FloatText):
        return value.text
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} is no JSON number")
    if value is None or isinstance(value, str | int | float | dict | list | tuple):
        return json.dumps(value, ensure_ascii=False)
    raise TypeError(f"{type(value).__name__} is no JSON data")


class FloatText(float):
    """A number with the text that it was read from, so that saving does not change how it is written."""

    text: str

    def __new__(cls, text: str) -> FloatText:
        made = super().__new__(cls, text)
        made.text = text
        return made


def _workflow_json(workflow: Workflow) -> Json:
    made: Json = {
        "name": workflow.name,
        "nodes": {node: node_json(instance) for node, instance in workflow.nodes.items()},
        "links": [str(link) for link in sorted_links(workflow.links)],
    }
    if workflow.description:
        lines = workflow.description.split("\n")
        made["description"] = lines if len(lines) > 1 else workflow.description
    if workflow.parameters:
        made["parameters"] = {name: parameter_json(parameter) for name, parameter in workflow.parameters.items()}
    if workflow.annotations or workflow.layout:
        made["view"] = {"annotations": workflow.annotations, "layout": workflow.layout}
    return made


def node_json(instance: Instance) -> Json:
    """A node as it stands in a file under its id."""
    made: Json = {"type": instance.type, "version": instance.version, "settings": dict(instance.settings)}
    if instance.label:
        made["label"] = instance.label
    if instance.bindings:
        made["bindings"] = {name: {bound.source: bound.name} for name, bound in instance.bindings.items()}
    if instance.workflow is not None:
        made["workflow"] = _workflow_json(instance.workflow)
    if instance.mode != "run":
        made["mode"] = instance.mode
    return made


def parameter_json(parameter: Parameter) -> Json:
    """A parameter as it stands in a file under its name."""
    file = FileParameter(
        type=parameter.type,
        default=parameter.default,
        required=parameter.required,
        description=parameter.description,
        choices=list(parameter.choices) if parameter.choices is not None else None,
        minimum=parameter.minimum,
        maximum=parameter.maximum,
    )
    return {"type": parameter.type, **file.model_dump(exclude_defaults=True)}


# ---- reading


def load(path: Path, registry: Registry = REGISTRY) -> Workflow:
    """Read a workflow file.

    Raises:
        WorkflowFileError: with the line or the JSON path, and what was expected there.
        NewerFormat: a newer knode wrote it.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = {"FileNotFoundError": "there is no such file", "IsADirectoryError": "this is a folder"}
        said = reason.get(type(error).__name__, error.strerror or str(error))
        raise WorkflowFileError(path, said, expected="a .knode workflow file") from None
    if content[:4] == b"PK\x03\x04":
        raise WorkflowFileError(path, "this is a bundle or another zip file", expected="a .knode workflow file")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise WorkflowFileError(
            path, "not UTF-8 text", where=f"line {line}", expected="a .knode workflow file"
        ) from None
    workflow = loads(text, path, registry, folder=path.resolve().parent)
    workflow.name = workflow.name or path.stem
    settle(workflow, path.resolve().parent)
    return workflow


def loads(
    text: str, name: object = "workflow", registry: Registry = REGISTRY, *, folder: Path | None = None
) -> Workflow:
    """Read a workflow from text; `name` stands for the file in messages, relative file names start in `folder`. Raises as
    `load` does."""
    data = _parsed(text, name)
    found = data.get("format")
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        expected = f"a whole number, such as {FORMAT}"
        raise WorkflowFileError(name, "the format number is missing or wrong", where="$.format", expected=expected)
    if found > FORMAT:
        raise NewerFormat(name, found, FORMAT)
    for older in range(found, FORMAT):
        data = MIGRATIONS[older](data)
    try:
        file = FileWorkflow.model_validate({key: value for key, value in data.items() if key != "format"})
    except ValidationError as error:
        raise _file_error(name, error) from None
    return _workflow(file, name, "$", registry, folder)


def _parsed(text: str, name: object) -> Json:
    def unique(pairs: list[tuple[str, Any]]) -> Json:
        made = dict(pairs)
        if len(made) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise WorkflowFileError(name, f'the key "{twice}" stands twice in one object', expected="each key once")
        return made

    def refuse(constant: str) -> Any:
        raise WorkflowFileError(name, f"{constant} is no JSON number", expected="a number or null")

    try:
        data = json.loads(
            text, object_pairs_hook=unique, parse_constant=refuse, parse_float=FloatText, parse_int=_whole
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        problem = "the file is empty" if not text.strip() else f"not JSON: {error.msg}"
        raise WorkflowFileError(name, problem, where=where, expected="a .knode workflow file (JSON)") from None
    except (RecursionError, ValueError) as error:
        problem = "nested too deeply" if isinstance(error, RecursionError) else "a number has too many digits"
        raise WorkflowFileError(name, problem, expected="a .knode workflow file (JSON)") from None
    if not isinstance(data, dict):
        raise WorkflowFileError(name, "the file holds no JSON object", where="$", expected='{"format": 1, …}')
    _check_depth(data, name)
    return data


def _check_depth(data: Json, name: object) -> None:
    level: list[Any] = [data]
    for _ in range(DEPTH + 1):
        inner = (
            value.values() if isinstance(value, dict) else value for value in level if isinstance(value, dict | list)
        )
        level = [value for values in inner for value in values]
    if level:
        raise WorkflowFileError(name, "nested too deeply", expected=f"at most {DEPTH} levels of lists and objects")


def _whole(text: str) -> int | FloatText:
    """A whole number; the one that Python would write differently, -0, with its text."""
    return FloatText(text) if text == "-0" else int(text)


def _file_error(name: object, error: ValidationError) -> WorkflowFileError:
    first = error.errors(include_url=False)[0]
    path = "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in first["loc"])
    if first["type"] == "extra_forbidden":
        keys = ", ".join(FileNode.model_fields)
        of_node = len(first["loc"]) > 2 and first["loc"][-3] == "nodes"
        expected = (
            f"one of {keys}; what the node is told stands in settings" if of_node else "only the keys of the format"
        )
        return WorkflowFileError(name, "this key has no meaning here", where=path, expected=expected)
    if first["type"] == "missing":
        return WorkflowFileError(name, "this key is missing", where=path, expected="a value")
    message = first["msg"].removeprefix("Input should be ")
    expected = IN_JSON.get(first["type"], message)
    return WorkflowFileError(name, "the value has the wrong form", where=path, expected=expected)


def _workflow(file: FileWorkflow, name: object, where: str, registry: Registry, folder: Path | None = None) -> Workflow:
    description = file.description if isinstance(file.description, str) else "\n".join(file.description)
    workflow = Workflow(file.name, description=description, registry=registry)
    workflow.folder = folder
    workflow.annotations, workflow.layout = file.view.annotations, file.view.layout
    for parameter, described in file.parameters.items():
        made = workflow.parameters[parameter] = _parameter(parameter, described)
        try:
            made.checked_default()
        except SettingError as error:
            raise WorkflowFileError(
                name, error.facts["reason"], where=f"{where}.parameters.{parameter}.default"
            ) from None
    for node, block in file.nodes.items():
        at = f"{where}.nodes.{node}"
        try:
            workflow.add(_instance(node, block, name, at, registry, folder))
        except WorkflowFileError:
            raise
        except UsageError as error:
            raise WorkflowFileError(name, error.message.rstrip("."), where=at) from None
    for position, text in enumerate(file.links):
        try:
            _restore_link(workflow, text, name, f"{where}.links[{position}]")
        except SettingError as error:
            # The ports of a node may depend on its settings: then it is these that are wrong, and not the link.
            place = f"{where}.nodes.{error.facts['node']}" if "node" in error.facts else where
            raise WorkflowFileError(name, error.message.rstrip("."), where=place) from None
    cycle = workflow.find_cycle()
    if cycle:
        raise WorkflowFileError(name, CycleRefused(cycle).message.rstrip("."), where=f"{where}.links")
    return workflow


def read_node(node: str, data: Json, name: object = "node", registry: Registry = REGISTRY) -> Instance:
    """The node that `node_json` wrote. Raises WorkflowFileError; `name` stands for where the data came from."""
    try:
        block = FileNode.model_validate(data)
    except ValidationError as error:
        raise _file_error(name, error) from None
    return _instance(node, block, name, "$", registry)


def read_parameter(parameter: str, data: Json, name: object = "parameter") -> Parameter:
    """The parameter that `parameter_json` wrote. Raises WorkflowFileError."""
    try:
        described = FileParameter.model_validate(data)
    except ValidationError as error:
        raise _file_error(name, error) from None
    return _parameter(parameter, described)


def _parameter(name: str, described: FileParameter) -> Parameter:
    choices = None if described.choices is None else tuple(described.choices)
    return Parameter(name=name, **{**described.model_dump(), "choices": choices})


def _instance(
    node: str, block: FileNode, name: object, where: str, registry: Registry, folder: Path | None = None
) -> Instance:
    bindings: dict[str, Binding] = {}
    for setting, bound in block.bindings.items():
        if (bound.parameter is None) == (bound.variable is None):
            expected = '{"parameter": "name"} or {"variable": "name"}'
            raise WorkflowFileError(
                name, "a binding has one source", where=f"{where}.bindings.{setting}", expected=expected
            )
        source: Literal["parameter", "variable"] = "variable" if bound.parameter is None else "parameter"
        bindings[setting] = Binding(source, str(bound.variable if bound.parameter is None else bound.parameter))
    inside = None if block.workflow is None else _workflow(block.workflow, name, f"{where}.workflow", registry, folder)
    return Instance(node, block.type, block.label, block.version, block.settings, bindings, inside, block.mode)


def _restore_link(workflow: Workflow, text: str, name: object, where: str) -> None:
    match = LINK.fullmatch(text)
    if match is None:
        raise WorkflowFileError(name, f'"{text[:80]}" is no link', where=where, expected='"node.port -> node.port"')
    link = Link(*match.groups())
    for end in (link.source, link.target):
        if end not in workflow:
            raise WorkflowFileError(
                name, f'there is no node "{end}"', where=where, expected="the id of a node in this file"
            )
    if link in workflow.links_into(link.target):
        raise WorkflowFileError(name, f'the link "{link}" stands twice', where=where, expected="each link once")
    try:
        workflow.check_link(link)
    except SettingError:
        raise
    except KnodeError as error:
        raise WorkflowFileError(name, error.message.rstrip("."), where=where) from None
    workflow.restore_link(link)
