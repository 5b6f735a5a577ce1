"""Settings in words: labels from names, and help and choices in the person's language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QCoreApplication

from knode.app.forms.shape import Shape
from knode.core.errors import quoted

LONG = 60
SHORT = {"csv": "CSV", "id": "ID", "l2": "L2", "sql": "SQL", "url": "URL"}
SPECIAL = {"": "none", " ": "space", "\t": "tab"}
"""What choices are called that could not be seen."""


BREAK = "\u200b"
"""A space of no width, at which a line may end."""
LONG_WORD, PIECE = re.compile(r"\S{25,}"), re.compile(".{1,12}")


def breakable(text: str) -> str:
    """A text whose long words, such as the names of columns and files, may go on in the next line."""
    return LONG_WORD.sub(lambda word: BREAK.join(PIECE.findall(word[0])), text)


def label(name: str, context: str = "Settings") -> str:
    """What a setting is called on screen: `skip_rows` is "Skip rows". `context` is where its translation stands."""
    words = [SHORT.get(word, word) for word in name.split("_") if word]
    text = " ".join(words)
    return QCoreApplication.translate(context, text[:1].upper() + text[1:])


def choice(value: Any, labels: Iterable[tuple[str, str]] = ()) -> str:
    """What a value of a closed or proposed list is called: its label, else its own text, or a word where that is not seen."""
    label = dict(labels).get(value) if isinstance(value, str) else None
    if label is not None:
        return QCoreApplication.translate("Settings", label)
    if isinstance(value, bool):
        return yes_or_no(value)
    text = SPECIAL.get(value, value) if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else value
    text = str(text).replace("_", " ") if str(text).isidentifier() else str(text)
    return QCoreApplication.translate("Settings", text)


def yes_or_no(value: bool) -> str:
    """A truth value as a word."""
    return QCoreApplication.translate("Settings", "yes") if value else QCoreApplication.translate("Settings", "no")


def help_text(text: str, context: str = "Settings") -> str:
    """The sentence of help of a setting."""
    return QCoreApplication.translate(context, text) if text else ""


def example_text(shape: Shape) -> str:
    """What an empty line says that it may hold; "" where nobody gave an example."""
    text = QCoreApplication.translate("Settings", "Such as {example}")
    return text.format(example=shape.example) if shape.example else ""


def shown_as(shape: Shape, value: Any) -> str:
    """A value of a shape in a sentence, as the form calls it."""
    return choice(value, shape.labels) if isinstance(value, str) and shape.labels else shown(value)


def shown(value: Any) -> str:
    """A value in a sentence: short, and never empty."""
    if value is None or value == "":
        return QCoreApplication.translate("Settings", "nothing")
    if value == "*":
        return QCoreApplication.translate("Settings", "all columns")
    if isinstance(value, bool):
        return yes_or_no(value)
    if isinstance(value, list | tuple | dict) and not value:
        return QCoreApplication.translate("Settings", "an empty list")
    return quoted(value) if not isinstance(value, str) else value if len(value) < LONG else quoted(value)
