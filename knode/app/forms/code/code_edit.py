"""A text area for code: line numbers, highlighting, completion, indenting, and squiggles under what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QCompleter, QTextEdit, QToolTip, QWidget

from knode.app import theme
from knode.app.forms.code.highlighter import CodeHighlighter
from knode.app.forms.code.language import Language, Proposal, Squiggle
from knode.app.forms.code.proposals import ProposalDelegate, Proposals
from knode.app.forms.editors.inputs import TextArea, units

PAUSE = 300
"""Milliseconds without a key after which the text is checked."""
INDENT = "    "
LETTERS = 2
"""Letters of a word after which completion opens by itself."""


class LineNumbers(QWidget):
    """The numbers of the lines, beside them."""

    def __init__(self, edit: CodeEdit) -> None:
        super().__init__(edit)
        self._edit = edit

    def sizeHint(self) -> QSize:
        return QSize(self._edit.margin_width, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._edit.paint_numbers(event)


class CodeEdit(TextArea):
    """Code of one language. Ctrl+Space completes; Tab indents, Escape and then Tab leaves."""

    checked = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent, least=2 if language.name == "expression" else 6, most=24)
        self.language = language
        self.squiggles: list[Squiggle] = []
        self.told: list[Squiggle] = []
        """What others found wrong."""
        self.setFont(theme.font(9.5, mono=True))
        self.setLineWrapMode(self.LineWrapMode.NoWrap)
        self.setTabChangesFocus(False)
        self.setTabStopDistance(self.fontMetrics().horizontalAdvance(INDENT))
        self.highlighter = CodeHighlighter(self.document(), language)
        self.numbers = LineNumbers(self)
        self._proposals = Proposals(language.proposals, self)
        self.completer = QCompleter(self._proposals, self)
        self.completer.setCompletionRole(Qt.ItemDataRole.EditRole)
        self.completer.setWidget(self)
        if popup := self.completer.popup():
            popup.setItemDelegate(ProposalDelegate(self))
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.completer.activated[QModelIndex].connect(self._complete)  # type: ignore[index]
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.check)
        self._leaves = False
        self.textChanged.connect(self._pause.start)
        self.blockCountChanged.connect(self._fit_margin)
        self.updateRequest.connect(self._scroll_numbers)
        self.cursorPositionChanged.connect(self._mark)
        theme.switch().changed.connect(self._follow_theme)
        self._fit_margin()
        self.fit()

    def _follow_theme(self) -> None:
        self.highlighter.follow_theme()
        self._mark()

    # ---- completion

    def set_columns(self, names: Sequence[str]) -> None:
        """The columns that completion proposes first."""
        columns = [Proposal(self.language.column(name), name) for name in names]
        self.highlighter.set_columns(frozenset(names))
        self._proposals.put([*columns, *self.language.proposals])

    def _word(self) -> str:
        """What is typed of a word before the cursor."""
        before = self.textCursor().block().text()[: self.textCursor().positionInBlock()]
        start = len(before)
        while start and (before[start - 1].isalnum() or before[start - 1] == "_"):
            start -= 1
        return before[start:]

    def propose(self, *, asked: bool) -> None:
        """Open the list of what may follow, when it was asked for or the word has some letters already."""
        word = self._word()
        popup = self.completer.popup()
        if popup is None or (not asked and len(word) < LETTERS):
            return
        self.completer.setFilterMode(Qt.MatchFlag.MatchContains if asked else Qt.MatchFlag.MatchStartsWith)
        self.completer.setCompletionPrefix(word)
        whole = self.completer.completionCount() == 1 and self.completer.currentCompletion() == word
        if self.completer.completionCount() == 0 or whole:
            popup.hide()
            return
        popup.setCurrentIndex(self.completer.completionModel().index(0, 0))
        place = self.cursorRect()
        place.setWidth(popup.sizeHintForColumn(0) + 40)
        place.translate(self.margin_width, 2)
        self.completer.complete(place)

    def _complete(self, index: QModelIndex) -> None:
        """Put the word in; of a function its brackets too, with the cursor between them."""
        proposal: Proposal = index.data(Proposals.Whole)
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(self._word()))
        called = proposal.shown.startswith(f"{proposal.text}(") and self._next_character() != "("
        cursor.insertText(proposal.text + ("()" if called else ""))
        if called and not proposal.shown.startswith(f"{proposal.text}()"):
            cursor.movePosition(QTextCursor.MoveOperation.Left)
        self.setTextCursor(cursor)

    def _next_character(self) -> str:
        return self.textCursor().block().text()[self.textCursor().positionInBlock() :][:1]

    # ---- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self.completer.popup()
        key = event.key()
        if popup is not None and popup.isVisible() and key in _FOR_THE_LIST:
            event.ignore()
            return
        if key == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.propose(asked=True)
        elif key == Qt.Key.Key_Escape:
            self._leaves = True
            event.ignore()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._tab(key == Qt.Key.Key_Tab)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._break_line()
        else:
            super().keyPressEvent(event)
            if event.text().isalnum() or (popup is not None and popup.isVisible()):
                self.propose(asked=False)

    def _tab(self, forward: bool) -> None:
        if self._leaves:
            self._leaves = False
            self.focusNextPrevChild(forward)
        elif self.textCursor().hasSelection():
            self._indent(forward)
        elif forward:
            self.insertPlainText(INDENT)
        else:
            self._indent(False)

    def _indent(self, more: bool) -> None:
        """All lines of the selection, by one step."""
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(cursor.selectionEnd()).blockNumber()
        cursor.beginEditBlock()
        block = first
        while block.isValid() and block.blockNumber() <= last:
            edit = QTextCursor(block)
            if more:
                edit.insertText(INDENT)
            else:
                spaces = len(block.text()) - len(block.text().lstrip(" "))
                steps = min(len(INDENT), spaces)
                edit.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, steps)
                edit.removeSelectedText()
            block = block.next()
        cursor.endEditBlock()

    def _break_line(self) -> None:
        """The next line is indented as this one is, one step more after a colon."""
        line = self.textCursor().block().text()[: self.textCursor().positionInBlock()]
        indent = line[: len(line) - len(line.lstrip(" "))]
        deeper = self.language.name == "python" and line.rstrip().endswith(":")
        self.insertPlainText("\n" + indent + (INDENT if deeper else ""))
        self.ensureCursorVisible()

    # ---- what is wrong

    def tell(self, squiggles: Iterable[Squiggle]) -> None:
        """Mark what others found wrong, besides what the check here finds."""
        self.told = list(squiggles)
        self._mark()

    def check(self) -> None:
        """Look for what is wrong in the text."""
        self._pause.stop()
        self.squiggles = self.language.squiggles(self.content())
        self._mark()
        self.checked.emit()

    def _mark(self) -> None:
        marks = [self._present_line()]
        text = self.content() if self.squiggles or self.told else ""
        for squiggle in (*self.squiggles, *self.told):
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            end = self.document().characterCount() - 1
            first, last = units(text[: squiggle.start]), units(text[: squiggle.start + squiggle.length])
            cursor.setPosition(min(first, end))
            cursor.setPosition(min(last, end), QTextCursor.MoveMode.KeepAnchor)
            shape = QTextCharFormat()
            shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            shape.setUnderlineColor(theme.colour("danger"))
            shape.setToolTip(squiggle.text)
            mark.cursor, mark.format = cursor, shape
            marks.append(mark)
        self.setExtraSelections(marks)

    def _present_line(self) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        shape = QTextCharFormat()
        shape.setBackground(theme.colour("hover"))
        shape.setProperty(QTextFormat.Property.FullWidthSelection, True)
        cursor = self.textCursor()
        cursor.clearSelection()
        mark.cursor, mark.format = cursor, shape
        return mark

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            place = self.cursorForPosition(self.viewport().mapFromGlobal(event.globalPos())).position()
            here = [one for one in (*self.squiggles, *self.told) if one.start <= place <= one.start + one.length]
            QToolTip.showText(event.globalPos(), "\n".join(one.text for one in here), self)
            return True
        return super().event(event)

    # ---- line numbers

    @property
    def margin_width(self) -> int:
        """The room for the line numbers."""
        digits = max(2, len(str(self.blockCount())))
        return 14 + digits * self.fontMetrics().horizontalAdvance("9")

    def _fit_margin(self) -> None:
        self.setViewportMargins(self.margin_width, 0, 0, 0)

    def _scroll_numbers(self, rect: QRect, dy: int) -> None:
        if dy:
            self.numbers.scroll(0, dy)
        else:
            self.numbers.update(0, rect.y(), self.numbers.width(), rect.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        area = self.contentsRect()
        self.numbers.setGeometry(QRect(area.left(), area.top(), self.margin_width, area.height()))

    def paint_numbers(self, event: QPaintEvent) -> None:
        """Draw the numbers of the lines that are in sight."""
        painter = QPainter(self.numbers)
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        present = self.textCursor().blockNumber()
        while block.isValid() and top <= event.rect().bottom():
            height = self.blockBoundingRect(block).height()
            painter.setPen(theme.colour("ink" if block.blockNumber() == present else "faint"))
            area = QRect(0, round(top), self.numbers.width() - 8, round(height))
            painter.drawText(area, Qt.AlignmentFlag.AlignRight, str(block.blockNumber() + 1))
            top += height
            block = block.next()
        painter.end()


_FOR_THE_LIST = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
