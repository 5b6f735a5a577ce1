"""Targets: where bundles are brought to. A folder, a server, a bucket differ in this alone."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection


class Target(ABC):
    """A place that holds bundles by name and version. `Context.deploy` asks it what is there and brings what is new.

    The methods raise `VersionTaken` and `TargetUnreachable` where they say so, other KnodeErrors when the target refuses.
    `TargetUnreachable` is worth another try, and gets some.
    """

    title: str
    """What a person calls it: a folder, a URL."""

    @abstractmethod
    def versions(self, name: str) -> Collection[str]:
        """The versions of the bundle `name` that are there."""

    @abstractmethod
    def sha256(self, name: str, version: str) -> str | None:
        """The sha256 of the file of one version, in hexadecimal; None when it is not there."""

    @abstractmethod
    def put(self, name: str, version: str, content: bytes, *, replace: bool) -> None:
        """Bring a bundle there, whole or not at all.

        Raises:
            VersionTaken: there is another one of that name and version, and it is not to be replaced.
        """

    @abstractmethod
    def place(self, name: str, version: str) -> str:
        """Where a bundle of that name and version is: a path or URL."""
