"""A report of a problem: useful, and without any data, setting or path."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from knode.app.shell.report import packed, report, without_data
from knode.core.workflow import Instance, Workflow
from knode.host.protocol import LogEvent, LogLine
from tests.app.driver import Driver

SECRETS = ("hunter2", "/home/eve/patients.csv", "Müller", "patients", "4711")


def a_workflow() -> Workflow:
    made = Workflow("patients", description="Data of Müller")
    settings = {"path": "/home/eve/patients.csv", "password": "hunter2"}
    made.add(Instance("patients", "io.CsvReader", label="Müller", settings=settings))
    made.add(Instance("sort", "prep.Sorter"))
    made.link("patients", "table", "sort", "table")
    return made


def lines() -> list[LogLine]:
    text = "Column \"Müller\" of /home/eve/patients.csv has 4711 rows, 'hunter2' too."
    return [LogLine(time=0.0, level="error", node="patients", text=text)]


def test_it_holds_the_shape_and_no_data() -> None:
    files = report(a_workflow(), lines(), "")
    everything = "\n".join(files.values())
    for secret in SECRETS:
        assert secret not in everything
    shape = json.loads(files["workflow.json"])
    assert shape["nodes"]["n1"]["type"] == "io.CsvReader"
    assert shape["nodes"]["n1"]["settings"] == ["password", "path"]
    assert shape["links"] == ["n1 -> n2"]
    assert "knode" in json.loads(files["versions.json"])


def test_messages_keep_their_words() -> None:
    assert without_data('No column "age" in C:\\data\\x.csv at row 12') == "No column <…> in <path> at row <n>"


def test_the_zip_holds_what_was_shown() -> None:
    files = report(None, (), "It stopped.")
    with zipfile.ZipFile(io.BytesIO(packed(files))) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == files
    assert files["what_happened.txt"] == "It stopped.\n"


def test_it_is_shown_before_it_is_written(driver: Driver, tmp_path: Path) -> None:
    session = driver.show(a_workflow())
    session.engine.tell(LogEvent(lines=tuple(lines())))
    driver.do("help.report")
    dialog = driver.dialog("report")
    assert dialog.files.count() == 3
    assert not list(tmp_path.glob("*.zip"))
    dialog.words.setPlainText("It stopped.")
    dialog.write(tmp_path / "report.zip")
    with zipfile.ZipFile(tmp_path / "report.zip") as archive:
        assert "what_happened.txt" in archive.namelist()
        assert "hunter2" not in archive.read("log.txt").decode()
    assert driver.toasts() == ["The report is in report.zip"]
