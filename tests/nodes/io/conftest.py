"""A context for the readers and writers: it keeps what they tell, and starts relative paths at the test's folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from knode.api import Captured, Context, Secret


class Told(Context):
    """Keeps messages; knows no secrets and no bundles."""

    def __init__(self, folder: Path) -> None:
        self.node = "tested"
        self.seed = 0
        self.cores = 2
        self.folder = folder
        self.infos: list[str] = []
        self.warnings: list[str] = []
        self.fractions: list[float | None] = []

    @property
    def said(self) -> str:
        return "\n".join(self.infos)

    @property
    def warned(self) -> str:
        return "\n".join(self.warnings)

    def progress(self, fraction: float | None, message: str = "") -> None:
        self.fractions.append(fraction)

    def check_cancelled(self) -> None:
        pass

    def info(self, text: str) -> None:
        self.infos.append(text)

    def warn(self, text: str) -> None:
        self.warnings.append(text)

    def secret(self, secret: Secret) -> str:
        raise NotImplementedError

    def capture(self) -> Captured:
        raise NotImplementedError

    def execute(self, captured: Captured, inputs: Mapping[str, Any]) -> dict[str, Any]:
        raise NotImplementedError

    def write_bundle(self, captured: Captured, path: Path, *, name: str, version: str) -> Mapping[str, Any]:
        raise NotImplementedError

    def read_bundle(self, path: Path) -> Captured:
        raise NotImplementedError


@pytest.fixture
def context(tmp_path: Path) -> Told:
    return Told(tmp_path)
