"""`knode app`: where it cannot open a window it says so; how it opens one is in tests/app/test_main.py."""

from __future__ import annotations

import pytest

from knode.cli import app
from tests.cli.conftest import Knode


def test_the_desktop_needs_a_screen(knode: Knode, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(app.sys, "platform", "linux")
    answer = knode("app")
    assert answer.code == 2
    assert "no screen" in answer.err
