"""The packed program, started as a person starts it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from knode.core.registry import REGISTRY
from tests.measuring import at_best, slowness

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "dist" / "knode"
PROGRAM = FOLDER / ("knode.exe" if sys.platform == "win32" else "knode")
LARGEST = 600e6
"""Bytes that the program may have on disk."""
READY_SECONDS = 2.5
"""From its start to a window that can be used, with its files in the system's cache."""


@pytest.fixture(scope="module", autouse=True)
def _there() -> None:
    assert PROGRAM.exists(), "there is no packed program: make package builds it"


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No Python of the checkout's environment, no file of the person's: as on a machine that has the program only."""
    for name in list(os.environ):
        if name.startswith(("PYTHON", "VIRTUAL_ENV", "COV_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("KNODE_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("PATH", "/usr/bin:/bin" if sys.platform != "win32" else os.environ["PATH"])


def run(*arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(PROGRAM), *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=500)


def answer(*arguments: object, folder: Path) -> Any:
    done = run(*arguments, folder=folder)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_it_finds_every_built_in_node(tmp_path: Path):
    found = answer("nodes", "--json", folder=tmp_path)
    listed = {node["type"] for node in (found["nodes"] if isinstance(found, dict) else found)}
    assert listed == {cls.type_id() for cls in REGISTRY.all()}


def test_it_trains_deploys_and_answers_without_a_screen(tmp_path: Path):
    shutil.copytree(ROOT / "workflows", tmp_path / "workflows", ignore=shutil.ignore_patterns(".knode"))
    shutil.copytree(ROOT / "resources", tmp_path / "resources")
    (tmp_path / "build").mkdir()
    report = answer("exec", "workflows/breast_cancer.knode", "--json", folder=tmp_path)
    assert report["status"] == "done"
    rows, scored = "resources/breast_cancer_new_rows.csv", tmp_path / "scored.csv"
    report = answer(
        "exec", "build/breast_cancer.knodez", "--input", f"rows={rows}", "--output", f"predictions={scored}", "--json",
        folder=tmp_path,
    )  # fmt: skip
    assert report["status"] == "done"
    assert "prediction" in scored.read_text().splitlines()[0]
    verified = run("verify", "build/breast_cancer.knodez", folder=tmp_path)
    assert verified.returncode == 0, verified.stderr


def test_a_bundle_that_it_writes_names_the_packages_it_needs(tmp_path: Path):
    shutil.copytree(ROOT / "workflows", tmp_path / "workflows", ignore=shutil.ignore_patterns(".knode"))
    (tmp_path / "build").mkdir()
    assert run("exec", "workflows/breast_cancer.knode", folder=tmp_path).returncode == 0
    import zipfile

    with zipfile.ZipFile(tmp_path / "build" / "breast_cancer.knodez") as bundle:
        named = bundle.read("requirements.txt").decode()
    assert {line.partition("==")[0] for line in named.splitlines()} >= {"knode", "pandas", "scikit-learn", "skops"}


def test_worker_processes_of_joblib_are_workers_and_no_second_program(tmp_path: Path):
    found = answer("version", "--check", "--json", folder=tmp_path)
    assert {check["name"] for check in found["checks"] if check["ok"]} == {
        "nodes",
        "store",
        "models",
        "processes",
        "engine",
    }


def test_it_starts_itself_as_python_would_be_only_for_its_own_helpers(tmp_path: Path):
    done = run("-c", "print('run by the program')", folder=tmp_path)
    assert done.returncode == 2
    assert "run by the program" not in done.stdout
    assert run("-m", "http.server", folder=tmp_path).returncode == 2


def test_the_window_opens_in_time_and_has_its_picture_taken(tmp_path: Path):
    from PySide6.QtGui import QImage

    workflow = tmp_path / "breast_cancer.knode"
    shutil.copy(ROOT / "workflows" / "breast_cancer.knode", workflow)

    def seconds(number: int) -> None:
        begun = time.perf_counter()
        done = run("app", workflow, "--picture", tmp_path / f"{number}.png", folder=tmp_path)
        took = time.perf_counter() - begun
        assert done.returncode == 0, done.stderr
        assert took < READY_SECONDS * slowness()

    at_best(seconds)
    image = QImage(str(tmp_path / "0.png"))
    assert image.width() >= 1_000
    colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    assert len(colours) > 30, "the picture is empty"


def test_it_is_not_too_large():
    size = sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file() and not path.is_symlink())
    assert size < LARGEST, f"{size / 1e6:.0f} MB"


@pytest.mark.skipif(sys.platform != "linux", reason="the desktop entry is Linux's")
def test_the_desktop_learns_of_it_and_forgets_it_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    installer = FOLDER / "linux" / "install.sh"
    subprocess.run([installer], check=True)
    entry = (tmp_path / "share" / "applications" / "knode.desktop").read_text()
    assert f'Exec="{PROGRAM}" app %F' in entry
    assert (tmp_path / ".local" / "bin" / "knode").resolve() == PROGRAM
    assert "*.knodez" in (tmp_path / "share" / "mime" / "packages" / "knode.xml").read_text()
    subprocess.run([installer, "--remove"], check=True)
    assert not (tmp_path / "share" / "applications" / "knode.desktop").exists()
