"""Try, and try again."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from pydantic import field_validator

from knode.api import (
    INACTIVE,
    Context,
    DataError,
    Example,
    InsideFailed,
    Node,
    Port,
    Ports,
    Variables,
    VariablesSpec,
    setting,
)

ERROR = "error"
TICK = 0.1
"""Seconds between two looks at whether the run was stopped, while waiting for the next attempt."""


class TryCatch(Node):
    """Run the nodes inside, again if they fail, and go on with the rest of the workflow when they fail at last.

    When the nodes inside succeed, the outputs carry what they gave. When they fail in the last attempt, the outputs are
    inactive, so that what follows them does no work; Merge Branches behind them takes another way. `error` always says
    what came of it: `failed`, `attempts`, and of the last failure `message`, `node` and `kind`.

    Between attempts it waits: first `wait` seconds, then `back_off` times as long each time, up to `longest_wait`. With
    `only`, other errors than those named there end the run as they would without this node. A failure is never reused:
    the next run tries again. What nodes inside have written to files or databases stays written when a later node fails.

    Example: select an HTTP Request, make a Try/Catch of it with 3 attempts, and merge its output with a CSV Reader of
    yesterday's file.
    """

    pack = "flow"
    icon = "try-catch"
    keywords = (
        "Try (Data Ports)",
        "Catch Errors",
        "Error Handler",
        "retry",
        "except",
        "fallback",
        "Try Catch",
        "Retry",
    )
    example = Example({"attempts": 3})
    holds = True
    attempts: int = setting(1, "How often to try.", ge=1, le=1000)
    wait: float = setting(
        1.0, "How long to wait before the second attempt.", ge=0, le=86_400, unit="s", when={"attempts": {"above": 1}}
    )
    back_off: float = setting(
        2.0, "How many times as long to wait before each further one.", ge=1, le=100, when={"attempts": {"above": 2}}
    )
    longest_wait: float = setting(
        60.0, "The longest time to wait.", ge=0, le=86_400, unit="s", when={"attempts": {"above": 1}}
    )
    only: tuple[str, ...] = setting(
        (), "Catch only errors whose kind (DataError, TimeoutError) or text contains one of these; all when empty."
    )

    @field_validator("only")
    @classmethod
    def _no_empty_text(cls, only: tuple[str, ...]) -> tuple[str, ...]:
        if any(not text.strip() for text in only):
            raise ValueError("an empty text is contained in every error: name a kind, or words of its message")
        return only

    def holding(self, inside: Ports) -> Ports:
        """What is inside, and what came of it."""
        if inside.output(ERROR) is not None:
            raise DataError(
                f"what is inside has an output {ERROR!r}, as this node has: give it another name", port=ERROR
            )
        return Ports(inside.inputs, (*inside.outputs, Port(ERROR, "variables")))

    def holding_spec(self, inputs: Mapping[str, Any], inside: Any) -> dict[str, Any]:
        """What is inside tells; where that is wrong, the run will show it and catch it."""
        about = VariablesSpec(names=("failed", "attempts", "message", "node", "kind"))
        try:
            return {**inside(inputs), ERROR: about}
        except DataError:
            return {ERROR: about}

    def run(self, context: Context, **inputs: Any) -> dict[str, Any]:
        """Try."""
        pause = self.wait
        for attempt in range(1, self.attempts + 1):
            name = f"attempt {attempt} of {self.attempts}" if self.attempts > 1 else ""
            context.progress((attempt - 1) / self.attempts, name)
            try:
                made = context.inside.run(inputs, name=name)
            except InsideFailed as error:
                if not self._catches(error):
                    raise
                failure = error
            else:
                return {**made, ERROR: Variables(failed=False, attempts=attempt, message=None, node=None, kind=None)}
            if attempt < self.attempts:
                context.info(f"attempt {attempt} failed: {failure.facts['reason']}")
                _sleep(context, min(pause, self.longest_wait))
                pause *= self.back_off
        return self._given_up(context, failure)

    def _catches(self, error: InsideFailed) -> bool:
        text = f"{error.facts['cause']} {error.facts['reason']}".lower()
        return not self.only or any(wanted.lower() in text for wanted in self.only)

    def _given_up(self, context: Context, failure: InsideFailed) -> dict[str, Any]:
        context.do_not_reuse()
        context.warn(f"failed, and what follows is inactive: {failure.facts['reason']}")
        about = Variables(
            failed=True,
            attempts=self.attempts,
            message=str(failure.facts["reason"]),
            node=str(failure.facts["node"]).removeprefix(f"{context.node}/"),
            kind=str(failure.facts["cause"]),
        )
        return {**dict.fromkeys(context.inside.outputs, INACTIVE), ERROR: about}


def _sleep(context: Context, seconds: float) -> None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        context.check_cancelled()
        time.sleep(min(TICK, left))
