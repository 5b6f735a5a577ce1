"""What a bundle answered: the prediction, probabilities, all other columns, and what moved it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLabel, QTreeWidgetItem, QVBoxLayout, QWidget

from knode.app.deploy.bars import Bar, BarChart
from knode.app.deploy.pieces import FittedTree, Notice, Section, soft
from knode.core.values import PREDICTION, PROBABILITY
from knode.host.try_protocol import Answer, Explanation

MOST_CHANCES = 12
MOST_PARTS = 15


class AnswerView(QWidget):
    """Shows one answer, and its explanation when it comes."""

    def __init__(self) -> None:
        super().__init__()
        self.notice = Notice()
        self.title = soft("")
        self.prediction = QLabel(wordWrap=True)
        self.prediction.setObjectName("pageTitle")
        self.chances = BarChart(self.tr("Probabilities"), signed=False)
        self.explained = soft("")
        self.parts = BarChart(self.tr("What moved the prediction"), signed=True)
        self.why_note = soft("")
        self.columns = FittedTree([self.tr("Column"), self.tr("Value")], self.tr("All columns of the answer"))
        self.columns.header().setStretchLastSection(True)
        self.why = Section(self.tr("Why?"))
        for widget in (self.explained, self.parts, self.why_note):
            self.why.body.addWidget(widget)
        self.rest = Section(self.tr("All columns of the answer"), is_open=False)
        self.rest.body.addWidget(self.columns)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.notice, self.title, self.prediction, self.chances, self.why, self.rest):
            column.addWidget(part)
        column.addStretch(1)
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self.notice.tell("")
        for part in (self.title, self.prediction, self.chances, self.why, self.rest):
            part.hide()

    def show_refusal(self, text: str) -> None:
        """Say why there is no answer."""
        self.clear()
        self.notice.tell(text, "bad")

    def show_answer(self, answer: Answer) -> None:
        """Show an answer; its explanation is still to come."""
        self.clear()
        if not any(answer.outputs.values()):
            self.notice.tell(
                self.tr("The bundle gives no row for this one: a filter in it leaves the row out."), "warning"
            )
            return
        taken = (
            self.tr("Predicted in {milliseconds} ms") if answer.prediction is not None else self.tr("{milliseconds} ms")
        )
        self.title.setText(taken.format(milliseconds=_milliseconds(answer.milliseconds)))
        self.title.show()
        if answer.prediction is not None:
            self.prediction.setText(said(answer.prediction))
            self.prediction.show()
        if answer.chances:
            shown = answer.chances[:MOST_CHANCES]
            self.chances.show_bars([Bar(each.label, each.chance, f"{each.chance:.1%}") for each in shown])
            self.chances.show()
        self._show_columns(answer)

    def _show_columns(self, answer: Answer) -> None:
        self.columns.clear()
        for name, row in answer.outputs.items():
            for column, value in row.items():
                item = QTreeWidgetItem([column, said(value)])
                item.setToolTip(0, f"{name}.{column}")
                item.setToolTip(1, str(value))
                self.columns.addTopLevelItem(item)
        self.columns.fit()
        others = [
            column
            for row in answer.outputs.values()
            for column in row
            if not column.endswith(PREDICTION) and PROBABILITY not in column
        ]
        self.rest.note.setText(str(self.columns.topLevelItemCount()))
        self.rest.head.setChecked(answer.prediction is None and bool(others))
        self.rest.show()

    def wait_for_explanation(self) -> None:
        """Say that the explanation is on its way."""
        self._show_why(self.tr("Working out what each column adds…"), "")

    def show_no_explanation(self, why_not: str) -> None:
        """Say why there is none."""
        self._show_why(self.tr("This prediction cannot be explained."), why_not)

    def show_explanation(self, explanation: Explanation) -> None:
        """Show what moved the prediction up and down."""
        what = {
            "probability": self.tr("Probability of {label}"),
            "prediction": self.tr("Prediction"),
            "score": self.tr("Score of {label}"),
        }[explanation.scale]
        text = self.tr("{what}: {base} on average, {total} for this row")
        self._show_why(
            text.format(
                what=what.format(label=explanation.of), base=_number(explanation.base), total=_number(explanation.total)
            ),
            explanation.note,
        )
        parts = list(explanation.parts[:MOST_PARTS])
        others = explanation.parts[MOST_PARTS:]
        if others:
            rest = self.tr("%n other(s)", "", len(others))
            parts.append((rest, sum(value for _, value in others)))
        self.parts.show_bars([Bar(name, value, _signed(value)) for name, value in parts])
        self.parts.show()

    def _show_why(self, text: str, note: str) -> None:
        self.explained.setText(text)
        self.why_note.setText(note)
        self.why_note.setVisible(bool(note))
        self.parts.hide()
        self.why.show()


def said(value: Any) -> str:
    """A value as a person reads it."""
    if value is None:
        return "–"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return _number(value)


def _number(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.4g}" if abs(value) < 1e6 else f"{value:,.0f}"


def _signed(value: float) -> str:
    # The true minus is as wide as the plus.
    return f"{value:+.3g}".replace("-", "−")


def _milliseconds(value: float) -> str:
    return f"{value:.1f}" if value < 100 else f"{value:.0f}"
