"""Words for edits that several of them share."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def counted(one: str, many: str, number: int) -> str:
    """One of two translated texts: the one for a single thing, or that for `{number}` of them."""
    return one if number == 1 else many.format(number=number)
