"""Readers for files: the nodes, configured, and how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from knode.app.canvas.geometry import WIDTH, Point
from knode.app.edit.draft import draft_of
from knode.app.edit.places import GAP, put_place
from knode.app.quick.inserting import NewNode, free_place, made
from knode.app.quick.opening import Use, file_setting, path_text
from knode.app.quick.shelf import catalogue
from knode.core.workflow import Instance, Link, Workflow

BUNDLE_READER = "deploy.BundleReader"


def reading_nodes(
    workflow: Workflow, chosen: Sequence[Use], corner: Point, folder: Path | None
) -> tuple[list[NewNode], list[Link]]:
    """The nodes for some uses of files, one below the other from a corner on, and the links between them."""
    draft = draft_of(workflow)
    nodes: list[NewNode] = []
    links: list[Link] = []

    def put(instance: Instance, at: Point) -> Instance:
        put_place(draft, draft.add(instance).id, at)
        nodes.append(NewNode(instance, at))
        return instance

    for use in chosen:
        corner = free_place(draft, corner)
        reader = put(_reader(draft, use, folder), corner)
        if use.what == "execute" and use.entry is not None:
            executor = put(made(draft, use.entry), (corner[0] + WIDTH + GAP, corner[1]))
            links.append(Link(reader.id, "workflow", executor.id, "workflow"))
    return nodes, links


def _reader(workflow: Workflow, use: Use, folder: Path | None) -> Instance:
    entry = catalogue().by_type[BUNDLE_READER] if use.what == "execute" else use.entry
    assert entry is not None
    reader = made(workflow, entry, {file_setting(entry): path_text(use.file, folder)})
    return replace(reader, label=use.name)
