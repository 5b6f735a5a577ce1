"""Bundles that are made once, and a server that answers with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from knode.core.registry import REGISTRY
from knode.core.values import Captured, Contract
from knode.core.workflow import Instance, Workflow
from knode.deploy.bundle import read_bundle, write_bundle
from tests.serve.serving import Client, served
from tests.trained import bundle

ROW = {"income": 2000.5, "calls": 3, "active": True, "city": "Bern", "plan": "basic"}


@pytest.fixture(scope="session")
def linear(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle of a linear model, `model`, version 1."""
    return bundle(tmp_path_factory.mktemp("linear"))


@pytest.fixture(scope="session")
def trees(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle of many trees: requests to it are scored together."""
    return bundle(tmp_path_factory.mktemp("trees"), "learn.HistGradientBoostingLearner", iterations=30)


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle of two inputs and two outputs, which come out as they went in; column `n` of `right` must come."""
    workflow = Workflow("pair", registry=REGISTRY)
    tables = {"left": pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}), "right": pd.DataFrame({"n": [0.5, 1.5]})}
    for name, table in tables.items():
        columns: list[dict[str, Any]] = [{"name": str(c), "dtype": str(table[c].dtype)} for c in table.columns]
        workflow.add(Instance(name, "deploy.ContainerInput", settings={"name": name, "columns": columns}))
        workflow.add(Instance(f"{name}_out", "deploy.ContainerOutput", settings={"name": f"{name}_out"}))
        workflow.link(name, "value", f"{name}_out", "value")
    captured = Captured(workflow, {}, Contract(tables, {f"{name}_out": table for name, table in tables.items()}))
    path = tmp_path_factory.mktemp("pair") / "pair.knodez"
    write_bundle(captured, path, name="pair", version="1")
    return path


@pytest.fixture(scope="session")
def undescribed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle that takes any columns, and gives them back; it cannot be compiled."""
    table = pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})
    workflow = Workflow("anything", registry=REGISTRY)
    workflow.add(Instance("rows", "deploy.ContainerInput", settings={"name": "rows"}))
    workflow.add(Instance("out", "deploy.ContainerOutput", settings={"name": "out"}))
    workflow.link("rows", "value", "out", "value")
    path = tmp_path_factory.mktemp("anything") / "anything.knodez"
    write_bundle(Captured(workflow, {}, Contract({"rows": table}, {"out": table})), path, name="anything", version="1")
    return path


@pytest.fixture(scope="session")
def client(linear: Path) -> Iterator[Client]:
    """A server of the linear model."""
    with served(linear) as client:
        yield client


def as_version(source: Path, target: Path, version: str, name: str = "model") -> Path:
    """The same bundle in another version, written to `target`."""
    write_bundle(read_bundle(source).captured, target, name=name, version=version)
    return target
