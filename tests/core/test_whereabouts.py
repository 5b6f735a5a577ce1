"""Which file may be meant by a path at which there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from knode.core.whereabouts import file_meant, folder_meant


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("sales/north/may.csv", "sales/north/june.csv", "sales/south/july.csv", "notes.txt", ".hidden/may.csv"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("a")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sales/north/mai.csv", "sales/north/may.csv"),
        ("sale/north/may.csv", "sales/north/may.csv"),
        ("sale/nroth/jun.csv", "sales/north/june.csv"),
        ("sales/july.csv", "sales/south/july.csv"),
        ("sales/west/july.csv", "sales/south/july.csv"),
        ("gone/notes.txt", "notes.txt"),
        ("sales/north/june", "sales/north/june.csv"),
        ("hidden/may.csv", None),
        ("sales/north/december.csv", None),
        ("gone/away/august.csv", None),
        (f"sales/{'n' * 300}/may.csv", None),
    ],
)
def test_the_file_that_is_meant(typed: str, meant: str | None) -> None:
    expected = None if meant is None else Path(meant)
    assert file_meant(Path(typed)) == expected
    assert file_meant(Path(typed).absolute()) == (None if expected is None else expected.absolute())


def test_only_files_of_the_kind_that_is_asked_for_are_meant() -> None:
    assert file_meant(Path("note.txt")) == Path("notes.txt")
    assert file_meant(Path("note.txt"), lambda name: name.endswith(".csv")) is None
    assert file_meant(Path("gone/notes.txt"), lambda name: name.endswith(".csv")) is None


def test_the_folder_that_is_meant() -> None:
    assert folder_meant(Path("sale/nort")) == Path("sales/north")
    assert folder_meant(Path("sales")) == Path("sales")
    assert folder_meant(Path("notes.txt/a")) is None
