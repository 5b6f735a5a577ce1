"""The project's own promises: what is installed, what an import costs, whether the contracts are whole."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import pkgutil
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import knode
import knode_nodes

PYPROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
EXTRAS = PROJECT["optional-dependencies"]
CONTRACTS = {contract["name"]: contract for contract in PYPROJECT["tool"]["importlinter"]["contracts"]}
LAZY = PYPROJECT["tool"]["ruff"]["lint"]["flake8-tidy-imports"]["banned-module-level-imports"]
CALLED = re.compile(r"\bPopen\(")
QT = re.compile(r"pyside|pyqt|shiboken|qtpy")


def pulled_in_by(requirements: Iterable[str]) -> set[str]:
    """The names of all that pip installs for `requirements`, by the metadata of what is installed here."""
    seen: set[tuple[str, str]] = set()
    queue = [(text, "") for text in requirements]
    while queue:
        text, extra = queue.pop()
        requirement = Requirement(text)
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        for wanted in {"", *requirement.extras}:
            if (name, wanted) not in seen:
                seen.add((name, wanted))
                queue += [(text, wanted) for text in importlib.metadata.requires(name) or ()]
    return {name for name, _ in seen}


def qt_in(names: Iterable[str]) -> list[str]:
    return [name for name in names if QT.match(name)]


def test_a_headless_install_pulls_in_neither_qt_nor_shap():
    names = pulled_in_by(PROJECT["dependencies"])
    assert "scipy" in names, "what scikit-learn needs must have been followed"
    assert not qt_in(names)
    assert "shap" not in names


def test_a_serving_install_pulls_in_neither_qt_nor_shap():
    names = pulled_in_by(PROJECT["dependencies"] + EXTRAS["serve"])
    assert "uvicorn" in names
    assert not qt_in(names)
    assert "shap" not in names


def test_the_app_pulls_in_qt():
    names = pulled_in_by(EXTRAS["app"])
    assert sorted(qt_in(names)) == ["pyside6-essentials", "shiboken6"]


@pytest.mark.parametrize(("python", "allowed"), [("3.11", False), ("3.12", True), ("3.13", True)])
def test_qt_6_12_is_left_out_where_it_loses_references_to_none(python: str, allowed: bool):
    (qt,) = (
        requirement
        for requirement in map(Requirement, EXTRAS["app"])
        if requirement.marker and requirement.marker.evaluate({"python_version": python})
    )
    assert qt.specifier.contains("6.11.3")
    assert qt.specifier.contains("6.12.0") is allowed


def test_the_package_and_the_project_have_one_version():
    assert knode.__version__ == PROJECT["version"]


def test_every_pack_is_found_by_its_entry_point():
    declared = PROJECT["entry-points"]["knode.nodes"]
    assert declared == {pack: f"knode_nodes.{pack}" for pack in children(knode_nodes.__path__)}
    installed = importlib.metadata.distribution("knode").entry_points.select(group="knode.nodes")
    assert {entry.name: entry.value for entry in installed} == declared


@pytest.mark.parametrize("module", ["knode", "knode.api", "knode.cli.main"])
def test_importing_knode_imports_no_heavy_library(module: str):
    code = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()).isdisjoint([*LAZY, "PySide6", "knode_nodes"])


def test_the_import_contracts_name_every_part_of_knode():
    parts = {f"knode.{name}" for name in children(knode.__path__)}
    layers = set(re.findall(r"[\w.]+", " ".join(CONTRACTS["Imports go down only"]["layers"])))
    assert layers >= parts - {"knode.api"}
    assert set(CONTRACTS["Node packs use the public door"]["forbidden_modules"]) == parts - {"knode.api"}
    qt_free = parts - {"knode.app"} | {"knode_nodes"}
    assert set(CONTRACTS["Qt stays in the app"]["source_modules"]) == qt_free


OWN_PROCESSES = {"processes.py", "serve/hostile/server.py", "nodes/io/servers.py"}
"""Where tests start processes: one for all, and two that hand out what lives for several tests and end it themselves."""


def test_tests_start_processes_by_one_way_which_ends_them():
    tests = Path(__file__).parent
    found = {
        path.relative_to(tests).as_posix() for path in tests.rglob("*.py") if CALLED.search(path.read_text("utf-8"))
    }
    assert {path for path in found if not path.startswith("bench/")} == OWN_PROCESSES


def children(path: Iterable[str]) -> list[str]:
    return [module.name for module in pkgutil.iter_modules(path) if not module.name.startswith("_")]
