"""Prometheus metrics: requests, rows, errors by kind and latency, for each bundle and version."""

from __future__ import annotations

from typing import Any

BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
LABELS = ("bundle", "version")


class Metrics:
    """The counters of a server; of all its worker processes where `folder` says where these keep theirs."""

    def __init__(self, folder: str | None = None) -> None:
        import prometheus_client as prometheus

        prometheus.disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry: Any = prometheus.CollectorRegistry()
        self._folder = folder
        registry = self._registry
        self.requests = prometheus.Counter(
            "knode_requests", "Requests that were answered with rows.", LABELS, registry=registry
        )
        self.rows = prometheus.Counter("knode_rows", "Rows that were scored.", LABELS, registry=registry)
        self.errors = prometheus.Counter(
            "knode_errors",
            "Requests that were answered with an error, by its kind.",
            (*LABELS, "kind"),
            registry=registry,
        )
        self.seconds = prometheus.Histogram(
            "knode_request_seconds",
            "From the head of a request to its answer.",
            LABELS,
            buckets=BUCKETS,
            registry=registry,
        )

    def of(self, bundle: str, version: str) -> Counted:
        """The metrics of one bundle, bound once, so that a request only counts."""
        return Counted(self, bundle, version)

    def refused(self, bundle: str, version: str, kind: str) -> None:
        """A request was answered with an error; both are empty for one that names no bundle."""
        self.errors.labels(bundle, version, kind).inc()

    def text(self) -> tuple[bytes, str]:
        """All metrics in the exposition format, and its media type."""
        import prometheus_client as prometheus

        registry = self._registry
        if self._folder is not None:
            from prometheus_client.multiprocess import MultiProcessCollector

            registry = prometheus.CollectorRegistry()
            MultiProcessCollector(registry, path=self._folder)  # type: ignore[no-untyped-call]
        return prometheus.generate_latest(registry), prometheus.CONTENT_TYPE_LATEST


class Counted:
    """The metrics of one bundle and version."""

    __slots__ = ("_labels", "_metrics", "_requests", "_rows", "_seconds")

    def __init__(self, metrics: Metrics, bundle: str, version: str) -> None:
        self._labels = (bundle, version)
        self._requests = metrics.requests.labels(bundle, version).inc
        self._rows = metrics.rows.labels(bundle, version).inc
        self._seconds = metrics.seconds.labels(bundle, version).observe
        self._metrics = metrics

    def answered(self, rows: int, seconds: float) -> None:
        """A request was answered with rows."""
        self._requests()
        self._rows(rows)
        self._seconds(seconds)

    def refused(self, kind: str) -> None:
        """A request was answered with an error."""
        self._metrics.refused(*self._labels, kind)
