"""Writing text files: what comes out, what is refused, and that the old file survives an error."""

from __future__ import annotations

import datetime
import os
import resource
import subprocess
import sys
import tempfile
import textwrap
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knode.api import DataError, QuietContext
from knode_nodes.io._cells import dates_as_text
from knode_nodes.io._lines import lines_of
from knode_nodes.io.csv_reader import CsvReader
from knode_nodes.io.csv_writer import CsvWriter
from tests.nodes.io.tables import same_numbers, tables


@pytest.fixture
def write(context, tmp_path):
    def write(table: pd.DataFrame, path: str = "out.csv", **settings: Any) -> str:
        CsvWriter(path=path, **settings).run(table, context)
        return (tmp_path / path).read_bytes().decode("utf-8")

    return write


def test_a_table_becomes_lines_and_the_count_is_told(write, context, tmp_path):
    table = pd.DataFrame({"a": [1, 2], "b": ["x", None]}, index=[5, 6])
    assert write(table) == "a,b\n1,x\n2,\n"
    file = tmp_path / "out.csv"
    assert context.said == f'Wrote 2 rows × 2 columns to "{file}" (11 bytes).'
    assert table.index.tolist() == [5, 6]


def test_separator_decimal_missing_and_header_can_be_set(write):
    table = pd.DataFrame({"a": [1.5, None], "b": ["x;y", "z"]})
    assert write(table, separator=";", decimal=",", missing="NA") == 'a;b\n1,5;"x;y"\nNA;z\n'
    assert write(table, separator="tab", header=False) == "1.5\tx;y\n\tz\n"
    assert write(table, quotes="texts").startswith('"a","b"\n1.5,"x;y"')


def test_the_same_separator_and_decimal_are_refused(context):
    with pytest.raises(DataError, match="choose another separator"):
        CsvWriter(path="x.csv", decimal=",").run(pd.DataFrame({"a": [1.5]}), context)


def test_row_labels_are_written_when_wanted(write):
    table = pd.DataFrame({"a": [1]}, index=pd.Index(["r"], name="label"))
    assert write(table, index=True) == "label,a\nr,1\n"
    assert write(pd.DataFrame({"index": [1]}), index=True) == "index_2,index\n0,1\n"
    several = pd.DataFrame({"a": [1]}, index=pd.MultiIndex.from_tuples([("x", 1)]))
    assert write(several, index=True) == "index_1,index_2,a\nx,1,1\n"


def test_dates_have_one_form_for_the_whole_column(write):
    many = pd.Series(pd.Timestamp("2024-01-01"), index=range(60_000))
    many.iloc[-1] = pd.Timestamp("2024-01-01 01:02:03")
    lines = write(
        pd.DataFrame(
            {"day": pd.to_datetime(["2024-01-31"]), "zone": pd.to_datetime(["2024-01-31"]).tz_localize("Europe/Paris")}
        )
    )
    assert lines == "day,zone\n2024-01-31,2024-01-31 00:00:00+01:00\n"
    assert write(pd.DataFrame({"at": many})).split("\n")[1] == "2024-01-01 00:00:00"


def test_empty_texts_beside_missing_values_are_warned_of(write, context):
    write(pd.DataFrame({"a": ["", None]}))
    assert "look the same" in context.warned
    context.warnings.clear()
    write(pd.DataFrame({"a": ["", None]}), missing="NA")
    assert context.warnings == []


def test_lists_are_refused_with_column_and_row(write):
    with pytest.raises(DataError, match="it is a list") as caught:
        write(pd.DataFrame({"a": ["x", [1, 2]]}))
    assert caught.value.facts == {"column": "a", "row": 1}


def test_records_and_maps_of_arrow_are_refused(write):
    for kind, value, words in (
        (pa.struct({"n": pa.int64()}), {"n": 1}, "a record"),
        (pa.list_(pa.int64()), [1], "a list"),
    ):
        with pytest.raises(DataError, match=f"it is {words}"):
            write(pd.DataFrame({"a": pd.Series([None, value], dtype=pd.ArrowDtype(kind))}))
    with pytest.raises(DataError, match=r"cannot hold \[1 2\] .*: it is a list"):
        write(pd.DataFrame({"a": pd.Series([np.array([1, 2])])}))
    clock = pd.Series([datetime.time(1, 2), None], dtype=pd.ArrowDtype(pa.time64("us")))
    assert write(pd.DataFrame({"a": clock})) == 'a\n01:02:00\n""\n'


