"""Bundles `*.knodez`: a captured workflow packed with its frozen values, contract rows, card, manifest and requirements.

What is in the file is checked by its hash before it is read, and opening it runs no code; `archive.py` has the file itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from knode.core import document
from knode.core.errors import BundleDamaged, UsageError, quoted
from knode.core.registry import REGISTRY, Registry
from knode.core.values import Captured, Contract
from knode.deploy import signature
from knode.deploy.archive import (
    FORMAT,
    MANIFEST,
    REQUIREMENTS,
    WORKFLOW,
    as_damage,
    checked,
    content_of,
    fingerprint,
    zipped,
)
from knode.deploy.card import card_of
from knode.deploy.parity import prove
from knode.deploy.plan import Plan, plan_bytes, plan_from, plan_of
from knode.deploy.requirements import Difference, differences, hint, packages_of, requirements
from knode.deploy.scratch import scratch
from knode.engine.inline import Inline
from knode.store.kinds import codec_of, get_bytes, put_bytes
from knode.store.objects import ObjectStore

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True)
class Bundle:
    """An open bundle: what it holds, and its manifest."""

    captured: Captured
    manifest: Mapping[str, Any]
    signatures: Mapping[str, str]
    """For each frozen node a text that changes when its value does."""

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The packages that are installed in another version than it was made with."""
        return differences(self.manifest.get("packages", {}))


# ---- writing


@dataclass(frozen=True, slots=True)
class Packed:
    """A captured workflow as the content of a bundle, all but its version: `manifest` and the other members."""

    manifest: Mapping[str, Any]
    members: Mapping[str, bytes] = field(repr=False)

    def content(self, version: str) -> bytes:
        """The bundle of that version. Raises UsageError for a malformed one."""
        check_name("version", version)
        manifest = {**self.manifest, "version": version}
        return zipped({MANIFEST: (document.canonical(manifest) + "\n").encode(), **self.members})


def write_bundle(
    captured: Captured, path: Path, *, name: str, version: str, intended_use: str = "", facts: Inline | None = None
) -> dict[str, Any]:
    """Write a bundle. Before it gets its name it is opened as a consumer would, and its contract rows are replayed.

    The same content gives the same file; one that is there already and the same is left as it is.

    Returns:
        `sha256`, `bytes`, `rows` (of the contract), `written` (False when the same file was there).

    Raises:
        ParityFailed: the bundle does not give what the training workflow gave.
        UsageError: the name or version is malformed, or the file cannot be written.
    """
    content = packed(captured, name, intended_use, trust=facts is not None and facts.trust).content(version)
    rows = proved(content, captured.workflow.registry, facts)
    digest = sha256(content).hexdigest()
    written = not (path.is_file() and sha256(path.read_bytes()).hexdigest() == digest)
    if written:
        document.write_atomically(path, content)
    return {"sha256": digest, "bytes": len(content), "rows": rows, "written": written}


def check_name(what: str, text: str) -> None:
    """Raise UsageError unless `text` may be the name or the version (`what`) of a bundle."""
    if not NAME.fullmatch(text):
        raise UsageError(f"The bundle's {what} is {quoted(text)}: use letters, digits, dot, - and _.")


def proved(content: bytes, registry: Registry = REGISTRY, facts: Inline | None = None) -> int:
    """Open a bundle as a consumer would and replay its contract rows; how many there are. Raises ParityFailed."""
    return prove(_opened(content, Path("The bundle"), registry).captured, facts)


def packed(captured: Captured, name: str, intended_use: str = "", *, trust: bool = False) -> Packed:
    """A captured workflow as the content of a bundle; the same one gives the same bytes.

    With `trust`, code that came with it may run while it is packed.
    """
    check_name("name", name)
    with scratch() as folder:
        return _packed(captured, ObjectStore(folder), name, intended_use, trust)


def _packed(captured: Captured, objects: ObjectStore, name: str, intended_use: str, trust: bool) -> Packed:
    frozen = {
        node: {"kind": kind, "payload": codec_of(kind).dump(value, objects)}
        for node, (kind, value) in captured.frozen.items()
    }
    tables = codec_of("table")
    contract = {
        end: {each: tables.dump(table, objects) for each, table in getattr(captured.contract, end).items()}
        for end in ("inputs", "outputs")
    }
    plan = plan_of(captured, trust=trust)
    compiled = {"compiled": sorted(plan.outputs), "refused": dict(plan.refused), **put_bytes(plan_bytes(plan), objects)}
    models = [(payload, objects) for entry in frozen.values() for payload in _models(entry["kind"], entry["payload"])]
    packages = packages_of(captured, models)
    members = {
        WORKFLOW: document.dumps(captured.workflow).encode(),
        REQUIREMENTS: requirements(packages).encode(),
        **{f"objects/{name}": objects.path(name).read_bytes() for name in sorted(objects)},
    }
    manifest = {
        "format": FORMAT,
        "name": name,
        "signature": signature.of(captured),
        "card": card_of(captured, intended_use),
        "frozen": frozen,
        "contract": contract,
        "plan": compiled,
        "lineage": dict(captured.lineage),
        "packages": packages,
        "members": {
            member: {"sha256": sha256(data).hexdigest(), "bytes": len(data)} for member, data in members.items()
        },
    }
    # What two versions have in common when nothing but the version differs.
    return Packed({**manifest, "content": fingerprint(manifest)}, members)


