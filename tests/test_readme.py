"""What the README shows works as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_example_runs(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    scope: dict[str, object] = {}
    exec(code, scope)
    assert float(capsys.readouterr().out) > 0.8
    scope["w"].close()  # type: ignore[attr-defined]


def test_every_place_on_the_map_exists() -> None:
    places = re.findall(r"^\| `([^`]+)`", README, re.MULTILINE)
    links = re.findall(r"\]\(([^)#:]+)\)", README) + re.findall(r'(?:src|srcset)="([^"]+)"', README)
    assert len(places) > 8
    for place in [*places, *links]:
        assert (ROOT / place).exists(), place
