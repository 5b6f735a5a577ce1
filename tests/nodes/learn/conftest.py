"""A context that notes what a node says, and small tables to learn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from knode.api import Captured, Context, Secret


class NotingContext(Context):
    """Keeps what a node says; gives no services."""

    def __init__(self, seed: int = 7, cores: int = 1) -> None:
        self.node, self.seed, self.cores, self.folder = "node", seed, cores, Path()
        self.infos: list[str] = []
        self.warnings: list[str] = []
        self.fractions: list[float | None] = []

    def progress(self, fraction: float | None, message: str = "") -> None:
        self.fractions.append(fraction)

    def check_cancelled(self) -> None:
        pass

    def info(self, text: str) -> None:
        self.infos.append(text)

    def warn(self, text: str) -> None:
        self.warnings.append(text)

    def secret(self, secret: Secret) -> str:
        raise NotImplementedError

    def capture(self) -> Captured:
        raise NotImplementedError

    def execute(self, captured: Captured, inputs: Mapping[str, Any]) -> dict[str, Any]:
        raise NotImplementedError

    def combine(
        self, segments: Sequence[Captured], wiring: Mapping[str, str], names: Sequence[str], *, name: str = ""
    ) -> Captured:
        raise NotImplementedError

    def write_workflow(self, captured: Captured, path: Path, *, name: str, version: str) -> Mapping[str, Any]:
        raise NotImplementedError

    def deploy(self, captured: Captured, target: Any, **wanted: Any) -> Mapping[str, Any]:
        raise NotImplementedError

    def deployed(self, place: Path, name: str = "") -> Mapping[str, Any] | None:
        raise NotImplementedError

    def read_bundle(self, path: Path) -> Captured:
        raise NotImplementedError


@pytest.fixture
def context() -> NotingContext:
    return NotingContext()


@pytest.fixture
def customers() -> pd.DataFrame:
    return new_customers()


def new_customers() -> pd.DataFrame:
    """120 customers of mixed columns, with an index that is not 0, 1, 2 …"""
    random = np.random.default_rng(5)
    size = 120
    age = random.integers(18, 80, size)
    city = random.choice(["Bern", "Oslo", "Rome"], size)
    plan = pd.Categorical(random.choice(["basic", "plus"], size), categories=["basic", "plus", "never"])
    member = random.random(size) < 0.5
    spent = age * 2.0 + np.where(city == "Oslo", 30.0, 0.0) + random.normal(0, 5, size)
    table = pd.DataFrame(
        {
            "age": age,
            "city": city,
            "plan": plan,
            "member": member,
            "income": random.normal(50_000, 9_000, size),
            "visits": pd.array(random.integers(0, 9, size), dtype="Int64"),
            "spent": spent,
        },
        index=[f"c{number}" for number in range(size, 0, -1)],
    )
    table["left"] = np.where(spent + random.normal(0, 10, size) > 105, "yes", "no")
    return table
