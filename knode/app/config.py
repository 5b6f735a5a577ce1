"""The person's own files: preferences, keys, recent files, layouts. One small JSON file each, in the config folder."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths

from knode.core.document import write_atomically

VARIABLE = "KNODE_CONFIG"
"""The environment variable that names another config folder."""


def folder() -> Path:
    """The config folder; it may not exist yet."""
    given = os.environ.get(VARIABLE)
    if given:
        return Path(given)
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(place) / "knode"


def read(name: str, default: Any) -> Any:
    """The content of `name`.json; `default` when there is none, or none that can be read (it is kept as `name`.broken)."""
    path = folder() / f"{name}.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return default
    except (OSError, ValueError):
        with contextlib.suppress(OSError):
            path.replace(path.with_suffix(".broken"))
        return default


def write(name: str, content: Any, place: Path | None = None) -> None:
    """Put `content` in the place of `name`.json, in the config folder if no other is named.

    Raises UsageError when the folder cannot be written.
    """
    place = place or folder()
    with contextlib.suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    write_atomically(place / f"{name}.json", text.encode())
