"""The databases that the tests of reader and writer share: files always, servers where they are installed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pandas as pd
import pytest

from knode.core.check import QuietContext
from knode_nodes.io._address import Address
from knode_nodes.io._sessions import Place, opened
from knode_nodes.io.database_reader import DatabaseReader
from knode_nodes.io.database_writer import DatabaseWriter
from tests.nodes.io import servers

SYSTEMS = ("sqlite", "duckdb", "postgresql", "mysql")


@pytest.fixture(scope="session")
def server_urls(tmp_path_factory) -> Iterator[dict[str, str]]:
    with contextlib.ExitStack() as stack:
        yield _Started(stack, tmp_path_factory)


class _Started(dict):
    """Starts a server when it is asked for first."""

    def __init__(self, stack, factory) -> None:
        super().__init__()
        self._stack, self._factory = stack, factory

    def __missing__(self, system: str) -> str:
        start = {"postgresql": servers.postgres, "mysql": servers.mysql}[system]
        self[system] = self._stack.enter_context(start(self._factory.mktemp(system)))
        return self[system]


class Shelf:
    """A database, with short ways to write and read in tests."""

    def __init__(self, url: str, context: QuietContext) -> None:
        self.url, self.context = url, context
        self.system = url.partition(":")[0]
        self.settings = {"url": url, "password": "DB" if "@" in url else ""}

    def write(self, rows: pd.DataFrame, **settings):
        return DatabaseWriter(**self.settings, **settings).run(rows, self.context)

    def read(self, **settings) -> pd.DataFrame:
        return DatabaseReader(**self.settings, **settings).run(self.context)

    def do(self, *statements: str) -> None:
        """Statements by another way than the nodes."""
        with opened(Place.of(Address(self.url, self.settings["password"]), self.context), writing=True) as session:
            for statement in statements:
                session.execute(statement)
            session.commit()


@pytest.fixture(params=SYSTEMS)
def shelf(request, context, tmp_path, server_urls) -> Iterator[Shelf]:
    """An empty database of each kind."""
    context._secrets["DB"] = servers.PASSWORD
    system = request.param
    if system in ("sqlite", "duckdb"):
        yield Shelf(f"{system}:///shelf.{system}", context)
        return
    found = Shelf(server_urls[system], context)
    yield found
    if system == "postgresql":
        found.do("DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    else:
        listed = found.read(
            query="SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'shop'"
        )
        found.do(*(f"DROP TABLE `{name}`" for name in listed["name"]))
