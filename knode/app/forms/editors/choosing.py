"""A choice of columns as a person changes it: plain data, without widgets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast, get_args

from PySide6.QtCore import QCoreApplication

from knode.core.settings import Columns
from knode.core.spec import ColumnType

translate = QCoreApplication.translate
By = Literal["all", "names", "types", "pattern"]
Known = Mapping[str, ColumnType] | None
"""The types of the columns that are there, by name and in their order; None when nothing is known."""
NAMED = 3
"""Names that the summary tells."""


@dataclass(frozen=True)
class Choosing:
    """What `Columns` holds. It remembers what was set for the other ways of choosing, in case a person goes back."""

    by: By = "all"
    names: tuple[str, ...] = ()
    types: tuple[ColumnType, ...] = ()
    pattern: str = ""
    but: tuple[str, ...] = ()

    @classmethod
    def of(cls, value: Any) -> Choosing:
        """The choice that JSON data stands for. Raises ValueError."""
        columns = Columns.model_validate(value)
        return cls(columns.by, columns.names, columns.types, columns.pattern, columns.but)

    @property
    def columns(self) -> Columns:
        """The choice as a setting."""
        kept: dict[str, Any] = {} if self.by == "all" else {self.by: getattr(self, self.by)}
        return Columns(by=self.by, but=self.but, **kept)

    def as_json(self) -> Any:
        """The choice as it stands in a file."""
        return self.columns.model_dump(mode="json")

    # ---- what it means for the columns that are known

    def chosen(self, columns: Known) -> list[str]:
        """The names of the chosen columns that are there; the names that were given where nothing is known."""
        if columns is None:
            return [name for name in self.names if name not in self.but] if self.by == "names" else []
        present = replace(self, names=tuple(name for name in self.names if name in columns))
        return present.columns.of_types(columns)

    def missing(self, columns: Known) -> list[str]:
        """The names that are chosen or left out by name, and that are not there."""
        if columns is None:
            return []
        named = (*self.names, *self.but) if self.by == "names" else self.but
        return [name for name in dict.fromkeys(named) if name not in columns]

    def can_tick(self, columns: Known) -> set[str]:
        """The columns of which ticking means something: by type and pattern only what they find can be left out."""
        if columns is None or self.by in ("all", "names"):
            return {*(columns or ()), *self.names, *self.but}
        return {*replace(self, but=()).chosen(columns), *self.but}

    # ---- changes

    def by_way(self, way: By, columns: Known) -> Choosing:
        """The choice in another way."""
        if way == "names":
            found = tuple(self.chosen(columns)) if self.by != "names" else self.names
            return replace(self, by=way, names=found or self.names, but=())
        types: tuple[ColumnType, ...] = self.types or ("number",) if way == "types" else self.types
        pattern = self.pattern or "*" if way == "pattern" else self.pattern
        return replace(self, by=way, types=types, pattern=pattern, but=() if self.by == "names" else self.but)

    def toggled(self, name: str, columns: Known) -> Choosing:
        """With a column that was not chosen, or without one that was."""
        if self.by != "names":
            left = tuple(one for one in self.but if one != name)
            return replace(self, but=left if name in self.but else (*self.but, name))
        if name in self.names:
            return replace(self, names=tuple(one for one in self.names if one != name), but=())
        return replace(self, names=_with(self.names, name, columns), but=())

    def ticked(self, names: Iterable[str], columns: Known, *, on: bool) -> Choosing:
        """With all these columns, or without them."""
        if self.by != "names":
            wanted = dict.fromkeys(name for name in names if name in self.can_tick(columns))
            left = dict.fromkeys(self.but) if not on else {name: None for name in self.but if name not in wanted}
            return replace(self, but=tuple(left if on else left | wanted))
        wanted = dict.fromkeys(names)
        if not on:
            return replace(self, names=tuple(name for name in self.names if name not in wanted), but=())
        order = {name: place for place, name in enumerate(columns or ())}
        places = [order.get(name, -1) for name in self.names]
        both = (*self.names, *(name for name in wanted if name not in self.names))
        is_sorted = places == sorted(places)
        return replace(
            self, names=tuple(sorted(both, key=lambda one: order.get(one, -1)) if is_sorted else both), but=()
        )

    def moved(self, name: str, step: int) -> Choosing:
        """With a name before or after its neighbour."""
        if self.by != "names" or name not in self.names:
            return self
        kept = list(self.names)
        place = kept.index(name)
        target = min(max(0, place + step), len(kept) - 1)
        kept.insert(target, kept.pop(place))
        return replace(self, names=tuple(kept))

    def corrected(self, gone: str, near: str) -> Choosing:
        """With another name in the place of one that is not there."""
        return replace(self, names=_exchanged(self.names, gone, near), but=_exchanged(self.but, gone, near))

    def with_types(self, types: Iterable[str]) -> Choosing:
        """By these types."""
        wanted = set(types)
        return replace(self, types=tuple(cast(ColumnType, one) for one in get_args(ColumnType) if one in wanted))

    def with_pattern(self, pattern: str) -> Choosing:
        """By this pattern."""
        return replace(self, pattern=pattern)

    # ---- in words

    def summary(self, columns: Known, number: int) -> str:
        """What is chosen, in one line."""
        texts = {
            "all": translate("Choosing", "All columns"),
            "names": self._names_text(),
            "types": ", ".join(translate("ColumnType", one) for one in self.types) or translate("Choosing", "No type"),
            "pattern": self.pattern or translate("Choosing", "No pattern"),
        }
        text = texts[self.by]
        if self.but:
            text = translate("Choosing", "{text} but {names}").format(text=text, names=_listed(self.but))
        if columns is None:
            return text
        return translate("Choosing", "{text} · {number} of {all}").format(text=text, number=number, all=len(columns))

    def _names_text(self) -> str:
        return _listed(self.names) if self.names else translate("Choosing", "No column")

    def count_text(self, columns: Known, number: int) -> str:
        """How many are chosen."""
        if columns is None:
            return translate("Choosing", "The columns are not known yet.")
        return translate("Choosing", "{number} of {all} chosen").format(number=number, all=len(columns))


def _with(names: tuple[str, ...], name: str, columns: Known) -> tuple[str, ...]:
    """One more name: where it stands in the table if the others are in that order, else at the end."""
    order = {known: place for place, known in enumerate(columns or ())}
    places = [order.get(one, -1) for one in names]
    if name not in order or places != sorted(places):
        return (*names, name)
    before = sum(place < order[name] for place in places)
    return (*names[:before], name, *names[before:])


def _exchanged(names: tuple[str, ...], gone: str, near: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(near if name == gone else name for name in names))


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:NAMED])
    return shown if len(names) <= NAMED else f"{shown} …"
