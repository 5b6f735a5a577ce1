"""Deploys from the desktop: what would be captured, the capture itself, and the bundle at its target."""

from __future__ import annotations

import secrets
import threading
import weakref
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from knode.core.errors import UnknownName, UsageError, quoted
from knode.core.registry import REGISTRY
from knode.core.values import Captured
from knode.host import deploy_protocol as protocol
from knode.host.jobs import running, stop, telling
from knode.host.protocol import Nothing

if TYPE_CHECKING:
    from knode.deploy.gesture import Gesture
    from knode.engine.context import CancelToken
    from knode.engine.inline import Inline
    from knode.host.host import Host

KEPT = 3
"""Captures that wait to be written; taking one more forgets the oldest."""
_LOCK = threading.Lock()
_TAKEN: weakref.WeakKeyDictionary[Host, OrderedDict[str, Captured]] = weakref.WeakKeyDictionary()


def look(host: Host, params: protocol.Pointed) -> protocol.Scope:
    """What a capture would hold; nothing runs."""
    from knode.deploy.scope import scope
    from knode.deploy.taking import leading

    gesture = _gesture(params)
    graph = host.engine.compile(host.snapshot(), to=leading(gesture))
    return protocol.Scope(**scope(graph, gesture))


def take(host: Host, params: protocol.TakeParams) -> protocol.Taken:
    """Run what a capture needs, capture, and replay the held-out rows. Nothing is written."""
    from knode.deploy.preview import preview
    from knode.deploy.taking import take as taking
    from knode.engine.engine import Request

    with running(host, params.job) as cancel:
        request = Request(
            frozen=host.brought.frozen,
            inputs=host.brought.inputs,
            folder=host.folder,
            listener=telling(host, params.job),
            cancel=cancel,
        )
        try:
            captured = taking(host.engine, host.snapshot(), _gesture(params.pointed), request)
        finally:
            # What ran for it has results now, which the canvas shows.
            host.statuses.edited()
        host.emit(protocol.JobEvent(job=params.job, message="comparing held-out rows"))
        found = preview(captured, _facts(host, cancel))
    token = secrets.token_hex(8)
    with _LOCK:
        kept = _TAKEN.setdefault(host, OrderedDict())
        kept[token] = captured
        while len(kept) > KEPT:
            kept.popitem(last=False)
    return protocol.Taken(token=token, found=found)


def write(host: Host, params: protocol.WriteParams) -> protocol.Written:
    """Bring a capture to its target, by the node that does it."""
    from knode.engine.context import RunContext

    captured = taken(host, params.token)
    if params.target not in protocol.TARGETS:
        raise UnknownName("target", params.target, protocol.TARGETS)
    type_id = protocol.TARGETS[params.target]
    node: Any = REGISTRY.get(type_id).from_settings(params.settings)
    with running(host, params.job) as cancel:
        context = RunContext("deploy", _facts(host, cancel))
        host.emit(protocol.JobEvent(job=params.job, message="writing"))
        made = node.run(captured, context)
    place = str(made[node.where])
    return protocol.Written(
        place=place,
        file=str((host.folder / place).resolve()) if node.where == "path" else None,
        said=tuple(text for _, text in context.messages),
        card=_card(captured, str(made["name"]), str(made["version"]), node.intended_use.strip()),
        **{name: made[name] for name in ("name", "version", "sha256", "bytes", "parity_rows", "changed")},
    )


def cancel(host: Host, params: protocol.Job) -> Nothing:
    """Stop taking or writing."""
    stop(host, params.job)
    return Nothing()


def taken(host: Host, token: str) -> Captured:
    """The capture that waits under a token. Raises UsageError when it was forgotten."""
    with _LOCK:
        found = _TAKEN.get(host, OrderedDict()).get(token)
    if found is None:
        raise UsageError(f"The capture {quoted(token)} is no longer known. Look at it again, then deploy.")
    return found


def _facts(host: Host, cancel: CancelToken) -> Inline:
    from knode.deploy import services
    from knode.engine.inline import Inline

    return Inline(folder=host.folder, cancel=cancel, services=services(), trust=host.trust)


def _gesture(pointed: protocol.Pointed) -> Gesture:
    from knode.deploy.gesture import Gesture

    return Gesture(**pointed.model_dump())


def _card(captured: Captured, name: str, version: str, intended_use: str) -> str:
    from knode.deploy import signature
    from knode.deploy.card import card_of, markdown
    from knode.deploy.requirements import packages_of

    return markdown(
        {
            "name": name,
            "version": version,
            "card": card_of(captured, intended_use),
            "signature": signature.of(captured),
            "lineage": dict(captured.lineage),
            "packages": packages_of(captured, ()),
        }
    )
