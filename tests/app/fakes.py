"""Hand-written stand-ins for what lies outside a part that is tested."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from knode.app.document import Document
from knode.host.protocol import Event, Method


class FakeCall:
    """A question that somebody may stop waiting for; a test may answer it later."""

    forgotten = False

    def __init__(self, then: Callable[[Any], None] | None = None) -> None:
        self._then = then

    def forget(self) -> None:
        self.forgotten = True

    def answer(self, value: Any) -> None:
        if self._then is not None and not self.forgotten:
            self._then(value)


class FakeEngine(QObject):
    """Stands for the engine process: keeps what it is asked, and tells what a test has it tell."""

    told = Signal(object)
    state_changed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, Any]] = []
        self.calls: list[FakeCall] = []
        self.answers: dict[str, Callable[[Any], Any]] = {}

    def start(self, document: Document, trusted: bool) -> None:
        self.state_changed.emit("ready", "")

    def restart(self) -> None:
        self.state_changed.emit("ready", "")

    def close(self) -> None:
        self.state_changed.emit("stopped", "")

    def call(self, method: Method[Any, Any], params: Any, then: Any, failed: Any = None) -> FakeCall:
        self.asked.append((method.name, params))
        if method.name in self.answers:
            then(self.answers[method.name](params))
            return FakeCall()
        self.calls.append(FakeCall(then))
        return self.calls[-1]

    def tell(self, event: Event) -> None:
        self.told.emit(event)
