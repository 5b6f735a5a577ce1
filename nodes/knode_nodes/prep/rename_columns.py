"""Give columns other names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, Literal

from pydantic import model_validator

from knode.api import (
    ArrayStep,
    Columns,
    DataError,
    Example,
    Node,
    Table,
    TableSpec,
    nearest,
    predicts_of,
    quoted,
    setting,
)
from knode_nodes.prep._patterns import check_pattern, check_replacement, replaced
from knode_nodes.prep._predicts import renamed, with_predicts
from knode_nodes.prep._units import units_of, with_units


class RenameColumns(Node):
    """Give columns other names: one by one, or many at once by a rule.

    The rule (replace a text, change the case, add a prefix or suffix) is applied to the chosen columns that have no new name
    of their own, in this order: trim, replace, case, prefix and suffix. snake_case makes names that programs like, of letters
    without accents, digits and `_`: `grosse_cm` of "Größe (cm)", `annual_income` of "AnnualIncome". Patterns are those of RE2,
    without look-ahead and look-behind. Two columns never get the same name. Roles and units of columns go along.

    Example: `Annual Income` with spaces replaced by `_` and lower case becomes `annual_income`.
    """

    pack = "prep"
    icon = "rename-columns"
    shelf = "Columns"
    keywords = ("Column Renamer", "Column Rename", "Rename", "Select", "Edit Domain", "header")
    example = Example({"find": " ", "replacement": "_", "case": "lower"})
    rowwise = True
    names: dict[str, str] = setting({}, "New names of single columns: the old name, then the new one.")
    columns: Columns = setting(Columns.all(), "The columns that the rule is applied to.")
    trim: bool = setting(False, "Remove spaces around the names.")
    find: str = setting("", "A text to replace in the names.")
    replacement: str = setting("", "What it is replaced by.", when={"find": True})
    regex: bool = setting(
        False,
        "The text to replace is a regular expression; \\1 in the replacement is its first group.",
        when={"find": True},
    )
    case: Literal["keep", "lower", "upper", "title", "snake_case"] = setting(
        "keep",
        "The case of the names.",
        labels={
            "keep": "as it is",
            "lower": "small letters",
            "upper": "CAPITAL LETTERS",
            "title": "Each Word",
            "snake_case": "small_with_underscores",
        },
    )
    prefix: str = setting("", "A text before the names.")
    suffix: str = setting("", "A text after the names.")

    @model_validator(mode="after")
    def _check_names(self) -> RenameColumns:
        for old, new in self.names.items():
            if not new:
                raise ValueError(f"the new name of {old!r} is empty")
        if self.regex and self.find:
            check_pattern(self.find)
            check_replacement(self.find, self.replacement)
        return self

    def run(self, table: Table) -> Table:
        for old in self.names:
            if old not in table.columns:
                near = nearest(old, [str(name) for name in table.columns])
                hint = f"; did you mean {quoted(near)}?" if near else ""
                raise DataError(f"there is no column {quoted(old)} to rename{hint}", port="table", column=old)
        ruled = set(self.columns.of(table, port="table"))
        by_rule = self._by_rule([name for name in table.columns if name in ruled])
        new = [self.names.get(name) or by_rule.get(name, name) for name in table.columns]
        _check_distinct(list(table.columns), new)
        return _with_roles(table.set_axis(new, axis=1), dict(zip(table.columns, new, strict=True)))

    def compiled(self, frozen: Any, columns: TableSpec) -> ArrayStep | None:
        from knode_nodes.prep._compiled import names_step

        return names_step(self, columns, renames=True)

    def _by_rule(self, names: list[str]) -> dict[str, str]:
        """The new names by the old ones."""
        made = [name.strip() for name in names] if self.trim else names
        if self.find:
            made = self._replaced(made)
        made = made if self.case == "keep" else [CASES[self.case](name) for name in made]
        return {old: f"{self.prefix}{name}{self.suffix}" for old, name in zip(names, made, strict=True)}

    def _replaced(self, names: list[str]) -> list[str]:
        import pandas as pd

        if not self.regex:
            return [name.replace(self.find, self.replacement) for name in names]
        made: list[str] = replaced(pd.Series(names, dtype="str"), self.find, self.replacement).tolist()
        return made


def _snake(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("ẞ", "SS"))
    plain = "".join(char for char in letters if not unicodedata.combining(char))
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", plain)
    return re.sub(r"[\W_]+", "_", parted).strip("_").lower()


CASES: dict[str, Callable[[str], str]] = {
    "lower": str.lower,
    "upper": str.upper,
    "title": str.title,
    "snake_case": _snake,
}


def _with_roles(table: Table, names: Mapping[str, str]) -> Table:
    """The table with its columns' roles and units under their new names."""
    roles = table.attrs.get("roles")
    if isinstance(roles, dict):
        table.attrs = {**table.attrs, "roles": {names.get(name, name): role for name, role in roles.items()}}
    table = with_predicts(table, renamed(predicts_of(table), names))
    return with_units(table, {names.get(name, name): unit for name, unit in units_of(table).items()})


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
