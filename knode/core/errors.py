"""Every error a person may see: what happened, where, and what to do.

KnodeError                      exit code 1
├── UsageError                  exit code 2: the command, the file or the document is wrong
│   ├── UnknownName             a name that does not exist, with the nearest one that does
│   ├── SettingError            a setting of the wrong type or out of range
│   ├── WorkflowFileError       a workflow or bundle file that cannot be read
│   │   └── NewerFormat         ... because a newer knode wrote it
│   ├── LinkRefused             a link that may not be made
│   │   ├── CycleRefused        ... because it closes a cycle
│   │   ├── PortTaken           ... because the port already has its one link
│   │   └── KindMismatch        ... because the two ports carry different kinds
│   ├── NodeUnavailable         the pack of a node is not installed
│   ├── TrustRequired           code or an unknown model type, and nobody said that it is trusted
│   └── SecretMissing           a secret that is neither in the environment nor in the keyring
├── DataError                   the data, at a port, column or row, is not what a node can work with
├── NodeFailed                  a node's run ended with an error
├── InsideFailed                a run of the workflow that a node holds ended with an error
├── StoreError                  the workspace on disk cannot be used
│   ├── StoreFull               no room left, on the disk or within the quota
│   ├── StoreReadOnly           the folder cannot be written
│   ├── StoreDamaged            a stored object is missing or is not what it was
│   └── ValueRefused            a value that would not come back as it was
├── BundleError                 a bundle that cannot be made or used
│   ├── BundleDamaged           ... because its content is not what its manifest says
│   ├── NewerBundle             exit code 2: a later knode made it, in a format that this one does not read
│   ├── CaptureError            exit code 2: what is pointed at cannot be captured
│   ├── CombineError            exit code 2: captured workflows do not fit together
│   └── ParityFailed            ... because it does not give what the training workflow gave
├── DeployFailed                a bundle that could not be brought to its target
│   ├── VersionTaken            ... because another one of that name and version is there
│   └── TargetUnreachable       ... because the target did not answer, or not in time
├── GateFailed                  exit code 3: a quality gate said no
├── EngineLost                  the engine process of a window has ended
└── Cancelled                   exit code 130
    └── Terminated              exit code 143: the system asked for it (SIGTERM)
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, ClassVar

from knode.core.nearness import near

QUOTE_LIMIT = 80


PLAIN_AS_TEXT = ("numpy", "pandas", "datetime", "decimal")
"""The libraries whose values are quoted as people write them."""


def quoted(value: object) -> str:
    """`value` as a quotation of at most `QUOTE_LIMIT` characters; of a longer one both ends, so that a path shows its file."""
    if isinstance(value, str):
        text = f'"{value}"'
    else:
        # What these show to programmers names their class: np.int64(1), Timestamp('2026-01-31 00:00:00').
        text = str(value) if type(value).__module__.partition(".")[0] in PLAIN_AS_TEXT else repr(value)
    return _short(text)


def _short(text: str) -> str:
    text = " ".join(text.split())
    half = QUOTE_LIMIT // 2
    return text if len(text) <= QUOTE_LIMIT else f"{text[: half - 1]}…{text[-half:]}"


def in_json(value: object) -> str:
    """`value` as it would stand in a workflow file, on one line."""
    try:
        return json.dumps(value, ensure_ascii=False, default=str)
    except (TypeError, ValueError, RecursionError):
        return str(value)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The name in `known` that a person most likely meant by `name`, or None."""
    candidates = list(known)
    lowered = {candidate.lower(): candidate for candidate in candidates}
    if name.lower() in lowered:
        return lowered[name.lower()]
    for candidate in candidates:
        if candidate.rsplit(".", 1)[-1].lower() == name.lower():
            return candidate
    return near(name, candidates)


def one_of_kind(kind: str) -> str:
    """A value of a kind, in words: "a table", "variables"."""
    return kind if kind.endswith("s") else f"{'an' if kind[:1] in tuple('aeiou') else 'a'} {kind}"


