"""Engine processes for tests: real ones, that know a pack of nodes which block and die."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knode.host import protocol
from tests.host.desk import Desk, install_trouble
from tests.processes import PATIENCE

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def trouble(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let processes that are started find the pack `trouble`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", install_trouble(tmp_path_factory.mktemp("installed")))
        yield


@pytest.fixture
def make_desk(tmp_path: Path, trouble: None) -> Iterator[Callable[[], Desk]]:
    """Makes desks; their engine processes have ended when the test has."""
    made: list[Desk] = []

    def make() -> Desk:
        folder = tmp_path / "desk"
        folder.mkdir(exist_ok=True)
        made.append(Desk(folder))
        return made[-1]

    yield make
    for desk in made:
        desk.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, trouble: None) -> Iterator[Desk]:
    """A desk whose engine process lives for all tests of a module."""
    made = Desk(tmp_path_factory.mktemp("shared"))
    made.client.start()
    made.client.call(protocol.REFRESH, protocol.Nothing()).exception(PATIENCE)  # It answers: all its threads are there.
    yield made
    made.close()


@pytest.fixture
def desk(shared: Desk, tmp_path: Path) -> Desk:
    """The shared desk in a workspace of its own, with nothing known from before."""
    shared.renew(tmp_path)
    return shared
