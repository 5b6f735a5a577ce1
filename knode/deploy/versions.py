"""Bundles in a folder: `<name>-<version>.knodez`, several versions side by side, and which of them is the newest."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from knode.core.errors import BundleError, UsageError, quoted

SUFFIX = ".knodez"
_DIGITS = re.compile(r"(\d+)")


def order(version: str) -> tuple[Any, ...]:
    """By what versions are sorted: numbers in them by size, so that 10 comes after 9 and 1.10 after 1.9."""
    parts = _DIGITS.split(version)
    return tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts)


def file_name(name: str, version: str) -> str:
    """The file of a bundle in a folder of bundles."""
    return f"{name}-{version}{SUFFIX}"


def manifests(folder: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """The bundles in a folder with their manifests, by file name. Files that are no whole bundle are passed over, and hidden
    ones, which are on their way into the folder."""
    from knode.deploy.bundle import read_manifest

    for path in sorted(folder.glob(f"[!.]*{SUFFIX}")):
        with contextlib.suppress(UsageError, BundleError):
            yield path, read_manifest(path)


def deployed(place: Path, name: str = "") -> Mapping[str, Any] | None:
    """The manifest of the bundle that is deployed at a place, a file or a folder of bundles; None when there is none.

    Args:
        place: a bundle file, or a folder: then it is the newest version in it.
        name: which bundle of a folder; may be left out when all in it have one name.

    Raises:
        UsageError: the folder holds several bundles and no name is given.
        BundleDamaged: what is there is no whole bundle.
    """
    from knode.deploy.bundle import read_manifest

    if not place.exists():
        return None
    if not place.is_dir():
        return read_manifest(place)
    found = [manifest for _, manifest in manifests(place)]
    names = sorted({str(manifest["name"]) for manifest in found})
    if not name and len(names) > 1:
        listed = ", ".join(map(quoted, names))
        raise UsageError(f"{place} holds several bundles: {listed}. Say which one by its name.")
    versions = [manifest for manifest in found if manifest["name"] == (name or names[0])]
    return max(versions, key=lambda manifest: order(str(manifest["version"])), default=None)