class KnodeError(Exception):
    """An error shown to the person as it is. `facts` holds its parts, for reports and for the screen."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, **facts: Any) -> None:
        super().__init__(message)
        self.message = message
        self.facts = {name: value for name, value in facts.items() if value is not None}

    def as_json(self) -> dict[str, Any]:
        """The error as plain JSON data: `error` (its class), `message`, and its facts."""
        plain = {
            name: value if isinstance(value, str | int | float | bool | list) else str(value)
            for name, value in self.facts.items()
        }
        return {"error": type(self).__name__, "message": self.message, **plain}

    def __reduce__(self) -> Any:
        return _rebuild, (type(self), self.message, self.facts)


def _rebuild(kind: type[KnodeError], message: str, facts: dict[str, Any]) -> KnodeError:
    error = kind.__new__(kind)
    KnodeError.__init__(error, message, **facts)
    return error


class UsageError(KnodeError):
    """The command, the file or the document is wrong; nothing has run."""

    exit_code = 2


class UnknownName(UsageError):
    """`name` is no `what` (parameter, node, setting, port …) here; the nearest known name is proposed.

    Of a name that was known once, `now` is a sentence that says what to take in its place.
    """

    def __init__(self, what: str, name: str, known: Iterable[str], where: str = "", *, now: str = "") -> None:
        known = sorted(known)
        near = None if now else nearest(name, known)
        place = f" {where}" if where else ""
        if now:
            hint = f" {now}"
        elif near:
            hint = f" Did you mean {quoted(near)}?"
        elif known:
            listed = ", ".join(known[:12]) + (" …" if len(known) > 12 else "")
            hint = f" Known: {listed}."
        else:
            hint = " There are none here."
        super().__init__(f"There is no {what} {quoted(name)}{place}.{hint}", what=what, name=name, nearest=near)


class SettingError(UsageError):
    """A setting has the wrong type or value. `node`, `setting` ("" when several do not fit together) and `reason` say more."""

    def __init__(self, setting: str, reason: str, *, node: str | None = None, value: object = None) -> None:
        place = (f"Setting {quoted(setting)}" if setting else "The settings") + (
            f" of node {quoted(node)}" if node else ""
        )
        got = (
            f" Got {quoted(value) if isinstance(value, str) else _short(in_json(value))}." if value is not None else ""
        )
        stop = "" if reason.endswith("?") else "."
        super().__init__(f"{place}: {reason}{stop}{got}", node=node, setting=setting, reason=reason)


class WorkflowFileError(UsageError):
    """A file is no readable workflow. `where` is a line or a JSON path, `expected` what should stand there."""

    def __init__(self, path: object, problem: str, *, where: str | None = None, expected: str | None = None) -> None:
        place = f" at {where}" if where else ""
        hint = f" Expected {expected}." if expected else ""
        stop = "" if problem.endswith("?") else "."
        super().__init__(f"{path}{place}: {problem}{stop}{hint}", path=str(path), where=where, expected=expected)


class NewerFormat(WorkflowFileError):
    """The file was written by a newer knode."""

    def __init__(self, path: object, found: object, known: int) -> None:
        super().__init__(
            path,
            f"the file has format {quoted(found)}, this knode reads up to format {known}",
            where="$.format",
            expected="a newer knode: upgrade it and open the file again",
        )


class LinkRefused(UsageError):
    """A link may not be made; the message says why."""


class CycleRefused(LinkRefused):
    """The link would close the cycle `path` (node ids)."""

    def __init__(self, path: list[str]) -> None:
        shown = " → ".join(path if len(path) <= 12 else [*path[:6], "…", *path[-5:]])
        super().__init__(f"This link would close a cycle: {shown}. A workflow has no cycles; a loop is a component.")


class PortTaken(LinkRefused):
    """A port that takes one link already has one."""

    def __init__(self, node: str, port: str, source: str) -> None:
        super().__init__(
            f"Port {quoted(port)} of node {quoted(node)} takes one link and has one from {quoted(source)}. "
            "Remove that link first.",
            node=node,
            port=port,
        )


class KindMismatch(LinkRefused):
    """The two ends of a link carry different kinds of value."""

    def __init__(self, source: str, source_kind: str, target: str, target_kind: str) -> None:
        super().__init__(f"{source} gives {one_of_kind(source_kind)}, but {target} takes {one_of_kind(target_kind)}.")


class NodeUnavailable(UsageError):
    """A node's pack is not installed; its settings and links are kept as they are."""

    def __init__(self, node: str, type_id: str, near: str | None = None) -> None:
        hint = f" Did you mean {quoted(near)}?" if near else ""
        super().__init__(
            f"Node {quoted(node)} is of type {quoted(type_id)}, which no installed pack provides.{hint} "
            "Install the pack that provides it, or remove the node.",
            node=node,
            type=type_id,
        )


class TrustRequired(UsageError):
    """Something would run code that nobody has said to trust."""