def test_other_values_become_text(write):
    table = pd.DataFrame(
        {
            "c": pd.Categorical(["u", None]),
            "d": [datetime.date(2024, 1, 2), None],
            "i": pd.array([1, None], dtype="Int64"),
            "b": pd.array([True, None], dtype="boolean"),
            "t": pd.to_timedelta([1, None], unit="D"),
        }
    )
    assert write(table) == "c,d,i,b,t\nu,2024-01-02,1,True,1 days\n,,,,\n"


def test_characters_that_the_encoding_lacks_are_named(write):
    with pytest.raises(DataError, match="choose utf-8") as caught:
        write(pd.DataFrame({"n": [1, 2], "a": ["x", "☃"]}), encoding="cp1252")
    assert caught.value.facts == {"port": "table", "column": "a", "row": 1}
    with pytest.raises(DataError, match="no encoding"):
        write(pd.DataFrame({"a": [1]}), encoding="utf-9")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", ["out.csv", "out.csv.gz", "out.csv.zst"])
def test_any_encoding_and_compression_comes_back(context, encoding, name):
    table = pd.DataFrame({"naïve": ["Jürgen", "Anna"], "n": [1, 2]})
    CsvWriter(path=name, encoding=encoding).run(table, context)
    pd.testing.assert_frame_equal(CsvReader(path=name).run(context), table)


def test_tables_without_rows_or_columns_are_written(write):
    assert write(pd.DataFrame({"a": pd.Series([], dtype="int64")})) == "a\n"
    assert write(pd.DataFrame(index=[0, 1])).strip() in ("", '""\n""', '""')


def test_missing_folders_are_made_only_when_wanted(write, tmp_path):
    with pytest.raises(DataError, match="create_folders"):
        write(pd.DataFrame({"a": [1]}), path="new/deep/out.csv")
    assert not (tmp_path / "new").exists()
    assert write(pd.DataFrame({"a": [1]}), path="new/deep/out.csv", create_folders=True) == "a\n1\n"


def test_a_folder_in_the_place_of_the_file_is_refused(write, tmp_path):
    (tmp_path / "out.csv").mkdir()
    with pytest.raises(DataError, match="is a folder"):
        write(pd.DataFrame({"a": [1]}))


def test_a_name_that_no_file_can_have_is_told(write, tmp_path):
    with pytest.raises(DataError, match="was not written: its name is too long"):
        write(pd.DataFrame({"a": [1]}), path=str(tmp_path / f"{'n' * 300}.csv"))


def test_an_error_in_the_middle_leaves_the_old_file_and_nothing_else(write, tmp_path):
    (tmp_path / "out.csv").write_text("old")
    table = pd.DataFrame({"a": ["x"] * 60_000 + ["☃"]})
    with pytest.raises(DataError):
        write(table, encoding="cp1252")
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.csv"]
    assert (tmp_path / "out.csv").read_text() == "old"


def test_a_link_is_kept_and_its_file_replaced(write, tmp_path):
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "out.csv").symlink_to(tmp_path / "real.csv")
    write(pd.DataFrame({"a": [1]}))
    assert (tmp_path / "out.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "a\n1\n"


def test_a_full_disk_leaves_the_old_file_whole(context, tmp_path):
    (tmp_path / "out.csv").write_text("old")
    table = pd.DataFrame({"a": np.arange(100_000)})
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, limits[1]))
    try:
        with pytest.raises(DataError, match="the file that was there is unchanged"):
            CsvWriter(path="out.csv").run(table, context)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.csv"]
    assert (tmp_path / "out.csv").read_text() == "old"


@pytest.mark.skipif(os.name != "posix", reason="rights of folders are those of POSIX")
def test_a_folder_that_may_not_be_written_is_told():
    # Not tmp_path: the user nobody, who writes if the tests run as root, may not look into it.
    with tempfile.TemporaryDirectory() as folder:
        locked = Path(folder)
        (locked / "out.csv").write_text("old")
        locked.chmod(0o555)
        said = written_by_nobody(locked)
        assert (locked / "out.csv").read_text() == "old"
        locked.chmod(0o755)
    assert "access is denied; the file that was there is unchanged" in said


