"""Every built-in node passes the common checks."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

from knode.api import check_node
from knode.core.check import Example
from knode.core.node import Node
from knode.core.registry import REGISTRY, snake_case

NODES = [cls for cls in REGISTRY.all() if cls.__module__.startswith("knode_nodes.")]
HEAVY = {"pandas", "pyarrow", "sklearn", "scipy", "shap", "skops", "matplotlib", "PySide6", "networkx", "openpyxl"}


def examples_of(cls: type[Node]) -> list[Example]:
    """The examples in the node's test module; none when it has no test module or no examples."""
    name = f"tests.nodes.{cls.pack}.test_{snake_case(cls.__name__)}"
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is None or not name.startswith(error.name):
            raise
        return []
    return getattr(module, "EXAMPLES", [])


def test_all_packs_are_found() -> None:
    assert {cls.pack for cls in NODES} == {
        "io", "prep", "learn", "evaluate", "explain", "deploy", "visualize", "flow", "script",
    }  # fmt: skip
    assert len(NODES) >= 39


@pytest.mark.parametrize("cls", NODES, ids=lambda cls: cls.type_id())
def test_a_node_passes_the_common_checks(cls: type[Node]) -> None:
    check_node(cls, examples_of(cls))


def test_type_ids_are_unique_and_stand_where_the_registry_looks() -> None:
    ids = [cls.type_id() for cls in NODES]
    assert len(ids) == len(set(ids))
    for cls in NODES:
        assert cls.__module__ == f"knode_nodes.{cls.pack}.{snake_case(cls.__name__)}"


def test_importing_the_catalogue_imports_no_library_that_nodes_need_to_run() -> None:
    script = (
        "import sys; from knode.core.registry import REGISTRY; assert len(REGISTRY.all()) > 30\n"
        "for cls in REGISTRY.all(): cls.model_json_schema()\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
