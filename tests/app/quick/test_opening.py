"""What can become of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from knode.app.quick.opening import file_setting, path_text, readers, uses, why_not
from knode.app.quick.shelf import catalogue


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.csv", ["io.CsvReader"]),
        ("A.CSV", ["io.CsvReader"]),
        ("a.tsv", ["io.CsvReader"]),
        ("a.csv.gz", ["io.CsvReader"]),
        ("a.xlsx", ["io.ExcelReader"]),
        ("a.ods", ["io.ExcelReader"]),
        ("a.parquet", ["io.ParquetReader"]),
        ("a.jsonl", ["io.JsonReader"]),
        ("a.gz", []),
        ("a.docx", []),
    ],
)
def test_the_right_reader_is_found_by_the_name(name: str, expected: list[str]) -> None:
    assert [one.type for one in readers(name.lower(), catalogue())] == expected
    assert [use.entry.type for use in uses(Path(name), catalogue()) if use.entry] == expected


def test_a_workflow_is_opened_or_inserted_or_read() -> None:
    assert [use.what for use in uses(Path("a.knode"), catalogue())] == ["open", "component", "read"]


def test_a_bundle_is_run_or_read_or_opened() -> None:
    found = uses(Path("a.knodez"), catalogue())
    assert [use.what for use in found] == ["execute", "read", "open"]
    assert found[0].text == "Run it here: Bundle Reader and Workflow Executor"
    assert found[1].text == "Read with Bundle Reader"


def test_every_node_that_reads_files_has_a_setting_for_the_file() -> None:
    reading = [entry for entry in catalogue().entries if entry.cls.reads]
    assert len(reading) >= 5
    for entry in reading:
        assert file_setting(entry) in entry.cls.model_fields
        assert all(end == "/" or (end.startswith(".") and end == end.lower()) for end in entry.cls.reads)


def test_of_a_folder_the_files_of_the_commonest_kind_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    assert uses(folder, catalogue()) == []
    for name in ("a.csv", "b.csv", "c.json", "notes.docx", "e.docx", "f.docx", ".hidden.json", ".other.json"):
        (folder / name).touch()
    [use] = uses(folder, catalogue())
    assert use.entry is not None
    assert (use.entry.type, use.file, use.name) == ("io.ReadFiles", folder / "*.csv", "exports")


def test_a_file_inside_the_folder_of_the_workflow_is_named_from_there(tmp_path: Path) -> None:
    assert path_text(tmp_path / "data" / "a.csv", tmp_path) == "data/a.csv"
    assert path_text(tmp_path / "a.csv", tmp_path / "flows") == (tmp_path / "a.csv").as_posix()
    assert path_text(tmp_path / "a.csv", None) == (tmp_path / "a.csv").as_posix()


def test_a_folder_reached_by_another_way_is_known(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "way").symlink_to(tmp_path / "real", target_is_directory=True)
    assert path_text(tmp_path / "way" / "a.csv", tmp_path / "real") == "a.csv"


def test_words_for_what_nobody_reads_say_what_to_do() -> None:
    assert "may run code hidden in it" in why_not([Path("model.pkl")])
    assert why_not([Path("a.docx")]).startswith("No node reads a.docx.")
    assert "a, b, c …" in why_not([Path(name) for name in "abcd"])
