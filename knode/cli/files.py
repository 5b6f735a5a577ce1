"""Files on the command line: readers joined to a workflow in memory, so that they run as its nodes do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from knode.cli.assignment import split
from knode.core.errors import UnknownName, UsageError, quoted
from knode.core.ports import TABLE
from knode.core.spec import ColumnSpec, TableSpec
from knode.core.whereabouts import file_meant
from knode.core.workflow import Instance, Workflow

FORMATS = {
    ".csv": "Csv",
    ".tsv": "Csv",
    ".txt": "Csv",
    ".parquet": "Parquet",
    ".xlsx": "Excel",
    ".json": "Json",
    ".jsonl": "Json",
}
PACKED = {".gz", ".bz2", ".zst", ".lz4"}


def node_type(file: Path, role: str) -> str:
    """The type of the io node that reads (role `Reader`) or writes (`Writer`) a file, by its extension.

    Raises UsageError.
    """
    kind = FORMATS.get(extension(file))
    if kind is None:
        known = ", ".join(FORMATS)
        raise UsageError(f"{file}: the extension does not say what kind of table this is. Known: {known}.")
    return f"io.{kind}{role}"


def extension(file: Path) -> str:
    """A file's extension in small letters, that before `.gz` and its like."""
    suffixes = [suffix.lower() for suffix in file.suffixes]
    if suffixes and suffixes[-1] in PACKED:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


# ---- inputs


def connect_inputs(workflow: Workflow, given: Iterable[str]) -> None:
    """Join a reader to each input that `--input` names.

    Raises:
        UnknownName: the workflow has no such input.
        UsageError: no name is given and there is not exactly one input, or the file is none.
    """
    entries = workflow.ends("input")
    filled: set[str] = set()
    for text in given:
        name, file = named(text, entries, "input", workflow)
        if name in filled:
            raise UsageError(f"The input {quoted(name)} is given twice.", input=name)
        filled.add(name)
        if name not in entries:
            raise UnknownName("input", name, entries, f"of workflow {quoted(workflow.name)}")
        if not file.is_file():
            raise UsageError(f"The input {quoted(name)}: {_no_file(file)}", input=name)
        _read(workflow, entries[name], name, file)


def _no_file(file: Path) -> str:
    """Why what is given as an input is none, and what to do."""
    shown = quoted(str(file))
    if file.is_dir():
        return f"{shown} is a folder: give a file."
    if file.exists():
        return f"{shown} is a pipe or a device, and no plain file: write what it gives to a file first."
    return f"there is no file {shown}{meant_instead(file, (*FORMATS, *PACKED)) or '.'}"


def _read(workflow: Workflow, entry: str, name: str, file: Path) -> None:
    ports = workflow.ports(entry)
    assert ports is not None
    port = ports.inputs[0]
    if port.kind != TABLE.name:
        raise UsageError(f"The input {quoted(name)} is a {port.kind}; the command line gives tables only.", input=name)
    for link in workflow.links_into(entry):
        if link.target_port == port.name:
            workflow.unlink(link)
    kind = node_type(file, "Reader")
    reader = add_node(workflow, f"read_{name}", kind, file, _types(workflow, entry, kind, file))
    output = workflow.registry.get(reader.type).declared_ports().outputs[0]
    workflow.link(reader.id, output.name, entry, port.name)


def _types(workflow: Workflow, entry: str, kind: str, file: Path) -> dict[str, Any]:
    """The settings by which a reader leaves those columns text that the input describes as texts.

    By its own lights it would read codes such as 1e5, 1.50 or true as what they look like where no other value stands in the
    file, and the answer would be another one.
    """
    described = (ColumnSpec.model_validate(column) for column in workflow.nodes[entry].settings.get("columns", ()))
    texts = {column.name for column in described if _holds_texts(column)}
    reader = workflow.registry.get(kind)
    if not texts or "types" not in reader.model_fields:
        return {}
    seen = reader.from_settings({"path": str(file)}).peek(file.parent).get("table")
    names = seen.names if isinstance(seen, TableSpec) else []
    types = {name: "text" for name in names if name in texts}
    return {"types": types} if types else {}


def _holds_texts(column: ColumnSpec) -> bool:
    known = column.categories or ()
    return column.type == "text" or (column.type == "category" and all(isinstance(value, str) for value in known))


# ---- shared with what writes


def named(text: str, ends: dict[str, str], what: str, workflow: Workflow) -> tuple[str, Path]:
    """The name and the file of `NAME=FILE`, or of `FILE` alone where the workflow has one such end."""
    if "=" in text:
        name, file = split(text, f"--{what}", "NAME=FILE")
    elif len(ends) == 1:
        name, file = next(iter(ends)), text
    else:
        have = f"has the {what}s {', '.join(map(quoted, ends))}" if ends else f"has no {what}"
        form = "NODE=FILE" if what == "output" and not ends else "NAME=FILE"
        raise UsageError(f"Workflow {quoted(workflow.name)} {have}: write --{what} {form}, not {quoted(text)}.")
    if not file:
        raise UsageError(f"--{what} {name}= names no file.")
    if file == "-":
        raise UsageError(f"Tables do not go through pipes: give --{what} {name}=FILE, not {quoted(file)}.")
    return name, Path(file).absolute()


def meant_instead(file: Path, ends: Iterable[str]) -> str:
    """What may be meant by the name of a file that is not there, as the end of a sentence; "" when nothing comes near."""
    known = set(ends)
    meant = file_meant(file, lambda name: Path(name).suffix.lower() in known)
    if meant is not None:
        return f"; did you mean {quoted(str(meant))}?"
    return "" if file.parent.is_dir() else f", nor a folder {quoted(str(file.parent))}."


def add_node(
    workflow: Workflow, stem: str, type_id: str, file: Path, settings: Mapping[str, Any] | None = None
) -> Instance:
    """Put a node that reads or writes a file into the workflow, under a name that is free there."""
    workflow.registry.get(type_id)
    stem = re.sub(r"\W+", "_", stem)
    numbered = (stem if number == 1 else f"{stem}_{number}" for number in range(1, len(workflow.nodes) + 2))
    node = next(candidate for candidate in numbered if candidate not in workflow)
    return workflow.add(Instance(node, type_id, settings={**(settings or {}), "path": str(file)}))
