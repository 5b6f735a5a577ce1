"""Tables from the clipboard."""

from __future__ import annotations

import pytest

from knode.app.quick.text_table import MOST_CELLS, MOST_CHARACTERS, as_text, table_of
from knode.core.errors import UsageError
from knode.core.registry import REGISTRY

EXCEL_HTML = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td {x: 1}</style></head><body>
<!--StartFragment--><table border=0><col width=64><tr height=20><td>name</td><td class=xl65>price &amp; tax</td></tr>
<tr><td>Anna<br>
  Maria</td><td align=right x:num="3.5">3,50</td></tr></table><!--EndFragment--></body></html>"""


def test_cells_copied_in_a_spreadsheet_are_a_table() -> None:
    assert table_of("name\tage\r\nAnna\t31\r\nBen\t40\r\n") == [["name", "age"], ["Anna", "31"], ["Ben", "40"]]


def test_cells_with_line_ends_and_quotes_are_one_cell() -> None:
    assert table_of('a\tb\n"two\nlines"\t"a ""word"""\n') == [["a", "b"], ["two\nlines", 'a "word"']]


def test_rows_are_made_equally_long_and_empty_ends_left_out() -> None:
    assert table_of("a\tb\t\n1\t\t\n\t\t\n") == [["a", "b"], ["1", ""]]


def test_a_table_of_a_web_page_is_read_from_html() -> None:
    assert table_of("name price", EXCEL_HTML) == [["name", "price & tax"], ["Anna Maria", "3,50"]]


def test_a_cell_that_spans_columns_is_followed_by_empty_ones() -> None:
    html = "<table><tr><th colspan=2>a<th>b<tr><td>1<td>2<td>3</table>"
    assert table_of("", html) == [["a", "", "b"], ["1", "2", "3"]]


@pytest.mark.parametrize(
    ("text", "html"),
    [("just some words", ""), ("", ""), ("{}", ""), ("a\t", ""), ("one", "<p>one</p>"), ("\t\t\n\t\n", "")],
)
def test_other_texts_are_no_table(text: str, html: str) -> None:
    assert table_of(text, html) is None


def test_too_large_a_table_is_refused_with_what_to_do() -> None:
    with pytest.raises(UsageError, match=r"20,001 rows × 2 columns.*drop the file on the canvas"):
        table_of("a\tb\n" * (MOST_CELLS + 1))
    with pytest.raises(UsageError, match="more than 4,000,000 characters"):
        table_of("x" * (MOST_CHARACTERS + 1))


def test_a_first_row_of_numbers_gets_names_above() -> None:
    assert as_text([["1", "2"], ["3", "4"]]) == "column_1\tcolumn_2\n1\t2\n3\t4"
    assert as_text([["a", "a"], ["3", "4"]]).startswith("column_1\tcolumn_2\n")
    assert as_text([["a", "b"], ["3", "4"]]) == "a\tb\n3\t4"


def test_the_table_creator_reads_what_was_pasted_with_types() -> None:
    rows = table_of('name\tday\tprice\nAnna\t2024-01-31\t3,50\n"two\nlines"\t2024-02-01\t1.234,00\n')
    assert rows is not None
    creator = REGISTRY.get("io.TableCreator").from_settings({"text": as_text(rows).split("\n")})
    spec = creator.spec({})["table"]
    assert [(column.name, column.type) for column in spec.columns] == [  # type: ignore[union-attr]
        ("name", "text"),
        ("day", "datetime"),
        ("price", "number"),
    ]
