"""Text files full of quotes: they are read on all cores, and give what one core and Python's own reader give."""

from __future__ import annotations

import csv
import io
from typing import Any

import pyarrow.csv
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knode.api import DataError
from knode_nodes.io import _arrow_csv, _delimited, _text
from knode_nodes.io._quotes import sure_end
from tests.nodes.io.reading import read as read

OPTIONS: dict[str, Any] = {
    "header": "yes", "skip_rows": 0, "comment": "", "encoding": "utf-8", "missing": (),
    "types": {"first": "text", "second": "text"},
}  # fmt: skip
QUOTED = st.text(alphabet='ab,"\n\ré', max_size=6).map(lambda text: '"' + text.replace('"', '""') + '"')
CELL = st.one_of(QUOTED, QUOTED, st.text(alphabet="a1é ", max_size=3), st.text(alphabet='a" ', max_size=4))
LINE_END = st.sampled_from(["\n", "\r\n", "\n", "\r", "\n\n"])
WRITTEN = st.lists(st.tuples(CELL, st.just(","), CELL, LINE_END).map("".join), max_size=20).map("".join)
JOINED = st.lists(st.one_of(QUOTED, st.sampled_from('"",,\n\n\ra é\ufeff')), max_size=60).map("".join)
TEXT = st.one_of(WRITTEN, WRITTEN, JOINED)
DIALECT = st.sampled_from([(",", '"'), (",", '"'), (";", "'"), ("\t", '"'), (",", "none")])


def outcome(read, context, text: str, **options: Any) -> dict[str, Any]:
    """All that reading a text tells."""
    try:
        table = read(text, **options)
    except DataError as error:
        return {"refused": error.message, "facts": error.facts}
    rows = table.astype("object").where(table.notna(), "").to_numpy().tolist()
    return {"names": table.columns.tolist(), "rows": rows, "told": context.infos + context.warnings}


def by_csv(text: str, separator: str = ",", quote: str = '"') -> list[list[str]]:
    """The rows as Python's own reader gives them."""
    dialect: dict[str, Any] = {"quoting": csv.QUOTE_NONE} if quote == "none" else {"quotechar": quote}
    return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, **dialect) if row]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT, DIALECT, st.sampled_from(["error", "skip"]), st.integers(2, 90), st.integers(2, 120))
def test_any_text_gives_the_same_wherever_it_is_cut(read, context, text, dialect, bad_lines, piece, block):
    separator, quote = dialect
    text = f"first,second\n{text}".replace(",", separator)
    text = text.replace('"', quote) if quote == "'" else text
    options = {**OPTIONS, "separator": separator, "quote": quote, "bad_lines": bad_lines}
    found = outcome(read, context, text, **options)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_text, "BLOCK", piece)
        patch.setattr(_delimited, "BLOCK", block)
        assert outcome(read, context, text, **options) == found
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_arrow_csv, "sure_end", lambda *_: 0)
        assert outcome(read, context, text, **options) == found
    if found.get("names") == ["first", "second"] and "lines end with" not in str(found["told"]):
        assert found["rows"] == [row for row in by_csv(text, separator, quote)[1:] if len(row) == 2]


@settings(max_examples=60)
@given(TEXT)
def test_records_surely_end_only_where_every_reader_sees_an_end(text):
    end = len(text.encode()[: sure_end(text.encode(), '"', ",")].decode())
    assert by_csv(text) == by_csv(text[:end]) + by_csv(text[end:])


@settings(max_examples=60)
@given(st.lists(st.lists(st.text(alphabet='ab,"\n\ré', max_size=9), min_size=2, max_size=2), max_size=30))
def test_all_records_of_a_well_written_text_surely_end(rows):
    file = io.StringIO()
    csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    text = file.getvalue().encode()
    assert sure_end(text, '"', ",") == len(text)
    assert sure_end(text + b'"a,\n', '"', ",") == len(text)
    assert sure_end(text + b'5" pipe,b\n' + text, '"', ",") == len(text)


@pytest.fixture
def by_one_core(monkeypatch):
    """How often one core alone was set to reading; files come in small parts."""
    monkeypatch.setattr(_delimited, "BLOCK", 512)
    monkeypatch.setattr(_text, "BLOCK", 509)
    calls: list[Any] = []
    alone = pyarrow.csv.open_csv
    monkeypatch.setattr(pyarrow.csv, "open_csv", lambda *given: calls.append(given) or alone(*given))
    return calls


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_quoted_texts_of_several_lines_are_read_on_all_cores(read, by_one_core, line_end):
    texts = [f'é "{number}",{line_end * (number % 3)}' for number in range(2_000)]
    file = io.StringIO()
    csv.writer(file, lineterminator=line_end, quoting=csv.QUOTE_ALL).writerows([("number", "text"), *enumerate(texts)])
    table = read(file.getvalue())
    assert table["number"].tolist() == list(range(2_000))
    assert table["text"].tolist() == texts
    assert not by_one_core


def test_from_a_quote_within_a_text_on_one_core_reads(read, by_one_core):
    texts = [f"{number}, é" for number in range(2_000)]
    texts[1_500] = '5" pipe'
    lines = [text if '"' in text else f'"{text}"' for text in texts]
    assert read("text\n" + "\n".join(lines), separator=",")["text"].tolist() == texts
    assert len(by_one_core) == 1
