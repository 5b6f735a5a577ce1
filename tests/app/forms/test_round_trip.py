from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from knode.app.forms.node_form import NodeForm
from knode.app.forms.shape import Shape, entries_of
from tests.app.forms.sink import Rule, Sink, form_on, sink_workflow

TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), max_size=12)
SCALARS = {
    "text": TEXTS,
    "integer": st.integers(-(10**9), 10**9),
    "number": st.floats(allow_nan=False, allow_infinity=False),
    "boolean": st.booleans(),
}


def values(shape: Shape) -> st.SearchStrategy[Any]:
    """Values of a shape as JSON data; not all that fit together."""
    low = None if shape.minimum is None else int(shape.minimum)
    high = None if shape.maximum is None else int(shape.maximum)
    match shape.kind:
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(low if low is not None else -1000, high if high is not None else 1000)
        case "number":
            return st.floats(shape.minimum, shape.maximum, allow_nan=False, allow_infinity=False)
        case "choice":
            return st.sampled_from(shape.choices)
        case "choices":
            return st.lists(st.sampled_from(shape.choices), unique=True)
        case "columns":
            return st.one_of(st.just("*"), st.lists(TEXTS, max_size=3, unique=True))
        case "secret":
            return st.from_regex(r"\A[A-Za-z_][A-Za-z0-9_]{0,5}\Z")
        case "optional":
            assert shape.item is not None
            return st.none() | values(shape.item)
        case "value":
            one = st.one_of([SCALARS[name] for name in shape.scalars])
            return one | st.lists(one, max_size=3) if shape.listed else one
        case "fixed":
            return st.tuples(*(values(item) for item in shape.items)).map(list)
        case "record" if shape.model is Rule:
            return values(replace(shape, model=None)).map(_lenient)
        case "record":
            return st.fixed_dictionaries({entry.name: values(entry.shape) for entry in shape.entries})
        case "rows" | "list" | "texts" | "names":
            assert shape.item is not None
            return st.lists(values(shape.item), max_size=3, unique=shape.kind == "names")
        case "mapping":
            assert shape.item is not None
            return st.dictionaries(TEXTS.filter(bool), values(shape.item), max_size=3)
        case "grid":
            row = st.lists(st.none() | st.one_of(list(SCALARS.values())), min_size=2, max_size=2)
            return st.lists(row, max_size=3)
        case "lines" | "code":
            return st.lists(TEXTS, max_size=3).map("\n".join)
        case _:
            return TEXTS


def _lenient(rule: dict[str, Any]) -> dict[str, Any]:
    """With the operator that its value wants."""
    return {**rule, "operator": "is in" if isinstance(rule["value"], list) else "is"}


SETTINGS = st.fixed_dictionaries({}, optional={entry.name: values(entry.shape) for entry in entries_of(Sink)})


def test_whatever_a_node_holds_is_shown_and_nothing_is_written(
    qtbot: Any, make_session: Any, config_folder: Path
) -> None:
    session = make_session(sink_workflow())
    form = form_on(qtbot, session, "sink")
    page = form.page
    assert isinstance(page, NodeForm)
    workflow = session.document.workflow

    @settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=40)
    @given(SETTINGS)
    def check(held: dict[str, Any]) -> None:
        assume(not page.subject.faults(held))
        workflow.replace(replace(workflow.nodes["sink"], settings=held))
        page.show_nodes(("sink",))
        stored = page.subject.stored(workflow.nodes["sink"])
        shown = {name: page.fields[name].value() for name in stored}
        assert shown == stored
        assert workflow.nodes["sink"].settings == held

    check()
    assert session.document.stack.count() == 0
