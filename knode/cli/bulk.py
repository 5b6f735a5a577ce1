"""`knode exec BUNDLE --input rows=LARGE.parquet --output OUT.parquet`: scored in batches, in bounded memory."""

from __future__ import annotations

import secrets
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knode.cli.interrupt import LeftBehind, beside
from knode.cli.outputs import check_folder
from knode.core.errors import BundleError, Cancelled, DataError, KnodeError, NodeFailed, UnknownName, quoted
from knode.core.events import NodeFinished, NodeProgress, NodeStarted, RunFinished, RunStarted
from knode.deploy.opening import is_bundle
from knode.engine.report import NodeReport, RunResult

if TYPE_CHECKING:
    from knode.cli.exec import Options
    from knode.cli.progress import Silent
    from knode.engine.context import CancelToken
    from knode.serve.bulk import Scored
    from knode.serve.scoring import Scorer

Files = dict[str, dict[str, Any]]
HOW = "Scored in batches, in bounded memory; the results are in the file alone, not in the store."


class Bulk:
    """One bundle, one large Parquet file of rows, and the Parquet files that its outputs go to."""

    def __init__(self, scorer: Scorer, source: Path, targets: dict[str, Path]) -> None:
        self._scorer = scorer
        self._source = source
        self._targets = targets
        self._workflow = scorer.workflow
        self._exits = scorer.workflow.ends("output")

    @classmethod
    def of(cls, options: Options) -> Bulk | None:
        """What the command line asks for, when that is to score a large file with a bundle; else None."""
        if not is_bundle(options.file) or len(options.input) != 1 or not options.output:
            return None
        if options.param or options.set or options.to:
            return None
        source, *targets = (_named(text) for text in (*options.input, *options.output))
        if any(path.suffix.lower() != ".parquet" for _, path in (source, *targets)) or not source[1].is_file():
            return None
        from knode.serve.bulk import row_count, suits
        from knode.serve.scoring import Scorer

        scorer = Scorer.open(options.file)
        if not suits(scorer, row_count(source[1])):
            return None
        for what, given, known in (("input", [source], scorer.inputs), ("output", targets, scorer.outputs)):
            for name, _ in given:
                if name not in (*known, ""):
                    raise UnknownName(what, name, known, f"of the bundle {quoted(scorer.name)}")
        if len({name for name, _ in targets}) < len(targets) or ("" in dict(targets) and len(scorer.outputs) > 1):
            return None
        files = {name or next(iter(scorer.outputs)): path for name, path in targets}
        for name, path in files.items():
            check_folder(name, path)
        return cls(scorer, source[1], files)

    def run(self, shown: Silent, cancel: CancelToken) -> tuple[RunResult, Files]:
        """Score the file; the report of the run, and what was written."""
        from knode.serve.bulk import Scored, score_file

        run = f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(3)}"
        shown.begin(self._workflow)
        ends = [self._exits[name] for name in self._targets]
        shown.hear(RunStarted(run, self._workflow.name, len(self._workflow.nodes), len(self._workflow.nodes)))
        for node in ends:
            shown.hear(NodeStarted(node, self._workflow.nodes[node].title))

        def progress(done: int, total: int) -> None:
            if cancel.is_set:
                raise Cancelled
            for node in ends:
                shown.hear(NodeProgress(node, done / max(total, 1), f"{done:,} of {total:,} rows"))

        begun = time.perf_counter()
        scored = Scored({}, [])
        error: KnodeError | None = None
        try:
            scored = beside(lambda: score_file(self._scorer, self._source, self._targets, progress), cancel)
        except Cancelled as stopped:
            error = stopped
        except (DataError, NodeFailed) as refused:
            error = self._failed(refused)
        seconds = time.perf_counter() - begun
        result = self._result(run, seconds, scored, error)
        for report in result.nodes.values():
            facts = report.error.as_json() if report.error is not None else None
            shown.hear(
                NodeFinished(report.id, report.label, report.state, report.seconds, None, report.rows, None, facts)
            )
        shown.hear(RunFinished(run, result.status, seconds))
        files = {name: self._file(name, rows) for name, rows in scored.rows.items()}
        return result, files

    def _failed(self, error: KnodeError) -> NodeFailed:
        """The error as one of a node: of the output that could not be written, else of the input whose rows are refused."""
        if isinstance(error, NodeFailed):
            return error
        facts = {name: value for name, value in error.facts.items() if name in ("column", "row", "expected", "got")}
        output, entry = str(error.facts.get("output", "")), next(iter(self._workflow.ends("input").values()))
        node = str(error.facts.get("node", "")) or self._exits.get(output, entry)
        title = self._workflow.nodes[node].title if node in self._workflow.nodes else ""
        return NodeFailed(node, title, error.message, cause="DataError", **facts)

    def _result(self, run: str, seconds: float, scored: Scored, error: KnodeError | None) -> RunResult:
        stopped = isinstance(error, Cancelled)
        state: Any = "done" if error is None else "cancelled" if stopped else "failed"
        rows = {self._exits[name]: count for name, count in scored.rows.items()}
        blamed = str(error.facts.get("node", "")) if error is not None else ""
        last = self._exits[next(iter(self._targets))]
        messages: dict[str, list[tuple[Any, str]]] = {last: [("info", HOW)]} if error is None else {}
        for node, text in scored.warnings:
            messages.setdefault(node.partition("/")[0], []).append(("warning", text))
        blamed = blamed if blamed in self._workflow.nodes else last
        reports = {
            node: NodeReport(
                node, instance.type, instance.title,
                state if error is None or node == blamed else "skipped",
                seconds if node == last else 0.0,
                rows=rows.get(node),
                messages=tuple(messages.get(node, ())),
                error=error if node == blamed and not stopped else None,
            )
            for node, instance in self._workflow.nodes.items()
        }  # fmt: skip
        status: Any = "done" if error is None else "cancelled" if stopped else "failed"
        problems: list[KnodeError] = [BundleError(one.message) for one in self._scorer.differences]
        stuck = isinstance(error, LeftBehind)
        return RunResult(run, self._workflow.name, status, seconds, reports, {}, {}, problems, stuck)

    def _file(self, name: str, rows: int) -> dict[str, Any]:
        import pyarrow.parquet as pq

        columns = len(pq.read_schema(self._targets[name]).names)
        return {"file": str(self._targets[name]), "rows": rows, "columns": columns}


def _named(text: str) -> tuple[str, Path]:
    name, equals, file = text.partition("=")
    return (name, Path(file).absolute()) if equals else ("", Path(text).absolute())
