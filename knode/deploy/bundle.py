"""Bundles `*.knodez`: a captured workflow packed with its frozen values, contract rows, manifest and requirements.

A bundle is a zip file with fixed order and timestamps and no compression, so that the same content gives the same bytes.
Its members are `manifest.json`, `workflow.knode`, `requirements.txt` and `objects/<sha256>`; nothing else may be in it.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

from knode.core import document
from knode.core.errors import BundleDamaged, BundleError, KnodeError, StoreDamaged, TrustRequired, UsageError, quoted
from knode.core.registry import REGISTRY, Registry
from knode.core.values import Captured, Contract
from knode.deploy import signature
from knode.deploy.card import card_of
from knode.deploy.parity import prove
from knode.deploy.plan import Plan, plan_bytes, plan_from, plan_of
from knode.engine.inline import Inline
from knode.store.kinds import codec_of, get_bytes, put_bytes
from knode.store.objects import ObjectStore

FORMAT = 1
MANIFEST, WORKFLOW, REQUIREMENTS = "manifest.json", "workflow.knode", "requirements.txt"
MEMBER = re.compile(r"manifest\.json|workflow\.knode|requirements\.txt|objects/[0-9a-f]{64}")
EPOCH = (1980, 1, 1, 0, 0, 0)
PACKAGES = ("knode", "numpy", "pandas", "pyarrow", "scikit-learn", "skops")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True)
class Bundle:
    """An open bundle: what it holds, and its manifest."""

    captured: Captured
    manifest: Mapping[str, Any]
    signatures: Mapping[str, str]
    """For each frozen node a text that changes when its value does."""


# ---- writing


def write_bundle(
    captured: Captured, path: Path, *, name: str, version: str, facts: Inline | None = None
) -> dict[str, Any]:
    """Write a bundle. Before it gets its name it is opened as a consumer would, and its contract rows are replayed.

    The same content gives the same file; one that is there already and the same is left as it is.

    Returns:
        `sha256`, `bytes`, `rows` (of the contract), `written` (False when the same file was there).

    Raises:
        ParityFailed: the bundle does not give what the training workflow gave.
        UsageError: the name or version is malformed, or the file cannot be written.
    """
    for what, text in (("name", name), ("version", version)):
        if not NAME.fullmatch(text):
            raise UsageError(f"The bundle's {what} is {quoted(text)}: use letters, digits, dot, - and _.")
    with tempfile.TemporaryDirectory(prefix="knode-", ignore_cleanup_errors=True) as folder:
        content = _packed(captured, Path(folder), name, version)
    rows = prove(_opened(content, path, captured.workflow.registry).captured, facts)
    digest = sha256(content).hexdigest()
    written = not (path.is_file() and sha256(path.read_bytes()).hexdigest() == digest)
    if written:
        document.write_atomically(path, content)
    return {"sha256": digest, "bytes": len(content), "rows": rows, "written": written}


def _packed(captured: Captured, folder: Path, name: str, version: str) -> bytes:
    objects = ObjectStore(folder)
    frozen = {
        node: {"kind": kind, "payload": codec_of(kind).dump(value, objects)}
        for node, (kind, value) in captured.frozen.items()
    }
    tables = codec_of("table")
    contract = {
        end: {each: tables.dump(table, objects) for each, table in getattr(captured.contract, end).items()}
        for end in ("inputs", "outputs")
    }
    plan = plan_of(captured)
    compiled = {"compiled": sorted(plan.outputs), "refused": dict(plan.refused), **put_bytes(plan_bytes(plan), objects)}
    members = {
        WORKFLOW: document.dumps(captured.workflow).encode(),
        REQUIREMENTS: _requirements().encode(),
        **{f"objects/{name}": objects.path(name).read_bytes() for name in sorted(objects)},
    }
    manifest = {
        "format": FORMAT,
        "name": name,
        "version": version,
        "signature": signature.of(captured),
        "frozen": frozen,
        "contract": contract,
        "plan": compiled,
        "card": card_of(captured),
        "lineage": dict(captured.lineage),
        "packages": {package: installed(package) for package in PACKAGES},
        "members": {
            member: {"sha256": sha256(data).hexdigest(), "bytes": len(data)} for member, data in members.items()
        },
    }
    return _zipped({MANIFEST: (document.canonical(manifest) + "\n").encode(), **members})


def _requirements() -> str:
    return "".join(f"{package}=={installed(package)}\n" for package in PACKAGES)


def _zipped(members: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for member, data in members.items():
            info = zipfile.ZipInfo(member, EPOCH)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return made.getvalue()


# ---- reading


def read_bundle(path: Path, registry: Registry = REGISTRY) -> Bundle:
    """Open a bundle: its members and their hashes are checked before anything in it is read; no code runs.

    Raises:
        UsageError: there is no such file.
        BundleDamaged: the file is no bundle, or a member is not what the manifest says.
        TrustRequired: a frozen model holds a type that is not on the reviewed list.
    """
    return _opened(_content(path), path, registry)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}. Expected a .knodez bundle.") from None


class Sealed:
    """A bundle whose members are what its manifest says. What is in it is opened when it is asked for, each part by itself."""

    def __init__(self, content: bytes, path: Path) -> None:
        with _members(content, path) as (members, manifest):
            self.manifest: Mapping[str, Any] = manifest
            self.workflow = document.loads(members[WORKFLOW].decode(), path)
        self.sha256 = sha256(content).hexdigest()
        self._content = content
        self._path = path

    @classmethod
    def read(cls, path: Path) -> Sealed:
        """Read a bundle file. Raises as `read_bundle` does, but for what is in models."""
        return cls(_content(path), path)

    def plan(self) -> Plan | None:
        """Its compiled plan, checked on its contract rows; None when it has none that this knode can read."""
        stored = self.manifest.get("plan")
        if stored is None:
            return None
        with _members(self._content, self._path) as (members, _), _as_damage(self._path):
            return plan_from(members[f"objects/{stored['object']}"] if "object" in stored else get_bytes(stored, None))  # type: ignore[arg-type]

    def opened(self) -> Bundle:
        """All of it, models and contract rows included."""
        return _opened(self._content, self._path)


def _opened(content: bytes, path: Path, registry: Registry = REGISTRY) -> Bundle:
    with _members(content, path) as (archive, manifest):
        text = archive[WORKFLOW].decode()
        with tempfile.TemporaryDirectory(prefix="knode-", ignore_cleanup_errors=True) as folder, _as_damage(path):
            objects = _extracted(archive, Path(folder))
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
        workflow = document.loads(text, path, registry)
        _check_ends(workflow, frozen, path)
        captured = Captured(workflow, frozen, Contract(ends["inputs"], ends["outputs"]), manifest.get("lineage", {}))
        return Bundle(captured, manifest, signed)


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest of a bundle whose members are what it says. Raises as `read_bundle` does."""
    with _members(_content(path), path) as (_, manifest):
        return manifest


