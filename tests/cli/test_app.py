"""`knode app`: where it cannot open a window it says so; how it opens one is in tests/app/test_main.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from knode.cli import app
from tests.cli.conftest import Knode, numbers


def test_the_desktop_needs_a_screen(knode: Knode, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(app.sys, "platform", "linux")
    answer = knode("app")
    assert answer.code == 2
    assert "no screen" in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["numbres.knode"], 'numbres.knode: there is no such file; did you mean "numbers.knode"?'),
        (["table.csv"], "table.csv is a table (CSV), and no workflow."),
        (
            ["numbers.knode", "--picture", "gone/x.png"],
            'No picture can be written to gone/x.png: there is no folder "gone".',
        ),
        (["numbers.knode", "--picture", "x.bmp.gz"], 'x.bmp.gz: its name ends in ".gz". Choose one of .png, .jpg,'),
        (["numbers.knode", "--picture", "x"], "x: its name has no ending that says its format. Choose one of"),
    ],
)
def test_what_cannot_be_in_a_picture_is_told_before_a_window_opens(
    knode: Knode, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    numbers()
    Path("table.csv").write_text("a\n1\n")
    answer = knode("app", "--picture", "x.png", *words)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
