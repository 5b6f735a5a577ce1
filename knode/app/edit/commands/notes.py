"""Notes on the canvas, and what notes and frames have in common."""

from __future__ import annotations

from dataclasses import dataclass

from knode.app.edit.draft import Drafted
from knode.app.edit.places import Box, annotation, free_id, put_annotation, rounded
from knode.app.edit.words import translate
from knode.core.workflow import Workflow

SMALLEST = 48.0
"""The side of a note, at least."""


@dataclass(frozen=True)
class AddNote(Drafted):
    """Put a note on the canvas; its text is Markdown."""

    box: Box
    note: str = ""
    colour: str = "yellow"

    @property
    def text(self) -> str:
        """The same for all."""
        return translate("Command", "Add Note")

    def edit(self, draft: Workflow) -> None:
        """Under an id that is free."""
        made = {"id": free_id(draft, "note"), "kind": "note", "colour": self.colour, "text": self.note.split("\n")}
        put_annotation(draft, {**made, **_place(self.box)})


def _place(box: Box) -> dict[str, float]:
    x, y = rounded((box.x, box.y))
    width, height = rounded((max(box.width, SMALLEST), max(box.height, SMALLEST)))
    return {"x": x, "y": y, "width": width, "height": height}


@dataclass(frozen=True)
class EditNote(Drafted):
    """Give a note another text."""

    note: str
    content: str

    @property
    def text(self) -> str:
        """The same for all."""
        return translate("Command", "Edit Note")

    def edit(self, draft: Workflow) -> None:
        """It stands in the file as a list of lines."""
        put_annotation(draft, {**annotation(draft, self.note), "text": self.content.split("\n")})


@dataclass(frozen=True)
class PlaceNote(Drafted):
    """Move a note, or give it another size."""

    note: str
    box: Box

    @property
    def text(self) -> str:
        """The same for all."""
        return translate("Command", "Resize Note")

    def edit(self, draft: Workflow) -> None:
        """No side becomes smaller than a note can be."""
        put_annotation(draft, {**annotation(draft, self.note), **_place(self.box)})


@dataclass(frozen=True)
class ColourAnnotations(Drafted):
    """Give notes and frames a colour."""

    annotations: tuple[str, ...]
    colour: str

    @property
    def text(self) -> str:
        """The same for all."""
        return translate("Command", "Change Colour")

    def edit(self, draft: Workflow) -> None:
        """By the name that the file has for the colour."""
        for key in self.annotations:
            put_annotation(draft, {**annotation(draft, key), "colour": self.colour})


@dataclass(frozen=True)
class RemoveAnnotations(Drafted):
    """Take notes away, and frames, whose nodes stay."""

    annotations: tuple[str, ...]

    @property
    def text(self) -> str:
        """By how many."""
        return translate("Command", "Delete Annotations")

    def edit(self, draft: Workflow) -> None:
        """Raises UnknownName for one that is gone already."""
        gone = [annotation(draft, key)["id"] for key in self.annotations]
        draft.annotations = [one for one in draft.annotations if one["id"] not in gone]


@dataclass(frozen=True)
class DissolveFrames(RemoveAnnotations):
    """Take frames away and let their nodes stand alone."""

    @property
    def text(self) -> str:
        """The same for all."""
        return translate("Command", "Dissolve Frame")
