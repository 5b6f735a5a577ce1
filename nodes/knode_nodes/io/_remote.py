"""Files that a URL names: fetching them, putting them there, and what tells that they have changed."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from knode.api import DataError, quoted
from knode_nodes.io._packed import PIECE

URL = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+:/")
"""Two letters at least: one is a drive."""
CHAIN = re.compile(
    r"(?:zip://(?P<member>.*?)|(?:simplecache|filecache|blockcache)(?:://)?)::(?P<inside>.+)", re.DOTALL | re.IGNORECASE
)
"""A file in an archive as fsspec writes it; copies of its own it may keep are not needed here."""
WEB = ("http", "https")
TIMEOUT = 30
QUICK = 5
"""Seconds for a look whether a file has changed."""
FACTS = ("ETag", "etag", "size", "mtime", "LastModified", "last_modified", "modified", "created", "md5")
EXTRAS = {"s3": "s3", "s3a": "s3"}
STORES = ("botocore", "aiobotocore", "aiohttp", "google", "gcsfs", "azure", "paramiko", "smbprotocol", "requests")
"""Packages through which fsspec reaches stores."""


def is_url(path: str) -> bool:
    """Whether it is a URL of something that is no file of this machine."""
    return URL.match(path) is not None and not is_local_url(path)


def is_local_url(path: str) -> bool:
    """Whether it is a URL of a file of this machine."""
    return path.lower().startswith("file:/")


def chained(path: str) -> tuple[str | None, str] | None:
    """Of `zip://part.csv::data.zip` the file in the archive, and where that is; None for a path of another kind.

    The file is None where what stands before `::` changes nothing.
    """
    found = CHAIN.fullmatch(path)
    return (found["member"], found["inside"]) if found else None


def local_path(url: str) -> str:
    """The path that a `file:` URL names."""
    return unquote(urlsplit(url).path)


def checked(url: str) -> str:
    """The URL. Raises DataError for one that holds a user or password, or is no single file's."""
    if re.search(r"::[a-z]+:/|^[a-z]+://[^\[]*::", url):
        raise DataError(
            "a URL with :: names several places; give the URL of one file, or zip://part.csv:: before that of an archive"
        )
    try:
        parts = urlsplit(url)
        has_user = "@" in parts.netloc
    except ValueError:
        raise DataError("this is no URL that can be read") from None
    if has_user:
        raise DataError(
            f"the URL holds a user name or password, which would stand in the workflow's file. Take them out; the keys "
            f"for {quoted(parts.scheme)} come from the environment"
        )
    return url


def name_of(url: str) -> str:
    """The name of the file that a URL ends in."""
    return unquote(PurePosixPath(urlsplit(url).path).name) or "file"


def fetch(url: str, folder: Path, check: Callable[[], None]) -> Path:
    """A copy in `folder` of the file. Raises DataError."""
    target = folder / name_of(checked(url))
    with Telling(url, "read"), target.open("xb") as copy:
        for piece in _web_pieces(url) if _is_web(url) else _pieces(url):
            copy.write(piece)
            check()
    return target


def _pieces(url: str) -> Iterator[bytes]:
    system, inner = filesystem(url)
    with system.open(inner, "rb") as stream:
        while piece := stream.read(PIECE):
            yield piece


def _web_pieces(url: str) -> Iterator[bytes]:
    import httpx

    with httpx.stream("GET", url, follow_redirects=True, timeout=TIMEOUT) as answer:
        if answer.is_error:
            raise DataError(f"{quoted(url)} answers {answer.status_code} {answer.reason_phrase}")
        yield from answer.iter_bytes(PIECE)


def fingerprint(url: str) -> dict[str, Any]:
    """What tells that the file has changed; something new each time where nothing tells it."""
    try:
        with Telling(url, "read"):
            facts = _web_facts(checked(url)) if _is_web(url) else _facts(checked(url))
    except DataError:
        return {"path": url, "size": None}
    return {"path": url, **(facts or {"unknown": uuid.uuid4().hex})}


def _facts(url: str) -> dict[str, Any]:
    system, inner = filesystem(url)
    system.invalidate_cache()
    info = system.info(inner)
    found = {name: str(info[name]) for name in FACTS if info.get(name) is not None}
    return found if found.keys() - {"size"} else {}


def _web_facts(url: str) -> dict[str, Any]:
    import httpx

    answer = httpx.head(url, follow_redirects=True, timeout=QUICK)
    if answer.is_error:
        return {}
    names = ("etag", "last-modified", "content-length")
    found = {name: answer.headers[name] for name in names if name in answer.headers}
    return found if found.keys() - {"content-length"} else {}


def filesystem(url: str) -> tuple[Any, str]:
    """fsspec's file system for a URL, and the path there. Raises DataError."""
    import fsspec.core

    scheme = urlsplit(url).scheme.lower()
    try:
        system, inner = fsspec.core.url_to_fs(url)
    except ImportError:
        extra = EXTRAS.get(scheme)
        how = f"install knode[{extra}]" if extra else "install the package of fsspec for it"
        raise DataError(f"files of {scheme}: cannot be reached: {how}") from None
    except ValueError as error:
        raise DataError(f"files of {scheme}: cannot be reached: {quoted(str(error))}") from None
    return system, str(inner)


@contextmanager
def putting(url: str, folder: Path) -> Iterator[IO[bytes]]:
    """A file in `folder` to write to, which is put where the URL says at the end. Raises DataError."""
    if chained(url):
        raise DataError(f"nothing can be written to {quoted(url)}: archives are only read")
    if _is_web(checked(url)):
        raise DataError(f"nothing can be written to {quoted(url)}: web pages are only read")
    with Telling(url, "written"):
        system, inner = filesystem(url)
    own = folder / name_of(url)
    with own.open("xb") as file:
        yield file
    with Telling(url, "written"):
        system.put_file(str(own), inner)


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells what goes wrong inside as a DataError: `url` cannot be `what` was tried."""

    url: str
    what: str

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        import httpx

        if isinstance(error, FileNotFoundError):
            raise DataError(f"there is no file {quoted(self.url)}") from None
        plain = isinstance(error, OSError | httpx.HTTPError | httpx.InvalidURL | ValueError)
        if error is not None and (plain or _is_of_store(error)):
            why = quoted(str(error) or type(error).__name__)
            raise DataError(f"{quoted(self.url)} cannot be {self.what}: {why}") from None


def _is_of_store(error: BaseException) -> bool:
    """Whether it comes from the package for a store, each of which has a tree of its own, such as where keys lack."""
    return any(kind.__module__.partition(".")[0] in STORES for kind in type(error).__mro__)


def _is_web(url: str) -> bool:
    return urlsplit(url).scheme.lower() in WEB
