"""`knode new-pack`: what it makes is a pack that can be built, installed, found, checked and run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ROOT, Knode

pytestmark = pytest.mark.uncovered

SOURCE = "src/knode_weather_data/scale_numbers.py"


def python(*arguments: object, cwd: Path, packages: Path | None = None) -> str:
    """Run Python elsewhere, with a folder of installed packages; what it printed."""
    environment = {**os.environ, "PYTHONPATH": str(packages or ""), "PYTHONDONTWRITEBYTECODE": "1"}
    call = [sys.executable, *map(str, arguments)]
    done = subprocess.run(call, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a new pack."""
    folder = tmp_path_factory.mktemp("packs")
    python("-m", "knode", "new-pack", "weather-data", "--folder", folder, cwd=folder)
    return folder / "knode-weather-data"


@pytest.fixture(scope="module")
def installed(pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the wheel of the pack is installed, as in a fresh environment."""
    python("-m", "build", "--no-isolation", "--wheel", cwd=pack)
    (wheel,) = (pack / "dist").glob("*.whl")
    target = tmp_path_factory.mktemp("installed")
    python("-m", "pip", "install", "--no-index", "--no-deps", "--target", target, wheel, cwd=pack)
    return target


def test_an_installed_pack_is_found_by_every_name_of_its_node(installed: Path, tmp_path: Path) -> None:
    def found(*words: str) -> list[str]:
        out = python("-m", "knode", "nodes", *words, "--json", cwd=tmp_path, packages=installed)
        return [node["type"] for node in json.loads(out)]

    assert found("--pack", "weather_data") == ["weather_data.ScaleNumbers"]
    assert found("unit converter")[0] == "weather_data.ScaleNumbers"
    described = python("-m", "knode", "describe", "scalenumbers", cwd=tmp_path, packages=installed)
    assert "What each number is multiplied by." in described


def test_its_node_passes_the_checks_of_the_public_door(installed: Path, tmp_path: Path) -> None:
    code = (
        "import pandas as pd\nfrom knode.api import Example, check_node\n"
        "from knode_weather_data.scale_numbers import ScaleNumbers\n"
        "table = pd.DataFrame({'x': [1.0, None], 'y': ['a', None]})\n"
        "check_node(ScaleNumbers, [Example({'factor': 2.0}, {'table': table})])\n"
    )
    python("-c", code, cwd=tmp_path, packages=installed)


def test_its_own_tests_pass_against_what_is_installed(pack: Path, installed: Path) -> None:
    out = python("-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "pythonpath=", cwd=pack, packages=installed)
    assert re.search(r"\b3 passed\b", out)


def test_a_workflow_with_its_node_runs(installed: Path, tmp_path: Path) -> None:
    nodes: dict[str, Any] = {
        "rows": {"type": "io.TableCreator", "settings": {"text": "price,name\n2,a\n-1.5,b"}},
        "scaled": {"type": "weather_data.ScaleNumbers", "settings": {"factor": 10}},
    }
    document = {"format": 1, "nodes": nodes, "links": ["rows.table -> scaled.table"]}
    (tmp_path / "flow.knode").write_text(json.dumps(document), encoding="utf-8")
    arguments = ("exec", "flow.knode", "--no-daemon", "--output", "scaled=scaled.csv")
    python("-m", "knode", *arguments, cwd=tmp_path, packages=installed)
    assert (tmp_path / "scaled.csv").read_text(encoding="utf-8").split() == ["price,name", "20.0,a", "-15.0,b"]


def test_its_reference_has_a_page_for_its_node(installed: Path, tmp_path: Path) -> None:
    python("-m", "knode", "docs", "ref", "--pack", "weather_data", cwd=tmp_path, packages=installed)
    assert "Scale Numbers" in (tmp_path / "ref/weather_data/ScaleNumbers.html").read_text(encoding="utf-8")


def test_its_code_is_written_as_that_of_knode(pack: Path) -> None:
    for arguments in (("check",), ("format", "--check")):
        python("-m", "ruff", *arguments, "--isolated", "--line-length", "120", "--no-cache", pack, cwd=pack)


@pytest.mark.parametrize(
    ("license", "begin"), [("MIT", "MIT License"), ("BSD-3-Clause", "BSD 3-Clause"), ("none", None)]
)
def test_the_licence_is_the_one_that_was_chosen(knode: Knode, workspace: Path, license: str, begin: str | None) -> None:
    assert knode("new-pack", "weather", "--license", license).code == 0
    project = tomllib.loads(Path("knode-weather/pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project.get("license") == (license if begin else None)
    assert Path("knode-weather/LICENSE").exists() == bool(begin)
    assert begin is None or Path("knode-weather/LICENSE").read_text(encoding="utf-8").startswith(begin)


def test_no_mark_of_the_templates_is_left(pack: Path) -> None:
    for file in pack.rglob("*"):
        if file.is_file() and file.suffix != ".whl":
            assert "@@" not in file.read_text(encoding="utf-8"), file


def test_what_is_there_is_not_overwritten(knode: Knode, workspace: Path) -> None:
    Path("knode-weather").mkdir()
    answer = knode("new-pack", "weather")
    assert answer.code == 2
    assert "knode-weather is there already, and nothing is overwritten" in answer.err
    assert not list(Path("knode-weather").iterdir())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Weather", "small letters"),
        ("../weather", "small letters"),
        ("weather data", "small letters"),
        ("3d", "small letters"),
        ("wet-", "small letters"),
        ("wëather", "small letters"),
        ("w" * 41, "at most 40"),
        ("class", "a word of Python itself"),
        ("prep", "There is a pack"),
        ("knode-prep", "There is a pack"),
        ("", "small letters"),
    ],
)
def test_a_name_that_cannot_be_is_refused(knode: Knode, workspace: Path, name: str, said: str) -> None:
    answer = knode("new-pack", name)
    assert answer.code == 2
    assert said in answer.err
    assert not list(Path().iterdir())


def test_the_docs_show_the_node_that_is_made(pack: Path) -> None:
    docs = (ROOT / "docs/packs.md").read_text(encoding="utf-8")
    made = (pack / SOURCE).read_text(encoding="utf-8")
    shown = re.search(r"class ScaleNumbers.*?(?=\n    def run)", docs, re.DOTALL)
    assert shown is not None
    assert shown[0] in made.replace('"weather_data"', '"weather"')
