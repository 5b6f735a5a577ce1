"""Put copies of nodes into a workflow: paste, duplicate, insert a file."""

from __future__ import annotations

from dataclasses import dataclass

from knode.app.canvas.geometry import WIDTH, Point, node_height
from knode.app.edit.draft import Drafted, copy_of
from knode.app.edit.fragment import fragment, insert, outside, renaming
from knode.app.edit.places import put_place
from knode.app.edit.words import counted, translate
from knode.core.edits import inner, tidy
from knode.core.workflow import COMPONENT, Instance, Workflow


@dataclass(frozen=True)
class Paste(Drafted):
    """Put a piece of a workflow into this one, moved by an offset."""

    piece: Workflow
    offset: Point = (0.0, 0.0)

    @property
    def text(self) -> str:
        """By how many nodes."""
        one, many = translate("Command", "Paste"), translate("Command", "Paste {number} Nodes")
        return counted(one, many, len(self.piece.nodes))

    def edit(self, draft: Workflow) -> None:
        """Under ids that are free."""
        insert(draft, self.piece, renaming(draft, self.piece), self.offset)

    def made(self, workflow: Workflow) -> list[str]:
        """The ids of the new nodes, told from the root workflow before the command is done."""
        return list(renaming(inner(workflow, self.path), self.piece).values())


@dataclass(frozen=True)
class Duplicate(Drafted):
    """Put a copy of nodes and notes beside them. The copies are fed as the originals are, if wanted."""

    ids: tuple[str, ...]
    offset: Point
    linked: bool = False

    @property
    def text(self) -> str:
        """By how many nodes."""
        one, many = translate("Command", "Duplicate"), translate("Command", "Duplicate {number} Nodes")
        return counted(one, many, len(self.ids))

    def edit(self, draft: Workflow) -> None:
        """Links between the nodes are copied, and those that come in from outside where `linked`."""
        piece = fragment(draft, self.ids)
        names = renaming(draft, piece)
        links = outside(draft, piece, names) if self.linked else []
        insert(draft, piece, names, self.offset)
        for link in links:
            draft.restore_link(link)

    def made(self, workflow: Workflow) -> list[str]:
        """The ids of the new nodes, told from the root workflow before the command is done."""
        here = inner(workflow, self.path)
        return list(renaming(here, fragment(here, self.ids)).values())


@dataclass(frozen=True)
class InsertComponent(Drafted):
    """Put a whole workflow in as a component, with its middle at a position."""

    inside: Workflow
    position: Point
    label: str = ""

    @property
    def text(self) -> str:
        """With its name."""
        return translate("Command", "Insert {name}").format(name=self.label or self.inside.name)

    def edit(self, draft: Workflow) -> None:
        """Its parameters are the settings of the component. Raises UsageError when its ends have one name twice."""
        inside = copy_of(self.inside)
        tidy(inside)
        node = self._id(draft)
        ports = inside.outer_ports()
        draft.add(Instance(node, COMPONENT, self.label or self.inside.name, workflow=inside))
        tall = node_height(max(len(ports.inputs), len(ports.outputs)))
        put_place(draft, node, (self.position[0] - WIDTH / 2, self.position[1] - tall / 2))

    def _id(self, workflow: Workflow) -> str:
        return workflow.free_id(COMPONENT)

    def made(self, workflow: Workflow) -> list[str]:
        """The id of the component, told from the root workflow before the command is done."""
        return [self._id(inner(workflow, self.path))]
