"""The Qt binding counts None right: some releases lose a reference with every call that returns nothing."""

from __future__ import annotations

import subprocess
import sys

# Until Python 3.12 None is counted like any object, and the process aborts when the count reaches zero.
SCRIPT = """
import sys
from PySide6.QtWidgets import QApplication, QGraphicsRectItem, QGraphicsScene

application = QApplication([])
scene = QGraphicsScene()
item = QGraphicsRectItem(0, 0, 10, 10)
scene.addItem(item)
before = sys.getrefcount(None)
for step in range(20_000):
    item.setPos(step, step)
print(before - sys.getrefcount(None))
"""
NOISE = 100
"""References to None that other things in the process may come and go with."""


def test_twenty_thousand_void_calls_lose_no_reference_to_none():
    # In a process of its own: there an abort is a failed test, here it would end the test run.
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    if sys.version_info < (3, 12):
        assert abs(int(done.stdout)) < NOISE
