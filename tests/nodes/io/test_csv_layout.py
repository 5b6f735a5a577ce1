"""How text files are laid out: headers, lines, quotes, encodings, and files that are damaged or of another kind."""

from __future__ import annotations

import gzip

import pytest

from knode.api import DataError
from knode_nodes.io.csv_reader import CsvReader
from tests.nodes.io.reading import read as read
from tests.nodes.io.reading import refused


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("1,2\n3,4\n", False),
        ("a,b\nc,d\n", True),
        ("a,1\nb,2\n", False),
        ("name,1\nAnna,x\n", True),
        ("country,1990,1991,1992\nDE,1.5,2,3\nFR,2,3,4\n", True),
        ("a,b\n", True),
        ("1,2\n", False),
        ("day,n\n2024-01-01,1\n", True),
        ("2024-01-01,1\n2024-01-02,2\n", False),
        ("DE,31.01.2024,29.02.2024\nFR,1,2.5\nIT,3,4\n", True),
        ("id,?\n1,2\n", True),
    ],
)
def test_whether_the_first_row_is_a_header(read, text, header):
    table = read(text)
    assert len(table) == text.count("\n") - header
    if not header:
        assert table.columns[0] == "column_1"


def test_title_lines_above_the_table_are_skipped(read, context):
    table = read("Sales report\nMade 2024-01-01\n\nname,price,count\nA,1.5,2\nB,2.5,3\n")
    assert table.columns.tolist() == ["name", "price", "count"]
    assert "header in line 4" in context.said
    assert "3 lines above the table skipped" in context.said
    padded = read("Report,,\n,,\nname,price,count\nA,1.5,2\nB,2.5,3\n")
    assert padded.columns.tolist() == ["name", "price", "count"]
    assert read("junk\nmore,junk\na,b\n1,2\n", skip_rows=2).to_dict("list") == {"a": [1], "b": [2]}


def test_an_empty_line_sets_a_title_apart_from_the_table(read, context):
    table = read('"Sales\nreport",2024\n \na,b,c\n1,2,3\n4,5,6\n')
    assert table.to_dict("list") == {"a": [1, 4], "b": [2, 5], "c": [3, 6]}
    assert "lines above the table skipped" in context.said
    assert read("a,b\n1,2,3\n\n4,5,6\n").columns.tolist() == ["column_1", "a", "b"]
    assert read("1,2\n\n3,4,5\n6,7,8\n", header="no", bad_lines="skip").columns.tolist() == [
        "column_1",
        "column_2",
        "column_3",
    ]


def test_comment_lines_are_left_out(read, context):
    table = read("# made by hand\n# twice\na,b\n1,2\n# in between\n3,4\n")
    assert table.to_dict("list") == {"a": [1, 3], "b": [2, 4]}
    assert 'comment lines with "#"' in context.said
    assert read("a,b\n% no\n1,2\n", comment="%").to_dict("list") == {"a": [1], "b": [2]}
    assert read("a,b\n#1,2\n")["a"].tolist() == ["#1"]


def test_a_header_in_the_last_comment_line_is_used(read):
    table = read("##version 4\n#chrom,pos\nx,12\ny,14\n")
    assert table.to_dict("list") == {"chrom": ["x", "y"], "pos": [12, 14]}


def test_windows_and_old_mac_line_ends(read):
    for end in ("\r\n", "\r", "\n"):
        assert read(end.join(["a,b", "1,x", "2,y", ""])).to_dict("list") == {"a": [1, 2], "b": ["x", "y"]}


def test_quotes_with_separators_quotes_and_line_breaks(read):
    table = read('a,b\n"x,1","say ""hi"""\n"two\nlines",z\n')
    assert table.to_dict("list") == {"a": ["x,1", "two\nlines"], "b": ['say "hi"', "z"]}
    assert read("a,b\n'x,1',2\n", quote="'")["a"].tolist() == ["x,1"]
    assert read('a,b\n"x,2\n', quote="none")["a"].tolist() == ['"x']


def test_a_separator_may_be_any_character(read):
    assert read('a§b\n1§"x§y"\n', separator="§").to_dict("list") == {"a": [1], "b": ["x§y"]}


def test_a_quote_that_never_closes_is_told_with_its_line(read):
    error = refused(read, 'a,b\n1,2\n3,"x\n4,y\n5,z\n')
    assert "line 3" in error.message
    assert "never ends" in error.message
    assert "line 2 cannot be read: a quoted text begins here that never ends" in refused(read, '\n"a,b\n1,2\n').message
    assert "holds no rows" in refused(read, "# a\n# b\n").message


