"""Reading many files into one table."""

from __future__ import annotations

import fsspec
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError
from knode.core.check import Example
from knode.core.spec import TableSpec
from knode_nodes.io._gathering import Gathered
from knode_nodes.io._notes import Notes
from knode_nodes.io._stacking import stacked
from knode_nodes.io.read_files import ReadFiles
from tests.nodes.io.tables import tables

SAMPLE = fsspec.filesystem("memory")
SAMPLE.pipe({"/read_files_example/a.csv": b"x,y\n1,a\n", "/read_files_example/b.csv": b"x\n2.5\n"})
PATHS = pd.DataFrame({"path": ["memory://read_files_example/a.csv", "memory://read_files_example/b.csv"]})
EXAMPLES = [
    Example({"path": "memory://read_files_example/*.csv"}),
    Example({}, {"files": PATHS}),
]


@pytest.fixture
def write(tmp_path):
    def write(**files):
        for name, text in files.items():
            file = tmp_path / name.replace("__", "/").replace("_csv", ".csv").replace("_json", ".json")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    return write


def test_files_become_one_table_in_order_with_their_source(context, write):
    write(d__p10_csv="x,y\n3,c\n", d__p2_csv="x,y\n1,a\n2,b\n")
    table = ReadFiles(path="d/*.csv").run(context)
    assert table.to_dict("list") == {"file": ["p2.csv", "p2.csv", "p10.csv"], "x": [1, 2, 3], "y": ["a", "b", "c"]}
    assert isinstance(table.index, pd.RangeIndex)
    assert context.warnings == []
    assert context.infos == ["Read 2 files, 3 rows × 3 columns."]
    assert ReadFiles(path="d/*.csv", source="path").run(context)["file"][0].endswith("/d/p2.csv")
    assert ReadFiles(path="d/*.csv", source_column="").run(context).columns.tolist() == ["x", "y"]


def test_folders_within_and_several_formats_are_read(context, write, tmp_path):
    write(d__a_csv="x\n1\n", d__e__b_json='[{"x": 2}]')
    pd.DataFrame({"x": [3]}).to_parquet(tmp_path / "d" / "e" / "c.parquet")
    pd.DataFrame({"x": [4]}).to_excel(tmp_path / "d" / "e" / "d.xlsx", index=False)
    table = ReadFiles(path="d/**/*").run(context)
    assert table.to_dict("list") == {"file": ["a.csv", "e/b.json", "e/c.parquet", "e/d.xlsx"], "x": [1, 2, 3, 4]}


def test_columns_that_some_files_lack_are_told_and_treated_as_chosen(context, write):
    write(a_csv="x,y\n1,true\n", b_csv="x,z\n2,5\n", c_csv="x\n3\n")
    table = ReadFiles(path="*.csv").run(context)
    assert table["z"].tolist() == [pd.NA, 5, pd.NA]
    assert (str(table["y"].dtype), str(table["z"].dtype), str(table["x"].dtype)) == ("boolean", "Int64", "int64")
    assert 'Column "y" is not in 2 of 3 files ("b.csv", "c.csv"): missing values stand there.' in context.warned
    assert ReadFiles(path="*.csv", columns="common").run(context).columns.tolist() == ["file", "x"]
    with pytest.raises(DataError, match=r'"y" is not in "b.csv", "c.csv"; set `columns` to `union`'):
        ReadFiles(path="*.csv", columns="refuse").run(context)


def test_types_that_differ_follow_the_rule_and_are_told(context, write):
    write(a_csv="n,m,t,d\n1,1,7,2024-01-31\n", b_csv="n,m,t,d\n2.5,9007199254740993,x,2024-02-01 10:00:00\n")
    write(c_csv="n,m,t,d\n,0.5,,\n")
    table = ReadFiles(path="*.csv").run(context)
    assert table["n"].fillna(-1).tolist() == [1.0, 2.5, -1]
    assert table["m"].tolist() == ["1", "9007199254740993", "0.5"]
    assert table["t"].tolist()[:2] == ["7", "x"]
    assert table["t"].isna()[2]
    assert table["d"][1] == pd.Timestamp("2024-02-01 10:00")
    assert (
        'Column "n" differs in type (whole number in "a.csv", number in "b.csv"): it became numbers.' in context.warned
    )
    assert 'Column "m" differs in type' in context.warned
    assert 'Column "t" differs in type (whole number in "a.csv", text in "b.csv"): it became text.' in context.warned


def test_a_column_of_paths_is_read_and_options_go_to_the_readers(context, write):
    write(a_csv="x;y\n1,5;2\n", b_csv="x;y\n2,5;3\n")
    paths = pd.DataFrame({"p": ["b.csv", "a.csv", "b.csv"]}, index=[7, 8, 9])
    node = ReadFiles(column="p", options={"separator": ";", "decimal": ",", "sheet": "for others"})
    assert node.run(context, paths).to_dict("list") == {"file": ["b.csv", "a.csv"], "x": [2.5, 1.5], "y": [3, 2]}