@contextmanager
def _members(content: bytes, path: Path) -> Iterator[tuple[dict[str, bytes], dict[str, Any]]]:
    """The members of a bundle by name, and its manifest, all checked."""
    with _as_damage(path):
        archive = zipfile.ZipFile(io.BytesIO(content))
        infos = archive.infolist()
        names = [info.filename for info in infos]
        for info in infos:
            if not MEMBER.fullmatch(info.filename) or names.count(info.filename) > 1:
                raise BundleDamaged(f"{path}: a bundle holds no member {quoted(info.filename)}.")
            if info.compress_type != zipfile.ZIP_STORED or info.file_size > len(content):
                raise BundleDamaged(f"{path}: the member {quoted(info.filename)} is packed as no bundle packs it.")
        if MANIFEST not in names or WORKFLOW not in names:
            raise BundleDamaged(f"{path}: this zip file is no bundle, it has no {MANIFEST} or no {WORKFLOW}.")
        members = {name: archive.read(name) for name in names}
        manifest = json.loads(members.pop(MANIFEST))
        if not isinstance(manifest, dict) or not isinstance(manifest.get("format"), int):
            raise BundleDamaged(f"{path}: the manifest has no format number.")
        if manifest["format"] > FORMAT:
            raise BundleError(
                f"{path} has bundle format {manifest['format']}, this knode reads up to {FORMAT}: upgrade knode."
            )
        _check_members(members, manifest, path)
    yield members, manifest


def _check_members(members: Mapping[str, bytes], manifest: Mapping[str, Any], path: Path) -> None:
    listed = manifest["members"]
    if set(listed) != set(members):
        odd = sorted(set(listed) ^ set(members))[0]
        raise BundleDamaged(f"{path}: {quoted(odd)} is not both in the manifest and in the file.")
    for member, data in members.items():
        if sha256(data).hexdigest() != listed[member]["sha256"]:
            raise BundleDamaged(
                f"{path}: {quoted(member)} is not what the manifest says; the file was changed or damaged."
            )
        if member.startswith("objects/") and member.removeprefix("objects/") != listed[member]["sha256"]:
            raise BundleDamaged(f"{path}: {quoted(member)} does not have the content of its name.")


@contextmanager
def _as_damage(path: Path) -> Iterator[None]:
    """What a damaged or forged file makes libraries raise becomes BundleDamaged."""
    try:
        yield
    except TrustRequired as error:
        raise TrustRequired(f"{path}: {error.message}") from None
    except StoreDamaged as error:
        raise BundleDamaged(f"{path}: {error.message}") from None
    except KnodeError:
        raise
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, KeyError, TypeError, AttributeError,
            NotImplementedError, RuntimeError, EOFError) as error:  # fmt: skip
        raise BundleDamaged(f"{path}: the bundle is damaged or is none ({type(error).__name__}: {error}).") from None


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
