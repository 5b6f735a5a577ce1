"""Brings bundles to their targets: packs, proves parity, and changes nothing where the same bundle is already."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from knode.core import document
from knode.core.errors import (
    BundleDamaged,
    Cancelled,
    DeployFailed,
    TargetUnreachable,
    UsageError,
    VersionTaken,
    quoted,
)
from knode.core.passing import passing
from knode.core.replacement import finish
from knode.core.target import Target
from knode.core.values import Captured
from knode.deploy.bundle import packed, proved, read_manifest
from knode.deploy.versions import SUFFIX, file_name, manifests
from knode.engine.context import CancelToken
from knode.engine.inline import Inline

AUTO = "auto"
"""The version that a target needs: the newest there while nothing has changed, else the next whole number."""
WAITS = (0.5, 1.0, 2.0, 4.0)
"""Seconds before each further try to reach a target."""
RACES = 20
"""How often another process may take the next version before us."""
Answer = TypeVar("Answer")


def deploy(
    captured: Captured,
    target: Target,
    *,
    name: str,
    version: str = AUTO,
    intended_use: str = "",
    replace: bool = False,
    facts: Inline | None = None,
) -> dict[str, Any]:
    """Bring a captured workflow as a bundle to a target, once its contract rows came out as they should.

    Args:
        captured: what to deploy.
        target: where to.
        name: the bundle's.
        version: the bundle's; `auto` takes the newest whole number there, or the next one when something has changed.
        intended_use: for the model card.
        replace: put it in the place of another bundle of the same name and version.
        facts: of the run, for cancelling and for trust.

    Returns:
        `path`, `name`, `version`, `sha256`, `bytes`, `parity_rows`, `changed` (False: the same bundle was there).

    Raises:
        ParityFailed: the bundle does not give what the training workflow gave.
        VersionTaken: another bundle of that name and version is there.
        TargetUnreachable: the target could not be reached, also after some tries.
    """
    bundle = packed(captured, name, intended_use, trust=facts is not None and facts.trust)
    rows = proved(bundle.content("1" if version == AUTO else version), captured.workflow.registry, facts)
    cancel = facts.cancel if facts is not None else CancelToken()

    def ask(question: Callable[[], Answer]) -> Answer:
        return _tried(question, cancel)

    for _ in range(RACES):
        for wanted in _candidates(ask(lambda: target.versions(name))) if version == AUTO else [version]:
            content = bundle.content(wanted)
            digest = sha256(content).hexdigest()
            made: dict[str, Any] = {"path": target.place(name, wanted), "name": name, "version": wanted}
            made |= {"sha256": digest, "bytes": len(content), "parity_rows": rows}
            if ask(lambda wanted=wanted: target.sha256(name, wanted)) == digest:  # type: ignore[misc]
                return {**made, "changed": False}
        try:
            ask(lambda wanted=wanted, content=content: target.put(name, wanted, content, replace=replace))  # type: ignore[misc]
            return {**made, "changed": True}
        except VersionTaken:
            if version != AUTO:
                raise
    raise TargetUnreachable(f"{target.title}: other processes took every next version of {quoted(name)}. Try again.")


def _candidates(versions: Collection[str]) -> list[str]:
    """The newest of the versions that are whole numbers, if there is one, and the next."""
    newest = max((int(version) for version in versions if version.isascii() and version.isdecimal()), default=0)
    return [str(newest), str(newest + 1)] if newest else ["1"]


def _tried(question: Callable[[], Answer], cancel: CancelToken) -> Answer:
    """The answer of a target, asked again after a while where it could not be reached."""
    for seconds in WAITS:
        try:
            return question()
        except TargetUnreachable:
            if cancel.wait(seconds):
                raise Cancelled from None
    return question()


# ---- files


class FileTarget(Target):
    """One bundle file, whatever its version is."""

    def __init__(self, path: Path) -> None:
        self.title = str(path)
        self._path = path

    def versions(self, name: str) -> Collection[str]:
        """The version in the file, when it is of that name. A file that is no bundle has none."""
        manifest = self._manifest()
        return [str(manifest["version"])] if manifest is not None and manifest["name"] == name else []

    def sha256(self, name: str, version: str) -> str | None:
        """That of the file."""
        return _digest(self._path)

    def put(self, name: str, version: str, content: bytes, *, replace: bool) -> None:
        """Write the file. Without `replace` only in the place of another version of the same bundle."""
        there = self.versions(name)
        if not replace and version in there:
            raise VersionTaken(self.title, name, version)
        if not replace and not there and self._path.exists():
            raise DeployFailed(
                f"{self.title} holds something else. Choose another file, or let it be replaced (replace)."
            )
        document.write_atomically(self._path, content)

    def place(self, name: str, version: str) -> str:
        """The path."""
        return str(self._path)

    def _manifest(self) -> dict[str, Any] | None:
        try:
            return read_manifest(self._path) if self._path.exists() else None
        except BundleDamaged:
            return None


class FolderTarget(Target):
    """A folder of bundles, `<name>-<version>.knodez`, as `knode serve` serves it."""

    def __init__(self, folder: Path) -> None:
        self.title = str(folder)
        self._folder = folder

    def versions(self, name: str) -> Collection[str]:
        """Those of the bundles of that name, whatever their files are called; of a damaged file what its name says."""
        found = [str(manifest["version"]) for _, manifest in manifests(self._folder) if manifest["name"] == name]
        return found + [path.stem.removeprefix(f"{name}-") for path in self._folder.glob(f"{name}-*{SUFFIX}")]

    def sha256(self, name: str, version: str) -> str | None:
        """That of the file of the version."""
        return _digest(self._path(name, version))

    def put(self, name: str, version: str, content: bytes, *, replace: bool) -> None:
        """Write the file. Raises VersionTaken when there is one and it is not to be replaced."""
        path = self._path(name, version)
        if replace and self._holds(path, name, version):
            document.write_atomically(path, content)
        elif not write_new(path, content):
            raise VersionTaken(self.title, name, version)

    def place(self, name: str, version: str) -> str:
        """The path of the file."""
        return str(self._path(name, version))

    def _holds(self, path: Path, name: str, version: str) -> bool:
        """Whether a file is of this name and version. "a" "1-2" and "a-1" "2" would have the same file."""
        found = [manifest for there, manifest in manifests(self._folder) if there == path]
        return not found or (found[0]["name"], found[0]["version"]) == (name, version)

    def _path(self, name: str, version: str) -> Path:
        return self._folder / file_name(name, version)


def target_at(path: Path) -> Target:
    """The target that a path is: a bundle file by its ending, else a folder of bundles."""
    return FileTarget(path) if path.suffix == SUFFIX else FolderTarget(path)


def write_new(path: Path, content: bytes) -> bool:
    """Write a file that is there whole or not at all, unless there is one of that name. False when there is."""
    try:
        with passing(_there(path.parent) / path.name) as file:
            file.write(content)
            finish(file)
            return _named(Path(file.name), path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from None


def _named(written: Path, path: Path) -> bool:
    """Give a file a name that no file has; whether it was so."""
    try:
        # Unlike a rename, a link never takes the place of a file that is there.
        path.hardlink_to(written)
    except FileExistsError:
        return False
    except OSError:
        # A file system without links: between the look and the rename another process may slip in, and the later wins.
        if path.exists():
            return False
        written.replace(path)
    return True


def _there(folder: Path) -> Path:
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder. Make it, or let the node make it (create_folder).")
    return folder


def _digest(path: Path) -> str | None:
    with contextlib.suppress(OSError):
        return sha256(path.read_bytes()).hexdigest()
    return None
