"""A workflow as text to read: what it takes and gives, and its nodes in order with what differs from their defaults."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from knode.cli.console import paint
from knode.cli.wording import aligned, size, terminal_width, with_text, wrapped
from knode.core.errors import KnodeError
from knode.core.held import filled_if_readable
from knode.core.workflow import Instance, Workflow, sorted_links
from knode.deploy.opening import Opened
from knode.deploy.sizes import parts_of

LINES = 30
"""Lines that are shown of a text of several lines, such as a script."""


def outline(opened: Opened) -> Iterator[str]:
    """The lines that describe an open workflow or bundle."""
    workflow = opened.workflow
    yield paint(workflow.name or "(no name)", "bold")
    if workflow.description:
        yield from wrapped(workflow.description, terminal_width(), "  ")
    if opened.manifest is not None:
        yield from _section("Bundle", with_text(list(_facts(opened.manifest)), terminal_width()))
    yield from _section("Parameters", _parameters(workflow))
    yield from _section("Inputs", aligned([(name, f"node {node}") for name, node in workflow.ends("input").items()]))
    yield from _section("Outputs", aligned([(name, f"node {node}") for name, node in workflow.ends("output").items()]))
    yield from _section("Nodes", list(_nodes(workflow, "  ")))


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield paint(title, "bold")
        yield from lines


def _facts(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "name", f"{manifest.get('name', '')} {manifest.get('version', '')}".strip()
    for end in ("inputs", "outputs"):
        for name, schema in manifest.get("signature", {}).get(end, {}).items():
            columns = list(schema.get("items", {}).get("required", []))
            yield f"{end[:-1]} {name}", _listed(columns)
    for name, value in manifest.get("lineage", {}).items():
        if isinstance(value, str | int | float) and value != "":
            yield name.replace("_", " "), str(value)
    for part, size_of in parts_of(manifest).items():
        yield f"size of {part}", size(size_of)
    packages = manifest.get("packages", {})
    yield "made with", ", ".join(f"{name} {version}" for name, version in packages.items())


def _listed(names: list[str]) -> str:
    return ", ".join(names[:8]) + (f" … ({len(names)} columns)" if len(names) > 8 else "")


def _parameters(workflow: Workflow) -> list[str]:
    rows = []
    for name, parameter in workflow.parameters.items():
        default = "must be given" if parameter.required else json.dumps(parameter.default, ensure_ascii=False)
        rows.append((name, parameter.type, default, parameter.description))
    return with_text(rows, terminal_width())


# ---- nodes


def _nodes(workflow: Workflow, indent: str) -> Iterator[str]:
    for node in in_order(workflow):
        instance = workflow.nodes[node]
        title = f'  "{instance.label}"' if instance.label else ""
        yield f"{indent}{paint(node, 'bold')}  {instance.type}{title}"
        for link in sorted_links(workflow.links_into(node)):
            yield f"{indent}    {link.target_port} ← {link.source}.{link.source_port}"
        for name, binding in instance.bindings.items():
            yield f"{indent}    {name} = {binding.source} {binding.name}"
        for name, value in _changed(workflow, instance).items():
            yield from _setting(name, value, f"{indent}    ")
        if instance.workflow is not None:
            yield from _nodes(instance.workflow, f"{indent}    ")


def in_order(workflow: Workflow) -> list[str]:
    """The node ids in the order in which they can run; those in a cycle come last."""
    open_links = {node: len(workflow.links_into(node)) for node in workflow.nodes}
    ready = [node for node, waiting in open_links.items() if not waiting]
    for node in ready:
        for link in workflow.links_out_of(node):
            open_links[link.target] -= 1
            if not open_links[link.target]:
                ready.append(link.target)
    return ready + [node for node in workflow.nodes if open_links[node]]


def _changed(workflow: Workflow, instance: Instance) -> dict[str, Any]:
    """The settings that differ from their defaults; all of them where the node is not known or not finished."""
    settings = {name: value for name, value in instance.settings.items() if name not in instance.bindings}
    cls = None if instance.is_component else workflow.registry.find(instance.type)
    if cls is None:
        return settings
    instance = filled_if_readable(workflow, instance)
    own = instance.own(cls)
    try:
        changed = cls.from_settings(own, version=instance.version, node=instance.id).to_settings()
    except KnodeError:
        return settings
    return changed | {name: value for name, value in settings.items() if name not in own}


def _setting(name: str, value: Any, indent: str) -> Iterator[str]:
    lines = value if isinstance(value, list) and len(value) > 1 and all(isinstance(one, str) for one in value) else None
    if lines is not None and any(" " in line for line in lines):
        yield f"{indent}{name} ="
        yield from (f"{indent}    {line}".rstrip() for line in lines[:LINES])
        if len(lines) > LINES:
            yield f"{indent}    … {len(lines) - LINES} more lines"
        return
    named = isinstance(value, list) and value and all(isinstance(one, dict) and "name" in one for one in value)
    text = _listed([str(one["name"]) for one in value]) if named else json.dumps(value, ensure_ascii=False)
    room = max(40, terminal_width() - len(indent) - len(name) - 3)
    yield f"{indent}{name} = {text if len(text) <= room else text[: room - 1] + '…'}"
