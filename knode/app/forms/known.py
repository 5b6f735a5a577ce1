"""What editors may know of their surroundings: the columns that come in, the variables, and the workflow's folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from knode.core.spec import ColumnSpec, Spec, TableSpec, VariablesSpec

Inputs = Mapping[str, Sequence[Spec | None]]


class Known(QObject):
    """The columns and variables that reach a node, as far as they are known, and where its file names start.

    A form shares one among its editors, and fills it again whenever more is known.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self._ports: dict[str, tuple[ColumnSpec, ...]] = {}
        self.variables: tuple[str, ...] = ()

    def fill(self, inputs: Inputs, folder: Path | None, outputs: Mapping[str, Spec | None] | None = None) -> None:
        """Take over what comes in; of a node without inputs, such as a reader, the columns that it gives."""
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
        if (ports, names, folder) != (self._ports, self.variables, self.folder):
            self._ports, self.variables, self.folder = ports, names, folder
            self.changed.emit()

    def columns(self, port: str = "") -> tuple[ColumnSpec, ...] | None:
        """The columns at a table port, of all of them together when none is named; None when nothing is known."""
        if port:
            return self._ports.get(port)
        if not self._ports:
            return None
        return merged([TableSpec(columns=columns) for columns in self._ports.values()])

    def names(self, port: str = "") -> list[str]:
        """The names of the columns that are known."""
        return [column.name for column in self.columns(port) or ()]


def merged(specs: Sequence[TableSpec]) -> tuple[ColumnSpec, ...]:
    """The columns of several tables, each name once, in the order in which they come."""
    found: dict[str, ColumnSpec] = {}
    for spec in specs:
        for column in spec.columns:
            found.setdefault(column.name, column)
    return tuple(found.values())
