"""Pictures of the main states are taken, light and dark, at both scales; `KNODE_SHOTS` names a folder that keeps them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.processes import PATIENCE

ROOT = Path(__file__).parents[2]
WINDOWS = ("start", "states", "help")
OTHERS = ("view_palette", "file_preferences")


def take(folder: Path, look: str, scale: int, config: Path) -> None:
    surroundings = os.environ | {
        "QT_SCALE_FACTOR": str(scale),
        "KNODE_CONFIG": str(config),
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [sys.executable, "-m", "tests.app.pictures", str(folder), look]
    done = subprocess.run(
        command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=5 * PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr[-2_000:]


@pytest.mark.parametrize(("look", "scale"), [("light", 1), ("dark", 1), ("light", 2), ("dark", 2)])
def test_the_main_states_look_like_something(tmp_path: Path, look: str, scale: int):
    folder = Path(os.environ.get("KNODE_SHOTS", tmp_path)).absolute()
    take(folder, look, scale, tmp_path / "config")
    for name in (*WINDOWS, *OTHERS):
        image = QImage(str(folder / f"{name}_{look}_{scale * 100}.png"))
        assert not image.isNull(), name
        if name in WINDOWS:
            assert (image.width(), image.height()) == (1_440 * scale, 900 * scale), name
        seen = {image.pixel(x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)}
        assert len(seen) > 12, f"{name} shows nothing"
        middle = sorted(image.pixelColor(x, image.height() - 9).lightness() for x in range(9, image.width() - 9, 5))
        assert (middle[len(middle) // 2] > 128) == (look == "light"), name
