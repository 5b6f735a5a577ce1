"""Frames around nodes."""

from __future__ import annotations

from dataclasses import dataclass

from knode.app.edit.draft import Drafted
from knode.app.edit.places import annotation, frames, free_id, put_annotation
from knode.app.edit.words import translate
from knode.core.errors import UsageError
from knode.core.workflow import Workflow

COLOURS = ("yellow", "green", "blue", "red", "violet", "grey")
"""Of notes and frames, by the names that the file has."""


@dataclass(frozen=True)
class AddFrame(Drafted):
    """Put a frame around nodes. They leave the frames that they were in."""

    nodes: tuple[str, ...]
    title: str = ""
    colour: str = "blue"

    @property
    def text(self) -> str:
        """The same for all."""
        return translate("Command", "Frame Nodes")

    def edit(self, draft: Workflow) -> None:
        """Raises UsageError for no nodes."""
        nodes = [node for node in self.nodes if node in draft]
        if not nodes:
            raise UsageError("A frame stands around nodes. Select some.")
        key = free_id(draft, "frame")
        _leave(draft, nodes)
        made = {"id": key, "kind": "frame", "title": self.title, "colour": self.colour}
        put_annotation(draft, {**made, "nodes": nodes, "collapsed": False})


def _leave(draft: Workflow, nodes: list[str]) -> None:
    """Take nodes out of their frames; a frame without nodes goes."""
    for frame in frames(draft):
        left = [node for node in frame["nodes"] if node not in nodes]
        if left and left != frame["nodes"]:
            put_annotation(draft, {**frame, "nodes": left})
        elif not left:
            draft.annotations = [one for one in draft.annotations if one["id"] != frame["id"]]


@dataclass(frozen=True)
class JoinFrame(Drafted):
    """Bring nodes into a frame."""

    frame: str
    nodes: tuple[str, ...]

    @property
    def text(self) -> str:
        """The same for all."""
        return translate("Command", "Add to Frame")

    def edit(self, draft: Workflow) -> None:
        """They leave the frames that they were in."""
        frame = annotation(draft, self.frame)
        joining = [node for node in self.nodes if node not in frame["nodes"]]
        if joining:
            _leave(draft, joining)
            put_annotation(draft, {**frame, "nodes": [*frame["nodes"], *joining]})


@dataclass(frozen=True)
class LeaveFrame(Drafted):
    """Take nodes out of their frames."""

    nodes: tuple[str, ...]

    @property
    def text(self) -> str:
        """The same for all."""
        return translate("Command", "Remove from Frame")

    def edit(self, draft: Workflow) -> None:
        """A frame that loses its last node goes."""
        _leave(draft, list(self.nodes))


@dataclass(frozen=True)
class RenameFrame(Drafted):
    """Give a frame a title."""

    frame: str
    title: str

    @property
    def text(self) -> str:
        """The same for all."""
        return translate("Command", "Rename Frame")

    def edit(self, draft: Workflow) -> None:
        """An empty title is one too."""
        put_annotation(draft, {**annotation(draft, self.frame), "title": self.title})


@dataclass(frozen=True)
class CollapseFrame(Drafted):
    """Show a frame as one box, or with its nodes again."""

    frame: str
    collapsed: bool

    @property
    def text(self) -> str:
        """By the direction."""
        return translate("Command", "Collapse Frame") if self.collapsed else translate("Command", "Expand Frame")

    def edit(self, draft: Workflow) -> None:
        """Its nodes stay where they are."""
        put_annotation(draft, {**annotation(draft, self.frame), "collapsed": self.collapsed})
