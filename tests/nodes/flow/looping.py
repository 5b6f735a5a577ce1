"""Workflows with loops, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from knode.core.values import INACTIVE
from knode.core.workflow import Instance, Link, Parameter, Workflow
from knode.engine.engine import Engine, Request, Supplied
from knode.engine.report import RunResult


def workflow(nodes: Mapping[str, tuple[str, Mapping[str, Any]]], *links: str, **parameters: Any) -> Workflow:
    """A workflow of nodes by id; a setting that begins with $ is bound to the parameter of that name."""
    made = Workflow("inside")
    for name, default in parameters.items():
        made.parameters[name] = Parameter(name, default=None if default is ... else default, required=default is ...)
    for node, (type_id, settings) in nodes.items():
        bound = {key: value[1:] for key, value in settings.items() if isinstance(value, str) and value[:1] == "$"}
        made.add(Instance(node, type_id, settings={key: value for key, value in settings.items() if key not in bound}))
        for setting, name in bound.items():
            made.bind(node, setting, parameter=name)
    for text in links:
        source, target = text.split(" -> ")
        made.link(*source.split("."), *target.split("."))
    return made


def passing(*middle: tuple[str, Mapping[str, Any]], kind: str = "table", **parameters: Any) -> Workflow:
    """`rows` → some nodes with one table in and out → `result`."""
    nodes: dict[str, tuple[str, Mapping[str, Any]]] = {"rows": ("deploy.ContainerInput", {"name": "rows"})}
    nodes |= {f"n{place}": node for place, node in enumerate(middle)}
    nodes["out"] = ("deploy.ContainerOutput", {"name": "result", "kind": kind})
    inner = [f"n{place}" for place in range(len(middle))]
    sources = [
        "rows.value",
        *(f"{node}.table" for node in inner[:-1]),
        f"{inner[-1]}.{kind}" if inner else "rows.value",
    ]
    targets = [*(f"{node}.table" for node in inner), "out.value"]
    if not inner:
        sources = ["rows.value"]
    return workflow(nodes, *(f"{one} -> {other}" for one, other in zip(sources, targets, strict=True)), **parameters)


def around(
    inside: Workflow, settings: Mapping[str, Any], tables: Mapping[str, pd.DataFrame], type_id: str = "flow.Loop"
) -> Workflow:
    """A workflow with a node that holds `inside`, and an input for each table."""
    made = Workflow("around")
    made.add(Instance("loop", type_id, settings=settings, workflow=inside))
    for name in tables:
        made.add(Instance(f"in_{name}", "deploy.ContainerInput", settings={"name": name}))
        made.restore_link(Link(f"in_{name}", "value", "loop", name))
    return made


def run(
    inside: Workflow,
    settings: Mapping[str, Any],
    tables: Mapping[str, pd.DataFrame] | None = None,
    *,
    type_id: str = "flow.Loop",
    folder: Path = Path(),
    seed: int = 0,
    threads: int = 2,
) -> RunResult:
    """Run a node that holds `inside` on tables by the names of its inputs."""
    given = tables or {}
    made = around(inside, settings, given, type_id)
    request = Request(inputs={name: Supplied(one, name) for name, one in given.items()}, folder=folder, seed=seed)
    return Engine(threads=threads).run(made, request)


def given(result: RunResult, port: str = "result") -> Any:
    """What the node gave at a port. Raises what it failed with."""
    error = result.nodes["loop"].error
    if error is not None:
        raise error
    return INACTIVE if result.nodes["loop"].state == "inactive" else result["loop"][port]