def test_inch_marks_within_texts_do_no_harm(read):
    assert read('a,b\n1,5" pipe\n2,x\n')["b"].tolist() == ['5" pipe', "x"]


def test_lines_that_end_with_a_separator(read, context):
    table = read("a,b,\n1,2,\n3,4,\n")
    assert table.columns.tolist() == ["a", "b"]
    assert "lines end with a separator" in context.said
    assert read("a,b\n1,2,\n3,4,\n").to_dict("list") == {"a": [1, 3], "b": [2, 4]}
    assert read("1,2,\n3,4,\n").shape == (2, 2)
    assert context.warnings == []


def test_row_labels_without_a_name(read, context):
    table = read("a,b\nx,1,2\ny,3,4\n")
    assert table.to_dict("list") == {"column_1": ["x", "y"], "a": [1, 3], "b": [2, 4]}
    assert "Columns without a name" in context.warned


def test_names_that_stand_twice_or_not_at_all_are_made_unique_and_told(read, context):
    table = read("a,a,,b,a\n1,2,3,4,5\n")
    assert table.columns.tolist() == ["a", "a_2", "column_3", "b", "a_3"]
    assert '"a_2", "a_3"' in context.warned
    assert '"column_3"' in context.warned
    assert read("a,a_2,a\n1,2,3\n").columns.tolist() == ["a", "a_2", "a_3"]
    assert read(" a ,b\n1,2\n").columns.tolist() == ["a", "b"]


def test_ten_thousand_columns(read):
    names = ",".join(f"c{number}" for number in range(10_000))
    row = ",".join(str(number) for number in range(10_000))
    table = read(f"{names}\n" + f"{row}\n" * 20)
    assert table.shape == (20, 10_000)
    assert table["c9999"].tolist() == [9999] * 20


def test_one_row_longer_than_the_sample(read):
    long = "x" * (3 << 20)
    assert read(f"a,b\n1,{long}\n2,y\n")["b"].str.len().tolist() == [3 << 20, 1]


@pytest.mark.parametrize(("line", "count"), [("4", 1), ("4,5,6", 3)])
def test_ragged_rows_are_told_with_line_and_counts_or_skipped(read, context, line, count):
    text = f"a,b\n1,2\n{line}\n7,8\n"
    error = refused(read, text)
    assert f"line 3 has {count} fields, expected 2" in error.message
    assert error.facts["row"] == 1
    table = read(text, bad_lines="skip")
    assert table.to_dict("list") == {"a": [1, 7], "b": [2, 8]}
    assert "Skipped 1 bad lines" in context.warned
    assert "line 3" in context.warned


@pytest.mark.parametrize("lines", [["1,2", "3,4,5"], ["3,4,5", "1,2"], ["1,2", "3,4,", "5,6,7", "8,9"]])
def test_the_header_decides_where_as_many_lines_have_its_fields_as_have_one_more(read, context, lines):
    table = read("\n".join(["a,b", *lines, ""]), bad_lines="skip")
    kept = [line for line in lines if line.count(",") == 1]
    assert table.columns.tolist() == ["a", "b"]
    assert len(table) == len(kept)
    assert f"Skipped {len(lines) - len(kept)} bad lines" in context.warned


def test_row_labels_and_separators_at_the_end_are_told_from_bad_lines(read, context):
    r_style = "a,b\nx,1,2\ny,3,4\nz,5,6\n7,8\n"
    assert read(r_style, bad_lines="skip").to_dict("list") == {
        "column_1": ["x", "y", "z"],
        "a": [1, 3, 5],
        "b": [2, 4, 6],
    }
    for text in ("a,b\n1,2,\n3,4,\n", "a,b,\n1,2\n3,4\n", "a,b,\n1,2,\n3,4,\n"):
        assert read(text).to_dict("list") == {"a": [1, 3], "b": [2, 4]}, text
    table = read("a;b;\n1;2;\n3;4;5\n")
    assert (table["column_3"].isna().tolist(), table["column_3"].iloc[1]) == ([True, False], 5)
    assert read("1,2\n3,4,5\n6,7,8\n", header="no", bad_lines="skip").shape == (2, 3)


@pytest.mark.parametrize("first", ["sep=;\n", "SEP=;\r\n", '"sep=;"\n'])
def test_the_line_that_tells_excel_the_separator_is_no_row(read, context, first):
    table = read(first + "a,b;c\n1,5;x\n2,5;y\n")
    assert table.to_dict("list") == {"a,b": [1.5, 2.5], "c": ["x", "y"]}
    assert 'separator ";"' in context.said
    assert "header in line 2" in context.said
    assert read("sep=\t\na\tb\n1\t2\n").to_dict("list") == {"a": [1], "b": [2]}
    assert read("sep=x;y\n1;2\n").columns.tolist() == ["sep=x", "y"]


