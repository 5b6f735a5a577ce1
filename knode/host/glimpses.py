"""Short looks into files that readers would read, so that their columns are known before anything runs."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from knode.core.node import Node
from knode.core.spec import Spec, TableSpec
from knode.engine.graph import Step

ROWS = 200
"""How many rows tell the columns and, most of the time, their types."""
LARGEST = 256 << 20
"""Bytes of a file that is looked into: some kinds of files must be read whole for their first rows."""
Tell = Callable[[str, str, dict[str, Spec]], None]


class _Look(NamedTuple):
    step: Step
    signature: str
    folder: Path


class Glimpses:
    """Looks on a thread of its own, once for each signature, and tells step, signature and the specs that it saw."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._looks: queue.SimpleQueue[_Look | None] = queue.SimpleQueue()
        self._asked: dict[str, str] = {}
        self._thread: threading.Thread | None = None

    def want(self, step: Step, signature: str, folder: Path) -> None:
        """Look at what a reader with a limit of rows would read, unless that was done. Called from one thread."""
        if self._asked.get(step.id) == signature or not _can_look(step):
            return
        self._asked[step.id] = signature
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="knode-glimpses", daemon=True)
            self._thread.start()
        self._looks.put(_Look(step, signature, folder))

    def close(self) -> None:
        """End the thread after the looks that wait; who ends the process need not wait for it."""
        self._looks.put(None)

    def _work(self) -> None:
        while (look := self._looks.get()) is not None:
            specs = _seen(look)
            if specs:
                self._tell(look.step.id, look.signature, specs)


def _can_look(step: Step) -> bool:
    cls = step.cls
    reads = cls.fingerprint is not Node.fingerprint and "row_limit" in cls.model_fields
    return reads and step.node is not None and not (cls.effect or cls.code or step.ports.inputs)


def _seen(look: _Look) -> dict[str, Spec]:
    """The specs of the reader's tables; nothing where it cannot read: its run will say why."""
    from knode.engine.context import RunContext
    from knode.engine.inline import Inline

    step, node = look.step, look.step.node
    assert node is not None
    context = RunContext(step.id, Inline(folder=look.folder))
    try:
        if int(node.fingerprint(look.folder).get("size") or 0) > LARGEST:
            return {}
        limit = getattr(node, "row_limit", None)
        few = node.model_copy(update={"row_limit": ROWS if limit is None else min(limit, ROWS)})
        made = few.outputs(few.run(**{step.ports.context: context} if step.ports.context else {}))  # type: ignore[attr-defined]
    except Exception:  # A reader may raise whatever its library does about a file.
        return {}
    kinds = {port.name: port.kind for port in step.ports.outputs}
    return {name: TableSpec.of(value) for name, value in made.items() if kinds[name] == "table"}
