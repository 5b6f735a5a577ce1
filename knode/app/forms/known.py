"""What editors may know of their surroundings: the columns that come in, the variables, and the workflow's folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from knode.core.spec import ColumnSpec, ColumnType, Spec, TableSpec, VariablesSpec

Inputs = Mapping[str, Sequence[Spec | None]]


class Known(QObject):
    """The columns and variables that reach a node, as far as they are known, and where its file names start.

    A form shares one among its editors, and fills it again whenever more is known.
    """

    changed = Signal()
    asked = Signal(str, str)
    """The values of a column are wanted: its port, "" for any, and its name."""
    learnt = Signal()
    """Values of a column have come in."""
    run = Signal()
    """Something is run with the values as they are."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self._ports: dict[str, tuple[ColumnSpec, ...]] = {}
        self._all: tuple[ColumnSpec, ...] | None = None
        self._types: dict[str, dict[str, ColumnType]] = {}
        self._all_types: dict[str, ColumnType] | None = None
        self._guesses: dict[str, dict[str, ColumnType]] = {}
        self.variables: tuple[str, ...] = ()
        self._values: dict[tuple[str, str], tuple[str, ...]] = {}
        self._asked: set[tuple[str, str]] = set()

    def fill(
        self,
        inputs: Inputs,
        folder: Path | None,
        outputs: Mapping[str, Spec | None] | None = None,
        before: Mapping[str, Sequence[TableSpec]] | None = None,
    ) -> None:
        """Take over what comes in; of a node without inputs, such as a reader, the columns that it gives.

        `before` are the tables further up, by port: for a port of which nothing is known their columns are guesses.
        """
        tables = {
            port: [spec for spec in specs if isinstance(spec, TableSpec)]
            for port, specs in inputs.items()
            if port != "variables"
        }
        if not tables:
            tables = {port: [spec] for port, spec in (outputs or {}).items() if isinstance(spec, TableSpec)}
        ports = {port: merged(specs) for port, specs in tables.items() if specs}
        names = tuple(
            name
            for specs in inputs.values()
            for spec in specs
            if isinstance(spec, VariablesSpec)
            for name in spec.names
        )
        guesses = {port: _types(merged(specs)) for port, specs in (before or {}).items() if port not in ports}
        if (ports, names, folder, guesses) != (self._ports, self.variables, self.folder, self._guesses):
            self._ports, self.variables, self.folder, self._guesses = ports, names, folder, guesses
            # Asked for by every editor at every change, of tables with thousands of columns too.
            self._all = _merged(ports.values()) if ports else None
            self._types = {port: _types(columns) for port, columns in ports.items()}
            self._all_types = None if self._all is None else _types(self._all)
            self.forget_values()
            self.changed.emit()

    def columns(self, port: str = "") -> tuple[ColumnSpec, ...] | None:
        """The columns at a table port, of all of them together when none is named; None when nothing is known."""
        return self._ports.get(port) if port else self._all

    def types(self, port: str = "") -> Mapping[str, ColumnType] | None:
        """The types of these columns by name; None where some of them are guesses."""
        if self.is_guess(port):
            return None
        return self._types.get(port) if port else self._all_types

    def is_guess(self, port: str = "") -> bool:
        """Whether columns at a port are guessed from what comes in further up: others may be there too, and they not."""
        return port in self._guesses if port else bool(self._guesses)

    def offered(self, port: str = "") -> Mapping[str, ColumnType] | None:
        """The types of the columns to choose from by name, guesses too; None when there is nothing to offer."""
        if not self.is_guess(port):
            return self.types(port)
        if port:
            return self._guesses[port]
        found = dict(self._all_types or {})
        for guess in self._guesses.values():
            found = {**guess, **found}
        return found

    def target(self, port: str = "") -> list[str]:
        """The columns whose role is target, and those that predictions are of."""
        columns = self.columns(port) or ()
        foretold = dict.fromkeys(column.predicts for column in columns if column.predicts is not None)
        return [column.name for column in columns if column.role == "target" or column.name in foretold]

    def values(self, name: str, port: str = "") -> list[str]:
        """The values that occur in a column, as texts, as far as they are known; those that are not are asked for."""
        column = next((one for one in self.columns(port) or () if one.name == name), None)
        if column is not None and column.categories is not None:
            return [str(value) for value in column.categories]
        if (port, name) not in self._asked:
            self._asked.add((port, name))
            self.asked.emit(port, name)
        return list(self._values.get((port, name), ()))

    def learn(self, port: str, name: str, values: tuple[str, ...]) -> None:
        """Take over the values of a column."""
        self._values[port, name] = values
        self.learnt.emit()

    def ask_again(self) -> None:
        """Ask again for what there was no answer to: it may have been computed since."""
        self._asked = set(self._values)

    def forget_values(self) -> None:
        """Ask for all values again: others may have been computed."""
        self._values, self._asked = {}, set()

    def names(self, port: str = "") -> list[str]:
        """The names of the columns to choose from."""
        return list(self.offered(port) or ())


def _types(columns: Iterable[ColumnSpec]) -> dict[str, ColumnType]:
    return {column.name: column.type for column in columns}


def merged(specs: Sequence[TableSpec]) -> tuple[ColumnSpec, ...]:
    """The columns of several tables, each name once, in the order in which they come."""
    return _merged(spec.columns for spec in specs)


def _merged(tables: Iterable[Sequence[ColumnSpec]]) -> tuple[ColumnSpec, ...]:
    found: dict[str, ColumnSpec] = {}
    for columns in tables:
        for column in columns:
            found.setdefault(column.name, column)
    return tuple(found.values())
