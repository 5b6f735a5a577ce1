"""What every editor is: a widget that shows one value of a shape, as JSON data, and tells when a person changes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from knode.app.forms.editors.choosing import Choosing
from knode.app.forms.known import Known
from knode.app.forms.shape import Shape

Place = tuple[str | int, ...]
COLUMNS = 12
"""Columns of which values are proposed."""
Marks = Sequence[tuple[Place, str]]
"""What is wrong with a value: where inside it, and why."""


class Editor(QWidget):
    """Edits one value.

    `edited` is emitted for a person's changes only, never by `set_value`; its argument says that more of the same will
    follow, as while typing. `name` is what the value is called, for who cannot see it.
    """

    edited = Signal(bool)
    wide = True
    """It wants the width of the form; else it stands beside its label."""

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shape = shape
        self.known = known
        self.name = name
        self.chosen: Callable[[], Any] = lambda: None
        """What is chosen where the shape is `values_of` it; whoever holds the editor says so."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def value(self) -> Any:
        """The value as it stands on screen, as JSON data; it need not be valid."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value. What has the focus keeps it, and a cursor its place. Raises TypeError or ValueError."""
        raise NotImplementedError

    def readings(self) -> list[Any]:
        """What the screen may mean, the likeliest first; the first is `value()`."""
        return [self.value()]

    def occurring(self) -> list[str]:
        """The values that are known to occur in the columns which are meant."""
        port, chosen = self.shape.port, self.chosen()
        if chosen == "":
            names = self.known.target(port) if self.shape.values_of == "target" else []
        elif isinstance(chosen, str) and chosen != "*":
            names = [chosen]
        else:
            names = Choosing.of(chosen).chosen(self.known.types(port)) if chosen is not None else []
        return list(dict.fromkeys(value for name in names[:COLUMNS] for value in self.known.values(name, port)))

    def mark(self, marks: Marks) -> list[str]:
        """Show what is wrong inside; returns the reasons that are still to be told beside the editor."""
        set_faulty(self.focusProxy() or self, bool(marks))
        return [text for _, text in marks]

    def row(self, *widgets: QWidget, stretch: int = 0) -> QHBoxLayout:
        """Lays widgets out side by side, the one at `stretch` taking what is left; the focus goes to that one."""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for position, widget in enumerate(widgets):
            layout.addWidget(widget, 1 if position == stretch else 0)
        self.setFocusProxy(widgets[stretch])
        return layout

    def column(self, *widgets: QWidget) -> QVBoxLayout:
        """Lays widgets out one below the other; the focus goes to the first."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in widgets:
            layout.addWidget(widget)
        if widgets:
            self.setFocusProxy(widgets[0])
        return layout


def set_faulty(widget: QWidget, faulty: bool) -> None:
    """Let a widget look wrong, or right again: the theme's style sheet knows the property `faulty`."""
    if bool(widget.property("faulty")) != faulty:
        widget.setProperty("faulty", faulty)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def inside(marks: Marks, step: str | int) -> list[tuple[Place, str]]:
    """The marks below one step of their places."""
    return [(place[1:], text) for place, text in marks if place and place[0] == step]


def outside(marks: Marks, steps: Sequence[str | int]) -> list[str]:
    """The reasons of marks that are below none of `steps`."""
    return [text for place, text in marks if not place or place[0] not in steps]
