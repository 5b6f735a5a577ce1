"""Read a table from a JSON file."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Columns, Context, DataError, Example, Node, Spec, Table, quoted, setting
from knode_nodes.io._conversion import TypeName
from knode_nodes.io._dialect import guessed_encoding, mark_length
from knode_nodes.io._files import about, at_hand, fingerprint_of, reading
from knode_nodes.io._head import Head, head_of
from knode_nodes.io._json import LAYOUT_LABELS, JsonLayout, Nested, columns_of, parsed
from knode_nodes.io._looking import fewer, looked
from knode_nodes.io._mending import mended
from knode_nodes.io._notes import OF_JSON, Notes
from knode_nodes.io._values import Values

if TYPE_CHECKING:
    import pandas as pd


class JsonReader(Node):
    """Read a table from a JSON file.

    The layout is found out. Records: a list of objects, one for each row. Lines: one object in each line. Columns: an
    object with a list for each column. Split: an object with "columns" and "data". Objects within objects become
    columns such as `address.city`; lists stay lists. Where a key with a point in it makes the same name as an object within
    one, such as `{"a.b": 1, "a": {"b": 2}}`, the key is in quotes: `["a.b"]` and `a.b`. Texts that are all ISO dates become
    dates. What was found is told after reading. Packed files (.gz, .bz2, .xz, .zst, .lz4, .zip) and URLs are read too.

    Example: `[{"name": "Anna", "age": 31}, {"name": "Ben"}]` gives two rows; the age of Ben is missing.
    """

    pack = "io"
    icon = "json-reader"
    keywords = (
        "JSON Reader",
        "JSON to Table",
        "JSON Parse",
        "Input Data",
        "read_json",
        "ndjson",
        "jsonl",
        "import",
        "load",
    )
    example = Example({"path": "people.json"})
    reads = (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".json.zip")

    path: str = setting(..., "File to read; a relative name starts at the workflow's folder. Or a URL.", form="file")
    layout: JsonLayout = setting(
        "auto",
        "How the rows stand in the file.",
        labels=LAYOUT_LABELS,
    )
    at: str = setting("", "Where the rows are in a larger file: names joined by points, such as data.items.")
    nested: Nested = setting("columns", "Make columns of objects within objects, or one text of each.")
    dates: Literal["auto", "off"] = setting("auto", "Make dates of texts that are all ISO dates.")
    encoding: str = setting(
        "auto", "How characters are stored.", choices=["auto", "utf-8", "utf-16", "cp1252", "latin-1"]
    )
    columns: Columns = setting(Columns.all(), "Columns to read.")
    types: dict[str, TypeName] = setting({}, "Types of columns by name, where the one found is not the right one.")
    row_limit: int | None = setting(None, "Read at most this many rows; empty reads all.", ge=0)

    def fingerprint(self, folder: Path) -> dict[str, Any]:
        """The file's path, size and time of change."""
        return fingerprint_of(self.path, folder)

    def peek(self, folder: Path) -> dict[str, Spec | None]:
        """The columns that the first records tell of."""

        def read() -> pd.DataFrame:
            with at_hand(self.path, folder, quick=True) as file:
                return self._head(head_of(file))

        return looked(read)

    def run(self, context: Context) -> Table:
        """The table in the file."""
        notes = Notes(ways=OF_JSON)
        with at_hand(self.path, context.folder, context.check_cancelled) as file, about(file):
            with reading(file):
                text = self._text(file.read_bytes(), notes)
            context.check_cancelled()
            table = self._table(text, notes)
        notes.tell(context)
        return table

    def _head(self, head: Head) -> pd.DataFrame:
        notes = Notes(ways=OF_JSON)
        text = self._text(head.data, notes, whole=head.whole)
        few = self.model_copy(update={"row_limit": fewer(self.row_limit)})
        return few._table(text if head.whole else mended(text, self.layout), notes)

    def _table(self, text: str, notes: Notes) -> pd.DataFrame:
        import pandas as pd

        data, layout = parsed(text, self.layout, self.at, notes)
        found = columns_of(data, layout, self.nested, notes)
        index = None if found.index is None else pd.Index(Values(Notes()).column("", found.index))
        maker = Values(notes, dates="iso" if self.dates == "auto" else "off", lists=self.nested == "columns")
        table = maker.table(found.values, self.types, index)
        return table[self.columns.of(table)].head(len(table) if self.row_limit is None else self.row_limit)

    def _text(self, data: bytes, notes: Notes, *, whole: bool = True) -> str:
        encoding = self.encoding
        if encoding == "auto":
            encoding = guessed_encoding(data, whole=whole)
            if encoding != "utf-8":
                notes.guesses.append(f"encoding {encoding}")
        try:
            decoder = codecs.getincrementaldecoder(encoding)()
            return decoder.decode(data[mark_length(data, encoding) :], final=whole)
        except LookupError:
            raise DataError(f"there is no encoding {quoted(encoding)}; JSON files are nearly always utf-8") from None
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            raise DataError(f"line {line:,} holds bytes that are no {encoding} text; try encoding auto") from None
