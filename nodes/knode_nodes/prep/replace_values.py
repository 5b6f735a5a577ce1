"""Exchange values for others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from knode.api import Column, Columns, DataError, Example, Node, Spec, Table, column_type, quoted, setting
from knode_nodes.prep._columns import NULLABLE, PORT, chosen_or_refused
from knode_nodes.prep._keys import with_columns
from knode_nodes.prep._lookup import FEW, MISSING, exchanged, key_of, places, readable, target_column, texts_exchanged
from knode_nodes.prep._numbering import incomparable, is_hashable
from knode_nodes.prep._one_type import categories_known
from knode_nodes.prep._patterns import check_pattern, check_replacement, replaced
from knode_nodes.prep._texts import is_absent, text_column, with_part_replaced
from knode_nodes.prep._units import NONE, units_of

if TYPE_CHECKING:
    import pandas as pd

MAPPING = "mapping"
Scalar = bool | int | float | str


class Replacement(BaseModel):
    """What to find and what it becomes; nothing stands for a missing value."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    find: Scalar | None = Field(None, description="What to look for; empty for missing values.")
    replacement: Scalar | None = Field(None, description="What it becomes; empty for a missing value.")


class ReplaceValues(Node):
    r"""Exchange values for others, in one column or many: whole values, parts of texts, or what a pattern finds.

    Whole values are compared as the column's type, so that "1" finds the number 1, and 2026-01-31 a date; what cannot stand in
    a column is not found there. Missing values can be found too, and values can become missing. A table at the port
    "mapping" can tell the pairs instead, in two of its columns. Values that are not found stay, become missing, or
    become a value that you choose; if they stay, the new values have to be of the column's type.

    Parts and patterns are replaced in texts only, one entry after the other; `\1` in the replacement is the first group
    of the pattern. Columns of other types stay as they are, unless you name them. Category columns stay categories, and
    categories that become the same are one.

    Example: "CH" becomes "Switzerland", "D" and "DE" become "Germany".
    """

    pack = "prep"
    icon = "replace-values"
    shelf = "Columns"
    keywords = (
        "String Replacer", "String Replace (Dictionary)", "Cell Replacer", "Find Replace", "Rule Engine",
        "Edit Domain", "Category to Number", "map", "recode", "replace", "substitute", "dictionary", "CASE WHEN", "VLOOKUP",
    )  # fmt: skip
    rowwise = True
    columns: Columns = setting(Columns.all(), "The columns in which to look.", port=PORT)
    how: Literal["whole value", "part of text", "pattern"] = setting("whole value", "What has to be the same.")
    replacements: tuple[Replacement, ...] = setting((), "What becomes what; the first that is found counts.")
    ignore_case: bool = setting(False, "Capital and small letters are the same.")
    from_column: Column = setting(Column(""), "The column of the mapping with what to find.", port=MAPPING)
    to_column: Column = setting(Column(""), "The column of the mapping with what it becomes.", port=MAPPING)
    unmatched: Literal["keep", "missing", "default"] = setting(
        "keep",
        "Whole values that are not found stay, become missing, or become the default.",
        when={"how": ("whole value",)},
    )
    example = Example(
        {
            "columns": ["country"],
            "replacements": [{"find": "CH", "replacement": "Switzerland"}, {"find": "DE", "replacement": "Germany"}],
        }
    )
    default: Scalar | None = setting(
        None, "What values become that are not found.", when={"how": ("whole value",), "unmatched": ("default",)}
    )

    @model_validator(mode="after")
    def _check_patterns(self) -> ReplaceValues:
        if self.how == "whole value":
            return self
        for entry in self.replacements:
            if not isinstance(entry.find, str) or not entry.find:
                raise ValueError("parts of texts and patterns are texts: say what to find")
            if self.how == "pattern":
                check_pattern(entry.find)
                check_replacement(entry.find, str(entry.replacement or ""))
        if self.unmatched != "keep":
            raise ValueError("texts in which nothing is found stay: choose whole value for missing or a default")
        return self

    def run(self, table: Table, mapping: Table | None = None) -> Table:
        names = chosen_or_refused(self.columns, table)
        if mapping is not None and self.how != "whole value":
            raise DataError("a mapping finds whole values: choose whole value, or take its link away", port=MAPPING)
        if mapping is None and not self.replacements:
            raise DataError("nothing is to be replaced: add an entry, or link a table with a mapping", port=PORT)
        units = units_of(table) if self.unmatched == "keep" else NONE
        return with_columns(table, {name: self._replaced(table[name], mapping) for name in names}, units=units)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        given = inputs.get(PORT)
        if given is not None:
            names = self.columns.of_spec(given, port=PORT)
            grouped = any(given[name].type == "category" for name in names)
            # The new categories of a mapping stand in its rows.
            if not categories_known(given, names) or (grouped and MAPPING in inputs):
                return {PORT: None}
        return super().spec(inputs)

    def _replaced(self, column: pd.Series, mapping: pd.DataFrame | None) -> pd.Series:
        import pandas as pd

        if isinstance(column.dtype, pd.CategoricalDtype):
            return self._of_categories(column, mapping)
        if self.how != "whole value":
            return self._in_texts(column)
        if mapping is not None:
            return self._by_mapping(column, mapping)
        like = column if self.unmatched == "keep" else None
        finds = [MISSING if entry.find is None else readable(column, entry.find) for entry in self.replacements]
        targets = [entry.replacement for entry in self.replacements]
        if like is not None:
            # What cannot be found in a column need not fit into it.
            pairs = [(find, target) for find, target in zip(finds, targets, strict=True) if find is not None]
            finds, targets = [find for find, _ in pairs], [target for _, target in pairs]
            if not finds:
                return column
            if len(finds) <= FEW and column.dtype == "str" and not self.ignore_case:
                return texts_exchanged(column, finds, target_column(targets, like))
        where = places(column, finds, self.ignore_case)
        return self._exchanged(column, where, target_column([*targets, *self._defaults()], like))

    def _defaults(self) -> list[Any]:
        return [self.default] if self.unmatched == "default" else []

    def _exchanged(self, column: pd.Series, where: Any, targets: pd.Series) -> pd.Series:
        import numpy as np

        if self.unmatched == "default":
            where = np.where(where < 0, len(targets) - 1, where)
        return exchanged(column, where, targets, keep=self.unmatched == "keep")

    def _by_mapping(self, column: pd.Series, mapping: pd.DataFrame) -> pd.Series:
        import pandas as pd

        old = mapping[self.from_column.of(mapping, port=MAPPING)]
        new = mapping[self.to_column.of(mapping, port=MAPPING)]
        self._check_pairs(old, new)
        same = column_type(old.dtype) == column_type(column.dtype)
        finds = [
            MISSING if missing else value if same else readable(column, value)
            for value, missing in zip(old, old.isna(), strict=True)
        ]
        where = places(column, finds, self.ignore_case)
        if self.unmatched != "default":
            return self._exchanged(column, where, new.reset_index(drop=True))
        last = target_column([self.default], new)
        return self._exchanged(column, where, pd.concat([new, last], ignore_index=True).astype(new.dtype))

    def _check_pairs(self, old: pd.Series, new: pd.Series) -> None:
        """Raise DataError where the mapping tells two things of one value."""
        import pandas as pd

        keys = old.map(key_of(old, True), na_action="ignore") if self.ignore_case else old
        for one in (keys, new):
            if not is_hashable(one):
                raise incomparable(one, MAPPING)
        pairs = pd.DataFrame({"key": keys.to_numpy(), "new": new.to_numpy()}).drop_duplicates()
        twice = pairs[pairs["key"].duplicated()]
        if len(twice):
            row = int(twice.index[0])
            first = pairs[(pairs["key"] == keys.iloc[row]) | (pairs["key"].isna() & keys.isna().iloc[row])]["new"].iloc[
                0
            ]
            raise DataError(
                f"the mapping makes {_told(old.iloc[row])} both {_told(first)} and, in row {row}, {_told(new.iloc[row])}: "
                "keep one of them",
                port=MAPPING,
                column=str(old.name),
                row=row,
            )

    def _in_texts(self, column: pd.Series) -> pd.Series:
        if column_type(column.dtype) != "text" and column.dtype != object and self.columns.by != "names":
            return column
        made = text_column(column)
        for entry in self.replacements:
            pattern = str(entry.find) if self.how == "pattern" else re.escape(str(entry.find))
            new = "" if entry.replacement is None else str(entry.replacement)
            if self.how == "part of text" and entry.find and not self.ignore_case:
                made = with_part_replaced(made, str(entry.find), new)
                continue
            made = replaced(
                made, pattern, new if self.how == "pattern" else new.replace("\\", r"\\"), ignore_case=self.ignore_case
            )
        return made

    def _of_categories(self, column: pd.Series, mapping: pd.DataFrame | None) -> pd.Series:
        """Each category is exchanged once; missing rows too where they are looked for."""
        import pandas as pd

        categories = column.cat.categories
        nullable = NULLABLE.get(str(categories.dtype), categories.dtype)
        # One more place, at the end, for missing values: there code -1 points.
        values = pd.Series(categories, name=column.name).astype(nullable).reindex(range(len(categories) + 1))
        codes: Any
        words: Any
        codes, words = self._replaced(values, mapping).factorize()
        plain: dict[str, Any] = {new: old for old, new in NULLABLE.items()}
        dtype = pd.CategoricalDtype(words.astype(plain.get(str(words.dtype), words.dtype)), ordered=column.cat.ordered)
        made = pd.Categorical.from_codes(codes[column.cat.codes], dtype=dtype)
        return pd.Series(made, index=column.index, name=column.name)


def _told(value: Any) -> str:
    return "a missing value" if is_absent(value) else quoted(value)