def test_a_file_without_rows_changes_no_types(context, write):
    write(a_csv="n,b,x\n1,true,a\n", b_csv="n,b,x\n", c_csv="n,b,x\n2,false,b\n")
    with_empty = ReadFiles(path="*.csv").run(context)
    assert with_empty.dtypes.map(str).to_dict() == {"file": "str", "n": "int64", "b": "bool", "x": "str"}
    write(d_csv="n\n3\n")
    assert ReadFiles(path="*.csv").run(context)["b"].dtype == "boolean"


def test_what_cannot_be_read_is_said_or_skipped(context, write):
    write(a_csv="x\n1\n", b_csv='x,y\n1\n"', c_dat="x\n1\n")
    with pytest.raises(DataError, match=r"there is nothing to read: no file fits"):
        ReadFiles(path="*.tsv").run(context)
    (context.folder / "in").mkdir()
    with pytest.raises(DataError, match=r'"in/" is a folder; for the files in it write "in/\*"'):
        ReadFiles(path="in/").run(context)
    with pytest.raises(DataError, match=r'"b.csv"'):
        ReadFiles(path="*.csv").run(context)
    assert len(ReadFiles(path="*.csv", on_error="skip").run(context)) == 1
    assert 'Skipped "b.csv"' in context.warned
    with pytest.raises(DataError, match=r'no reader has a setting "seperator" .* did you mean "separator"'):
        ReadFiles(path="a.csv", options={"seperator": ";"}).run(context)
    with pytest.raises(DataError, match=r'already have a column "x"; choose another source_column'):
        ReadFiles(path="a.csv", source_column="x").run(context)
    with pytest.raises(DataError, match=r"the name does not tell how"):
        ReadFiles(path="c_dat").run(context)
    with pytest.raises(DataError, match=r"no files are chosen"):
        ReadFiles().run(context)
    with pytest.raises(DataError, match=r"the connected table has no rows"):
        ReadFiles().run(context, pd.DataFrame({"path": pd.Series([], dtype="str")}))
    with pytest.raises(DataError, match=r"a path is missing"):
        ReadFiles().run(context, pd.DataFrame({"path": ["a.csv", None]}))
    with pytest.raises(DataError, match=r"not one of 1 files could be read"):
        ReadFiles(path="b.csv", on_error="skip").run(context)


def test_a_name_with_the_signs_of_a_pattern_is_a_name_where_there_is_such_a_file(context, tmp_path):
    (tmp_path / "[a] *.csv").write_text("x\n1\n")
    assert ReadFiles(path="[a] *.csv").run(context).to_dict("list") == {"file": ["[a] *.csv"], "x": [1]}


def test_warnings_of_many_files_are_told_once(context, write):
    write(**{f"f{number}_csv": "x,y\n" for number in range(9)})
    ReadFiles(path="f*.csv").run(context)
    assert len(context.warnings) == 1
    assert '"f3.csv", "f4.csv" and 4 more: the file has a header only' in context.warned


def test_a_look_tells_the_columns_and_the_fingerprint_changes(context, write, tmp_path):
    write(a_csv="x,y\n1,a\n", b_csv="x\n2\n")
    node = ReadFiles(path="*.csv")
    assert node.peek(tmp_path)["table"].names == TableSpec.of(node.run(context)).names == ["file", "x", "y"]
    before = node.fingerprint(tmp_path)
    write(c_csv="x\n2\n")
    assert before != node.fingerprint(tmp_path)
    write(c_csv="x,n\n2,1\n", d_csv="x,n\n4,5\n")
    for pattern in ("*.csv", "[cd].csv"):
        node = ReadFiles(path=pattern)
        told = {column.name: column.dtype for column in node.peek(tmp_path)["table"].columns}
        assert told == node.run(context).dtypes.map(str).to_dict()
    assert ReadFiles(path="*.none").peek(tmp_path) == {}
    assert ReadFiles(path="*.none").fingerprint(tmp_path) == {"files": []}


@settings(max_examples=30, deadline=None)
@given(tables(), tables())
def test_stacked_tables_hold_every_value_where_it_was(one, two):
    result = stacked({"one": one, "two": two}, "union", Notes())
    assert len(result) == len(one) + len(two)
    for part, start in ((one, 0), (two, len(one))):
        for name in part.columns:
            found, given_ = result[name].iloc[start : start + len(part)], part[name]
            assert found.isna().tolist() == given_.isna().tolist()
            for new, old in zip(found, given_, strict=True):
                as_text = str(old).lower() if isinstance(old, bool) else str(old)
                same = pd.isna(old) or new == old or str(new) == as_text
                # A whole number in a column of decimals that became text reads as a whole one.
                assert same or (isinstance(old, float) and float(new) == old) or pd.Timestamp(new) == old
    for name in set(result.columns) - set(two.columns):
        assert result[name].iloc[len(one) :].isna().all()


