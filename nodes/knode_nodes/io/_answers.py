"""The answers of many requests as one table, beside the rows that they were asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from knode.api import DataError, quoted
from knode_nodes.io._conversion import Converter, Rules
from knode_nodes.io._delimited import text_columns
from knode_nodes.io._http import Answer
from knode_nodes.io._json import columns_of
from knode_nodes.io._notes import Notes
from knode_nodes.io._paging import Records
from knode_nodes.io._stacking import stacked
from knode_nodes.io._values import Values

if TYPE_CHECKING:
    import pandas as pd

STATUS, ERROR, BODY = "http_status", "http_error", "body"
AnswerForm = Literal["auto", "json", "csv", "text"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to make of answers: their form, where the records are, what stands before the names of columns."""

    form: AnswerForm
    at: str
    prefix: str
    told: bool
    """Tell status and error of each request in columns."""
    no_body: bool
    """Answers have a header only."""


class Reply:
    """The answers to the request of one row, page by page: records of JSON, tables of CSV, or texts."""

    def __init__(self, wanted: Wanted) -> None:
        self.notes = Notes()
        self.answers = 0
        self.parts: list[list[Any] | pd.DataFrame] = []
        self.status: int | None = None
        self.error: str | None = None
        self._wanted = wanted
        self._records = Records(wanted.at, self.notes)

    @property
    def count(self) -> int:
        """How many records all answers have."""
        return sum(map(len, self.parts))

    def last_count(self) -> int:
        """How many records the last answer had."""
        return len(self.parts[-1])

    def add(self, answer: Answer) -> None:
        """One answer of the request."""
        self.answers += 1
        self.parts.append(self._part(answer))
        self.status = answer.status

    def fail(self, status: int | None, text: str) -> None:
        """The request ended with an error."""
        self.status, self.error = status, text

    def _part(self, answer: Answer) -> list[Any] | pd.DataFrame:
        form = self._wanted.form
        if form == "auto":
            form = "json" if "json" in answer.type else "csv" if answer.type == "text/csv" else "text"
        if self._wanted.no_body or (form != "text" and not answer.text.strip()):
            return []
        if form == "json":
            return self._records.of(answer.text)
        if form == "csv":
            return Converter(Rules(), self.notes).table(text_columns(answer.text, self.notes), {})
        return [{BODY: answer.text}]


class Gathered:
    """The answers of all requests, to become one table."""

    def __init__(self, wanted: Wanted, notes: Notes) -> None:
        self.notes = notes
        self.answers = 0
        self._wanted = wanted
        self._parts: list[list[Any] | pd.DataFrame] = []
        self._counts: list[int] = []
        self._told: list[tuple[int | None, str | None]] = []

    def add(self, reply: Reply) -> None:
        """The answers to the next request."""
        self.notes.add(reply.notes)
        self.answers += reply.answers
        self._parts += reply.parts
        self._counts.append(reply.count)
        self._told.append((reply.status, reply.error))

    def table(self, asked: pd.DataFrame | None) -> pd.DataFrame:
        """The rows of all answers, beside the rows that they were asked for."""
        import numpy as np
        import pandas as pd

        found = self._found()
        found.columns = pd.Index([f"{self._wanted.prefix}{name}" for name in found.columns], dtype="str")
        counts = np.array(self._counts, dtype="int64")
        shown = np.maximum(counts, 1) if asked is not None or self._wanted.told else counts
        # A request without records keeps its row: -1 takes a row of missing values.
        places = np.full(int(shown.sum()), -1)
        places[np.repeat(counts > 0, shown)] = np.arange(len(found))
        rows = _with_gaps(found).reindex(places) if (places < 0).any() else found
        rows = rows.reset_index(drop=True)
        if self._wanted.told:
            rows = self._with_told(rows, np.repeat(np.arange(len(shown)), shown))
        if asked is None:
            return rows
        clash = next((name for name in rows.columns if name in asked.columns), None)
        if clash is not None:
            raise DataError(
                f"the table already has a column {quoted(clash)}; set prefix, such as answer_", column=clash
            )
        own = asked.take(np.repeat(np.arange(len(asked)), shown)).reset_index(drop=True)
        return pd.concat([own, rows], axis=1)

    def _with_told(self, rows: pd.DataFrame, places: Any) -> pd.DataFrame:
        import pandas as pd

        told = {
            STATUS: pd.Series([status for status, _ in self._told], dtype="Int64"),
            ERROR: pd.Series([error for _, error in self._told], dtype="str"),
        }
        for name, values in told.items():
            if name in rows.columns:
                raise DataError(f"the answer has a column {quoted(name)} too; set prefix, such as answer_", column=name)
            rows[name] = values.take(places).reset_index(drop=True)
        return rows

    def _found(self) -> pd.DataFrame:
        import pandas as pd

        tables = {f"answer {number + 1}": part for number, part in enumerate(self._parts) if not isinstance(part, list)}
        records = [one for part in self._parts if isinstance(part, list) for one in part]
        if tables and records:
            raise DataError("some answers are CSV and others are not; set answer")
        if tables:
            return stacked(tables, "union", self.notes)
        if not records:
            return pd.DataFrame(index=pd.RangeIndex(0))
        plain = any(not isinstance(one, dict) for one in records)
        values = columns_of(
            [{"value": one} for one in records] if plain else records, "records", "text", self.notes
        ).values
        made = Values(self.notes, dates="iso", lists=False).table(values, {})
        return made if values else pd.DataFrame(index=pd.RangeIndex(len(records)))


def _with_gaps(table: pd.DataFrame) -> pd.DataFrame:
    """The table with whole numbers and truth values of types that take missing ones."""
    nullable = {"i": "Int64", "u": "UInt64", "b": "boolean"}
    wanted = {name: nullable[dtype.kind] for name, dtype in table.dtypes.items() if dtype.kind in nullable}
    return table.astype(wanted)
