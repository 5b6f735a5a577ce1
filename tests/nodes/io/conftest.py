"""A context for the readers and writers: relative paths start at the test's folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from knode.core.check import QuietContext
from tests.nodes.io.databases import server_urls, shelf  # noqa: F401


class Told(QuietContext):
    """Gives what the node said as one text; has two cores, as most machines have several."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder=folder)
        self.cores = 2

    @property
    def said(self) -> str:
        return "\n".join(self.infos)

    @property
    def warned(self) -> str:
        return "\n".join(self.warnings)


@pytest.fixture
def context(tmp_path: Path) -> Told:
    return Told(tmp_path)
