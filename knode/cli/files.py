"""Files on the command line: readers and writers joined to a workflow in memory, so that they run as its nodes do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from knode.cli.assignment import inside, split
from knode.core.errors import UnknownName, UsageError, quoted
from knode.core.ports import TABLE
from knode.core.workflow import Instance, Workflow
from knode.engine.report import RunResult

FORMATS = {
    ".csv": "Csv",
    ".tsv": "Csv",
    ".txt": "Csv",
    ".parquet": "Parquet",
    ".xlsx": "Excel",
    ".json": "Json",
    ".jsonl": "Json",
}
WRITING: dict[str, dict[str, Any]] = {".tsv": {"separator": "tab"}, ".jsonl": {"layout": "lines"}}
"""Settings of the writer that follow from the extension; readers find them out."""
PACKED = {".gz", ".bz2", ".zst", ".lz4"}


class Written(NamedTuple):
    """An output that a run writes: its name and file, the node that gives it, and the node that writes it."""

    name: str
    file: Path
    source: str
    port: str
    writer: str


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
        name, file = _named(text, entries, "input", workflow)
        if name in filled:
            raise UsageError(f"The input {quoted(name)} is given twice.", input=name)
        filled.add(name)
        if name not in entries:
            raise UnknownName("input", name, entries, f"of workflow {quoted(workflow.name)}")
        if not file.is_file():
            raise UsageError(f"The input {quoted(name)}: there is no file {quoted(str(file))}.", input=name)
        _read(workflow, entries[name], name, file)


def _read(workflow: Workflow, entry: str, name: str, file: Path) -> None:
    ports = workflow.ports(entry)
    assert ports is not None
    port = ports.inputs[0]
    if port.kind != TABLE.name:
        raise UsageError(f"The input {quoted(name)} is a {port.kind}; the command line gives tables only.", input=name)
    for link in workflow.links_into(entry):
        if link.target_port == port.name:
            workflow.unlink(link)
    reader = _add(workflow, f"read_{name}", node_type(file, "Reader"), file)
    output = workflow.registry.get(reader.type).declared_ports().outputs[0]
    workflow.link(reader.id, output.name, entry, port.name)


# ---- outputs


def connect_outputs(workflow: Workflow, given: Iterable[str]) -> list[Written]:
    """Join a writer to each output, or node, that `--output` names.

    Raises:
        UnknownName: there is no such output, node or port.
        UsageError: it gives no table, or the file cannot be written there.
    """
    ends = workflow.ends("output")
    made: list[Written] = []
    for text in given:
        name, file = _named(text, ends, "output", workflow)
        for other in made:
            if name == other.name or file == other.file:
                raise UsageError(f"Two outputs cannot share a name or a file: {quoted(text)}.", output=name)
        made.append(_write(workflow, ends, name, file))
    return made


def _write(workflow: Workflow, ends: dict[str, str], name: str, file: Path) -> Written:
    path, port = (ends[name], None) if name in ends else _node_and_port(workflow, ends, name)
    inner, node = inside(workflow, path)
    _check_runs_once(workflow, path)
    found = _table_port(inner, path, node, port)
    if not file.parent.is_dir():
        raise UsageError(f"The output {quoted(name)}: there is no folder {quoted(str(file.parent))}.", output=name)
    writer = _add(inner, f"write_{name}", node_type(file, "Writer"), file, WRITING.get(extension(file), {}))
    target = workflow.registry.get(writer.type).declared_ports().inputs[0]
    inner.link(node, found, writer.id, target.name)
    return Written(name, file, path, found, path.removesuffix(node) + writer.id)


def _check_runs_once(workflow: Workflow, path: str) -> None:
    """Raise UsageError for a node in one that runs it as often as it likes."""
    parts = path.split("/")
    for depth in range(1, len(parts)):
        holder = "/".join(parts[:depth])
        inner, node = inside(workflow, holder)
        if not inner.nodes[node].is_component:
            raise UsageError(
                f"Node {quoted(path)} runs inside {quoted(holder)} ({inner.nodes[node].title}), maybe many times: write an "
                f"output of {quoted(holder)} instead, or put a writer inside.",
                node=path,
            )


def _node_and_port(workflow: Workflow, ends: dict[str, str], name: str) -> tuple[str, str | None]:
    known = {path for path, _ in workflow.walk()}
    if name in known:
        return name, None
    path, dot, port = name.rpartition(".")
    if dot and path in known:
        return path, port
    raise UnknownName("output or node", name, [*ends, *known], f"in workflow {quoted(workflow.name)}")


def _table_port(workflow: Workflow, path: str, node: str, port: str | None) -> str:
    ports = workflow.ports(node)
    outputs = {found.name: found.kind for found in ports.outputs} if ports else {}
    tables = [name for name, kind in outputs.items() if kind == TABLE.name]
    if port is not None and port not in outputs:
        raise UnknownName("output port", port, outputs, f"at node {quoted(path)}")
    if not tables or (port is not None and port not in tables):
        listed = ", ".join(f"{name} ({kind})" for name, kind in outputs.items()) or "none"
        what = quoted(path if port is None else f"{path}.{port}")
        raise UsageError(f"{what} gives no table that could be written to a file. Outputs of the node: {listed}.")
    return tables[0] if port is None else port


# ---- shared


def _named(text: str, ends: dict[str, str], what: str, workflow: Workflow) -> tuple[str, Path]:
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
    return name, Path(file).absolute()


def _add(
    workflow: Workflow, stem: str, type_id: str, file: Path, settings: Mapping[str, Any] | None = None
) -> Instance:
    workflow.registry.get(type_id)
    stem = re.sub(r"\W+", "_", stem)
    numbered = (stem if number == 1 else f"{stem}_{number}" for number in range(1, len(workflow.nodes) + 2))
    node = next(candidate for candidate in numbered if candidate not in workflow)
    return workflow.add(Instance(node, type_id, settings={**(settings or {}), "path": str(file)}))


def written_files(outputs: Iterable[Written], result: RunResult) -> dict[str, dict[str, Any]]:
    """What was written in a run, by the output's name: `file`, `rows`, `columns`."""
    made: dict[str, dict[str, Any]] = {}
    for output in outputs:
        writer = result.nodes.get(output.writer)
        if writer is not None and writer.state == "done":
            rows, columns = _shape(output, result)
            made[output.name] = {"file": str(output.file), "rows": int(rows), "columns": int(columns)}
        elif writer is not None and writer.state == "inactive":
            result.problems.append(
                UsageError(
                    f"The output {quoted(output.name)} is inactive, as it stands behind a branch that was not taken: "
                    f"{output.file} is not written.",
                    output=output.name,
                )
            )
    return made


def _shape(output: Written, result: RunResult) -> tuple[int, int]:
    """Rows and columns, as the node told where it gives this table only: to ask for the table might compute it anew."""
    report = result.nodes.get(output.source)
    only = list(result.ports[output.source]) == [output.port]
    if only and report is not None and report.rows is not None and report.columns is not None:
        return report.rows, report.columns
    rows, columns = result[output.source][output.port].shape
    return rows, columns
