"""What can become of a file or folder that is dropped on the canvas: a reader, a component, a tab of its own."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication

from knode.core.catalogue import Catalogue, Entry

FOLDER = "/"
"""What a node reads that reads all files of a folder."""
LOOKED_AT = 1_000
"""Files of a folder by which it is judged."""
WORKFLOW, BUNDLE = ".knode", ".knodez"
MODELS = (".pkl", ".pickle", ".joblib", ".skops", ".onnx", ".pmml", ".sav", ".h5", ".pt")
What = Literal["read", "execute", "open", "component"]


@dataclass(frozen=True)
class Use:
    """One thing to do with a file. `entry` is the reader, where there is one."""

    what: What
    file: Path
    entry: Entry | None = None

    @property
    def name(self) -> str:
        """What the node is called: as the file without its ending, or as the folder of the files."""
        return self.file.parent.name if "*" in self.file.name else self.file.stem

    @property
    def text(self) -> str:
        """What a person chooses by."""
        tell = QCoreApplication.translate
        if self.what == "open":
            return tell("Drop", "Open in a new tab")
        if self.what == "component":
            return tell("Drop", "Insert as a component")
        if self.what == "execute":
            return tell("Drop", "Run it here: Bundle Reader and Workflow Executor")
        assert self.entry is not None
        return tell("Drop", "Read with {node}").format(node=self.entry.name)


def uses(file: Path, catalogue: Catalogue) -> list[Use]:
    """What can be done with a file, judged by its name, the usual first; [] when nothing can. Of a folder it is what can be
    done with those of its files that are read, of the commonest kind."""
    if file.is_dir():
        ending = _commonest_ending(file, catalogue)
        return [Use("read", file / f"*{ending}", entry) for entry in readers(FOLDER, catalogue)] if ending else []
    name = file.name.lower()
    found = [Use("read", file, entry) for entry in readers(name, catalogue)]
    if name.endswith(BUNDLE):
        execute = catalogue.by_type.get("deploy.WorkflowExecutor")
        return ([Use("execute", file, execute)] if execute and found else []) + found + [Use("open", file)]
    if name.endswith(WORKFLOW):
        return [Use("open", file), Use("component", file), *found]
    return found


def readers(name: str, catalogue: Catalogue) -> list[Entry]:
    """The nodes that read files of such a name, those that name a longer end of it first."""
    fitting = [(max(map(len, ends)), entry) for entry in catalogue.entries if (ends := _ends(entry, name))]
    return [entry for _, entry in sorted(fitting, key=lambda one: (-one[0], one[1].title.folded))]


def _commonest_ending(folder: Path, catalogue: Catalogue) -> str:
    """How the names of most files in a folder end that a node reads; "" where there are none."""
    names = [one.name for one in itertools.islice(folder.iterdir(), LOOKED_AT) if not one.name.startswith(".")]
    known = sorted(
        {end for entry in catalogue.entries for end in entry.cls.reads if end != FOLDER}, key=len, reverse=True
    )
    ends = (next((name[-len(end) :] for end in known if name.lower().endswith(end)), "") for name in sorted(names))
    return next((end for end, _ in Counter(filter(None, ends)).most_common(1)), "")


def _ends(entry: Entry, name: str) -> list[str]:
    return [end for end in entry.cls.reads if name.endswith(end)]


def file_setting(entry: Entry) -> str:
    """The setting of a reader that names its file. Raises ValueError for a node that has none."""
    for name, field in entry.cls.model_fields.items():
        extra = field.json_schema_extra
        if isinstance(extra, dict) and extra.get("form") in ("file", "folder"):
            return name
    raise ValueError(f"{entry.type} says what it reads and has no setting for the file")


def path_text(file: Path, folder: Path | None) -> str:
    """A file's name as a setting holds it: relative when it is inside the workflow's folder, with `/` everywhere."""
    absolute = file.absolute()
    if folder is not None:
        for one, home in ((absolute, folder.absolute()), (absolute.resolve(), folder.resolve())):
            if one.is_relative_to(home):
                return one.relative_to(home).as_posix()
    return absolute.as_posix()


def why_not(files: Iterable[Path]) -> str:
    """Words for files with which nothing can be done."""
    names = [file.name for file in files]
    tell = QCoreApplication.translate
    if any(name.lower().endswith(MODELS) for name in names):
        return tell(
            "Drop",
            "{files}: a model file of another program is not opened, for opening it may run code hidden in it. Train "
            "the model in a workflow, or drop a bundle (.knodez).",
        ).format(files=_listed(names))
    return tell(
        "Drop",
        "No node reads {files}. CSV, Excel, Parquet and JSON files, workflows (.knode) and bundles (.knodez) can be dropped "
        "here.",
    ).format(files=_listed(names))


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:3])
    return f"{shown} …" if len(names) > 3 else shown
