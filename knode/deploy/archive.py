"""The zip file that a bundle is: members in a fixed order, with fixed times and no compression, checked before use.

The members are `manifest.json`, `workflow.knode`, `requirements.txt` and `objects/<sha256>`; nothing else may be in it.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from knode.core import document
from knode.core.errors import (
    BundleDamaged,
    BundleError,
    KnodeError,
    NewerBundle,
    StoreDamaged,
    TrustRequired,
    UsageError,
    quoted,
)

FORMAT = 1
MANIFEST, WORKFLOW, REQUIREMENTS = "manifest.json", "workflow.knode", "requirements.txt"
MEMBER = re.compile(r"manifest\.json|workflow\.knode|requirements\.txt|objects/[0-9a-f]{64}")
EPOCH = (1980, 1, 1, 0, 0, 0)


def zipped(members: Mapping[str, bytes]) -> bytes:
    """The members as a zip file; the same members give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for member, data in members.items():
            info = zipfile.ZipInfo(member, EPOCH)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return made.getvalue()


def fingerprint(manifest: Mapping[str, Any]) -> str:
    """The hash of all that a manifest says, but for the version: what `content` in it must be."""
    said = {name: value for name, value in manifest.items() if name not in ("content", "version")}
    return sha256(document.canonical(said).encode()).hexdigest()


def content_of(path: Path) -> bytes:
    """The bytes of a bundle file. Raises UsageError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}. Expected a .knodez bundle.") from None


def _is_workflow(content: bytes) -> bool:
    try:
        read = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(read, dict) and "nodes" in read


@contextmanager
def checked(content: bytes, path: Path) -> Iterator[tuple[dict[str, bytes], dict[str, Any]]]:
    """The members of a bundle by name, and its manifest, all checked. Raises BundleDamaged."""
    with as_damage(path):
        if not zipfile.is_zipfile(io.BytesIO(content)):
            what = "is a workflow, and no bundle" if _is_workflow(content) else "is damaged, or is no bundle at all"
            raise BundleDamaged(f"{path} {what}. `knode capture` and deploy nodes make bundles.")
        archive = zipfile.ZipFile(io.BytesIO(content))
        infos = archive.infolist()
        names = Counter(info.filename for info in infos)
        for info in infos:
            if not MEMBER.fullmatch(info.filename) or names[info.filename] > 1:
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
            raise NewerBundle(
                f"{path} has bundle format {manifest['format']}, this knode reads up to {FORMAT}: upgrade knode."
            )
        _check_hashes(members, manifest, path)
        if manifest["content"] != fingerprint(manifest):
            raise BundleDamaged(f"{path}: {quoted(MANIFEST)} was changed after the bundle was made.")
        if not isinstance(manifest.get("name"), str) or not isinstance(manifest.get("version"), str):
            raise BundleDamaged(f"{path}: the manifest has no name or no version.")
    yield members, manifest


def _check_hashes(members: Mapping[str, bytes], manifest: Mapping[str, Any], path: Path) -> None:
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
def as_damage(path: Path, hint: str = "") -> Iterator[None]:
    """What a damaged or forged file makes libraries raise becomes BundleDamaged; `hint` is added to the message."""
    try:
        yield
    except TrustRequired as error:
        raise TrustRequired(f"{path}: {error.message}{hint}", **error.facts) from None
    except StoreDamaged as error:
        raise BundleDamaged(f"{path}: {error.message}{hint}") from None
    except KnodeError:
        raise
    except ModuleNotFoundError as error:
        raise BundleError(f"{path}: the bundle needs {error.name or error}, which is not installed.{hint}") from None
    except ImportError as error:
        if error.__cause__ is not None and not isinstance(error.__cause__, Exception):
            # Ctrl-C while a library was loaded.
            raise error.__cause__ from None
        raise BundleError(f"{path}: a library that the bundle needs cannot be loaded: {error}.{hint}") from None
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, KeyError, TypeError, AttributeError,
            NotImplementedError, RuntimeError, EOFError) as error:  # fmt: skip
        reason = f"{type(error).__name__}: {error}"
        raise BundleDamaged(f"{path}: the bundle is damaged or is none ({reason}).{hint}") from None