def test_a_ragged_row_far_behind_the_sample_is_told_with_its_line(read, context):
    text = "a,b\n" + f'1,"two\nlines{"!" * 60}"\n' * 40_000 + "1,2,3\n"
    assert "line 80,002 has 3 fields, expected 2" in refused(read, text).message
    assert len(read(text, bad_lines="skip")) == 40_000
    assert "line 80,002" in context.warned


def test_encodings_are_guessed(read, context):
    text = "name,n\nJürgen,1\nŽofie,2\n"
    for encoding, shown in [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
        ("cp1252", "cp1252"),
    ]:
        table = read(text.encode(encoding))
        assert table["name"].tolist() == ["Jürgen", "Žofie"], encoding
        assert table.columns[0] == "name"
        assert f"encoding {shown}" in context.said


def test_a_byte_of_cp1252_far_behind_the_sample_is_read_again(read, context):
    text = "name,n\n" + "Anna,1\n" * 300_000 + "Jürgen,2\n"
    table = read(text.encode("cp1252"))
    assert table["name"].iloc[-1] == "Jürgen"
    assert "Line 300,002 is no UTF-8" in context.warned
    assert "encoding cp1252" in context.said


def test_a_damaged_byte_in_a_utf8_file_is_told_with_its_line(read):
    text = "name,n\nJürgen,1\n".encode() + b"Anna,1\n" * 300_000 + b"J\xfcrgen,2\n"
    error = refused(read, text)
    assert "line 300,003" in error.message
    assert "cp1252" in error.message


def test_a_wrong_encoding_is_told_with_the_one_that_fits(read):
    error = refused(read, "name\nJürgen\n".encode("cp1252"), encoding="utf-8")
    assert "line 2" in error.message
    assert "cp1252" in error.message
    assert "no encoding" in refused(read, "a\n1\n", encoding="utf-9").message


def test_a_missing_file_is_told_with_the_nearest_name(context, tmp_path):
    (tmp_path / "sales.csv").write_text("a\n1\n")
    with pytest.raises(DataError, match=r'did you mean "sales\.csv"'):
        CsvReader(path="sale.csv").run(context)
    with pytest.raises(DataError, match="no folder"):
        CsvReader(path="nowhere/sale.csv").run(context)
    with pytest.raises(DataError, match="is a folder"):
        CsvReader(path=".").run(context)
    with pytest.raises(DataError, match="no file is chosen"):
        CsvReader(path="").run(context)


def test_an_empty_file_is_refused_and_a_header_alone_is_warned_of(read, context):
    assert "the file is empty" in refused(read, "").message
    assert "the file is empty" in refused(read, "\n \n\n").message
    assert "no rows" in refused(read, "a,b\n1,2\n", skip_rows=5).message
    assert "no rows" in refused(read, "# only a comment\n").message
    table = read("a,b\n")
    assert table.shape == (0, 2)
    assert [str(dtype) for dtype in table.dtypes] == ["str", "str"]
    assert "header only" in context.warned


def test_files_of_another_kind_are_refused_by_name(read):
    assert "Excel Reader" in refused(read, b"PK\x03\x04" + bytes(100)).message
    assert "Parquet Reader" in refused(read, b"PAR1" + bytes(100)).message
    assert "no text" in refused(read, bytes(range(256)) * 10).message
    assert "a web page" in refused(read, "<!DOCTYPE html>\n<html><body>Log in</body></html>").message
    assert "an XML document" in refused(read, '<?xml version="1.0"?>\n<a/>').message


def test_nul_bytes_are_told_with_their_line_or_skipped(read, context):
    text = b"a,b\n" + b"1,%s\n" % (b"x" * 38) * 40_000 + b"2,\0y\n3,z\n"
    assert "line 40,002 holds a NUL byte" in refused(read, text).message
    assert len(read(text, bad_lines="skip")) == 40_001
    assert "line 2 holds a NUL byte" in refused(read, b"a,b\n1,\0\n").message


def test_compressed_files_are_unpacked(read, tmp_path, context):
    assert read(gzip.compress(b"a,b\n1,2\n"), name="data.csv.gz").to_dict("list") == {"a": [1], "b": [2]}
    assert "gzip" in refused(read, gzip.compress(b"a,b\n1,2\n")).message
    with pytest.raises(DataError, match="cannot be read"):
        read(b"no gzip", name="data.csv.gz")
