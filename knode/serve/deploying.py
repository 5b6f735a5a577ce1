"""The deploy door: bundles come in over HTTP, are verified, and are then served from the folder."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from asyncio import Lock
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from knode.deploy.bundle import NAME
from knode.deploy.versions import file_name
from knode.serve.limits import too_large
from knode.serve.problems import Problem
from knode.serve.routing import Routing, query_of, reply
from knode.serve.served import Served, truth
from knode.serve.service import Service

log = logging.getLogger("knode.serve")
UPLOAD = ".knode-upload-"
VERIFY_SECONDS = 300
STALE_SECONDS = 3600


def routes(service: Service, routing: Routing) -> list[Route]:
    """The routes."""
    door = Deploying(service)
    one = {"GET": door.one} | ({"PUT": door.put} if service.deploy else {})
    return [
        routing.route("/v1/bundles", {"GET": door.all}, key="any"),
        # What a PUT needs beside a key it checks itself.
        routing.route("/v1/bundles/{name}/{version}", one, key="any"),
    ]


def described(served: Served) -> dict[str, Any]:
    """What there is to say of a bundle that is served."""
    scorer = served.scorer
    return {
        "name": scorer.name,
        "version": scorer.version,
        "sha256": scorer.sha256,
        "signature": scorer.manifest.get("signature", {}),
        "card": scorer.manifest.get("card", {}),
        "compiled": dict(scorer.compiled),
        "notes": list(scorer.notes),
    }


class Deploying:
    """The handlers."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._repository = service.repository
        self._lock = Lock()
        if service.deploy:
            _sweep(self._folder)

    @property
    def _folder(self) -> Path:
        folder = self._repository.folder
        if folder is None:
            raise Problem("not-found", "This server serves no folder.")
        return folder

    async def all(self, request: Request) -> Response:
        """All bundles, in all versions."""
        query_of(request)
        bundles = self._repository.bundles.values()
        return reply({"bundles": [described(served) for versions in bundles for served in versions.values()]})

    async def one(self, request: Request) -> Response:
        """One bundle."""
        query_of(request)
        return reply(described(self._repository.named(**request.path_params)))

    async def put(self, request: Request) -> Response:
        """Take a bundle: 201 a new one, 200 the same was there."""
        assert self._service.keyring is not None, "there is no such route without keys"
        self._service.keyring.check(dict(request.scope["headers"]), deploy=True)
        name, version = request.path_params["name"], request.path_params["version"]
        for what, text in (("name", name), ("version", version)):
            if not NAME.fullmatch(text):
                raise Problem("parameter", f"The {what} of a bundle has letters, digits, dot, - and _ only.")
        replace = truth(query_of(request, "replace"), "replace")
        with _temporary(self._folder) as (file, path):
            digest = await self._receive(request, file)
            async with self._lock:
                return await self._service.slow.run(self._take, path, digest, name, version, replace)

    async def _receive(self, request: Request, file: IO[bytes]) -> str:
        """Write the body to a file; its SHA-256."""
        most = self._service.limits.bundle_bytes
        if int(request.headers.get("content-length", 0)) > most:
            raise too_large(most)
        digest, size = hashlib.sha256(), 0
        async for part in request.stream():
            size += len(part)
            if size > most:
                raise too_large(most)
            digest.update(part)
            file.write(part)
        if not size:
            raise Problem("bad-bundle", "The body is empty: it is to be the content of a bundle file.")
        file.flush()
        os.fsync(file.fileno())
        return digest.hexdigest()

    def _take(self, path: Path, digest: str, name: str, version: str, replace: bool) -> Response:
        """Verify what came, and give it its name in the folder."""
        there = self._there(name, version)
        if there is not None and there[1] == digest:
            return self._answer(name, version, 200)
        if there is not None and not replace:
            raise _conflict(name, version)
        _verify(path, name, version)
        target = self._folder / file_name(name, version) if there is None else there[0]
        path.chmod(0o644)
        if there is not None:
            path.replace(target)
        else:
            try:
                # Unlike a renaming, a link never takes the place of a file that another process brought meanwhile.
                os.link(path, target)
            except FileExistsError:
                raise _conflict(name, version) from None
        log.info("%s, version %s, was deployed", name, version)
        return self._answer(name, version, 201)

    def _there(self, name: str, version: str) -> tuple[Path, str] | None:
        """The file and the hash of that version, as the folder has it now."""
        self._repository.refresh()
        served = self._repository.find(name, version)
        path = None if served is None else self._repository.path_of(served)
        return None if served is None or path is None else (path, served.scorer.sha256)

    def _answer(self, name: str, version: str, status: int) -> Response:
        self._repository.refresh()
        return reply(described(self._repository.named(name, version)), status)


def _conflict(name: str, version: str) -> Problem:
    return Problem("conflict", f"Another bundle is served as {name}, version {version}; ?replace=true exchanges it.")


def _verify(path: Path, name: str, version: str) -> None:
    """Raise Problem unless the file is a sound bundle of that name and version.

    That is found out in a process of its own: a model that harms the process that opens it does not harm the server, and
    the libraries that it needs do not stay in the server's memory.
    """
    command = [sys.executable, "-m", "knode", "verify", str(path), "--json"]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=VERIFY_SECONDS)
    except subprocess.TimeoutExpired:
        raise Problem("bad-bundle", f"The bundle was not verified within {VERIFY_SECONDS} seconds.") from None
    try:
        report = json.loads(done.stdout)
    except ValueError:
        report = {}
    if done.returncode != 0 or report.get("status") != "done":
        raise Problem("bad-bundle", _reason(report).replace(str(path), "The bundle"))
    if (report["name"], report["version"]) != (name, version):
        held = f"{report['name']}, version {report['version']}"
        raise Problem("bad-bundle", f"The bundle is {held}, not {name}, version {version}.")


def _reason(report: dict[str, Any]) -> str:
    errors = report.get("errors") or [{}]
    return str(errors[0].get("message", "The bundle cannot be verified."))


@contextmanager
def _temporary(folder: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A file beside the bundles that is not taken for one."""
    try:
        descriptor, name = tempfile.mkstemp(dir=folder, prefix=UPLOAD, suffix=".knodez")
    except OSError:
        log.exception("nothing can be written to the folder of bundles")
        raise Problem("not-ready", "The server cannot write to its folder.") from None
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file, path
    finally:
        path.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove what an earlier server that was killed left of an upload."""
    for path in folder.glob(f"{UPLOAD}*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > STALE_SECONDS:
                path.unlink()
