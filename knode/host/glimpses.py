"""Short looks into files that readers would read, so that their columns are known before anything runs."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from knode.core.errors import KnodeError, SettingError, quoted
from knode.core.node import Node
from knode.core.spec import Spec
from knode.core.whereabouts import file_meant
from knode.engine.graph import Step

Tell = Callable[[str, str, dict[str, Spec], KnodeError | None], None]


class _Look(NamedTuple):
    step: Step
    signature: str
    folder: Path


class Glimpses:
    """Looks on a thread of its own, once for each signature, and tells step, signature and the specs that it saw, or else
    that the file is not there."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._looks: queue.SimpleQueue[_Look | None] = queue.SimpleQueue()
        self._asked: dict[str, str] = {}
        self._thread: threading.Thread | None = None

    def want(self, step: Step, signature: str, folder: Path) -> None:
        """Have a reader peek at what it would read, unless that was done. Called from one thread."""
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
            seen = _seen(look)
            self._tell(look.step.id, look.signature, seen, None if seen else _missing(look))


def _can_look(step: Step) -> bool:
    peeks = step.cls.peek is not Node.peek and not (step.cls.effect or step.cls.code)
    return peeks and step.node is not None and all(port.kind == "table" for port in step.ports.outputs)


def _seen(look: _Look) -> dict[str, Spec]:
    """The specs of the reader's tables; nothing where it cannot read: its run will say why."""
    node = look.step.node
    assert node is not None
    try:
        return {port: spec for port, spec in node.peek(look.folder).items() if spec is not None}
    except Exception:  # A reader may raise whatever its library does about a file.
        return {}


def _missing(look: _Look) -> KnodeError | None:
    """That there is no file of this machine at the path that a reader has, where it has one."""
    name = next((name for name, form in _forms(look.step.cls) if form == "file"), None)
    given = getattr(look.step.node, name) if name is not None else None
    if not isinstance(given, str) or not given.strip() or "://" in given or "/" in look.step.cls.reads:
        return None
    try:
        file = (look.folder / Path(given).expanduser()).absolute()
        if file.exists() or any(
            folder.is_file() for folder in file.parents
        ):  # In an archive, or what only a run can tell.
            return None
    except (OSError, RuntimeError, ValueError):
        return None
    meant = file_meant(file)
    advice = f"did you mean {quoted(str(meant))}?" if meant is not None else "choose another one"
    return SettingError(str(name), f"there is no file {quoted(str(file))}: {advice}", node=look.step.id)


def _forms(cls: type[Node]) -> Iterator[tuple[str, object]]:
    """The settings of a reader of files, and their forms."""
    for name, field in cls.model_fields.items() if cls.reads else ():
        if isinstance(field.json_schema_extra, dict):
            yield name, field.json_schema_extra.get("form")
