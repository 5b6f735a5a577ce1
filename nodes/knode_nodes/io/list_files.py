"""List the files of a folder as a table."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Context, DataError, Example, Node, Spec, Table, TableSpec, quoted, setting
from knode_nodes.io._finding import MAGIC, Found, find, in_folder

if TYPE_CHECKING:
    import pandas as pd


class ListFiles(Node):
    """List the files of a folder, one row for each: path, name, folder, extension, size and time of change.

    Give a folder, and a pattern for the names if not all files are wanted: `*` stands for any characters, `?` for one.
    The rows are sorted by path, with `part2` before `part10`. Sizes are in bytes (missing for folders), times are in UTC.
    The path is whole, so that Read Files and loops can use it. A folder without such files gives an empty table.

    Example: the folder `exports` with the pattern `*.csv` and recursive gives all CSV files below it.
    """

    pack = "io"
    icon = "list-files"
    keywords = (
        "List Files/Folders", "List Remote Files", "Directory", "Import Documents", "glob", "os.listdir", "ls", "dir",
        "folder", "path",
    )  # fmt: skip

    folder: str = setting(
        ".", "Folder to list; a relative name starts at the workflow's folder. Or a URL such as s3://…", form="folder"
    )
    example = Example({"folder": "exports", "pattern": "*.csv", "recursive": True})
    pattern: str = setting("*", "Which names: * any characters, ? one character.", min_length=1)
    recursive: bool = setting(False, "List the folders within the folder too.")
    kinds: Literal["files", "folders", "both"] = setting("files", "What to list.")
    hidden: bool = setting(
        False, "List what is hidden too: what begins with a point, or ~$ as the marks of open workbooks do."
    )

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        """The columns are always the same."""
        return {"table": TableSpec.of(_table([]))}

    def fingerprint(self, folder: Path) -> dict[str, Any]:
        """A sum over the paths, sizes and times of change."""
        try:
            told = repr([one.told for one in self._found(folder)])
        except DataError:
            told = ""
        return {"folder": self.folder, "sum": hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()}

    def run(self, context: Context) -> Table:
        """The table of files."""
        found = self._found(context.folder)
        if not found:
            context.warn(f"No {self._wanted()} in {quoted(self.folder)} fits {quoted(self.pattern)}.")
        return _table(found)

    def _wanted(self) -> str:
        return {"files": "file", "folders": "folder", "both": "file or folder"}[self.kinds]

    def _found(self, folder: Path) -> list[Found]:
        if MAGIC.search(self.folder):
            raise DataError(f"the folder {quoted(self.folder)} holds a * ? or [: put it into the setting pattern")
        names = f"**/{self.pattern}" if self.recursive else self.pattern
        found = find(in_folder(self.folder, names), folder, hidden=self.hidden)
        return [one for one in found if self.kinds == "both" or one.is_folder == (self.kinds == "folders")]


def _table(found: list[Found]) -> pd.DataFrame:
    import pandas as pd

    paths = [PurePosixPath(one.path.replace("\\", "/")) for one in found]
    return pd.DataFrame(
        {
            "path": pd.Series([one.path for one in found], dtype="str"),
            "name": pd.Series([one.name for one in found], dtype="str"),
            "folder": pd.Series([_parent(one.path) for one in found], dtype="str"),
            "extension": pd.Series(
                ["" if one.is_folder else path.suffix.lower() for one, path in zip(found, paths, strict=True)],
                dtype="str",
            ),
            "size": pd.Series([one.size for one in found], dtype="Int64"),
            "modified": pd.Series([one.modified for one in found], dtype="datetime64[us, UTC]"),
        }
    )


def _parent(path: str) -> str:
    return path.replace("\\", "/").rstrip("/").rpartition("/")[0] or "/"
