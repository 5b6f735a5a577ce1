"""What a running node may ask for: progress, messages, the seed, secrets; and what of it a person sees."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from knode.core.events import NodeProgress
from knode.engine.context import MESSAGE_LIMIT
from knode.engine.engine import Engine
from knode.store.store import Store
from tests.stub.nodes import STUBS, wire, workflow
from tests.stub.running import run

SECRET = "hunter2 & co"


@pytest.fixture
def as_for_a_person() -> Iterator[None]:
    """Python's own treatment of warnings: in the tests they are errors."""
    with warnings.catch_warnings():
        warnings.resetwarnings()
        yield


@pytest.fixture
def secret(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("KNODE_SECRET_DB", SECRET)
    return SECRET


# ---- messages


def test_a_node_says_how_far_it_is_and_what_it_did():
    result, heard = run(workflow(s=("Speak", {"text": "read 3 rows"})))
    assert [(event.fraction, event.message) for event in heard if isinstance(event, NodeProgress)] == [(0.5, "half")]
    assert heard.messages == [("s", "info", "read 3 rows")]
    assert result.nodes["s"].messages == (("info", "read 3 rows"),)
    assert result.nodes["s"].as_json()["messages"] == [{"level": "info", "text": "read 3 rows"}]


def test_a_warning_of_a_library_is_a_message_of_its_node_every_time(as_for_a_person: None):
    made = workflow(s=("Speak", {"warning": "did not converge"}), t=("Speak", {"warning": "did not converge"}))
    for _ in range(2):
        heard = run(made, Engine(threads=1))[1]
        for node in ("s", "t"):
            assert (node, "warning", "did not converge") in heard.messages


def test_a_run_leaves_the_treatment_of_warnings_as_it_was(as_for_a_person: None):
    before = (warnings.showwarning, list(warnings.filters))
    run(workflow(s=("Speak", {"warning": "x"})))
    assert (warnings.showwarning, list(warnings.filters)) == before


def test_a_warning_that_the_person_ignores_stays_ignored(as_for_a_person: None):
    warnings.simplefilter("ignore")
    assert run(workflow(s=("Speak", {"warning": "x"})))[1].messages == [("s", "info", "hello")]


def test_a_warning_that_the_person_takes_for_an_error_is_one(as_for_a_person: None):
    warnings.simplefilter("error")
    assert run(workflow(s=("Speak", {"warning": "x"})))[0].status == "failed"


def test_a_node_that_says_too_much_is_heard_up_to_a_limit(monkeypatch: pytest.MonkeyPatch):
    def chatty(self: Any, table: Any, context: Any) -> Any:
        for number in range(MESSAGE_LIMIT + 50):
            context.info(f"row {number}")
            context.info("the same")
        return STUBS.get("stub.Values")(values={}).run()

    monkeypatch.setattr(STUBS.get("stub.Speak"), "run", chatty)
    heard = run(workflow(s="Speak"))[1]
    assert len(heard.messages) == MESSAGE_LIMIT
    assert heard.messages.count(("s", "info", "the same")) == 1


# ---- the seed


def test_the_same_seed_gives_the_same_result():
    one, again, other = (run(workflow(r="Random"), seed=seed)[0]["r"].variables for seed in (5, 5, 6))
    assert one == again != other


# ---- secrets


@pytest.mark.parametrize("leak", ["message", "error", "warning", "progress"])
def test_a_secret_is_hidden_wherever_a_node_lets_it_out(leak: str, secret: str, as_for_a_person: None, tmp_path: Path):
    made = workflow(s=("Speak", {"secret": "db", "leak": leak, "warning": "old password"}))
    with Store(tmp_path / ".knode") as store, Engine(store) as engine:
        result, heard = run(made, engine)
        shown = repr(list(heard)) + json.dumps([report.as_json() for report in result.nodes.values()])
        shown += repr([error.as_json() for error in result.errors]) + repr(result.nodes)
    assert secret not in shown
    assert "•••" in shown
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or secret.encode() not in path.read_bytes(), path


def test_a_secret_is_hidden_in_the_messages_of_nodes_that_were_not_given_it(secret: str):
    made = workflow(s=("Speak", {"secret": "db"}), f=("Fail", {"text": f"cannot open db://me:{SECRET}@host"}))
    made.add(made.nodes["s"].__class__("v", "stub.Tell"))
    made.link("s", "variables", "v", "variables")
    made.remove("f")
    made.add(made.nodes["s"].__class__("f", "stub.Fail", settings={"text": f"cannot open db://me:{SECRET}@host"}))
    made.link("v", "table", "f", "table")
    result, _ = run(made)
    assert "db://me:•••@host" in result.errors[0].message


def test_the_longer_of_two_secrets_is_hidden_whole(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KNODE_SECRET_A", "abc")
    monkeypatch.setenv("KNODE_SECRET_B", "abcdef")
    made = workflow(a=("Speak", {"secret": "a"}))
    made.add(made.nodes["a"].__class__("t", "stub.Tell"))
    made.link("a", "variables", "t", "variables")
    made.add(made.nodes["a"].__class__("b", "stub.Speak", settings={"secret": "b", "leak": "message"}))
    made.link("t", "table", "b", "table")
    assert ("b", "info", "hello •••") in run(made)[1].messages


def test_a_missing_secret_names_the_variable_to_set(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("KNODE_SECRET_NOWHERE", raising=False)
    result, _ = run(workflow(s=("Speak", {"secret": "nowhere"})))
    assert (
        'The secret "nowhere" is not set. Set the environment variable KNODE_SECRET_NOWHERE' in result.errors[0].message
    )


# ---- services


def test_capturing_without_deployment_is_a_clear_failure(monkeypatch: pytest.MonkeyPatch):
    def captures(self: Any, table: Any, context: Any) -> Any:
        return context.read_bundle(Path("x.knodez"))

    monkeypatch.setattr(STUBS.get("stub.Speak"), "run", captures)
    result, _ = run(wire(workflow(s="Speak")))
    assert "started without deployment" in result.errors[0].message