def _models(kind: str, payload: Any) -> Iterator[Any]:
    """The stored models in a frozen value, those in captured workflows too."""
    if kind == "model":
        yield payload
    for inner, held in payload["frozen"].values() if kind == "workflow" else ():
        yield from _models(inner, held)


# ---- reading


def read_bundle(path: Path, registry: Registry = REGISTRY) -> Bundle:
    """Open a bundle: its members and their hashes are checked before anything in it is read; no code runs.

    Raises:
        UsageError: there is no such file.
        BundleDamaged: the file is no bundle, or a member is not what the manifest says.
        BundleError: it cannot be opened with what is installed here.
        TrustRequired: a frozen model holds a type that is not on the reviewed list.
    """
    return _opened(content_of(path), path, registry)


class Sealed:
    """A bundle whose members are what its manifest says. What is in it is opened when it is asked for, each part by itself."""

    def __init__(self, content: bytes, path: Path, registry: Registry = REGISTRY) -> None:
        with checked(content, path) as (members, manifest):
            self.manifest: Mapping[str, Any] = manifest
            self.workflow = document.loads(members[WORKFLOW].decode(), path, registry)
        self.sha256 = sha256(content).hexdigest()
        self.bytes = len(content)
        self._registry = registry
        self._content = content
        self._path = path

    @classmethod
    def read(cls, path: Path, registry: Registry = REGISTRY) -> Sealed:
        """Read a bundle file. Raises as `read_bundle` does, but for what is in models."""
        return cls(content_of(path), path, registry)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The packages that are installed in another version than it was made with."""
        return differences(self.manifest.get("packages", {}))

    def plan(self) -> Plan | None:
        """Its compiled plan, checked on its contract rows; None when it has none that this knode can read."""
        stored = self.manifest.get("plan")
        if stored is None:
            return None
        with checked(self._content, self._path) as (members, _), as_damage(self._path):
            return plan_from(members[f"objects/{stored['object']}"] if "object" in stored else get_bytes(stored, None))  # type: ignore[arg-type]

    def opened(self) -> Bundle:
        """All of it, models and contract rows included."""
        return _opened(self._content, self._path, self._registry)


def _opened(content: bytes, path: Path, registry: Registry = REGISTRY) -> Bundle:
    with checked(content, path) as (members, manifest):
        with as_damage(path):
            why = hint(manifest.get("packages", {}))
        with (
            scratch() as folder,
            as_damage(path, why),
        ):
            objects = _extracted(members, folder)
            frozen = {
                node: (str(entry["kind"]), codec_of(entry["kind"]).load(entry["payload"], objects))
                for node, entry in manifest["frozen"].items()
            }
            ends = {
                end: {
                    name: codec_of("table").load(payload, objects)
                    for name, payload in manifest["contract"][end].items()
                }
                for end in ("inputs", "outputs")
            }
            signed = {node: document.canonical(entry) for node, entry in manifest["frozen"].items()}
        workflow = document.loads(members[WORKFLOW].decode(), path, registry)
        _check_ends(workflow, frozen, path)
        captured = Captured(workflow, frozen, Contract(ends["inputs"], ends["outputs"]), manifest.get("lineage", {}))
        return Bundle(captured, manifest, signed)


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest of a bundle whose members are what it says. Raises as `read_bundle` does."""
    return manifest_of(content_of(path), path)


def manifest_of(content: bytes, path: Path) -> dict[str, Any]:
    """The same for the content of the file `path`."""
    with checked(content, path) as (_, manifest):
        return manifest


def _extracted(members: Mapping[str, bytes], folder: Path) -> ObjectStore:
    objects = ObjectStore(folder)
    for member, data in members.items():
        if member.startswith("objects/"):
            objects.put(lambda file, data=data: file.write(data))  # type: ignore[misc]
    return objects


def _check_ends(workflow: Any, frozen: Mapping[str, Any], path: Path) -> None:
    for node in frozen:
        if node not in workflow:
            raise BundleDamaged(
                f"{path}: the manifest has a value for {quoted(node)}, which is no node of the workflow."
            )
    if not workflow.ends("input") or not workflow.ends("output"):
        raise BundleDamaged(f"{path}: the workflow in the bundle has no input or no output.")
