"""Scores a large Parquet file with a bundle, batch by batch in bounded memory: read, score and write side by side."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from operator import attrgetter
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

from knode.core.arrays import TableNeeded
from knode.core.errors import DataError, KnodeError, UsageError, quoted
from knode.core.events import Event, NodeMessage
from knode.core.replacement import replacing
from knode.core.spec import TableSpec
from knode.engine.inline import Inline
from knode.serve.arrow import arrow_type, batch_of, further_of, given_of, whole_numbers
from knode.serve.scoring import Scorer

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

ROWS = 65_536
"""Rows of a batch."""
TRIED = 8_192
"""Rows of the first batch on which the faster way is found out."""
MOST_TEXTS = 1_000
"""Of a column whose texts are looked at for what nodes have to say of them."""
SMALL = 1_000_000
"""A file of fewer rows is scored as one table, with results that are kept."""
ATTRS = b"PANDAS_ATTRS"
"""Where pandas keeps the `attrs` of a table."""
HANDED_ON = attrgetter("is_integer", "is_floating", "is_boolean", "is_timestamp", "is_date")
Progress = Callable[[int, int], None]


def suits(scorer: Scorer, rows: int) -> bool:
    """Whether a file of so many rows is worth scoring in batches, and the workflow gives the same for any split of it."""
    return rows >= SMALL and len(scorer.inputs) == 1 and scorer.rowwise


def row_count(path: Path) -> int:
    """How many rows a Parquet file has. Raises UsageError."""
    with _parquet(path) as file:
        return int(file.metadata.num_rows)


class Scored(NamedTuple):
    """What came of a file: the rows written by output, and what nodes warn of, each with the node's id."""

    rows: dict[str, int]
    warnings: list[tuple[str, str]]


def score_file(scorer: Scorer, source: Path, targets: Mapping[str, Path], progress: Progress) -> Scored:
    """Score all rows of a Parquet file; the outputs by name into Parquet files, which get their names at the end.

    Args:
        scorer: the bundle; it has one input.
        source: the rows.
        targets: the file of each output that is wanted.
        progress: is told at the start and after each batch how many rows are done, of how many; what it raises ends it.

    Raises:
        DataError: a row is refused, and `row` counts from the start of the file; or the disk is full. Nothing is written.
        UsageError: the file cannot be read, or nothing can be written where it is to be.
    """
    with (
        _parquet(source) as file,
        _Sinks(targets) as sinks,
        ThreadPoolExecutor(1) as reader,
        ThreadPoolExecutor(1) as writer,
    ):
        batches = _Batches(scorer, file.schema_arrow, tuple(targets))
        done, total = 0, int(file.metadata.num_rows)
        progress(done, total)
        writing: Future[None] | None = None
        for batch in _ahead(file.iter_batches(ROWS, columns=batches.wanted_columns()), reader, source):
            try:
                if batches.choose(batch):
                    progress(done, total)
                made = batches.score(batch)
                batches.notice(batch)
            except DataError as error:
                raise _further_down(error, done) from None
            if writing is not None:
                writing.result()
            writing = writer.submit(sinks.write, made)
            done += len(batch)
            progress(done, total)
        if writing is not None:
            writing.result()
        elif not total:
            sinks.write(batches.score(_no_rows(file.schema_arrow)))
        return Scored(sinks.finish(), batches.warnings())


def _further_down(error: DataError, rows: int) -> DataError:
    """The error with the row counted from the start of the file, also where its words name it."""
    row = error.facts.get("row")
    if row is None:
        return error
    further = DataError(re.sub(rf"\brow {row}\b", f"row {int(row) + rows}", error.message))
    further.facts |= {**error.facts, "row": int(row) + rows}
    return further


def _ahead(batches: Iterator[Any], reader: ThreadPoolExecutor, source: Path) -> Iterator[Any]:
    """The batches, the next one being read while one is in work."""
    following = reader.submit(_next, batches, source)
    while (batch := following.result()) is not None:
        following = reader.submit(_next, batches, source)
        yield batch


def _next(batches: Iterator[Any], source: Path) -> Any:
    import pyarrow as pa

    try:
        return next(batches, None)
    except (OSError, pa.ArrowException) as error:
        raise UsageError(f"{source} is damaged: {str(error)[:300]}.") from None


