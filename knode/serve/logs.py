"""The log of a server on stderr: plain lines for people, or one JSON object a line for machines."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

LogKind = Literal["plain", "json"]
LEVELS = {"knode": logging.INFO, "uvicorn.error": logging.WARNING, "uvicorn.access": logging.INFO}


class Plain(logging.Formatter):
    """A time, a level, and what happened."""

    def format(self, record: logging.LogRecord) -> str:
        at = time.strftime("%H:%M:%S", time.localtime(record.created))
        text = f"{at} {record.levelname.lower():7} {record.getMessage()}"
        return f"{text}\n{self.formatException(record.exc_info)}" if record.exc_info else text


class AsJson(logging.Formatter):
    """An object with `time` (UTC, ISO 8601), `level`, `message`, and for mistakes of ours `exception`."""

    def format(self, record: logging.LogRecord) -> str:
        at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        entry = {
            "time": f"{at}.{int(record.msecs):03}Z",
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


@contextmanager
def on_stderr(kind: LogKind) -> Iterator[None]:
    """Send the logs of the server to stderr, and afterwards where they went before."""
    loggers = [logging.getLogger(name) for name in LEVELS]
    before = [(logger.level, logger.handlers, logger.propagate) for logger in loggers]
    _configure(kind)
    try:
        yield
    finally:
        for logger, (level, handlers, propagate) in zip(loggers, before, strict=True):
            logger.setLevel(level)
            logger.handlers, logger.propagate = handlers, propagate


def _configure(kind: LogKind) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(AsJson() if kind == "json" else Plain())
    for name, level in LEVELS.items():
        logger = logging.getLogger(name)
        logger.setLevel(level)
        logger.handlers = [handler]
        logger.propagate = False
