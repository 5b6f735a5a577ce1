"""A line above the canvas that says something about the workflow as a whole, with buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from knode.app.shell.pieces import Sign, label


class Banner(QFrame):
    """Hidden until it has something to say."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = Sign("info", "warning")
        self._text = label("", wraps=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 8, 6)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._text, 1)
        self._buttons: list[QPushButton] = []
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def say(self, text: str, icon: str, *buttons: tuple[str, Callable[[], object]]) -> None:
        """Show a text and buttons that do something."""
        self.say_nothing()
        self._text.setText(text)
        self.setAccessibleName(text)
        self._icon.show_icon(icon, "warning")
        for title, act in buttons:
            button = QPushButton(title)
            button.clicked.connect(act)
            self._row.addWidget(button)
            self._buttons.append(button)
        self.show()

    def say_nothing(self) -> None:
        """Go away."""
        for button in self._buttons:
            button.setParent(None)
            button.deleteLater()
        self._buttons.clear()
        self.hide()
