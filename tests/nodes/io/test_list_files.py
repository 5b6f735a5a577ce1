"""Listing the files of a folder."""

from __future__ import annotations

import os

import fsspec
import pandas as pd
import pytest

from knode.api import DataError
from knode.core.check import Example
from knode.core.spec import TableSpec
from knode_nodes.io.list_files import ListFiles

EXAMPLES = [Example(), Example({"kinds": "both", "recursive": True, "pattern": "no such *"})]


@pytest.fixture
def shelf(tmp_path):
    for name in (
        "part10.csv",
        "part2.csv",
        "Ö ü.TXT",
        "sub/deep/part1.csv",
        ".hidden.csv",
        "~$book.csv",
        "sub/.git/x.csv",
        "[a].csv",
    ):
        file = tmp_path / "shelf" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8")
    return tmp_path / "shelf"


def test_files_are_listed_in_the_order_of_their_numbers(context, shelf):
    table = ListFiles(folder="shelf", pattern="part*.csv").run(context)
    assert table["name"].tolist() == ["part2.csv", "part10.csv"]
    assert table["path"].tolist() == [str(shelf / "part2.csv"), str(shelf / "part10.csv")]
    assert table["folder"].unique().tolist() == [str(shelf)]
    assert table["extension"].unique().tolist() == [".csv"]
    assert table["size"].tolist() == [9, 10]
    assert str(table["modified"].dtype) == "datetime64[us, UTC]"
    assert table["modified"][0].timestamp() == pytest.approx((shelf / "part2.csv").stat().st_mtime, abs=1e-5)


def test_folders_within_and_hidden_files_are_listed_when_asked_for(context, shelf):
    def names(**settings):
        return sorted(ListFiles(folder="shelf", **settings).run(context)["name"])

    assert names() == ["[a].csv", "part10.csv", "part2.csv", "Ö ü.TXT"]
    assert names(recursive=True, pattern="*.csv") == ["[a].csv", "part1.csv", "part10.csv", "part2.csv"]
    assert names(recursive=True, kinds="folders") == ["deep", "sub"]
    assert names(hidden=True, pattern="*hidden*") == [".hidden.csv"]
    assert {"x.csv", "~$book.csv"} < set(names(hidden=True, recursive=True))
    assert len(names(kinds="both")) == 5


def test_the_result_of_an_empty_search_has_the_same_columns(context, shelf):
    node = ListFiles(folder="shelf", pattern="*.none")
    table = node.run(context)
    assert len(table) == 0
    assert 'No file in "shelf" fits "*.none"' in context.warned
    assert node.spec({})["table"] == TableSpec.of(table) == TableSpec.of(ListFiles(folder="shelf").run(context))


def test_the_fingerprint_changes_with_the_files(context, shelf):
    node = ListFiles(folder="shelf")
    first = node.fingerprint(context.folder)
    assert first == node.fingerprint(context.folder)
    (shelf / "part2.csv").write_text("more")
    second = node.fingerprint(context.folder)
    (shelf / "part2.csv").unlink()
    assert len({str(one) for one in (first, second, node.fingerprint(context.folder))}) == 3


def test_a_file_system_of_a_url_is_listed(context):
    system = fsspec.filesystem("memory")
    system.pipe({"/shelf/a.csv": b"x", "/shelf/sub/b.csv": b"yy"})
    table = ListFiles(folder="memory://shelf", pattern="*.csv", recursive=True).run(context)
    assert table["path"].tolist() == ["memory:///shelf/a.csv", "memory:///shelf/sub/b.csv"]
    assert table["size"].tolist() == [1, 2]
    assert table["modified"].notna().all()
    system.rm("/shelf", recursive=True)


def test_what_cannot_be_listed_is_said(context, tmp_path):
    with pytest.raises(DataError, match=r"there is no folder"):
        ListFiles(folder="nowhere").run(context)
    with pytest.raises(DataError, match=r"setting pattern"):
        ListFiles(folder="she*").run(context)
    with pytest.raises(DataError, match=r"web servers have no lists"):
        ListFiles(folder="https://example.org").run(context)


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_a_link_to_nowhere_is_left_out(context, tmp_path):
    (tmp_path / "link.csv").symlink_to(tmp_path / "gone.csv")
    assert len(ListFiles(pattern="*.csv").run(context)) == 0


def test_paths_can_be_read_again(context, shelf):
    table = ListFiles(folder="shelf", pattern="*.csv").run(context)
    assert all(pd.Series(table["path"]).map(os.path.isfile))
