"""The program as it is started: a window soon, nothing heavy imported, nothing left behind."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from knode.core import document
from tests.app.driver import ROOT
from tests.measuring import slowness
from tests.processes import PATIENCE, start_python, wait_until

HEAVY = {"pandas", "numpy", "sklearn", "shap", "pyarrow", "matplotlib", "networkx", "scipy", "skops", "sqlite_utils"}
CPU_SECONDS = 1.5
START = """
import json, sys, time
from knode.app.main import main, make_application
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
app = make_application()
told = {}

def look():
    window = app.topLevelWidgets() and next(w for w in app.topLevelWidgets() if w.objectName() == "window")
    if "cpu" not in told and window.isVisible():
        told["cpu"] = time.process_time()
    if window.session is not None and window.session.statuses:
        told["modules"] = sorted(sys.modules)
        told["statuses"] = len(window.session.statuses)
        told["engine"] = window.session.engine.client.pid
        app.closeAllWindows()

timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
from pathlib import Path
code = main([Path(name) for name in sys.argv[1:]])
print(json.dumps(told))
sys.exit(code)
"""


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What a whole program told that opened a workflow, waited for its engine process and was closed."""
    monkeypatch.setenv("KNODE_CONFIG", str(tmp_path / "config"))
    file = tmp_path / "churn.knode"
    file.write_bytes((ROOT / "workflows" / "churn.knode").read_bytes())
    call = [sys.executable, "-c", START, str(file)]
    done = subprocess.run(call, capture_output=True, text=True, cwd=ROOT, timeout=5 * PATIENCE)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_the_program_opens_a_window_soon_and_leaves_nothing_behind(started: dict[str, object]) -> None:
    assert started["statuses"] == len(document.load(ROOT / "workflows" / "churn.knode").nodes)
    assert HEAVY.isdisjoint(started["modules"])  # type: ignore[call-overload]
    assert started["cpu"] < CPU_SECONDS * slowness()  # type: ignore[operator]
    wait_until(lambda: not psutil.pid_exists(started["engine"]))  # type: ignore[arg-type]


def test_knode_without_arguments_opens_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNODE_CONFIG", str(tmp_path / "config"))
    process = start_python("-m", "knode", stderr=subprocess.DEVNULL)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(2.0)
