"""What a bundle that is open as a workflow brings with it: frozen values, and held-out rows for its inputs."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knode.engine.engine import Supplied

    Values = Mapping[str, Supplied]


class Brought:
    """The values of one bundle, read when they are first wanted; none where the document is no bundle.

    Reading raises BundleDamaged, UsageError or TrustRequired, each time anew.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._read: tuple[Values, Values] | None = ({}, {}) if path is None else None

    @property
    def frozen(self) -> Values:
        """By the id of the node that gives each."""
        return self._values()[0]

    @property
    def inputs(self) -> Values:
        """The held-out rows by the name of the input that they came in at."""
        return self._values()[1]

    def _values(self) -> tuple[Values, Values]:
        with self._lock:
            if self._read is None:
                self._read = self._opened()
            return self._read

    def _opened(self) -> tuple[Values, Values]:
        from knode.deploy.bundle import read_bundle
        from knode.engine.engine import Supplied

        assert self._path is not None
        bundle = read_bundle(self._path)
        captured = bundle.captured
        frozen = {node: Supplied(value, bundle.signatures[node]) for node, (_, value) in captured.frozen.items()}
        content = str(bundle.manifest.get("content", ""))
        rows = {name: Supplied(table, f"{content}.{name}") for name, table in captured.contract.inputs.items()}
        return frozen, rows
