"""A piece of a workflow that stands by itself: what is copied, pasted, dropped, or put into a component."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from knode.app.canvas.geometry import Point
from knode.app.edit.commands.parameters import parameters_used
from knode.app.edit.draft import fresh
from knode.app.edit.places import bends, bounds, free_id, place, put_annotation, put_bends, put_place, rounded
from knode.core import document
from knode.core.errors import KnodeError
from knode.core.registry import Registry
from knode.core.workflow import Link, Workflow


def fragment(workflow: Workflow, ids: Collection[str]) -> Workflow:
    """Nodes and annotations as a workflow of their own, with the links between them, shared with nobody.

    Frames whose nodes are all among them come along, as do the parameters that they are bound to.
    """
    made = Workflow(workflow.name, registry=workflow.registry)
    nodes = [node for node in workflow.nodes if node in ids]
    for node in nodes:
        made.add(fresh(workflow.nodes[node]))
        put_place(made, node, place(workflow, node))
    for node in nodes:
        for link in workflow.links_into(node):
            if link.source in made:
                made.restore_link(link)
                put_bends(made, link, bends(workflow, link))
    made.parameters = {
        name: workflow.parameters[name] for name in parameters_used(made, nodes) if name in workflow.parameters
    }
    made.annotations = [copy.deepcopy(one) for one in workflow.annotations if _comes_along(one, ids)]
    return made


def _comes_along(annotation: Mapping[str, Any], ids: Collection[str]) -> bool:
    members = annotation.get("nodes")
    return annotation["id"] in ids or (bool(members) and all(member in ids for member in members or ()))


def to_text(piece: Workflow) -> str:
    """A piece as text for the clipboard: it is a workflow file."""
    return document.dumps(piece)


def from_text(text: str, registry: Registry) -> Workflow | None:
    """The piece in a text; None when the text is something else."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        return document.loads(text, "clipboard", registry)
    except KnodeError:
        return None


def corner(piece: Workflow) -> Point:
    """The top left corner of a piece."""
    points = [place(piece, node) for node in piece.nodes]
    points += [(one["x"], one["y"]) for one in piece.annotations if "x" in one]
    return min((x for x, _ in points), default=0.0), min((y for _, y in points), default=0.0)


def middle(piece: Workflow) -> Point:
    """The middle of the nodes of a piece, or its corner when it has none."""
    if not piece.nodes:
        return corner(piece)
    around = bounds(piece, piece.nodes)
    return around.x + around.width / 2, around.y + around.height / 2


def renaming(workflow: Workflow, piece: Workflow) -> dict[str, str]:
    """The ids that the nodes of a piece have once they are in a workflow: their own, or others where those are taken."""
    scratch = Workflow(registry=workflow.registry)
    scratch.nodes = dict(workflow.nodes)
    names: dict[str, str] = {}
    for node, instance in piece.nodes.items():
        names[node] = name = node if node not in scratch.nodes else _numbered(node, scratch.nodes)
        scratch.nodes[name] = instance
    return names


def _numbered(node: str, taken: Collection[str]) -> str:
    """`impute_3` from `impute_2`, or the next that is free."""
    stem, _, number = node.rpartition("_")
    stem, start = (stem, int(number)) if stem and number.isdecimal() else (node, 1)
    while f"{stem}_{start + 1}" in taken:
        start += 1
    return f"{stem}_{start + 1}"


def insert(draft: Workflow, piece: Workflow, names: Mapping[str, str], offset: Point) -> None:
    """Put a piece into a draft under other names, moved by `offset`. Parameters that the draft has keep their meaning."""
    for node, instance in piece.nodes.items():
        draft.add(replace(fresh(instance), id=names[node]))
        put_place(draft, names[node], _moved(place(piece, node), offset))
    for link in piece.links:
        renamed = link._replace(source=names[link.source], target=names[link.target])
        draft.restore_link(renamed)
        put_bends(draft, renamed, [_moved(point, offset) for point in bends(piece, link)])
    for name, parameter in piece.parameters.items():
        draft.parameters.setdefault(name, parameter)
    insert_annotations(draft, piece.annotations, names, offset)


def insert_annotations(
    draft: Workflow, annotations: Iterable[Mapping[str, Any]], names: Mapping[str, str], offset: Point
) -> None:
    """Put notes and frames into a draft under ids that are free there."""
    for one in annotations:
        made = {**copy.deepcopy(dict(one)), "id": free_id(draft, str(one["kind"]))}
        if "nodes" in made:
            made["nodes"] = [names[node] for node in made["nodes"] if node in names]
        if "x" in made:
            made["x"], made["y"] = rounded(_moved((made["x"], made["y"]), offset))
        put_annotation(draft, made)


def _moved(point: Point, offset: Point) -> Point:
    return point[0] + offset[0], point[1] + offset[1]


def outside(workflow: Workflow, piece: Workflow, names: Mapping[str, str]) -> list[Link]:
    """The links that feed the originals of a piece from outside, for its copies."""
    links = [link for node in piece.nodes if node in workflow for link in workflow.links_into(node)]
    return [link._replace(target=names[link.target]) for link in links if link.source not in piece]
