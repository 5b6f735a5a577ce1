"""The predict route: JSON in four shapes, CSV or Arrow in, and out in the same way or as the client likes it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from knode.core.errors import KnodeError
from knode.deploy.frames import Columns
from knode.serve.media import ARROW, CSV, JSON, answer_type, body_type
from knode.serve.payloads import WRITERS, Table, json_of, tables_of
from knode.serve.problems import Header, Problem, from_error
from knode.serve.served import Served, Wanted

KNOWN = (JSON, CSV, ARROW)
encode = msgspec.json.Encoder().encode
TYPE_HEADERS = {media: (b"content-type", media.encode()) for media in KNOWN}


class Call:
    """A request that was understood: rows by input, outputs wanted, and how to answer."""

    __slots__ = ("media", "rows", "tables", "wanted")

    def __init__(self, tables: dict[str, Table], wanted: Wanted, media: str) -> None:
        self.tables = tables
        self.wanted = wanted
        self.media = media
        self.rows = max([table.rows for table in tables.values()], default=0)

    @property
    def inputs(self) -> dict[str, Columns]:
        """The rows by input."""
        return {name: table.columns for name, table in self.tables.items()}


class Native:
    """Reads requests to the predict route and writes their answers."""

    def large(self, body: bytes, head: Mapping[bytes, bytes]) -> bool:
        """Whether reading the body takes longer than a server may be silent."""
        return len(body) > 200_000 or head.get(b"content-type", b"").startswith(TYPE_HEADERS[ARROW][1])

    def read(self, served: Served, body: bytes, head: Mapping[bytes, bytes], query: bytes) -> Call:
        """The request. Raises Problem."""
        kind = body_type(head.get(b"content-type"), KNOWN)
        media = answer_type(head.get(b"accept"), kind, KNOWN)
        wanted = served.wanted(query)
        if kind == JSON:
            tables = tables_of(json_of(body), served.expected)
        else:
            from knode.serve.tables import read_arrow, read_csv

            tables = (read_csv if kind == CSV else read_arrow)(body, served)
        if media != JSON:
            _check_one_output(served, wanted)
        return Call(tables, wanted, media)

    def write(self, served: Served, call: Call, made: Mapping[str, Columns]) -> tuple[list[Header], bytes]:
        """Headers and body of the answer."""
        if call.media == JSON:
            writer = WRITERS[next(iter(call.tables.values())).shape]
            return [TYPE_HEADERS[JSON]], encode({name: writer(columns) for name, columns in made.items()})
        from knode.serve.tables import write_arrow, write_csv

        name, columns = next(iter(made.items()))
        if call.media == CSV:
            return [(b"content-type", b"text/csv; charset=utf-8")], write_csv(columns)
        return [TYPE_HEADERS[ARROW]], write_arrow(columns, served.scorer.outputs[name])

    def refused(self, error: KnodeError, call: Call) -> Problem:
        """What the scoring said, with the path in the body."""
        if len(call.tables) == 1:
            error.facts.setdefault("input", next(iter(call.tables)))
        row, column = error.facts.get("row"), error.facts.get("column")
        table = call.tables.get(str(error.facts.get("input")), next(iter(call.tables.values()), None))
        path = None if table is None or not table.path or column is None else table.place(row, column)
        return from_error(error, path)

    def problem(self, problem: Problem) -> tuple[list[Header], bytes]:
        """Headers and body of an error."""
        return problem.response()


def _check_one_output(served: Served, wanted: Wanted) -> None:
    scorer = served.scorer
    names = wanted or tuple(name for name in scorer.outputs if name not in scorer.explains)
    if len(names) != 1:
        raise Problem(
            "not-acceptable", f"One output fits into such an answer; choose one by ?outputs=: {', '.join(names)}."
        )
