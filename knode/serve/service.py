"""A serving process: its bundles, counters, threads and keys, and the watch over their files."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from pathlib import Path

from knode.core.errors import UsageError
from knode.core.importing import TANGLED, import_in_turn
from knode.serve.keys import Keyring
from knode.serve.limits import Limits
from knode.serve.metrics import Metrics
from knode.serve.pool import Pool
from knode.serve.repository import Repository

log = logging.getLogger("knode.serve")
WATCH_SECONDS = 1.0


class Service:
    """What all requests of a process share.

    Args:
        places: bundle files, or one or more folders of them.
        limits: what requests may cost.
        keys: the file of API keys; None when none are asked for.
        deploy: whether bundles may be deployed over HTTP, into the one folder.
        metrics_folder: where several worker processes keep their counters.

    Raises:
        UsageError: the choice cannot be served.
        BundleDamaged: a file that was named is no good bundle.
    """

    def __init__(
        self,
        places: Iterable[Path],
        limits: Limits,
        *,
        keys: Path | None = None,
        deploy: bool = False,
        metrics_folder: str | None = None,
    ) -> None:
        places = list(places)
        if deploy and not (len(places) == 1 and places[0].is_dir()):
            raise UsageError("--deploy needs one folder to serve: that is where bundles are deployed to.")
        if deploy and keys is None:
            raise UsageError("--deploy needs --keys: only a key made with `knode keys add NAME --deploy` may deploy.")
        self.limits = limits
        self.deploy = deploy
        self.keyring = None if keys is None else Keyring(keys)
        self.metrics = Metrics(metrics_folder)
        import_in_turn(*TANGLED)
        self.pool = Pool(limits.waiting)
        # Beside the watch there is one deployment at a time in it.
        self.slow = Pool(waiting=8, threads=2)
        self.repository = Repository(places, self.pool, self.metrics)

    def open(self) -> None:
        """Open the bundles. Raises KnodeError."""
        self.repository.load()

    async def watch(self) -> None:
        """Look after the files, once a second, until cancelled."""
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            try:
                await self.slow.run(self._look)
            except Exception:
                log.exception("the bundles could not be looked at")

    def _look(self) -> None:
        self.repository.refresh()
        if self.keyring is not None:
            self.keyring.refresh()

    def close(self) -> None:
        """Let the threads end."""
        self.pool.close()
        self.slow.close()
