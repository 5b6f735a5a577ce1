"""What a person may prefer, as a typed model: the dialog, the file and the checks come from it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from PySide6.QtCore import QObject, Signal

from knode.app import config

NAME = "preferences"


class Preferences(BaseModel):
    """The preferences. A field's `page` in `json_schema_extra` says where the dialog shows it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    theme: Literal["system", "light", "dark"] = Field(
        "system",
        title="Theme",
        description="Light or dark, or as the system has it.",
        json_schema_extra={"page": "look"},
    )
    language: Literal["system", "en", "de", "zh"] = Field(
        "system",
        title="Language",
        description="Of menus and dialogs; windows opened from now on have it.",
        json_schema_extra={"page": "look"},
    )
    wheel: Literal["zoom", "scroll"] = Field(
        "zoom",
        title="Mouse wheel",
        description="What the wheel does on the canvas; with Ctrl it always zooms.",
        json_schema_extra={"page": "canvas"},
    )
    wires: Literal["curved", "straight"] = Field(
        "curved", title="Links", description="How links are drawn.", json_schema_extra={"page": "canvas"}
    )
    minimap: bool = Field(
        True,
        title="Overview map",
        description="Show the small map when the workflow is larger than the window.",
        json_schema_extra={"page": "canvas"},
    )
    reopen: bool = Field(
        True,
        title="Reopen at start",
        description="Open the files of last time when knode starts.",
        json_schema_extra={"page": "files"},
    )
    trusted_folders: tuple[str, ...] = Field(
        (),
        title="Trusted folders",
        description="Workflows in these folders may run code without asking. One folder a line.",
        json_schema_extra={"page": "files"},
    )
    toasts: bool = Field(
        True,
        title="Tell when a run ends",
        description="Show a short message at the lower edge.",
        json_schema_extra={"page": "look"},
    )


class PreferenceStore(QObject):
    """The preferences of this program, kept between starts. `changed` carries the names of the fields that did."""

    changed = Signal(list)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.values = _read()

    def set(self, **values: Any) -> None:
        """Give some preferences new values. Raises pydantic's ValidationError and changes nothing."""
        made = Preferences.model_validate({**self.values.model_dump(), **values})
        differing = [name for name in Preferences.model_fields if getattr(made, name) != getattr(self.values, name)]
        if not differing:
            return
        self.values = made
        config.write(NAME, made.model_dump(mode="json", exclude_defaults=True))
        self.changed.emit(differing)


def _read() -> Preferences:
    """The kept preferences; one that no longer fits falls back to its default, the others stay."""
    kept = config.read(NAME, {})
    kept = dict(kept) if isinstance(kept, dict) else {}
    try:
        return Preferences.model_validate(kept)
    except ValidationError as error:
        wrong = {problem["loc"][0] for problem in error.errors()}
        return Preferences.model_validate({name: value for name, value in kept.items() if name not in wrong})