def written_by_nobody(folder: Path) -> str:
    code = """
        import sys, os
        from pathlib import Path
        import pandas as pd
        from knode.api import DataError
        from knode_nodes.io.csv_writer import CsvWriter
        from tests.nodes.io.conftest import Told
        if os.geteuid() == 0:
            os.setuid(65534)
        try:
            CsvWriter(path="out.csv").run(pd.DataFrame({"a": [1]}), Told(Path(sys.argv[1])))
        except DataError as error:
            print(error.message)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(folder)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return done.stdout + done.stderr


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables(), st.sampled_from([(",", "."), (";", ","), ("tab", ".")]))
def test_what_is_written_is_read_again(context, table, marks):
    separator, decimal = marks
    CsvWriter(path="round.csv", separator=separator, decimal=decimal).run(table, context)
    types = {name: "text" for name in table.columns if table[name].dtype == "str"}
    back = CsvReader(
        path="round.csv", header="yes", decimal=decimal, separator=separator, comment="", skip_rows=0, types=types
    )
    same_numbers(back.run(context), table)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables(least_rows=3))
def test_what_is_written_is_read_again_with_guesses_only(context, table):
    CsvWriter(path="round.csv").run(table, context)
    same_numbers(CsvReader(path="round.csv", header="yes").run(context), table)


def _cells(values, *more):
    return st.lists(st.one_of(values, *more), min_size=4, max_size=4)


TEXTS = st.text("a,;\t\"\n 😀.'", max_size=4)
FLOATS = st.floats() | st.floats(1e-5, 1e-3) | st.floats(1e9, 1e17) | st.integers(-100, 100).map(float)


@settings(max_examples=150, deadline=None)
@given(
    _cells(FLOATS), _cells(TEXTS, st.none()), _cells(st.booleans()), _cells(st.integers(-(2**63), 2**63 - 1)),
    _cells(st.integers(-5, 5), st.none()), _cells(st.booleans(), st.none()), _cells(TEXTS, st.none()),
    st.sampled_from([(",", "."), (";", ","), ("\t", "."), ("|", ",")]), st.sampled_from(["", "NA", "a;b", 'x"', "n,a"]),
)  # fmt: skip
def test_lines_are_byte_by_byte_those_of_pandas(numbers, texts, truths, whole, gaps, maybe, kinds, marks, missing):
    table = pd.DataFrame(
        {
            "x": pd.Series(numbers, dtype="float64"),
            "t": pd.Series(texts, dtype="str"),
            "b": pd.Series(truths, dtype="bool"),
            "n": pd.Series(whole, dtype="int64"),
            "s": pd.Series([number % 100 for number in whole], dtype="int8"),
            "g": pd.array(gaps, dtype="Int64"),
            "m": pd.array(maybe, dtype="boolean"),
            "c": pd.Series(kinds, dtype="str").astype("category"),
        },
        index=[3, 1, 2, 0],
    )
    for part in (table, table.iloc[1:3]):
        made = lines_of(part, *marks, missing)
        expected = part.to_csv(
            sep=marks[0], decimal=marks[1], index=False, header=False, na_rep=missing, lineterminator="\n"
        )
        assert made is not None
        assert made.decode() == expected


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.datetimes(pd.Timestamp(900, 1, 1), pd.Timestamp(9999, 12, 31)) | st.none(), min_size=1, max_size=3),
    st.sampled_from(["whole", "seconds", "days"]), st.sampled_from(["us", "ms", "s"]),
)  # fmt: skip
def test_moments_are_written_as_pandas_writes_them(moments, form, unit):
    short = {
        "whole": {},
        "seconds": {"microsecond": 0},
        "days": {"microsecond": 0, "second": 0, "minute": 0, "hour": 0},
    }
    column = pd.Series(
        [None if one is None else one.replace(**short[form]) for one in moments],
        dtype="datetime64[us]",
        index=[7] * len(moments),
    ).astype(f"datetime64[{unit}]")
    pd.testing.assert_series_equal(dates_as_text(column), column.astype("str"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1, max_size=6))
def test_any_text_comes_back_as_it_was(context, texts):
    table = pd.DataFrame({"a": pd.Series(texts, dtype="str"), "n": range(len(texts))})
    CsvWriter(path="round.csv", missing="<none>").run(table, context)
    back = CsvReader(
        path="round.csv", header="yes", separator=",", comment="", missing=("<none>",), types={"a": "text"}
    )
    found = back.run(context)["a"]
    # An empty cell always means a missing value.
    assert found.fillna("").tolist() == texts


def test_numbers_of_every_kind_of_column_are_written_with_a_decimal_comma(tmp_path):
    money = pd.ArrowDtype(pa.decimal128(9, 3))
    table = pd.DataFrame(
        {
            "x": [1.25, 0.5],
            "any": pd.Series([1.25, "1.5"], dtype=object),
            "level": pd.Categorical([1.25, None]),
            "money": pd.Series([Decimal("1.250"), None], dtype=money),
        }
    )
    context = QuietContext(folder=tmp_path)
    CsvWriter.from_settings({"path": "x.csv", "separator": ";", "decimal": ","}).run(table, context)
    assert (tmp_path / "x.csv").read_text().splitlines() == ["x;any;level;money", "1,25;1,25;1,25;1,250", "0,5;1.5;;"]
