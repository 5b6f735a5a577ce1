"""API keys: made here, shown once, and kept as hashes.

A key is 256 random bits, so that one SHA-256 is enough to keep it: there is no dictionary to try, and a slow hash would only
make every request slow.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import logging
import os
import secrets
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from knode.core.document import write_atomically
from knode.core.errors import UnknownName, UsageError, quoted
from knode.serve.problems import Problem

log = logging.getLogger("knode.serve")
START = "knode_"
CHALLENGE = (b"www-authenticate", b'Bearer realm="knode"')


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is kept: who has it, its hash, whether it may deploy, and when it was made."""

    name: str
    sha256: str
    deploy: bool
    created: str


class Keyring:
    """The keys of a file, read again when it changes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen = _stamp(path)
        self._by_hash = _by_hash(path)

    def check(self, head: Mapping[bytes, bytes], *, deploy: bool = False) -> Key:
        """The key that a request carries. Raises Problem when it carries none, or one that may not do this."""
        token = _token(head)
        found = self.find(token)
        if found is None:
            said = (
                "This key is not known here." if token else "A key is needed: Authorization: Bearer KEY, or X-API-Key."
            )
            raise Problem("unauthorized", said, headers=[CHALLENGE])
        if deploy and not found.deploy:
            raise Problem(
                "forbidden",
                f"The key of {found.name} may not deploy. `knode keys add NAME --deploy` makes one that may.",
            )
        return found

    def find(self, token: bytes | None) -> Key | None:
        """The key that is this text; None when there is none."""
        if not token:
            return None
        given = hashlib.sha256(token).hexdigest()
        found = self._by_hash.get(given)
        # What a dictionary tells by its time is about the hash, which nobody can choose; the comparison tells nothing.
        return found if found is not None and hmac.compare_digest(found.sha256, given) else None

    def refresh(self) -> None:
        """Read the file again if it changed; a file that cannot be read keeps the keys as they were."""
        stamp = _stamp(self.path)
        if stamp == self._seen:
            return
        self._seen = stamp
        try:
            self._by_hash = _by_hash(self.path)
            log.info("read %d keys from %s", len(self._by_hash), self.path.name)
        except UsageError as error:
            log.warning("the keys stay as they were: %s", error.message)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def _by_hash(path: Path) -> dict[str, Key]:
    return {key.sha256: key for key in read_keys(path)}


def _token(head: Mapping[bytes, bytes]) -> bytes | None:
    given = head.get(b"authorization")
    if given is not None:
        scheme, _, token = given.partition(b" ")
        return token.strip() if scheme.lower() == b"bearer" else None
    return head.get(b"x-api-key")


# ---- the file


def read_keys(path: Path) -> list[Key]:
    """The keys in a file, in the order in which they were made. Raises UsageError."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return [Key(str(k["name"]), _digest(k["sha256"]), k["deploy"] is True, str(k["created"])) for k in data["keys"]]
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}. `knode keys add` makes it.") from None
    except (ValueError, KeyError, TypeError):
        raise UsageError(f"{path} is no file of keys. `knode keys add` makes one.") from None


def _digest(text: Any) -> str:
    if len(bytes.fromhex(text)) != hashlib.sha256().digest_size:
        raise ValueError
    return str(text)


def add_key(path: Path, name: str, *, deploy: bool = False) -> str:
    """Make a key, and keep its hash in the file, which is made when there is none. The key is given once, here.

    Raises UsageError: there is one of that name, or the file cannot be read or written.
    """
    if not name.strip():
        raise UsageError("Give a name.")
    with _alone(path):
        keys = read_keys(path) if path.exists() else []
        if any(key.name == name for key in keys):
            raise UsageError(f"There is a key {quoted(name)} already; remove it first.")
        token = START + secrets.token_urlsafe(32)
        created = datetime.now(UTC).isoformat(timespec="seconds")
        digest = hashlib.sha256(token.encode()).hexdigest()
        _write(path, [*keys, Key(name, digest, deploy, created)])
    return token


def remove_key(path: Path, name: str) -> None:
    """Remove a key. Raises UnknownName, and UsageError."""
    with _alone(path):
        keys = read_keys(path)
        if all(key.name != name for key in keys):
            raise UnknownName("key", name, [key.name for key in keys], f"in {path}")
        _write(path, [key for key in keys if key.name != name])


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """No other process changes keys in this folder meanwhile, where the system has such locks (not Windows, some networks)."""
    with contextlib.ExitStack() as stack:
        if sys.platform != "win32":
            import fcntl

            with contextlib.suppress(OSError):
                folder = os.open(path.absolute().parent, os.O_RDONLY)
                stack.callback(os.close, folder)
                fcntl.flock(folder, fcntl.LOCK_EX)
        yield


def _write(path: Path, keys: list[Key]) -> None:
    data = [{"name": key.name, "sha256": key.sha256, "deploy": key.deploy, "created": key.created} for key in keys]
    is_new = not path.exists()
    write_atomically(path, (json.dumps({"keys": data}, indent=2, ensure_ascii=False) + "\n").encode())
    if is_new:
        path.chmod(0o600)
