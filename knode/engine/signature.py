"""Signatures: what a step's result follows from, as one digest. Same signature, same result."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from knode.core.node import Node
from knode.engine.graph import Graph, Step

SIZE = 16
"""Bytes of a signature (blake2b-128)."""


class Signer:
    """Signs the steps of a graph, in one pass: O(steps + links). Keeps the signatures of the last time, and signs only
    what changed since then and what lies downstream of it.

    A signature is H(type id, version, settings after parameters, signatures of inputs, fingerprint of what is read).
    """

    def __init__(self) -> None:
        self._signed: dict[str, str] = {}
        self._steps: dict[str, Step] = {}
        self._outside: dict[str, bytes] = {}
        self._run: tuple[Path, int] | None = None

    def sign(self, graph: Graph, *, folder: Path, seed: int, supplied: Mapping[str, str]) -> dict[str, str]:
        """The signature of each step, in hexadecimal.

        Args:
            graph: the compiled workflow; its steps are in topological order.
            folder: where readers' relative file names start.
            seed: the run's; it counts for the steps that see a Context.
            supplied: for steps whose value comes from outside, a text that changes when the value does.
        """
        steps, known = graph.steps, self._steps
        outside = {step: text.encode() for step, text in supplied.items()}
        for step in steps.values():
            if step.holding is not None:
                outside[step.id] = outside.get(step.id, b"") + _read_inside(step, folder)
                if step.after and step.holding.readers:
                    outside[step.id] = secrets.token_bytes()
            if step.cls.fingerprint is Node.fingerprint:
                continue
            if step.node is None or step.after:
                # A variable will say what it reads, or what it waits for may write that. Nobody knows yet whether it has
                # changed: it runs anew.
                outside[step.id] = secrets.token_bytes()
            else:
                read = step.node.fingerprint(folder)
                outside[step.id] = outside.get(step.id, b"") + json.dumps(read, sort_keys=True, default=str).encode()
        if self._run != (folder, seed) or known.keys() != steps.keys():
            changed = set(steps)
        else:
            changed = {step for step, described in steps.items() if known[step] is not described}
            changed.update(
                step for step in outside.keys() | self._outside.keys() if outside.get(step) != self._outside.get(step)
            )
        signed = self._signed if len(changed) < len(steps) else {}
        if changed:
            signed = _signed(graph, changed, dict(signed), outside, f"\nseed {seed}".encode())
        self._signed, self._steps, self._outside, self._run = signed, steps, outside, (folder, seed)
        return signed


def _read_inside(step: Step, folder: Path) -> bytes:
    """What nodes in a node that holds a workflow read, as far as that is known before it runs."""
    held = step.holding
    assert held is not None
    return json.dumps(held.fingerprint(folder), sort_keys=True, default=str).encode() if held.readers else b""


def _signed(
    graph: Graph, changed: set[str], signed: dict[str, str], outside: Mapping[str, bytes], seed: bytes
) -> dict[str, str]:
    """`signed` with new signatures for the changed steps and for all downstream of them."""
    for step_id, step in graph.steps.items():
        if step_id not in changed:
            continue
        digest = _digest(step, signed, outside.get(step_id), seed)
        if signed.get(step_id) != digest:
            signed[step_id] = digest
            changed.update(graph.following[step_id])
    return signed


def _digest(step: Step, signed: Mapping[str, str], outside: bytes | None, seed: bytes) -> str:
    parts: list[Any] = [step.key]
    # Sorted by port, as the order in which links were made says nothing; within one port it does.
    for port, sources in sorted(step.inputs.items()):
        for source, source_port in sources:
            parts.append(f"\n{port}<{signed[source]}.{source_port}".encode())
    for setting, waiting in sorted(step.bound.items()):
        for source, source_port in waiting.sources:
            parts.append(f"\n{setting}={waiting.name}<{signed[source]}.{source_port}".encode())
    for source, source_port in step.after:
        parts.append(f"\n;<{signed[source]}.{source_port}".encode())
    for source, source_port in step.captured:
        parts.append(f"\n*<{signed[source]}.{source_port}".encode())
    if step.ports.context is not None:
        parts.append(seed)
    if outside is not None:
        parts.append(b"\n@" + outside)
    return blake2b(b"".join(parts), digest_size=SIZE).hexdigest()
