"""Parts of texts found by a regular expression."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import model_validator

from knode.api import Column, DataError, Example, Node, Table, quoted, setting
from knode_nodes.prep._columns import PORT, added, first_of
from knode_nodes.prep._patterns import check_pattern, extract, groups, matches
from knode_nodes.prep._texts import text_column

if TYPE_CHECKING:
    import pandas as pd


class RegexExtract(Node):
    r"""Take parts out of texts with a regular expression: each group in brackets becomes a column.

    A group with a name, `(?P<year>\d+)`, gives a column of that name; groups without one give `column_1`, `column_2` and so
    on, and a pattern without groups gives what it finds. The first place where the pattern is found counts; it may be anywhere
    in the text, unless the whole text has to fit. Where it is not found, the parts are missing, or the run stops and tells
    the row.

    Patterns are those of RE2, which can never hang: there is no look-ahead and no look-behind.

    Example: `(?P<letters>[A-Z]+)-(?P<number>\d+)` makes of "order AB-123" the letters "AB" and the number "123".
    """

    pack = "prep"
    icon = "regex-extract"
    shelf = "Texts"
    keywords = (
        "Regex Extractor", "Regex Split", "RegEx", "Extract", "str.extract", "REGEXP_EXTRACT", "parse", "String Manipulation",
        "pattern", "groups",
    )  # fmt: skip
    rowwise = True
    column: Column = setting(Column(""), "The column of texts.")
    pattern: str = setting(r"(\d+)", "The regular expression; what stands in brackets becomes columns.")
    names: tuple[str, ...] = setting((), "The names of the new columns; those of the groups when empty.")
    ignore_case: bool = setting(False, "Capital and small letters are the same.")
    whole: bool = setting(False, "The whole text has to fit.")
    unmatched: Literal["missing", "error"] = setting(
        "missing", "Texts without a match give missing parts, or stop the run."
    )
    example = Example({"column": "text", "pattern": "(?P<letters>[A-Z]+)-(?P<number>\\d+)"})
    keep: bool = setting(True, "The column stays beside the new ones.")

    @model_validator(mode="after")
    def _check_pattern(self) -> RegexExtract:
        check_pattern(self.pattern)
        count = len(groups(self.pattern))
        if self.names and len(self.names) != count:
            raise ValueError(
                f"the pattern has {count} groups and there are {len(self.names)} names: name each group once"
            )
        if len(set(self.names)) != len(self.names) or "" in self.names:
            raise ValueError("the names of the new columns must differ, and none be empty")
        return self

    def run(self, table: Table) -> Table:
        name = self.column.of(table, port=PORT)
        column = text_column(table[name])
        made = extract(column, self._bounded(), ignore_case=self.ignore_case)
        if self.unmatched == "error":
            self._refuse_unmatched(column)
        labels = self.names or [self._label(name, group) for group in groups(self.pattern)]
        new = {label: made.iloc[:, place] for place, label in enumerate(labels)}
        return added(table, new, without=() if self.keep else [name])

    def _bounded(self) -> str:
        if not self.whole:
            return self.pattern
        return rf"\A({self.pattern})\z" if groups(self.pattern) == ["match"] else rf"\A(?:{self.pattern})\z"

    def _label(self, name: str, group: str) -> str:
        return f"{name}_{group}" if group.isdecimal() or group == "match" else group

    def _refuse_unmatched(self, column: pd.Series) -> None:
        found = matches(column, self.pattern, ignore_case=self.ignore_case, whole=self.whole)
        bad = ~found & column.notna().to_numpy(dtype=bool)
        if bad.any():
            row = first_of(bad)
            raise DataError(
                f"the pattern is not found in {quoted(column.iloc[row])} in row {row} of {quoted(column.name)}; correct the "
                "pattern, or let texts without a match give missing parts",
                port=PORT,
                column=str(column.name),
                row=row,
            )