def _no_rows(schema: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa

    return pa.RecordBatch.from_arrays([pa.array([], field.type) for field in schema], schema=schema)


@contextmanager
def _parquet(path: Path) -> Iterator[pq.ParquetFile]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # Moments as Spark writes them: in nanoseconds those before 1678 and after 2262 would become others.
        file = pq.ParquetFile(path, memory_map=True, pre_buffer=False, coerce_int96_timestamp_unit="us")
    except (OSError, pa.ArrowException) as error:
        raise UsageError(f"{path} cannot be read as Parquet: {str(error)[:300].rstrip('.')}.") from None
    with file:
        yield file


class _Sinks:
    """The files that are written: each under a passing name until all is well."""

    def __init__(self, targets: Mapping[str, Path]) -> None:
        self._targets = targets
        self._passing = ExitStack()
        self._writers: dict[str, Any] = {}
        self._rows = dict.fromkeys(targets, 0)

    def __enter__(self) -> _Sinks:
        return self

    def __exit__(self, *raised: Any) -> None:
        for writer in self._writers.values():
            with suppress(OSError, ValueError):
                writer.close()
        self._passing.__exit__(*raised)

    def write(self, tables: Mapping[str, pa.RecordBatch]) -> None:
        """Write one batch of each output. Raises DataError."""
        for name, table in tables.items():
            if name not in self._writers:
                self._writers[name] = self._opened(name, table.schema)
            with self._written(name):
                self._writers[name].write_batch(table)
            self._rows[name] += len(table)

    def _opened(self, name: str, schema: pa.Schema) -> pq.ParquetWriter:
        import pyarrow.parquet as pq

        target = self._targets[name]
        if target.is_dir():
            raise UsageError(f"{target} is a folder: add a file name.")
        self._passing.enter_context(self._written(name))
        try:
            file = self._passing.enter_context(replacing(target))
        except OSError as error:
            raise UsageError(f"{target} cannot be written: {error.strerror}.") from None
        return pq.ParquetWriter(file.name, schema)

    @contextmanager
    def _written(self, name: str) -> Iterator[None]:
        """Raise DataError where a file cannot be written, such as to a full disk."""
        import pyarrow as pa

        try:
            yield
        except (OSError, pa.ArrowException) as error:
            reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)[:300]
            refused = DataError(
                f"{quoted(str(self._targets[name]))} was not written: {reason}; a file that was there is unchanged"
            )
            refused.facts["output"] = name
            raise refused from None

    def finish(self) -> dict[str, int]:
        """Give the files their names. Raises DataError."""
        for name, writer in self._writers.items():
            with self._written(name):
                writer.close()
        self._passing.close()
        return self._rows


