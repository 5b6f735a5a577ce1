"""What a reader has to tell about one reading: its guesses, and what looks wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from knode.api import Context, quoted

MANY = 5


@dataclass(slots=True)
class Notes:
    """Collects guesses (told in one line), remarks and warnings."""

    guesses: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

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
        made = Notes()
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
