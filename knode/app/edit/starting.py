"""What stands inside a new node that holds a workflow: a table that goes in comes out."""

from __future__ import annotations

from dataclasses import replace

from knode.app.canvas.geometry import WIDTH
from knode.app.edit.places import GAP, put_place
from knode.core.registry import Registry
from knode.core.workflow import Instance, Workflow

ENDS = (("input", "deploy.ContainerInput"), ("output", "deploy.ContainerOutput"))


def started(instance: Instance, registry: Registry) -> Instance:
    """The instance with a workflow to begin with, if its class holds one and it has none."""
    cls = registry.find(instance.type)
    if cls is None or not cls.holds or cls.held_file is not None or instance.workflow is not None:
        return instance
    inside = Workflow(cls.title(), registry=registry)
    for place, (node, type_id) in enumerate(ENDS):
        inside.add(Instance(node, type_id, settings={"name": "table", "kind": "table"}))
        put_place(inside, node, (place * 2 * (WIDTH + GAP), 0))
    inside.link("input", "value", "output", "value")
    return replace(instance, version=cls.version, workflow=inside)
