"""Bundles that somebody changed by hand: with wrong hashes, or with hashes that are right for what they did."""

from __future__ import annotations

import io
import json
import os
import pickle
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from knode.core import document
from knode.deploy.archive import MANIFEST, fingerprint, zipped

Members = dict[str, bytes]
CHANGES: tuple[dict[str, Any], ...] = (
    {"name": "../x"},
    {"name": "a/b"},
    {"version": "..\n"},
    {"signature": {}},
    {"signature": 1},
    {"signature": {"inputs": {}, "outputs": {"predictions": 1}}},
    {"packages": 1},
)
"""What a manifest with right hashes may say that no server can do with."""


def members_of(content: bytes) -> Members:
    """The members of a bundle by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sealed(members: Members, manifest: dict[str, Any]) -> bytes:
    """A bundle with all hashes as they must be for its members."""
    rest = {name: data for name, data in members.items() if name != MANIFEST}
    listed = {name: {"sha256": sha256(data).hexdigest(), "bytes": len(data)} for name, data in rest.items()}
    manifest = {**manifest, "members": listed}
    manifest["content"] = fingerprint(manifest)
    return zipped({MANIFEST: document.canonical(manifest).encode(), **rest})


def with_object(content: bytes, old: str, data: bytes) -> bytes:
    """A bundle in which one object is another, and whatever names it names the new one."""
    members = members_of(content)
    new = sha256(data).hexdigest()
    del members[f"objects/{old}"]
    members[f"objects/{new}"] = data
    return sealed(members, json.loads(members[MANIFEST].decode().replace(old, new)))


def with_manifest(content: bytes, **changes: Any) -> bytes:
    """A bundle whose manifest says other things, with the hashes for it."""
    members = members_of(content)
    return sealed(members, {**json.loads(members[MANIFEST]), **changes})


def with_plan(content: bytes, change: Callable[[dict[str, Any]], Any]) -> bytes:
    """A bundle whose compiled plan was changed, with the hashes for it."""
    members = members_of(content)
    old = json.loads(members[MANIFEST])["plan"]["object"]
    data = members[f"objects/{old}"]
    end = 8 + int.from_bytes(data[:8], "little")
    plan = json.loads(data[8:end])
    changed = change(plan)
    head = json.dumps(plan if changed is None else changed).encode()
    head += b" " * (-(len(head) + 8) % 64)
    return with_object(content, old, len(head).to_bytes(8, "little") + head + data[end:])


def model_of(content: bytes) -> str:
    """The object that holds the fitted model."""
    return next(
        name.removeprefix("objects/")
        for name, data in members_of(content).items()
        if name.startswith("objects/") and data.startswith(b"PK")
    )


class Harm:
    """What writes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self._path),)


def damaged(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Files that are no bundle, each with what is wrong with it."""
    members = members_of(content)
    manifest = json.loads(members[MANIFEST])
    flipped = bytearray(content)
    flipped[len(flipped) // 2] ^= 1
    yield "a flipped bit", bytes(flipped)
    yield "half a file", content[: len(content) // 2]
    yield "an empty file", b""
    yield "no zip", b"PK\x03\x04" + b"\x00" * 1000
    for name in ("../x", "/etc/x", "objects/../../x", "objects\\x", "objects/x.pkl", "x" * 5000, ""):
        yield f"the member {name[:20]!r}", zipped({**members, name: b"x"})
        yield f"the member {name[:20]!r} with its hash", sealed({**members, name: b"x"}, manifest)
    yield (
        "another hash in the manifest",
        zipped({**members, MANIFEST: members[MANIFEST].replace(b'"sha256": "', b'"sha256": "0')}),
    )
    yield (
        "a manifest that was changed",
        zipped({**members, MANIFEST: members[MANIFEST].replace(b'"format": 1', b'"format": 1, "x": 1')}),
    )
    for odd in (
        b"",
        b"[]",
        b"null",
        b"{}",
        b"[" * 100_000,
        b'{"format": 1}',
        b'{"format": 99}',
        b"\xff",
        b'{"format": NaN}',
    ):
        yield f"the manifest {odd[:16]!r}", zipped({**members, MANIFEST: odd})
    yield "a workflow that is none", sealed({**members, "workflow.knode": b"[]"}, manifest)
    yield "no workflow", sealed({n: d for n, d in members.items() if n != "workflow.knode"}, manifest)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        archive.writestr(f"objects/{'0' * 64}", b"\x00" * 100_000_000)
    yield "a zip bomb", packed.getvalue()
    for change in CHANGES:
        yield f"the manifest with {change}", with_manifest(content, **change)


def with_odd_plans(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Bundles whose hashes are right and whose compiled plan is not what knode made."""

    def step(name: str) -> Callable[[dict[str, Any]], None]:
        def change(plan: dict[str, Any]) -> None:
            plan["steps"][-1][2]["$step"] = name

        return change

    for name in (
        "os:system",
        "subprocess:Popen",
        "builtins:eval",
        "knode_nodes.deploy._admission:absent",
        "pathlib:Path",
        "x",
        ":",
        "..:x",
    ):
        yield f"the step {name}", with_plan(content, step(name))
    yield "steps in a ring", with_plan(content, lambda plan: plan["steps"][0].__setitem__(1, plan["steps"][-1][0]))
    yield "no steps", with_plan(content, lambda plan: plan.__setitem__("steps", []))
    yield "an array beyond the end", with_plan(content, _farther)
    yield "another format", with_plan(content, lambda plan: plan.__setitem__("format", 99))
    yield "no object", with_plan(content, lambda plan: [])  # type: ignore[arg-type,return-value]


def _farther(plan: Any) -> None:
    """Move all arrays of a plan beyond the end of its buffer."""
    parts = plan.values() if isinstance(plan, dict) else plan if isinstance(plan, list) else ()
    for part in parts:
        if isinstance(part, dict) and "$array" in part:
            part["$array"][1] = [2**40]
        else:
            _farther(part)


def with_pickle(content: bytes, path: Path) -> bytes:
    """A bundle whose model is a pickle that makes the folder `path` when it is loaded."""
    return with_object(content, model_of(content), pickle.dumps(Harm(path)))


def with_pickle_in_the_model(content: bytes, path: Path) -> bytes:
    """A bundle whose model file has a pickle among its members."""
    old = model_of(content)
    inner = members_of(members_of(content)[f"objects/{old}"])
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in inner.items():
            schema = data.replace(b"sklearn.pipeline", b"pickle") if name == "schema.json" else data
            archive.writestr(name, schema)
        archive.writestr("x.pkl", pickle.dumps(Harm(path)))
    return with_object(content, old, made.getvalue())
