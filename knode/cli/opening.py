"""Files that a command is given as a workflow: opened, or refused with what they are instead and what to do with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from knode.cli.files import FORMATS, PACKED, extension, meant_instead
from knode.core.errors import BundleDamaged, NewerFormat, UsageError, WorkflowFileError, quoted
from knode.core.whereabouts import folder_meant

if TYPE_CHECKING:
    from knode.deploy.opening import Opened

KINDS = {
    ".csv": "a table (CSV)",
    ".tsv": "a table (TSV)",
    ".txt": "a text file",
    ".parquet": "a table (Parquet)",
    ".xlsx": "a workbook of tables (Excel)",
    ".xls": "a workbook of tables (Excel)",
    ".ods": "a workbook of tables (OpenDocument)",
    ".arrow": "a table (Arrow)",
    ".feather": "a table (Arrow)",
    ".json": "a JSON file",
    ".jsonl": "a table (JSON lines)",
    ".py": "a Python program",
    ".ipynb": "a notebook",
    ".sql": "a file of SQL",
    ".db": "a database",
    ".sqlite": "a database",
    ".duckdb": "a database",
    ".skops": "a file of a model",
    ".png": "a picture",
    ".jpg": "a picture",
    ".svg": "a picture",
    ".pdf": "a document",
    ".knwf": "a workflow of another program",
}
"""What files are that are given in place of a workflow, by their ends."""
ENDS = {"workflow": (".knode", ".knodez"), "bundle": (".knodez",)}
MOST_NAMED = 3


def opened(path: Path, command: str) -> Opened:
    """Open the workflow or bundle that `knode COMMAND` was given.

    Raises:
        UsageError: it is something else; the message says what, and what to do with it.
        WorkflowFileError: it is no readable workflow.
        BundleDamaged: it is a bundle whose content is not what its manifest says.
    """
    from knode.deploy.opening import open_any

    try:
        return open_any(path)
    except NewerFormat:
        raise
    except (UsageError, WorkflowFileError, BundleDamaged):
        refuse_other_kinds(path, command)
        raise


def refuse_other_kinds(path: Path, command: str, wanted: str = "workflow") -> None:
    """Raise UsageError for a file that is no workflow, or no bundle where `wanted` says so, but something else."""
    said = _said(path, command, wanted)
    if said:
        raise UsageError(said, file=str(path))


def _said(path: Path, command: str, wanted: str) -> str:
    if path.is_dir():
        return _of_folder(path, command, wanted)
    if not path.exists():
        return f"{path}: there is no such file{meant_instead(path, ENDS[wanted]) or _others(path, wanted)}"
    if not path.is_file():
        return ""
    if path.stat().st_size == 0:
        return f"{path}: the file is empty, so it is no {wanted}. Was it saved, or copied as a whole?"
    kind = KINDS.get(extension(path))
    if kind is None or (extension(path) == ".json" and b'"format"' in path.read_bytes()):
        return ""
    return f"{path} is {kind}, and no {wanted}. {_what_to_do(path, command, wanted)}"


def _others(path: Path, wanted: str) -> str:
    """What there is in its place, as the end of a sentence."""
    meant = folder_meant(path)
    if meant is not None:
        return f" or folder; did you mean the folder {quoted(str(meant))}?"
    inside = _inside(path.parent, wanted)
    return f"; its folder has {_listed(inside)}." if inside else f", and its folder has no {wanted}."


def _inside(folder: Path, wanted: str) -> list[str]:
    return sorted(one.name for one in folder.iterdir() if one.suffix in ENDS[wanted])


def _listed(names: list[str]) -> str:
    return ", ".join(map(quoted, names[:MOST_NAMED])) + (" …" if len(names) > MOST_NAMED else "")


def _of_folder(path: Path, command: str, wanted: str) -> str:
    inside = _inside(path, wanted)
    if not inside:
        return (
            f"{path} is a folder, and has no {wanted} in it. Give the file of a {wanted}: {' or '.join(ENDS[wanted])}."
        )
    return f"{path} is a folder. Give a {wanted} in it: knode {command} {path / inside[0]}" + (
        f" (it has {_listed(inside)})." if len(inside) > 1 else "."
    )


def _what_to_do(path: Path, command: str, wanted: str) -> str:
    kind = extension(path)
    packed = path.suffix.lower() in PACKED
    if kind == ".py" and not packed:
        return f"Run it with Python: python {path}. A workflow that it builds is written by its save."
    ending = "A bundle ends in .knodez" if wanted == "bundle" else "A workflow ends in .knode, a bundle in .knodez"
    if kind not in FORMATS:
        return f"{ending}."
    if command == "serve":
        return "Give a bundle (.knodez); it is asked with rows over HTTP."
    if command in ("exec", "capture"):
        return f"Give the workflow first, and the table as an input of it: knode {command} WORKFLOW --input NAME={path}"
    return f"{ending}; a table is given to it when it runs: knode exec {wanted.upper()} --input NAME={path}"
