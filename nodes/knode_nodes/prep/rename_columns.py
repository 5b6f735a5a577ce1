"""Give columns other names."""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import model_validator

from knode.api import ArrayStep, Columns, DataError, Node, Table, TableSpec, nearest, quoted, setting


class RenameColumns(Node):
    """Give columns other names: one by one, or many at once by a rule.

    The rule (replace a text, change the case, add a prefix or suffix) is applied to the chosen columns that have no new name
    of their own, in this order: trim, replace, case, prefix and suffix.

    Example: `Annual Income` with spaces replaced by `_` and lower case becomes `annual_income`.
    """

    pack = "prep"
    icon = "rename-columns"
    keywords = ("Column Renamer", "Column Rename", "Rename", "Select", "Edit Domain", "header")
    rowwise = True
    names: dict[str, str] = setting({}, "New names of single columns: the old name, then the new one.")
    columns: Columns = setting(Columns.all(), "The columns that the rule is applied to.")
    trim: bool = setting(False, "Remove spaces around the names.")
    find: str = setting("", "A text to replace in the names.")
    replacement: str = setting("", "What it is replaced by.")
    regex: bool = setting(
        False, "The text to replace is a regular expression; \\1 in the replacement is its first group."
    )
    case: Literal["keep", "lower", "upper", "title"] = setting("keep", "The case of the names.")
    prefix: str = setting("", "A text before the names.")
    suffix: str = setting("", "A text after the names.")

    @model_validator(mode="after")
    def _check_names(self) -> RenameColumns:
        for old, new in self.names.items():
            if not new:
                raise ValueError(f"the new name of {old!r} is empty")
        if self.regex:
            try:
                re.compile(self.find)
                re.sub(self.find, self.replacement, "")
            except (re.error, IndexError) as error:
                raise ValueError(f"{self.find!r} is no regular expression that can be replaced: {error}") from None
        return self

    def run(self, table: Table) -> Table:
        for old in self.names:
            if old not in table.columns:
                near = nearest(old, [str(name) for name in table.columns])
                hint = f"; did you mean {quoted(near)}?" if near else ""
                raise DataError(f"there is no column {quoted(old)} to rename{hint}", port="table", column=old)
        ruled = set(self.columns.of(table, port="table"))
        new = [self.names.get(name) or (self._by_rule(name) if name in ruled else name) for name in table.columns]
        _check_distinct(list(table.columns), new)
        return table.set_axis(new, axis=1)

    def compiled(self, frozen: Any, columns: TableSpec) -> ArrayStep | None:
        from knode_nodes.prep._compiled import names_step

        return names_step(self, columns, renames=True)

    def _by_rule(self, name: str) -> str:
        name = name.strip() if self.trim else name
        if self.find:
            name = (
                re.sub(self.find, self.replacement, name) if self.regex else name.replace(self.find, self.replacement)
            )
        name = name if self.case == "keep" else getattr(name, self.case)()
        return f"{self.prefix}{name}{self.suffix}"


def _check_distinct(old: list[str], new: list[str]) -> None:
    first: dict[str, str] = {}
    for before, after in zip(old, new, strict=True):
        if not after:
            raise DataError(f"the column {quoted(before)} would have no name: give it one", port="table", column=before)
        if after in first:
            raise DataError(
                f"the columns {quoted(first[after])} and {quoted(before)} would both be called {quoted(after)}: give one of "
                "them another name",
                port="table",
                column=before,
            )
        first[after] = before
