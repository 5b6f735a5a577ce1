"""What a report of a problem holds: versions, the end of the log, the shape of the workflow; no data, settings, paths."""

from __future__ import annotations

import importlib.metadata
import io
import json
import platform
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from knode import __version__
from knode.core.workflow import Workflow

LIBRARIES = ("PySide6-Essentials", "pandas", "numpy", "pyarrow", "scikit-learn", "skops", "networkx", "pydantic")
LINES = 300
_PATH = re.compile(r"(?:[A-Za-z]:\\|\\\\|~?/)[^\s\"':;,<>|]+(?:[/\\][^\s\"':;,<>|]+)*")
_QUOTED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w])", re.IGNORECASE)


def report(workflow: Workflow | None, lines: Iterable[Any], words: str, mishaps: Iterable[str] = ()) -> dict[str, str]:
    """The files of a report by name: `lines` of the log, `words` of the person, `mishaps` of our own, without data."""
    files = {"versions.json": _json(versions()), "log.txt": log_text(lines)}
    mistakes = "\n\n".join(mishaps)
    if mistakes:
        files["mistakes.txt"] = mistakes + "\n"
    if workflow is not None:
        files["workflow.json"] = _json(shape_of(workflow))
    if words.strip():
        files["what_happened.txt"] = words.strip() + "\n"
    return files


def packed(files: dict[str, str]) -> bytes:
    """The report as a zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


def versions() -> dict[str, Any]:
    """Which knode, Python, system and libraries."""
    libraries = {}
    for name in LIBRARIES:
        try:
            libraries[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            libraries[name] = "not installed"
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return {"knode": __version__, "python": platform.python_version(), "system": system, "libraries": libraries}


def shape_of(workflow: Workflow) -> dict[str, Any]:
    """Types, names of the settings that are set, and links; nodes are numbered, labels and values left out."""
    numbers = {node: f"n{number}" for number, node in enumerate(workflow.nodes, 1)}
    nodes = {}
    for node, instance in workflow.nodes.items():
        about: dict[str, Any] = {"type": instance.type, "version": instance.version, "mode": instance.mode}
        about["settings"] = sorted(instance.settings) if instance.workflow is None else len(instance.settings)
        if instance.workflow is not None:
            about["inside"] = shape_of(instance.workflow)
        nodes[numbers[node]] = about
    links = [f"{numbers[link.source]} -> {numbers[link.target]}" for link in workflow.links]
    return {"nodes": nodes, "links": links, "parameters": len(workflow.parameters)}


def log_text(lines: Iterable[Any]) -> str:
    """The last lines of the log, with what may be data taken out: paths, whatever is quoted, numbers."""
    kept = list(lines)[-LINES:]
    return "".join(f"{line.level}\t{without_data(line.text)}\n" for line in kept)


def without_data(text: str) -> str:
    """A message without paths, quotations and numbers."""
    home = str(Path.home())
    text = text.replace(home, "~")
    for pattern, word in ((_QUOTED, "<…>"), (_PATH, "<path>"), (_NUMBER, "<n>")):
        text = pattern.sub(word, text)
    return text


def _json(data: Any) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
