"""One version of a bundle as it is served: its scorer, what every answer of it carries, and its counters."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from knode.core.arrays import TableNeeded
from knode.core.errors import nearest
from knode.deploy.frames import Columns
from knode.serve.batching import Batcher
from knode.serve.metrics import Metrics
from knode.serve.payloads import Expected
from knode.serve.pool import Pool
from knode.serve.problems import Problem
from knode.serve.scoring import Scorer

Wanted = tuple[str, ...] | None
QUERY = ("explain", "outputs")
TRUTH = {"true": True, "1": True, "": True, "false": False, "0": False}
MOST_QUERIES = 256


class Served:
    """A scorer with what a request to it needs. Requests that began with it end with it, also when a newer one is there."""

    def __init__(self, scorer: Scorer, pool: Pool, metrics: Metrics) -> None:
        self.scorer = scorer
        self.expected = {name: Expected.of(spec) for name, spec in scorer.inputs.items()}
        self.counted = metrics.of(scorer.name, scorer.version)
        self.headers = [
            (b"x-knode-version", scorer.version.encode()),
            (b"x-knode-bundle", scorer.sha256[:16].encode()),
        ]
        self._pool = pool
        self._asked: dict[bytes, Wanted] = {b"": None}
        alone = scorer.rowwise and scorer.keeps_rows and len(scorer.inputs) == 1
        self._batcher = Batcher(scorer) if alone else None

    async def score(self, inputs: Mapping[str, Columns], wanted: Wanted, rows: int) -> dict[str, Columns]:
        """The outputs for some rows: at once where that is quick, else from a thread."""
        scorer = self.scorer
        if scorer.quick(rows, wanted):
            try:
                if self._batcher is not None:
                    return await self._batcher.score(inputs, wanted, rows)
                return scorer.planned(inputs, wanted)
            except TableNeeded:
                pass
        return await self._pool.run(scorer.score, inputs, wanted)

    def wanted(self, query: bytes) -> Wanted:
        """The outputs that a query string asks for; None for those that are given unasked. Raises Problem."""
        try:
            return self._asked[query]
        except KeyError:
            found = self._read(query)
            if len(self._asked) < MOST_QUERIES:
                self._asked[query] = found
            return found

    def _read(self, query: bytes) -> Wanted:
        given = parameters(query, QUERY)
        usual = tuple(name for name in self.scorer.outputs if name not in self.scorer.explains)
        names = tuple(dict.fromkeys(name for name in given.get("outputs", "").split(",") if name)) or usual
        for name in names:
            if name not in self.scorer.outputs:
                raise Problem("parameter", unknown("output", name, self.scorer.outputs))
        if truth(given, "explain"):
            if not self.scorer.explains:
                raise Problem("parameter", "This bundle holds no explanation: leave out explain.")
            names = tuple(dict.fromkeys((*names, *self.scorer.explains)))
        return None if names == usual else names


def parameters(query: bytes, known: tuple[str, ...]) -> dict[str, str]:
    """The parameters of a query string. Raises Problem for one that is not known or comes twice."""
    try:
        pairs = parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=20)
    except (ValueError, UnicodeError):
        raise Problem("parameter", "The query string cannot be read.") from None
    given = dict(pairs)
    for name in given:
        if name not in known:
            raise Problem("parameter", unknown("parameter", name, known))
    if len(given) != len(pairs):
        raise Problem("parameter", "A parameter in the query string comes twice.")
    return given


def truth(given: Mapping[str, str], name: str) -> bool:
    """A parameter that is true or false. Raises Problem."""
    if name not in given:
        return False
    try:
        return TRUTH[given[name].lower()]
    except KeyError:
        raise Problem("parameter", f"The parameter {name} is true or false.") from None


def unknown(what: str, name: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """In words, that a name is not known, and which is the nearest."""
    near = nearest(name, known)
    hint = f'did you mean "{near}"?' if near else f"known: {', '.join(list(known)[:12]) or 'none'}."
    return f'There is no {what} "{name[:80]}"; {hint}'
