"""What holds for every command and any sequence of them."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

from hypothesis import given
from hypothesis import strategies as st

from knode.app.edit import commands
from knode.app.edit.consequences import completed
from knode.app.edit.draft import Drafted
from knode.core import document
from knode.core.edits import Edit, apply, from_json, tidy, to_json
from knode.core.errors import KnodeError
from knode.core.workflow import Workflow
from tests.app.edit.arbitrary import Arbitrary

STEPS = 20


def read_back(workflow: Workflow) -> Workflow:
    return document.loads(document.dumps(workflow))


@given(st.integers(0, 2**32))
def test_undoing_any_sequence_of_commands_leads_back_and_every_state_can_be_saved(seed: int) -> None:
    draw = Arbitrary(seed)
    workflow = draw.workflow()
    tidy(workflow)
    states, done = [document.dumps(workflow)], []
    for _ in range(STEPS):
        command = draw.command(workflow)
        try:
            changes = completed(workflow, command.changes(workflow))
        except KnodeError:
            changes = []
        assert document.dumps(workflow) == states[-1], f"{command} changed the document while it was asked"
        apply(workflow, changes)
        assert command.text
        states.append(document.dumps(workflow))
        assert document.loads(states[-1]) == workflow
        done.append(Edit(command.text, tuple(changes)))
    for edit in reversed(done):
        assert document.dumps(workflow) == states.pop()
        apply(workflow, edit.inverse.changes)
    assert document.dumps(workflow) == states.pop()
    for edit in done:
        apply(workflow, edit.changes)


@given(st.integers(0, 2**32))
def test_changes_that_are_sent_as_text_make_the_same_document(seed: int) -> None:
    draw = Arbitrary(seed)
    workflow = draw.workflow()
    tidy(workflow)
    follower = read_back(workflow)
    for _ in range(STEPS):
        try:
            changes = completed(workflow, draw.command(workflow).changes(workflow))
        except KnodeError:
            continue
        apply(workflow, changes)
        # To JSON only now, as the engine process is told: an instance inside shares its workflow with the document.
        apply(follower, [from_json(to_json(change)) for change in changes])
        assert follower == workflow


def test_every_command_is_among_those_drawn() -> None:
    seen: set[str] = set()
    for seed in range(400):
        draw = Arbitrary(seed)
        workflow = draw.workflow()
        tidy(workflow)
        seen |= {type(draw.command(workflow)).__name__ for _ in range(20)}
    assert not _command_classes() - seen


def _command_classes() -> set[str]:
    modules = [
        importlib.import_module(f"{commands.__name__}.{info.name}") for info in pkgutil.iter_modules(commands.__path__)
    ]
    found = {
        name
        for module in modules
        for name, cls in vars(module).items()
        if inspect.isclass(cls) and cls.__module__ == module.__name__ and hasattr(cls, "changes")
    }
    return {name for name in found if not name.startswith("_")} - {Drafted.__name__}
