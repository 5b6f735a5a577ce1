"""`knode secret`, and the secrets that `knode exec` asks for on a terminal."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import threading
from pathlib import Path

import pytest

from knode.cli import asking
from knode.core import secret as secrets
from knode.core.errors import Cancelled
from knode.core.settings import Secret
from knode.core.workflow import Instance, Workflow
from tests.cli.conftest import Knode, start, write
from tests.core.test_secret import ring  # noqa: F401


@pytest.mark.usefixtures("ring")
def test_a_secret_is_set_from_the_input_listed_and_removed(knode: Knode, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("hunter2\n"))
    answer = knode("secret", "set", "SALES_DB")
    assert (answer.code, answer.out) == (0, "")
    assert secrets.value_of(Secret("SALES_DB")) == "hunter2"
    assert knode("secret", "list").out == "SALES_DB\n"
    assert knode("secret", "list", "--json").json() == ["SALES_DB"]
    assert knode("secret", "remove", "SALES_DB").code == 0
    again = knode("secret", "remove", "SALES_DB")
    assert again.code == 2
    assert "no secret SALES_DB" in again.err
    assert knode("secret", "list").out == "No secret is kept.\n"


@pytest.mark.usefixtures("ring")
def test_bad_names_and_empty_values_are_refused(knode: Knode, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "letters, digits and _ only" in knode("secret", "set", "1 x").err
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert "nothing was kept" in knode("secret", "set", "X").err


def workflow_with_secret() -> Workflow:
    found = Workflow("asks")
    settings = {"url": "http://127.0.0.1:1/", "auth": "bearer", "secret": "NOWHERE_ELSE", "retries": 0}
    found.add(Instance("ask", "io.HttpRequest", settings=settings))
    return found


def test_the_secrets_that_a_workflow_wants_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asking.wanted(workflow_with_secret()) == ["NOWHERE_ELSE"]


@pytest.mark.usefixtures("ring")
def test_only_a_terminal_is_asked_and_ctrl_c_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(asking.getpass, "getpass", lambda text, stream: asked.append(text) or "typed")
    asking.ask_for_secrets(workflow_with_secret())
    assert asked == []
    monkeypatch.setattr(asking.console, "is_terminal", lambda stream: True)
    monkeypatch.setattr("sys.stdin", _Terminal())
    asking.ask_for_secrets(workflow_with_secret())
    asking.ask_for_secrets(workflow_with_secret())
    assert asked == ["Value of the secret NOWHERE_ELSE: "]
    assert secrets.value_of(Secret("NOWHERE_ELSE")) == "typed"

    def interrupted(text, stream):
        raise KeyboardInterrupt

    secrets._told.clear()
    monkeypatch.setattr(asking.getpass, "getpass", interrupted)
    with pytest.raises(Cancelled):
        asking.ask_for_secrets(workflow_with_secret())


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_typed_secret_is_neither_shown_nor_kept(workspace: Path) -> None:
    write(
        "asks.knode",
        {"ask": {"type": "io.HttpRequest", "settings": dict(workflow_with_secret().nodes["ask"].settings)}},
    )
    ours, theirs = pty.openpty()
    process = start(
        "exec", "asks.knode", "--no-daemon", stdin=theirs, stdout=theirs, stderr=theirs,
        env={"TERM": "xterm"}, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    read: list[bytes] = []
    typed = threading.Event()

    def drain() -> None:
        try:
            while chunk := os.read(ours, 65536):
                read.append(chunk)
                if not typed.is_set() and b"NOWHERE_ELSE:" in b"".join(read):
                    typed.set()
                    os.write(ours, b"hunter2\n")
        except OSError:
            return

    reader = threading.Thread(target=drain)
    reader.start()
    code = process.wait(timeout=60)
    reader.join()
    os.close(ours)
    shown = b"".join(read).decode()
    assert typed.is_set(), shown
    assert code == 1
    assert "cannot be reached" in shown
    assert "hunter2" not in shown
    held = subprocess.run(["grep", "-rl", "hunter2", str(workspace)], capture_output=True, text=True, check=False)
    assert held.stdout == ""
