"""The workspace on disk: content-addressed objects, results, runs. Importing it loads no pandas and no sqlite_utils."""

from __future__ import annotations

from knode.store.objects import ObjectStore
from knode.store.results import Output, Result, Results
from knode.store.runs import NodeRun, RunLog
from knode.store.store import GcReport, Stats, Store
from knode.store.writer import Held, Job, WriteBehind

__all__ = [
    "GcReport",
    "Held",
    "Job",
    "NodeRun",
    "ObjectStore",
    "Output",
    "Result",
    "Results",
    "RunLog",
    "Stats",
    "Store",
    "WriteBehind",
]