@settings(max_examples=30, deadline=None)
@given(st.lists(tables(), min_size=1, max_size=4))
def test_gathered_tables_are_as_they_were_and_stack_as_others(parts):
    given_ = {f"{place}.csv": part for place, part in enumerate(parts)}
    # More tables than expected: the arrays grow.
    gathered = Gathered(1)
    for name, part in given_.items():
        gathered.add(name, part)
    assert len(gathered) == len(parts)
    for name, made in gathered.tables().items():
        pd.testing.assert_frame_equal(made, given_[name].reset_index(drop=True))
    notes, others = Notes(), Notes()
    made = stacked(gathered.tables(), "union", notes, gathered.together())
    pd.testing.assert_frame_equal(made, stacked(given_, "union", others))
    assert notes.warnings == others.warnings


def test_columns_of_one_type_are_one_array_and_others_are_not():
    gathered = Gathered(2)
    for part in (pd.DataFrame({"n": [1], "x": [1.5], "t": ["a"]}), pd.DataFrame({"n": [2.5], "x": [2.5], "t": ["b"]})):
        gathered.add(str(len(gathered)), part)
    assert {name: values.tolist() for name, values in gathered.together().items()} == {"x": [1.5, 2.5]}


def test_a_long_source_column_says_the_right_file_in_each_row(context, write):
    write(a_csv="x\n" + "1\n" * 70_000, b_csv="x\n2\n", c_csv="x\n")
    table = ReadFiles(path="*.csv").run(context)
    assert table["file"].tolist() == ["a.csv"] * 70_000 + ["b.csv"]
    assert table["x"].tolist() == [1] * 70_000 + [2]


def test_time_zones_and_categories_stay(context):
    zoned = pd.DataFrame({"t": pd.to_datetime(["2024-01-01T00:00Z"]).tz_convert("Europe/Berlin")})
    utc = pd.DataFrame({"t": pd.to_datetime(["2024-01-01T00:00Z"])})
    assert str(stacked({"a": zoned, "b": zoned}, "union", Notes())["t"].dtype) == str(zoned["t"].dtype)
    assert str(stacked({"a": zoned, "b": utc}, "union", Notes())["t"].dt.tz) == "UTC"
    notes = Notes()
    naive = pd.DataFrame({"t": pd.to_datetime(["2024-01-01"])})
    assert str(stacked({"a": zoned, "b": naive}, "union", notes)["t"].dtype) == "str"
    assert "differs in type" in notes.warnings[0]
    low = pd.DataFrame({"c": pd.Categorical(["lo"], ["lo", "hi"], ordered=True)})
    assert stacked({"a": low, "b": low}, "union", Notes())["c"].cat.ordered
    few = pd.DataFrame({"c": pd.Categorical(["x"])})
    more = pd.DataFrame({"c": pd.Categorical(["y", None])})
    assert stacked({"a": few, "b": more}, "union", Notes())["c"].cat.categories.tolist() == ["x", "y"]
    large, small = pd.DataFrame({"n": pd.Series([2**64 - 1], dtype="uint64")}), pd.DataFrame({"n": [-1]})
    assert stacked({"a": large, "b": small}, "union", Notes())["n"].tolist() == ["18446744073709551615", "-1"]


def test_times_and_durations_of_several_units_get_the_finest_that_holds_them_all():
    exact = pd.Series(pd.to_datetime(["2024-01-01 00:00:00.123456789", None]))

    def both(one, other):
        return stacked({"a": pd.DataFrame({"t": one}), "b": pd.DataFrame({"t": other})}, "union", Notes())["t"]

    made = both(exact, pd.Series(pd.to_datetime(["2024-01-02"])).astype("datetime64[s]"))
    assert made.tolist() == [exact[0], pd.NaT, pd.Timestamp("2024-01-02")]
    made = both(
        pd.Series(pd.to_timedelta([7], unit="ns")), pd.Series(pd.to_timedelta([5], unit="s")).astype("timedelta64[us]")
    )
    assert made.tolist() == [pd.Timedelta(7, "ns"), pd.Timedelta(5, "s")]
    far = both(exact, pd.Series(["9999-01-01"]).astype("datetime64[us]"))
    assert far.tolist()[::2] == ["2024-01-01 00:00:00.123456789", "9999-01-01"]


def test_yes_and_no_among_other_types_are_written_as_in_files():
    made = stacked({"a": pd.DataFrame({"b": [True, False]}), "b": pd.DataFrame({"b": [1]})}, "union", Notes())
    assert made["b"].tolist() == ["true", "false", "1"]


def test_roles_stay_where_all_files_agree(context, tmp_path):
    scored = pd.DataFrame({"left": ["yes"], "prediction": ["no"], "weight": [1]})
    scored.attrs = {
        "roles": {"prediction": "prediction", "weight": "weight"}, "predicts": {"prediction": "left"}, "from": "elsewhere",
    }  # fmt: skip
    scored.to_parquet(tmp_path / "a.parquet")
    scored.attrs["roles"] = {"prediction": "prediction"}
    scored.to_parquet(tmp_path / "b.parquet")
    kept = {"roles": {"prediction": "prediction"}, "predicts": {"prediction": "left"}}
    node = ReadFiles(path=str(tmp_path / "*.parquet"))
    assert node.run(context).attrs == kept
    assert node.peek(tmp_path)["table"].attrs == kept
