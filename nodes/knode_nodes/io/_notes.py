"""What a reader has to tell about one reading: its guesses, and what looks wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from knode.api import Context, quoted

MANY = 5


@dataclass(frozen=True, slots=True)
class Ways:
    """What can be done about values that are doubtful, where they were found: ends of sentences, or whole ones."""

    typed: str = "choose another type for the column, or list the text in the setting `missing`"
    mixed: str = "Set the type of such a column, or mend the file."
    nearly: str = "Set the column's type, or list texts that mean missing in the setting `missing`."
    dates: str = "say which in the setting dates"
    decimal: str = "say which in the setting decimal"


OF_FILES = Ways()
OF_JSON = Ways(
    typed="choose another type for the column, or mend the file", nearly="Set the column's type, or mend the file."
)
OF_CELLS = Ways(
    typed="choose another type for the column, or correct the value",
    mixed="Set the type of such a column, or correct its values.",
    nearly="Set the column's type, or correct the value.",
    dates="write dates as 2026-01-31",
    decimal="write numbers as 1234.5",
)
"""Values that were typed."""
OF_ANSWERS = Ways(
    mixed="Convert such a column afterwards, such as with Cast Columns.",
    nearly="Convert the column afterwards, such as with Cast Columns.",
    dates="convert the column afterwards, such as with Cast Columns",
    decimal="convert the column afterwards, such as with Cast Columns",
)
"""Values that a server sent."""


@dataclass(slots=True)
class Notes:
    """Collects guesses (told in one line), remarks and warnings."""

    guesses: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    ways: Ways = OF_FILES

    def clear(self) -> None:
        """Forget all: the reading begins anew."""
        for texts in (self.guesses, self.remarks, self.warnings):
            texts.clear()

    def add(self, other: Notes) -> None:
        """All that another one holds."""
        self.guesses += other.guesses
        self.remarks += other.remarks
        self.warnings += other.warnings

    def copy(self) -> Notes:
        """One of its own that holds the same."""
        made = Notes(ways=self.ways)
        made.add(self)
        return made

    def tell(self, context: Context) -> None:
        """Hand all of it to the person."""
        if self.guesses:
            context.info(f"Guessed: {', '.join(self.guesses)}.")
        for text in self.remarks:
            context.info(text)
        for text in self.warnings:
            context.warn(text)


def listed(names: Iterable[str]) -> str:
    """Some names, quoted, at most `MANY` of them."""
    names = list(names)
    rest = f" and {len(names) - MANY:,} more" if len(names) > MANY else ""
    return ", ".join(quoted(name) for name in names[:MANY]) + rest