class _Batches:
    """Scores Arrow batches: by the compiled plan where it covers the outputs and is the faster way, else by the nodes."""

    def __init__(self, scorer: Scorer, schema: pa.Schema, wanted: tuple[str, ...]) -> None:
        self._scorer = scorer
        self._wanted = wanted
        self._input = next(iter(scorer.inputs))
        self._described = {column.name for column in scorer.inputs[self._input].columns}
        self._schema = schema
        self._schemas: dict[str, pa.Schema] = {}
        self._texts = _Texts(schema, self._described)
        self._by_plan: bool | None = None if scorer.batches else True
        if not all(scorer.compiled[name] for name in wanted):
            self._by_plan = False

    def notice(self, batch: pa.RecordBatch) -> None:
        """Remember rows that the nodes may have something to say of."""
        self._texts.look(batch)

    def warnings(self) -> list[tuple[str, str]]:
        """What nodes warn of, asked with the rows in which each text of the file came for the first time."""
        rows = self._texts.rows()
        if rows is None:
            return []
        heard: list[tuple[str, str]] = []

        def hear(event: Event) -> None:
            if isinstance(event, NodeMessage) and event.level == "warning":
                heard.append((event.node, f"In {len(rows):,} rows that hold each text of the file once, {event.text}"))

        with suppress(KnodeError):
            # The answers are there, whatever a node says of these few rows together.
            self._scorer.models().score({self._input: self._frame(rows)}, self._wanted, Inline(listener=hear))
        return heard

    def wanted_columns(self) -> list[str]:
        """The columns of the file that are read: those that the input describes, and others where it keeps them."""
        spec = self._scorer.inputs[self._input]
        known = {column.name for column in spec.columns}
        others = not known or spec.policy["extra_column"] != "drop"
        return [name for name in self._schema.names if others or name in known]

    def choose(self, batch: pa.RecordBatch) -> bool:
        """Find out which way is the faster one, unless it is known; whether that was to be done."""
        if self._by_plan is not None:
            return False
        self._by_plan = self._plan_is_faster(batch.slice(0, TRIED))
        # Those of few rows, which need not be those of a batch.
        self._schemas.clear()
        return True

    def score(self, batch: pa.RecordBatch) -> dict[str, pa.RecordBatch]:
        """The outputs for one batch. The types of the first batch are those of all."""
        return self._run(batch) if self._by_plan is False else self._planned(batch)

    def _plan_is_faster(self, batch: pa.RecordBatch) -> bool:
        """Try both ways on some rows: for many trees scikit-learn's own code is the faster one."""
        begun = perf_counter()
        self._planned(batch)
        by_plan = perf_counter() - begun
        self._scorer.models()
        begun = perf_counter()
        self._run(batch)
        return by_plan <= perf_counter() - begun

    def _planned(self, batch: pa.RecordBatch) -> dict[str, pa.RecordBatch]:
        try:
            given = {
                name: (given_of if name in self._described else further_of)(column)
                for name, column in zip(batch.schema.names, batch.columns, strict=True)
            }
            made = self._scorer.arrays({self._input: given}, self._wanted)
        except TableNeeded:
            return self._run(batch)
        return {name: self._as_first(name, batch_of(table, self._scorer.outputs[name])) for name, table in made.items()}

    def _run(self, batch: pa.RecordBatch) -> dict[str, pa.RecordBatch]:
        import pyarrow as pa

        made = self._scorer.score_tables({self._input: self._frame(batch)}, self._wanted)
        return {
            name: self._as_first(
                name, pa.RecordBatch.from_pandas(table, preserve_index=False).replace_schema_metadata()
            )
            for name, table in made.items()
        }

    def _frame(self, batch: pa.RecordBatch) -> pd.DataFrame:
        """The batch as a table. Of whole numbers with gaps pandas would make floats, and of two long ids one."""
        table: pd.DataFrame = batch.to_pandas()
        nullable = whole_numbers()
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            if name not in self._described and column.type in nullable and column.null_count:
                table[name] = column.to_pandas(types_mapper=nullable.get)
        return table

    def _handed_on(self, name: str, column: pa.Array) -> pa.DataType:
        """The type of a column that the workflow does not describe: that of the file, for numbers, truth values and times.

        pandas makes floats of whole numbers and objects of truth values where some are missing.
        """
        import pyarrow as pa

        kind = self._schema.field(name).type if name in self._schema.names else column.type
        if not any(check(kind) for check in HANDED_ON(pa.types)):
            return column.type
        try:
            column.cast(kind)
        except pa.ArrowException:
            return column.type
        return kind

    def _as_first(self, name: str, table: pa.RecordBatch) -> pa.RecordBatch:
        """The batch with the schema of the outputs: both ways, and all batches, must agree on it."""
        import pyarrow as pa

        if name not in self._schemas:
            columns = self._scorer.outputs[name]
            described = {column.name: column for column in columns}
            fields = [
                pa.field(
                    field.name,
                    arrow_type(described[field.name])
                    if field.name in described
                    else self._handed_on(field.name, table.column(place)),
                )
                for place, field in enumerate(table.schema)
            ]
            self._schemas[name] = pa.schema(fields, {ATTRS: json.dumps(TableSpec(columns=columns).attrs)})
        try:
            return table.cast(self._schemas[name])
        except pa.ArrowException as error:
            raise DataError(
                f"the rows of output {quoted(name)} have other types than those before: {str(error)[:200]}; score them "
                "in a file of their own"
            ) from None


class _Texts:
    """Rows in which a text of a described column came for the first time; not of columns with very many texts, such as ids."""

    def __init__(self, schema: pa.Schema, described: Collection[str]) -> None:
        texts = (field for field in schema if field.name in described and _is_text(field.type))
        self._seen: dict[str, set[str]] = {field.name: set() for field in texts}
        self._rows: list[pa.RecordBatch] = []

    def look(self, batch: pa.RecordBatch) -> None:
        """Keep the rows of a batch with texts that are new."""
        import pyarrow as pa
        import pyarrow.compute as pc

        places: set[int] = set()
        for name, seen in list(self._seen.items()):
            column = batch[name].cast(pa.large_string())
            new = [text for text in pc.unique(column.drop_null()).to_pylist() if text not in seen]
            if len(seen) + len(new) > MOST_TEXTS:
                del self._seen[name]
            elif new:
                seen.update(new)
                places.update(pc.index_in(pa.array(new, column.type), value_set=column).to_pylist())
        if places:
            self._rows.append(batch.take(pa.array(sorted(places))))

    def rows(self) -> pa.RecordBatch | None:
        """All of them; None where there are none."""
        import pyarrow as pa

        return pa.Table.from_batches(self._rows).combine_chunks().to_batches()[0] if self._rows else None


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow as pa

    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return any(check(kind) for check in (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view))
