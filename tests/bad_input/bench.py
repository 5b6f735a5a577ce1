"""What a chapter of the manual is written with: situations, the workflows that lead to them, and what comes of them."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any, NamedTuple

import pandas as pd

from knode import Workflow
from knode.builder import NodeHandle
from knode.core.events import Event, NodeMessage
from knode.engine.report import RunResult


class Bench(Workflow):
    """A workflow to go wrong with, and the tables that come into it."""

    def __init__(self) -> None:
        super().__init__("bad input")
        self.inputs: dict[str, pd.DataFrame] = {}
        self.trusted = False
        self.warnings: list[str] = []

    def table(self, columns: dict[str, Any] | pd.DataFrame) -> NodeHandle:
        """A node that gives this table."""
        name = f"rows_{len(self.inputs) + 1}"
        self.inputs[name] = pd.DataFrame(columns)
        return self.add("ContainerInput", name=name, id=name)

    def go(self) -> RunResult:
        """Run it."""
        return self.run(inputs=self.inputs, trust=self.trusted, progress=self._listen)

    def _listen(self, event: Event) -> None:
        if isinstance(event, NodeMessage) and event.level == "warning":
            self.warnings.append(event.text)


class Case(NamedTuple):
    """A situation in words, the workflow that leads to it, and what comes of it."""

    situation: str
    build: Callable[[Bench], Any]
    then: Any

    def stands_in(self, chapter: ModuleType) -> bool:
        """Whether it is told in this chapter."""
        return self.build.__module__ == chapter.__name__


Told = Callable[[Callable[[Bench], Any]], None]
REFUSED: list[Case] = []
WARNED: list[Case] = []
ANSWERED: list[Case] = []


def refused(situation: str, said: str) -> Told:
    """The workflow cannot go on, and says so."""
    return lambda build: REFUSED.append(Case(situation, build, said))


def warned(situation: str, said: str) -> Told:
    """The workflow goes on, with a warning."""
    return lambda build: WARNED.append(Case(situation, build, said))


def answered(situation: str, table: dict[str, list[Any]]) -> Told:
    """It looks bad and is not: the node that is built last gives this table, without a word."""
    return lambda build: ANSWERED.append(Case(situation, build, table))
