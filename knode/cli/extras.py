"""Commands that need more than the headless install say so."""

from __future__ import annotations

from importlib.util import find_spec

from knode.core.errors import UsageError

SERVE = ("msgspec", "prometheus_client", "starlette", "uvicorn", "httptools")


def need_serving() -> None:
    """Raise UsageError when the libraries of the extra `serve` are not installed."""
    absent = [name for name in SERVE if find_spec(name) is None]
    if absent:
        raise UsageError(f"Serving needs {', '.join(absent)}: pip install 'knode[serve]'.")
