"""Colours the parts of code: words of the language, functions, texts, numbers, comments and columns."""

from __future__ import annotations

import re

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from knode.app import theme
from knode.app.forms.code.language import Language

COLOURS = {
    "keyword": "pack:script",
    "function": "pack:evaluate",
    "text": "pack:learn",
    "number": "pack:io",
    "comment": "muted",
    "column": "pack:visualize",
}
TRIPLE = {"'''": 1, '"""': 2}
"""The state of a line that ends inside a text of several lines."""


class CodeHighlighter(QSyntaxHighlighter):
    """Colours a document as it is typed, line by line."""

    def __init__(self, document: QTextDocument, language: Language) -> None:
        super().__init__(document)
        self._language = language
        self._columns: frozenset[str] = frozenset()
        self._token = re.compile(
            r"(?P<text>'(?:[^'\\\n]|\\.)*'?|\"(?:[^\"\\\n]|\\.)*\"?|`[^`\n]*`?)"
            rf"|(?P<comment>{re.escape(language.comment)}.*)"
            r"|(?P<number>\b\d[\d_]*\.?\d*(?:[eE][+-]?\d+)?\b)|(?P<word>[^\W\d]\w*)"
        )
        self._draw_formats()

    def set_columns(self, names: frozenset[str]) -> None:
        """Columns have a colour of their own."""
        if names != self._columns:
            self._columns = names
            self.rehighlight()

    def follow_theme(self) -> None:
        """Colour everything anew."""
        self._draw_formats()
        self.rehighlight()

    def _draw_formats(self) -> None:
        self._formats: dict[str, QTextCharFormat] = {}
        for part, colour in COLOURS.items():
            made = QTextCharFormat()
            made.setForeground(theme.colour(colour))
            if part == "keyword":
                made.setFontWeight(QFont.Weight.DemiBold)
            made.setFontItalic(part == "comment")
            self._formats[part] = made

    def highlightBlock(self, text: str) -> None:
        start = self._rest_of_triple(text)
        for match in self._token.finditer(text, start):
            if match.start() < start:
                continue
            opened = text[match.start() : match.start() + 3]
            if self._language.name == "python" and opened in TRIPLE:
                start = self._triple(text, match.start(), opened)
                continue
            part = self._part(match)
            if part:
                self.setFormat(match.start(), len(match.group()), self._formats[part])

    def _part(self, match: re.Match[str]) -> str:
        kind = match.lastgroup or ""
        word = match.group()
        if kind == "text":
            return "column" if word[1:-1] in self._columns else "text"
        if kind != "word":
            return kind
        if self._language.is_keyword(word):
            return "keyword"
        if word in self._columns:
            return "column"
        return "function" if self._language.is_function(word) else ""

    def _rest_of_triple(self, text: str) -> int:
        """Where a text of several lines that began above ends; it is coloured up to there."""
        self.setCurrentBlockState(0)
        mark = next((mark for mark, state in TRIPLE.items() if state == self.previousBlockState()), None)
        return self._to_mark(text, 0, 0, mark) if mark else 0

    def _triple(self, text: str, start: int, mark: str) -> int:
        return self._to_mark(text, start, start + 3, mark)

    def _to_mark(self, text: str, start: int, search: int, mark: str) -> int:
        found = text.find(mark, search)
        end = len(text) if found < 0 else found + 3
        if found < 0:
            self.setCurrentBlockState(TRIPLE[mark])
        self.setFormat(start, end - start, self._formats["text"])
        return end
