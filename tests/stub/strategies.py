"""Random workflows for property tests."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from knode.core.workflow import COMPONENT, Binding, Instance, Link, Parameter, Workflow
from tests.stub.nodes import STUBS

TEXTS = st.text(max_size=12)
NUMBERS = st.one_of(
    st.integers(),
    st.integers(min_value=-(10**40), max_value=10**40),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([-0.0, 0.0, 1e5, 1e300, 5e-324, 0.1, 2**53 + 1]),
)
VALUES: Any = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=6,
)
IDS = st.from_regex(r"[A-Za-z_][A-Za-z0-9_-]{0,5}", fullmatch=True)
PORTS = st.from_regex(r"[a-z_]\w{0,5}", fullmatch=True)
PLACEHOLDER_TYPES = ["gone.Reader", "gone.Writer", "other_pack.Ångström"]


@st.composite
def parameters(draw: Any) -> dict[str, Parameter]:
    made = {}
    for name in draw(st.lists(TEXTS, max_size=3, unique=True)):
        kind = draw(st.sampled_from(["text", "integer", "number", "boolean", "any"]))
        limits = {}
        if kind == "number":
            limits = {"minimum": draw(st.none() | st.floats(-1e6, -1)), "maximum": draw(st.none() | st.floats(1, 1e6))}
        choices = tuple(draw(st.lists(VALUES, max_size=3))) or None if kind == "any" else None
        default = {"text": TEXTS, "integer": st.integers(), "number": st.floats(-1, 1), "boolean": st.booleans()}
        value = draw(default[kind]) if kind != "any" else (draw(st.sampled_from(choices)) if choices else draw(VALUES))
        made[name] = Parameter(name, kind, value, draw(st.booleans()), draw(TEXTS), choices, **limits)
    return made


@st.composite
def instances(draw: Any, node: str, known: dict[str, Parameter], depth: int) -> Instance:
    form = draw(st.sampled_from(["stub", "stub", "placeholder", *["component"] * (depth > 0)]))
    names = st.sampled_from(sorted(known)) if known else st.nothing()
    bound = st.builds(Binding, st.just("parameter"), names) | st.builds(Binding, st.just("variable"), TEXTS)
    label = draw(TEXTS)
    if form == "component":
        return Instance(node, COMPONENT, label, workflow=draw(workflows(depth=depth - 1)))
    settings = draw(st.dictionaries(TEXTS, VALUES, max_size=3))
    bindings = draw(st.dictionaries(TEXTS, bound, max_size=2))
    if form == "placeholder":
        version = draw(st.integers(1, 99))
        return Instance(node, draw(st.sampled_from(PLACEHOLDER_TYPES)), label, version, settings, bindings)
    kind = draw(st.sampled_from(["Numbers", "Add", "Concat", "Split", "Beside", "Values", "Echo"]))
    return Instance(node, f"stub.{kind}", label, STUBS.get(f"stub.{kind}").version, settings, bindings)


@st.composite
def workflows(draw: Any, depth: int = 4) -> Workflow:
    """A workflow with components down to `depth`, placeholders, parameters, bindings, links, annotations and a layout."""
    made = Workflow(draw(TEXTS), description=draw(TEXTS | st.just("two\nlines\r\n")), registry=STUBS)
    made.parameters = draw(parameters())
    ids = draw(st.lists(IDS, max_size=4, unique=True))
    for node in ids:
        made.add(draw(instances(node, made.parameters, depth)))
    made.annotations = draw(st.lists(st.dictionaries(TEXTS, VALUES, max_size=2), max_size=2))
    made.layout = draw(st.dictionaries(TEXTS, VALUES, max_size=2))
    for later, target in enumerate(ids):
        for source in ids[:later]:
            if draw(st.booleans()):
                _connect(draw, made, source, target)
    return made


def _connect(draw: Any, made: Workflow, source: str, target: str) -> None:
    sources, targets = made.ports(source), made.ports(target)
    outputs = (
        draw(st.lists(PORTS, min_size=1, max_size=1)) if sources is None else [port.name for port in sources.outputs]
    )
    inputs = (
        draw(st.lists(PORTS, min_size=1, max_size=1)) if targets is None else [port.name for port in targets.inputs]
    )
    for output in outputs:
        for port in inputs:
            link = Link(source, output, target, port)
            if link not in made.links and _fits(made, link):
                made.restore_link(link)
                return


def _fits(made: Workflow, link: Link) -> bool:
    from knode.core.errors import KnodeError

    try:
        made.check_link(link)
    except KnodeError:
        return False
    return True
