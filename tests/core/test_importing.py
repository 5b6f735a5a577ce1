"""Libraries whose parts import each other can be imported by several threads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

MODULES = {
    "__init__": "",
    "first": "import time; time.sleep(0.2)\nfrom tangled.second.base import Base\n",
    "second/__init__": "import time; time.sleep(0.6)\nfrom tangled.second.classes import Derived\n",
    "second/classes": "from tangled.second.base import Base\nDerived = Base\n",
    "second/base": "from tangled.second import helper\nBase = helper.Helper\n",
    "second/helper": "Helper = int\n",
}
"""As linear models of scikit-learn take something of its support vector machines."""

TRY = """
import importlib, sys, threading
from knode.core.importing import import_in_turn
sys.path.insert(0, sys.argv[1])
import_in_turn("tangled")
failed = []
def by_statement():
    import tangled.first
def by_function():
    importlib.import_module("tangled.second")
def attempt(act):
    try:
        act()
    except BaseException as error:
        failed.append(error)
threads = [threading.Thread(target=attempt, args=[act]) for act in (by_statement, by_function)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(failed)
"""


@pytest.fixture
def tangled(tmp_path: Path) -> Path:
    """A folder with a package whose parts cannot be imported at once."""
    for module, text in MODULES.items():
        path = tmp_path / "tangled" / f"{module}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_two_threads_import_what_is_tangled_in_turn(tangled: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TRY, str(tangled)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "[]\n"


def test_an_engine_lets_scikit_learn_be_imported_in_turn() -> None:
    code = (
        "from knode.engine.engine import Engine; Engine(); import importlib; print(importlib._bootstrap._find_and_load)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert "in_turn" in done.stdout


EXCHANGED = """
import builtins, sys, threading, time
from knode.core.importing import import_in_turn
sys.path.insert(0, sys.argv[1])
plain = builtins.__import__
import_in_turn("tangled")
now = builtins.__import__
begun = threading.Event()
def other():
    builtins.__import__ = plain
    begun.set()
    time.sleep(0.4)
    builtins.__import__ = now
def first():
    begun.wait()
    import tangled.first
def second():
    begun.wait()
    time.sleep(0.6)
    import tangled.second
threads = [threading.Thread(target=act, daemon=True) for act in (other, first, second)]
for thread in threads: thread.start()
for thread in threads: thread.join(20)
print([thread.is_alive() for thread in threads])
"""
"""As Qt's binding has another import statement while it looks at what was imported."""


def test_it_is_imported_in_turn_also_while_the_import_statement_is_exchanged(tangled: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", EXCHANGED, str(tangled)], capture_output=True, text=True, check=True, timeout=90
    )
    assert done.stdout == "[False, False, False]\n"
