"""The bundles that are served: opened from files and folders, by name and version, exchanged when their files change."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from urllib.parse import parse_qsl

from knode.core.errors import KnodeError, TrustRequired, UsageError, quoted
from knode.deploy.bundle import NAME
from knode.deploy.versions import SUFFIX, order
from knode.serve.hot import Door
from knode.serve.inference import Inference
from knode.serve.invocations import Invocations
from knode.serve.metrics import Metrics
from knode.serve.native import Native
from knode.serve.pool import Pool
from knode.serve.problems import Problem
from knode.serve.scoring import Scorer
from knode.serve.served import Served, unknown

log = logging.getLogger("knode.serve")
Stamp = tuple[int, int, int]
NATIVE, INFERENCE, INVOCATIONS = Native(), Inference(), Invocations()


@dataclass(frozen=True, slots=True)
class File:
    """A bundle file as it was last seen: what is served of it, and what is wrong with what stands there now."""

    stamp: Stamp
    served: Served | None = None
    problem: str = ""


class Repository:
    """Opens bundles and keeps them up to date.

    `routes` are the paths at which predictions are asked for, `bundles` what is served, by name and version. Both are exchanged
    as a whole: a request sees the old ones or the new ones.
    """

    def __init__(self, places: Iterable[Path], pool: Pool, metrics: Metrics) -> None:
        self.places = [Path(place) for place in places]
        self.routes: Mapping[str, tuple[Served, Door]] = {}
        self.bundles: Mapping[str, Mapping[str, Served]] = {}
        self._pool = pool
        self._metrics = metrics
        self._files: dict[Path, File] = {}
        self._clashes: dict[str, str] = {}
        self._lock = Lock()

    @property
    def folder(self) -> Path | None:
        """The folder that bundles are deployed into; None when single files are served."""
        return self.places[0] if len(self.places) == 1 and self.places[0].is_dir() else None

    @property
    def problems(self) -> dict[str, str]:
        """What is wrong, by file name."""
        return {path.name: file.problem for path, file in self._files.items() if file.problem} | self._clashes

    def load(self) -> None:
        """Open all bundles for the first time. Raises KnodeError for a file that was named and is no good bundle."""
        for place in self.places:
            if not place.exists():
                raise UsageError(f"There is no file or folder {place}.")
        self.refresh(told=frozenset(self.places))
        for place in self.places:
            file = self._files.get(place)
            if file is not None and file.served is None:
                raise UsageError(file.problem)
        if not self.bundles:
            log.warning("there is no bundle to serve yet; the folder is watched")

    def refresh(self, told: Collection[Path] = ()) -> bool:
        """Open what is new or changed, and drop what has gone; whether anything did. Takes as long as opening takes.

        What cannot be opened leaves what was served from that file as it is.

        Args:
            told: files of which it is told elsewhere that they cannot be opened, and not in the log.
        """
        with self._lock:
            seen = dict(self._stamps())
            known = {path: file.stamp for path, file in self._files.items()}
            if seen == known:
                return False
            files = {path: self._file(path, stamp, is_told=path in told) for path, stamp in seen.items()}
            for path in known.keys() - seen.keys():
                log.info("%s is gone", path.name)
            self._files = files
            self._publish()
            return True

    def route(self, path: str, query: bytes) -> tuple[Served, Door] | None:
        """The bundle and the protocol that a path, and for MLflow's a query, asks for; None when there is none."""
        found = self.routes.get(path)
        if found is None and path == "/invocations":
            served = self.find(dict(parse_qsl(query.decode("latin-1"))).get("model", ""))
            return None if served is None else (served, INVOCATIONS)
        return found

    def find(self, name: str, version: str | None = None) -> Served | None:
        """A version of a bundle, or its newest; None when there is none."""
        versions = self.bundles.get(name, {})
        return versions.get(version) if version is not None else next(iter(versions.values()), None)

    def named(self, name: str, version: str | None = None) -> Served:
        """The same. Raises Problem, with the nearest name, when there is none."""
        found = self.find(name, version)
        if found is None:
            known = self.bundles.get(name)
            what = unknown("bundle", name, self.bundles) if known is None else unknown("version", str(version), known)
            raise Problem("not-found", what)
        return found

    def only(self) -> Served | None:
        """The bundle that is meant when none is named: the newest version of the only one."""
        return self.find(next(iter(self.bundles))) if len(self.bundles) == 1 else None

    def path_of(self, served: Served) -> Path | None:
        """The file that a bundle comes from."""
        return next((path for path, file in self._files.items() if file.served is served), None)

    def _stamps(self) -> Iterator[tuple[Path, Stamp]]:
        for place in self.places:
            for path in sorted(place.glob(f"[!.]*{SUFFIX}")) if place.is_dir() else [place]:
                try:
                    stat = path.stat()
                except OSError:
                    continue
                yield path, (stat.st_mtime_ns, stat.st_size, stat.st_ino)

    def _file(self, path: Path, stamp: Stamp, *, is_told: bool) -> File:
        before = self._files.get(path)
        if before is not None and before.stamp == stamp:
            return before
        try:
            scorer = _opened(path)
        except KnodeError as error:
            kept = None if before is None else before.served
            # Clients may read this: where the file lies is none of their business.
            problem = error.message.replace(str(path), path.name)
            if not is_told:
                log.warning("%s%s", problem, "" if kept is None else " The old one stays.")
            return File(stamp, kept, problem)
        if before is not None and before.served is not None and before.served.scorer.sha256 == scorer.sha256:
            return replace(before, stamp=stamp, problem="")
        log.info("%s: serving %s, version %s", path.name, scorer.name, scorer.version)
        for note in scorer.notes:
            log.warning("%s: %s", path.name, note)
        return File(stamp, Served(scorer, self._pool, self._metrics))

    def _publish(self) -> None:
        bundles: dict[str, dict[str, Served]] = {}
        clashes: dict[str, str] = {}
        for path, file in self._files.items():
            if file.served is None:
                continue
            scorer = file.served.scorer
            versions = bundles.setdefault(scorer.name, {})
            if scorer.version in versions:
                clashes[path.name] = f"another file holds {scorer.name}, version {scorer.version}, too."
                log.warning("%s: %s", path.name, clashes[path.name])
            versions.setdefault(scorer.version, file.served)
        self.bundles = {
            name: dict(sorted(bundles[name].items(), key=lambda pair: order(pair[0]), reverse=True))
            for name in sorted(bundles)
        }
        self._clashes = clashes
        self.routes = dict(self._routes())

    def _routes(self) -> Iterator[tuple[str, tuple[Served, Door]]]:
        for name, versions in self.bundles.items():
            newest = next(iter(versions.values()))
            yield f"/v1/{name}/predict", (newest, NATIVE)
            yield f"/v2/models/{name}/infer", (newest, INFERENCE)
            for version, served in versions.items():
                yield f"/v1/{name}/{version}/predict", (served, NATIVE)
                yield f"/v2/models/{name}/versions/{version}/infer", (served, INFERENCE)
        only = self.only()
        if only is not None:
            yield "/invocations", (only, INVOCATIONS)


def _opened(path: Path) -> Scorer:
    """An open bundle that is ready to answer. Raises KnodeError."""
    scorer = Scorer.open(path)
    _check_names(scorer, path)
    if not all(scorer.compiled.values()):
        # Requests will need them: what cannot be loaded here is told now, and nobody waits for it later.
        try:
            scorer.models()
        except TrustRequired as error:
            if "node" not in error.facts:
                raise
            raise TrustRequired(
                f"{path}: node {quoted(error.facts['node'])} runs code that came with the bundle, and a server runs none. "
                f"Score rows from a file instead: knode exec {path.name} --trust --input …",
                **error.facts,
            ) from None
    return scorer


def _check_names(scorer: Scorer, path: Path) -> None:
    for what, text in (("name", scorer.name), ("version", scorer.version)):
        if not NAME.fullmatch(text):
            raise UsageError(f"{path}: the bundle's {what} cannot stand in an address.")
