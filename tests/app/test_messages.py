"""Messages of nodes and of the engine are shown in the language of the window: those that people meet most are known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QTreeView

from knode.app.canvas.node_text import status_line
from knode.app.canvas.tips import node_tip
from knode.app.messages import TEXTS, where_worded, worded
from knode.app.shell import translation
from knode.core.errors import CycleRefused, KindMismatch, quoted
from knode.core.workflow import Instance, Workflow
from tests.app.driver import Driver


@pytest.fixture
def speak(qapp: QCoreApplication) -> Iterator[Callable[[str], object]]:
    yield lambda language: translation.install(qapp, language)
    translation.install(qapp, "en")


def a_workflow(folder: Path) -> Workflow:
    """A file with a table, and nodes after it in which nothing is set yet."""
    file = folder / "orders.csv"
    file.write_text("day;amount;city\n2024-05-01;1,5;Rome\n2024-05-02;2,5;Oslo\n", encoding="utf-8")
    workflow = Workflow()
    workflow.add(Instance("reader", "io.CsvReader", settings={"path": str(file)}))
    workflow.add(Instance("absent", "io.CsvReader", settings={"path": str(folder / "ordres.csv")}))
    workflow.add(Instance("alone", "prep.Sorter"))
    workflow.add(Instance("writer", "io.CsvWriter"))
    settings: dict[str, dict[str, Any]] = {
        "prep.TopRows": {"by": "amuont"},
        "evaluate.Scorer": {"target": "city"},
    }
    for kind in (
        "prep.RowFilter", "prep.Formula", "prep.Sorter", "prep.ValueCounts", "prep.CoalesceColumns", "prep.Unpivot",
        "prep.WindowAggregate", "prep.TopRows", "learn.DecisionTreeLearner", "evaluate.Scorer",
    ):  # fmt: skip
        workflow.add(Instance(kind.partition(".")[2], kind, settings=settings.get(kind, {})))
        workflow.link("reader", "table", kind.partition(".")[2], "table")
    return workflow


GERMAN = {
    "reader": "",
    "absent": "Es gibt keine Datei {file}; meinen Sie orders.csv?",
    "alone": "Der Eingang table ist nicht verbunden. Verbinden Sie eine Tabelle mit ihm.",
    "writer": "Dies muss angegeben werden.",
    "RowFilter": "Es gibt keine Bedingung: Fügen Sie eine hinzu, etwa dass eine Spalte nicht fehlt.",
    "Formula": (
        "Es gibt keine Formel: Fügen Sie eine hinzu, mit einem Namen für die neue Spalte und einem Ausdruck wie price * 2."
    ),
    "Sorter": "Keine Spalte zum Sortieren ist gewählt: Fügen Sie eine hinzu.",
    "ValueCounts": "Keine Spalte ist gewählt: Wählen Sie die Spalten, deren Werte gezählt werden sollen.",
    "CoalesceColumns": "Keine Spalte ist gewählt: Wählen Sie die Spalten.",
    "Unpivot": "Keine Spalte ist gewählt: Wählen Sie die Spalten, die zu Zeilen werden.",
    "WindowAggregate": "Es gibt nichts zu berechnen: Fügen Sie eine Berechnung hinzu.",
    "TopRows": "Es gibt keine Spalte amuont; meinen Sie amount?",
    "DecisionTreeLearner": (
        "Keine Spalte ist gewählt: Wählen Sie eine Spalte, oder geben Sie einer mit Set Roles die Rolle Ziel."
    ),
    "Scorer": (
        "Es gibt keine Spalte prediction; die Tabelle hat: day, amount, city. "
        "Setzen Sie Apply Model vor diesen Knoten, oder wählen Sie die Spalte der Vorhersagen in der Einstellung Vorhersage."
    ),
}


def shown_problems(driver: Driver) -> dict[str, str]:
    """What the problems panel shows of each node."""
    model = driver.panel("problems").model
    found: dict[str, str] = {}
    for problem in model.problems:
        found[problem.step] = " ".join(part for part in (problem.message, problem.hint) if part)
    return found


def test_problems_the_log_and_tool_tips_are_german_in_a_german_window(
    real_driver: Driver, tmp_path: Path, speak: Callable[[str], object]
) -> None:
    speak("de")
    session = real_driver.show(a_workflow(tmp_path))
    real_driver.wait(lambda: session.engine_state == "ready", 30_000)
    session.run()
    real_driver.wait_state("Scorer", "failed")
    real_driver.wait(lambda: session.run_state.status is not None, 60_000)
    file = quoted(str(tmp_path / "ordres.csv")).strip('"')
    wanted = {step: text.format(file=file) for step, text in GERMAN.items() if text}
    real_driver.wait(lambda: set(shown_problems(real_driver)) == set(wanted))
    assert {step: text.replace('"', "") for step, text in shown_problems(real_driver).items()} == wanted
    rows = real_driver.panel("log").findChild(QTreeView).model()

    def lines() -> list[str]:
        return [str(rows.index(row, 2).data()) for row in range(rows.rowCount())]

    real_driver.wait(lambda: any(line.startswith("Lauf 1: gescheitert nach ") for line in lines()))
    guessed = (
        'Erkannt: Trennzeichen ";", Zeichenkodierung utf-8, Kopfzeile in Zeile 1, Dezimalzeichen "," in "amount", '
        'Datumsangaben (ISO) in "day".'
    )
    assert guessed in lines()
    line = status_line(real_driver.view.canvas.graph.nodes["RowFilter"])
    assert line.endswith("Es gibt keine Bedingung: Fügen Sie eine hinzu, etwa dass eine Spalte nicht fehlt.")
    tip = node_tip(real_driver.view.canvas.graph.nodes["alone"], "")
    assert "ist nicht verbunden" in tip
    assert "Verbinden Sie eine Tabelle mit ihm." in tip
    assert "Knoten &quot;alone&quot;" in tip
    assert "node &quot;" not in tip


@pytest.mark.parametrize(
    ("text", "german"),
    [
        (
            KindMismatch("reader.table", "table", "apply.model", "model").message,
            "reader.table liefert eine Tabelle, aber apply.model nimmt ein Modell.",
        ),
        (
            CycleRefused(["a", "b", "a"]).message,
            "Diese Verbindung würde einen Kreis schließen: a → b → a. "
            "Ein Workflow hat keine Kreise; eine Schleife ist eine Komponente.",
        ),
        (
            'It needs the output of "a. B", which cannot be had: There is no column "x. Y"; did you mean "x"?',
            'Er braucht den Ausgang von "a. B", den es noch nicht gibt: Es gibt keine Spalte "x. Y"; meinen Sie "x"?',
        ),
        (
            "partition is left out: it chooses rows for training only.",
            "partition wird weggelassen: Er wählt Zeilen nur für das Training aus.",
        ),
        (
            "roc_auc is 0.897672; at least 0.85 is wanted: passed.",
            "roc_auc ist 0.897672; verlangt ist mindestens 0.85: bestanden.",
        ),
        (
            'churn 1 brought to "/build/churn.knodez", 1,282,439 bytes; parity proved on 200 held-out rows',
            'churn 1 nach "/build/churn.knodez" gebracht, 1,282,439 Bytes; '
            "Gleichheit auf 200 zurückgehaltenen Zeilen bewiesen.",
        ),
        ("r2 is -0.2, and must be at least 1e-05.", "r2 ist -0.2 und muss mindestens 1e-05 sein."),
        (
            "The gate says no: roc_auc is 0.7, and must be at least 0.85. Nothing behind it runs",
            "Die Prüfung ist nicht bestanden: roc_auc ist 0.7 und muss mindestens 0.85 sein. Nichts dahinter läuft.",
        ),
        (
            'Columns without a name are called "column_5", "column_25" and 1,205 more.',
            'Spalten ohne Namen heißen "column_5", "column_25" und 1,205 weitere.',
        ),
        (
            'Node "sort" (Sorter) failed: no column to sort by is chosen: add one [port "table", row "3"]',
            'Knoten "sort" (Sorter) ist gescheitert: Keine Spalte zum Sortieren ist gewählt: Fügen Sie eine hinzu. '
            '[Anschluss "table", Zeile "3"]',
        ),
    ],
)
def test_facts_stay_as_they_are(speak: Callable[[str], object], text: str, german: str) -> None:
    assert worded(text) == text
    speak("de")
    assert worded(text) == german
    speak("zh")
    facts = re.findall(r'"[^"]*"|\w+\.\w+', text)
    assert not re.search("[a-z]{3} [a-z]", worded(text))
    assert all(fact in worded(text) for fact in facts)


@pytest.mark.parametrize(
    "text",
    [
        "",
        'A pack\'s own words. Did you mean "a"?',
        'There is no column "a"; did you mean "b"? The moon is full.',
        "Guessed: encoding utf-8, the moon is full.",
    ],
)
def test_a_message_that_is_not_known_as_a_whole_stays_as_it_is(speak: Callable[[str], object], text: str) -> None:
    speak("de")
    assert worded(text) == text


def test_places_are_called_in_the_language(speak: Callable[[str], object]) -> None:
    speak("de")
    assert where_worded('node "column", column "row"') == 'Knoten "column", Spalte "row"'


def test_no_text_is_there_twice() -> None:
    assert len(TEXTS) == len(set(TEXTS))
