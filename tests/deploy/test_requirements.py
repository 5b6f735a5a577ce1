"""What a bundle needs is found out from its nodes and models, and differences are named by how much they differ."""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest

from knode.core.workflow import Instance, Workflow
from knode.deploy.bundle import read_manifest, write_bundle
from knode.deploy.requirements import Difference, differences, distribution, hint, libraries
from tests.deploy.conftest import REGISTRY, run, training
from tests.deploy.test_bundle import made_with


def test_the_requirements_are_those_of_the_nodes_and_models(bundle: Path) -> None:
    packages = read_manifest(bundle)["packages"]
    assert {"knode", "numpy", "pandas", "pyarrow", "scikit-learn", "skops"} <= set(packages)
    for package, version in packages.items():
        assert version == importlib.metadata.version(package)
    with zipfile.ZipFile(bundle) as archive:
        text = archive.read("requirements.txt").decode()
    assert text == "".join(f"{package}=={version}\n" for package, version in packages.items())


def test_what_only_training_needs_is_no_requirement(bundle: Path) -> None:
    packages = set(read_manifest(bundle)["packages"])
    assert not packages & {"shap", "matplotlib", "openpyxl", "networkx", "sqlite-utils"}


def test_a_capture_without_a_model_needs_no_scikit_learn(tmp_path: Path) -> None:
    links = "data.table -> start.rows | start.rows -> ratio.table | ratio.table -> end.predictions"
    path = tmp_path / "plain.knodez"
    write_bundle(run(training(links))["end"].workflow, path, name="plain", version="1")
    assert not {"scikit-learn", "skops"} & set(read_manifest(path)["packages"])


def test_libraries_are_followed_through_the_modules_of_a_pack() -> None:
    assert {"knode", "knode_nodes", "pandas", "numpy"} <= libraries("knode_nodes.deploy.container_input")
    assert "openpyxl" in libraries("knode_nodes.io.excel_writer")
    assert "openpyxl" not in libraries("knode_nodes.prep.row_filter")


def test_imports_for_type_checkers_alone_do_not_count(tmp_path: Path) -> None:
    """In an installed pack of somebody else, with a library under another name than its distribution."""
    site = tmp_path / "site"
    pack = site / "other_pack" / "flow"
    pack.mkdir(parents=True)
    (site / "other_pack" / "__init__.py").write_text("")
    (pack / "__init__.py").write_text("")
    (pack / "_inner.py").write_text("def f():\n    import sqlite_utils\n")
    (pack / "node.py").write_text(
        textwrap.dedent("""
            from __future__ import annotations
            import json
            from typing import TYPE_CHECKING
            from . import _inner
            if TYPE_CHECKING:
                import shap
            def run():
                from sklearn.linear_model import Ridge
        """)
    )
    info = site / "other_pack-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: other-pack\nVersion: 1.2\n")
    (info / "entry_points.txt").write_text("[knode.nodes]\nflow = other_pack.flow\n")
    script = (
        "import json; from knode.deploy.requirements import distribution, libraries\n"
        "found = sorted(libraries('other_pack.flow.node'))\n"
        "print(json.dumps([found, [distribution(name) for name in found]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env={"PYTHONPATH": str(site)}, capture_output=True, text=True, check=True
    )
    modules, packages = json.loads(done.stdout)
    assert modules == ["other_pack", "sklearn", "sqlite_utils"]
    assert packages == ["other-pack", "scikit-learn", "sqlite-utils"]


@pytest.mark.parametrize(
    ("made_with", "installed", "kind"),
    [
        ("1.8.0", "2.0", "major"),
        ("1.8.0", "1.9.0", "minor"),
        ("1.8.0", "1.8.1", "patch"),
        ("1.8.0", "1.8.0.post1", "patch"),
        ("1.8.0", None, "missing"),
    ],
)
def test_a_difference_says_how_much_it_is(made_with: str, installed: str | None, kind: str) -> None:
    found = Difference("x", made_with, installed)
    assert found.kind == kind
    assert made_with in found.message
    assert found.as_json()["kind"] == kind


def test_what_is_the_same_is_no_difference() -> None:
    now = {"numpy": importlib.metadata.version("numpy")}
    assert not differences(now)
    assert hint(now) == ""
    assert "numpy 0.1 (here: " in hint({"numpy": "0.1"})


def test_code_of_no_distribution_and_of_python_has_none() -> None:
    assert distribution("json") is None
    assert distribution("tests") is None
    assert distribution("knode_nodes") == "knode"


def test_a_bundle_read_inside_a_workflow_warns_of_other_packages(bundle: Path) -> None:
    made_with(bundle, pandas="3.0.99")
    workflow = Workflow("reading", registry=REGISTRY)
    workflow.add(Instance("read", "deploy.BundleReader", settings={"path": bundle.name}))
    result = run(workflow, folder=bundle.parent)
    result.raise_if_failed()
    ((level, text),) = result.nodes["read"].messages
    assert level == "warning"
    assert "was made with pandas 3.0.99" in text
