"""Outputs on the command line: writers joined to a workflow in memory, and values written when it has run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from knode.cli.assignment import inside
from knode.cli.files import FORMATS, add_node, extension, named, node_type
from knode.core.document import write_atomically
from knode.core.errors import UnknownName, UsageError, quoted
from knode.core.events import NodeState
from knode.core.ports import MODEL, TABLE, VARIABLES
from knode.core.values import INACTIVE, Several
from knode.core.workflow import Workflow
from knode.deploy.card import plain
from knode.engine.report import RunResult

WRITING: dict[str, dict[str, Any]] = {".tsv": {"separator": "tab"}, ".jsonl": {"layout": "lines"}}
"""Settings of the writer that follow from the extension; readers find them out."""
MODEL_FILE = ".knodemodel"
ENDINGS = {TABLE.name: tuple(FORMATS), VARIABLES.name: (".json",), MODEL.name: (MODEL_FILE,)}
"""What the files of each kind of output end in."""
DONE = ("done", "reused")
OTHERWISE = {
    "view": "a view is written by: knode show FILE NODE.PORT --png OUT",
    "workflow": "a workflow is written by the node Workflow Writer, or as a bundle by Bundle Writer",
}
"""How outputs of the other kinds come into files."""


class Written(NamedTuple):
    """An output that a run writes: its name and file, the node that gives it, and the node that writes it ("" for variables,
    which are written when the run has ended)."""

    name: str
    file: Path
    source: str
    port: str
    writer: str


def connect_outputs(workflow: Workflow, given: Iterable[str]) -> list[Written]:
    """Join a writer to each output, or node, that `--output` names.

    Raises:
        UnknownName: there is no such output, node or port.
        UsageError: what it gives cannot be written to such a file, or not there.
    """
    ends = workflow.ends("output")
    made: list[Written] = []
    for text in given:
        name, file = named(text, ends, "output", workflow)
        if file in (other.file for other in made):
            raise UsageError(f"Two outputs cannot share a file: {quoted(text)}.", output=name)
        made.append(_write(workflow, ends, name, file))
    return made


def _write(workflow: Workflow, ends: dict[str, str], name: str, file: Path) -> Written:
    path, port = (ends[name], None) if name in ends else _node_and_port(workflow, ends, name)
    inner, node = inside(workflow, path)
    _check_runs_once(workflow, path)
    outputs = _outputs(inner, node)
    found = _port_for(file, name, port, outputs)
    check_folder(name, file)
    if outputs[found] == VARIABLES.name:
        return Written(name, file, path, found, "")
    kind = "learn.ModelWriter" if outputs[found] == MODEL.name else node_type(file, "Writer")
    writer = add_node(inner, f"write_{name}", kind, file, WRITING.get(extension(file), {}))
    target = workflow.registry.get(writer.type).declared_ports().inputs[0]
    inner.link(node, found, writer.id, target.name)
    return Written(name, file, path, found, path.removesuffix(node) + writer.id)


def check_folder(name: str, file: Path) -> None:
    """Raise UsageError where an output would go to a folder that is not there."""
    if not file.parent.is_dir():
        raise UsageError(f"The output {quoted(name)}: there is no folder {quoted(str(file.parent))}.", output=name)


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
    places = [f"{node}.{one}" for node in workflow.nodes for one in _outputs(workflow, node)]
    raise UnknownName("output or node", name, [*ends, *known, *places], f"in workflow {quoted(workflow.name)}")


def _outputs(workflow: Workflow, node: str) -> dict[str, str]:
    """The kinds of a node's outputs, by their names."""
    ports = workflow.ports(node)
    return {found.name: found.kind for found in ports.outputs} if ports else {}


def _port_for(file: Path, asked_for: str, port: str | None, outputs: Mapping[str, str]) -> str:
    """The output to be written to a file, by the kinds of the node's outputs: the one that is named, or else the first that
    fits the file's ending, a table before others. Raises UnknownName, UsageError."""
    if port is not None and port not in outputs:
        raise UnknownName("output port", port, outputs, f"at node {quoted(asked_for.rpartition('.')[0])}")
    asked = outputs if port is None else {port: outputs[port]}
    ending = extension(file)
    fitting = [name for kind in ENDINGS for name in asked if asked[name] == kind and ending in ENDINGS[kind]]
    if fitting:
        return fitting[0]
    wanted = next((kind for kind, endings in ENDINGS.items() if ending in endings), "")
    if not wanted and set(asked.values()) == {TABLE.name}:
        node_type(file, "Writer")
    lacks = f"gives no {wanted} that could be written to {file.name}" if wanted else f"cannot be written to {file.name}"
    told = "; ".join(f"{name} ({kind}): {_way(kind)}" for name, kind in asked.items()) or "none"
    raise UsageError(f"{quoted(asked_for)} {lacks}. Its outputs, and what they can be written to: {told}.")


def _way(kind: str) -> str:
    """How an output of a kind comes into a file."""
    return ", ".join(ENDINGS[kind]) if kind in ENDINGS else OTHERWISE.get(kind, "no file")


# ---- after the run


def written_files(outputs: Iterable[Written], result: RunResult) -> dict[str, dict[str, Any]]:
    """What was written in a run, by the output's name: `file`, `rows`, `columns`, None for what is no table; and `also`, the
    other files of an output that is written to several.

    Raises UsageError where variables cannot be written.
    """
    made: dict[str, dict[str, Any]] = {}
    for output in outputs:
        report = result.nodes.get(output.writer or output.source)
        state = "" if report is None else report.state
        if not output.writer and state in DONE:
            state = _write_variables(output, result)
        if state == "done" and output.name in made:
            made[output.name].setdefault("also", []).append(str(output.file))
        elif state == "done":
            rows, columns = _shape(output, result)
            made[output.name] = {"file": str(output.file), "rows": rows, "columns": columns}
        elif state == "inactive":
            result.problems.append(
                UsageError(
                    f"The output {quoted(output.name)} is inactive, as it stands behind a branch that was not taken: "
                    f"{output.file} is not written.",
                    output=output.name,
                )
            )
    return made


def _write_variables(output: Written, result: RunResult) -> NodeState:
    """Write variables as JSON; what came of it."""
    value = result[output.source][output.port]
    if value is INACTIVE:
        return "inactive"
    found = [plain(one) for one in value.values] if isinstance(value, Several) else plain(value)
    write_atomically(output.file, f"{json.dumps(found, ensure_ascii=False, indent=2)}\n".encode())
    return "done"


def _shape(output: Written, result: RunResult) -> tuple[int | None, int | None]:
    """Rows and columns of a table, as the node told where it gives only this one: to ask for it might compute it anew."""
    if extension(output.file) == MODEL_FILE or not output.writer:
        return None, None
    report = result.nodes.get(output.source)
    only = list(result.ports[output.source]) == [output.port]
    if only and report is not None and report.rows is not None and report.columns is not None:
        return report.rows, report.columns
    rows, columns = result[output.source][output.port].shape
    return int(rows), int(columns)
