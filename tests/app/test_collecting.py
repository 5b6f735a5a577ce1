"""Qt objects in garbage are destroyed on the GUI thread, whatever thread allocates meanwhile."""

from __future__ import annotations

import gc
import threading
from typing import Any, ClassVar

from PySide6.QtCore import QObject

from knode.app.collecting import Collector
from knode.app.main import make_application


class Ring:
    """A Qt object in a circle of references; knows on which thread it went."""

    gone: ClassVar[list[int]] = []

    def __init__(self) -> None:
        self.object = QObject()
        self.itself = self

    def __del__(self) -> None:
        Ring.gone.append(threading.get_ident())


def test_the_application_has_one_collector(qapp: Any):
    make_application()
    make_application()
    assert len(qapp.findChildren(Collector)) == 1
    assert not gc.isenabled()


def test_garbage_goes_on_the_gui_thread(qapp: Any, qtbot: Any):
    make_application()
    Ring.gone.clear()
    for _ in range(1_000):
        Ring()
    kept: list[Any] = []
    worker = threading.Thread(target=lambda: kept.extend([[]] for _ in range(200_000)))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: len(Ring.gone) >= 900, timeout=5_000)
    assert set(Ring.gone) == {threading.get_ident()}
