"""Errors as data for the screen: what happened, where, and what to do, apart."""

from __future__ import annotations

import re

from knode.core.errors import KnodeError, TrustRequired, quoted
from knode.host.protocol import Problem

SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")
TRUST = "Read the code, then say that you trust this workflow."


def problem_of(error: KnodeError, node: str | None = None) -> Problem:
    """The error as data; `node` where the error does not name one."""
    facts = error.facts
    first, _, rest = _parted(error.message)
    reason = facts.get("reason")
    return Problem(
        kind=str(facts.get("cause", type(error).__name__)) if "label" in facts else type(error).__name__,
        message=_opened(error.message),
        what=_sentence(str(reason)) if reason else _opened(first),
        where=", ".join(_places(error, node)),
        hint=TRUST if isinstance(error, TrustRequired) else rest,
        node=facts.get("node", node),
        setting=facts.get("setting") or (facts.get("name") if facts.get("what") == "setting" else None),
        port=facts.get("port"),
        column=None if facts.get("column") is None else str(facts["column"]),
        row=facts.get("row"),
    )


def _parted(message: str) -> tuple[str, str, str]:
    parts = SENTENCE.split(message, maxsplit=1)
    return parts[0], "", parts[1] if len(parts) > 1 else ""


def _sentence(text: str) -> str:
    return _opened(text).rstrip(".") + ("" if text.endswith("?") else ".")


def _opened(text: str) -> str:
    """What a node says of its settings before it runs begins small: no word about the node stands before it then."""
    return text[:1].upper() + text[1:]


def _places(error: KnodeError, node: str | None) -> list[str]:
    facts = {"node": node, **error.facts}
    names = ("node", "setting", "port", "column", "row")
    return [f"{name} {quoted(facts[name])}" for name in names if facts.get(name) not in (None, "")]


def problem_from_json(error: dict[str, object]) -> Problem:
    """The error that an event carries, as data for the screen."""
    facts = {name: value for name, value in error.items() if name not in ("error", "message")}
    made = KnodeError(str(error["message"]), **facts)
    problem = problem_of(made)
    kind = str(facts.get("cause") or error["error"])
    return problem.model_copy(update={"kind": kind})