class SecretMissing(UsageError):
    """A secret is neither in the environment nor in the keyring. Its value never stands in a file or a message."""

    def __init__(self, name: str, variable: str) -> None:
        super().__init__(
            f"The secret {quoted(name)} is not set. Set the environment variable {variable}, or keep it in the keyring: "
            f"knode secret set {name}.",
            secret=name,
        )


class DataError(KnodeError):
    """The data is not what a node can work with. Nodes raise it with what they know of port, column and row.

    `row` is the position of the first bad row, counted from 0; `expected` and `got` say in short what should stand there
    and what does.
    """

    def __init__(
        self,
        message: str,
        *,
        port: str | None = None,
        column: str | None = None,
        row: int | None = None,
        expected: str | None = None,
        got: str | None = None,
    ) -> None:
        super().__init__(message, port=port, column=column, row=row, expected=expected, got=got)


class NodeFailed(KnodeError):
    """A node's run ended with an error: `node`, `label`, and `port`, `column`, `row` where they are known."""

    def __init__(self, node: str, label: str, reason: str, **facts: Any) -> None:
        place = f"Node {quoted(node)}" + (f" ({label})" if label and label != node else "")
        where = [f"{name} {quoted(facts[name])}" for name in ("port", "column", "row") if facts.get(name) is not None]
        at = f" [{', '.join(where)}]" if where else ""
        super().__init__(f"{place} failed: {reason}{at}", node=node, label=label, reason=reason, **facts)


class InsideFailed(KnodeError):
    """A run of the workflow that a node holds ended with an error: `call` says which run, `node`, `label`, `reason` and
    `cause` (the name of the error's class) what happened inside it."""

    def __init__(self, call: str, error: KnodeError) -> None:
        facts = {"cause": type(error).__name__, "reason": error.message, "node": "", "label": "", **error.facts}
        text = error.message[:1].lower() + error.message[1:]
        super().__init__(f"{call}: {text}" if call else error.message, **{**facts, "call": call})


class StoreError(KnodeError):
    """The workspace on disk cannot be used."""


class StoreFull(StoreError):
    """No room is left, on the disk or within the store's quota."""


class StoreReadOnly(StoreError):
    """The workspace's folder cannot be written."""


class StoreDamaged(StoreError):
    """A stored object is missing or is not what it was when it was written."""


class ValueRefused(StoreError):
    """A value would not come back from the store as it was; the message gives the plain reason."""

    def __init__(self, message: str, *, column: str | None = None, row: int | None = None) -> None:
        super().__init__(message, column=column, row=row)


class BundleError(KnodeError):
    """A bundle cannot be made or used."""


class BundleDamaged(BundleError):
    """A bundle's content is not what its manifest says."""

    exit_code = 2


class NewerBundle(BundleError):
    """A bundle was made by a later knode, in a format that this one does not read."""

    exit_code = 2


class CaptureError(BundleError):
    """The region cannot be captured; the message names the node and the reason."""

    exit_code = 2


class CombineError(BundleError):
    """Captured workflows do not fit together; the message names their ports, and the columns that differ."""

    exit_code = 2


class ParityFailed(BundleError):
    """The captured workflow does not give what the training workflow gave."""


class DeployFailed(KnodeError):
    """A bundle could not be brought to its target; the message says what the target answered."""


class VersionTaken(DeployFailed):
    """Another bundle of that name and version is at the target."""

    def __init__(self, target: str, name: str, version: str) -> None:
        super().__init__(
            f"{target} holds another bundle {quoted(name)} of version {quoted(version)}. Set another version, or auto; or "
            "let it be replaced (replace).",
            target=target,
            name=name,
            version=version,
        )


class TargetUnreachable(DeployFailed):
    """The target did not answer, or said that it cannot answer now."""


class GateFailed(KnodeError):
    """A quality gate said no: a metric is worse than its threshold, so nothing is deployed."""

    exit_code = 3


class EngineLost(KnodeError):
    """The engine process has ended, or did not begin. `running` are the nodes that ran then."""


class Cancelled(KnodeError):
    """The person stopped the run."""

    exit_code = 130

    def __init__(self, message: str = "The run was cancelled.") -> None:
        super().__init__(message)


class Terminated(Cancelled):
    """The system asked the run to end, as a scheduler or a container does."""

    exit_code = 143

    def __init__(self, message: str = "The run was asked to terminate.") -> None:
        super().__init__(message)
