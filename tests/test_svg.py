"""The picture of a workflow: what is in it, where it stands, and that it is the same everywhere."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knode.core.errors import UsageError
from knode.core.registry import Registry
from knode.core.workflow import Instance, Parameter, Workflow
from knode.picture import svg_of
from knode.picture.glyphs import GLYPHS, SHAPES
from knode.picture.style import DARK, LIGHT, Palette, pack_colour
from knode.picture.text import clipped, width_of, wrapped
from tests.stub.nodes import STUBS, chain, component, wire, workflow

pytestmark = pytest.mark.uncovered

SVG = "{http://www.w3.org/2000/svg}"
CARD = (76, 58)


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def texts(text: str) -> list[str]:
    return [element.text or "" for element in parsed(text).iter(f"{SVG}text")]


def cards(text: str) -> Iterator[tuple[float, float]]:
    """The top left corners of the cards."""
    for group in parsed(text).iter(f"{SVG}g"):
        if re.match(r"p\d", group.get("class", "")):
            x, y = re.findall(r"-?[\d.]+", group.get("transform", ""))
            yield float(x), float(y)


def overlapping(text: str) -> list[object]:
    wide, tall = CARD
    found = list(cards(text))
    return [
        (one, other)
        for one, other in combinations(found, 2)
        if abs(one[0] - other[0]) < wide and abs(one[1] - other[1]) < tall
    ]


def grown(nodes: int, seed: int = 1) -> Workflow:
    """A workflow of many nodes that grew without a plan."""
    choose = random.Random(seed)
    made = Workflow("grown", registry=STUBS)
    for number in range(nodes):
        kind = choose.choice(["Split", "Beside", "Concat", "Add"]) if number > 2 else "Numbers"
        made.add(Instance(f"n{number}", f"stub.{kind}"))
        for port in made.ports(f"n{number}").inputs:  # type: ignore[union-attr]
            for _ in range(3 if port.multiple else 1):
                source = f"n{choose.randrange(max(0, number - 15), number)}"
                output = choose.choice(made.ports(source).outputs).name  # type: ignore[union-attr]
                if f"{source}.{output} -> n{number}.{port.name}" not in map(str, made.links_into(f"n{number}")):
                    made.link(source, output, f"n{number}", port.name)
    return made


@pytest.fixture
def sums() -> Workflow:
    made = workflow("Sums", rows="Numbers", cut="Split", more="Add", both="Concat")
    return wire(
        made,
        "rows.table -> cut.table",
        "cut.first -> more.table",
        "more.table -> both.tables",
        "cut.second -> both.tables",
    )


def test_a_picture_names_its_nodes_and_says_what_it_is(sums: Workflow):
    sums.description = "Adds what there is."
    text = svg_of(sums)
    assert {"Sums", "Numbers", "rows", "Split", "cut", "first", "second"} <= set(texts(text))
    root = parsed(text)
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert title is not None
    assert desc is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert (title.text, desc.text) == ("Sums", "Workflow with 4 nodes and 4 links. Adds what there is.")


def test_nodes_stand_from_left_to_right_without_touching(sums: Workflow):
    places = dict(zip(sums.nodes, cards(svg_of(sums)), strict=True))
    assert places["rows"][0] < places["cut"][0] < places["more"][0] < places["both"][0]
    assert not overlapping(svg_of(sums))
    assert not overlapping(svg_of(grown(120)))


def test_a_reader_stands_beside_the_node_that_needs_it():
    made = wire(workflow("", a="Numbers", b="Add", c="Add", late="Numbers", d="Beside"), "a.table -> b.table")
    wire(made, "b.table -> c.table", "c.table -> d.left", "late.table -> d.right")
    places = dict(zip(made.nodes, cards(svg_of(made)), strict=True))
    assert places["late"][0] == places["c"][0]


def test_a_chain_is_a_straight_line():
    assert len({y for _, y in cards(svg_of(chain(6)))}) == 1


def test_a_link_past_other_nodes_goes_around_them():
    made = wire(workflow("", a="Numbers", b="Add", c="Add", d="Beside"), "a.table -> b.table", "b.table -> c.table")
    wire(made, "c.table -> d.left", "a.table -> d.right")
    text = svg_of(made)
    (link,) = (path for path in parsed(text).iter(f"{SVG}path") if path.findtext(f"{SVG}title") == "a.table -> d.right")
    level = [float(y) for y in re.findall(r" (-?[\d.]+)(?=[HC]|$)", link.get("d", ""))]
    _, (_, top), _, _ = cards(text)
    assert not [y for y in level[1:-1] if top <= y <= top + CARD[1]]


def test_the_layout_of_the_document_is_kept_and_stretched_until_cards_are_apart(sums: Workflow):
    sums.layout = {"rows": [0, 0], "cut": {"x": 40, "y": 300}, "more": [400, 0], "both": [400, 310]}
    places = dict(zip(sums.nodes, cards(svg_of(sums)), strict=True))
    assert places["cut"] == (40, 300)
    sums.layout = {"rows": [0, 0], "cut": [40, 0], "more": [80, 0], "both": [120, 10]}
    assert not overlapping(svg_of(sums))
    del sums.layout["rows"]
    assert not overlapping(svg_of(sums))


def test_an_empty_workflow_and_a_single_node_have_a_picture():
    assert "Empty workflow" in texts(svg_of(Workflow()))
    assert "Numbers" in texts(svg_of(workflow("", a="Numbers")))


def test_parts_without_links_between_them_are_packed():
    made = workflow("", **{f"n{number}": "Numbers" for number in range(30)})
    text = svg_of(made)
    assert not overlapping(text)
    assert len({y for _, y in cards(text)}) > 2


def test_two_thousand_nodes_have_a_picture_soon():
    assert len(list(cards(svg_of(grown(2000), theme="auto")))) == 2000
    assert len(list(cards(svg_of(chain(2000))))) == 2000


def test_the_text_is_the_same_in_every_process():
    code = "from tests.test_svg import grown, svg_of; print(svg_of(grown(40)), end='')"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[1],
            capture_output=True,
            check=True,
        ).stdout.decode()
        for seed in ("1", "2")
    }
    assert outputs == {svg_of(grown(40))}


def test_two_pictures_on_one_page_do_not_style_each_other(sums: Workflow):
    light, dark = svg_of(sums), svg_of(sums, theme="dark")
    assert parsed(light).get("id") != parsed(dark).get("id")
    for text in (light, dark):
        style = parsed(text).findtext(f"{SVG}style")
        assert style is not None
        assert all(rule.startswith(f"#{parsed(text).get('id')} ") for rule in style.split("}") if rule)


def test_the_theme_follows_the_reader_only_when_it_is_auto(sums: Workflow):
    assert "prefers-color-scheme" in svg_of(sums, theme="auto")
    assert "prefers-color-scheme" not in svg_of(sums, theme="light") + svg_of(sums, theme="dark")
    with pytest.raises(UsageError, match="light, dark or auto"):
        svg_of(sums, theme="blue")  # type: ignore[arg-type]


def test_a_picture_for_a_place_with_a_ground_has_none_of_its_own(sums: Workflow):
    with_ground, without = svg_of(sums), svg_of(sums, framed=False)
    assert 'class="canvas"' in with_ground
    assert 'class="canvas"' not in without
    assert parsed(without).get("viewBox") == parsed(with_ground).get("viewBox")


@given(st.text(max_size=60))
def test_any_name_label_and_value_stands_in_it_as_text(anything: str):
    made = Workflow(anything, description=anything, registry=STUBS)
    made.add(Instance("a", "stub.Add", anything, settings={"amount": anything}))
    made.parameters["p"] = Parameter("p", "text", anything)
    svg_of(made).encode()
    assert len(list(cards(svg_of(made)))) == 1


def test_markup_in_a_label_stays_text():
    made = Workflow(registry=STUBS)
    made.add(Instance("a", "stub.Add", '<b>"&\x00\ud800'))
    assert '<b>"&\ufffd\ufffd' in texts(svg_of(made))


def test_a_long_label_is_cut_and_whole_in_the_tooltip():
    made = Workflow(registry=STUBS)
    label = "A label that goes on and on, far beyond what any card could ever hold, and then some"
    made.add(Instance("a", "stub.Add", label))
    shown = [line for line in texts(svg_of(made)) if line != "a"]
    assert len(shown) == 2
    assert shown[1].endswith("…")
    assert label in svg_of(made)


def test_the_tooltip_tells_the_settings_and_what_they_are_bound_to():
    made = workflow("", a=("Add", {"amount": 2.5}), b="Add")
    made.parameters["much"] = Parameter("much", "number", 1.0)
    made.bind("b", "amount", parameter="much")
    assert "amount = 2.5" in svg_of(made)
    assert "amount = parameter much" in svg_of(made)
    assert "much = 1.0" in texts(svg_of(made))


def test_kinds_of_port_differ_in_shape_and_free_ones_are_hollow():
    made = wire(workflow("", rows="Numbers", metrics="Measure"), "rows.table -> metrics.table")
    text = svg_of(made)
    for kind in ("table", "variables", "view"):
        assert SHAPES[kind] in text
    assert len(set(SHAPES.values())) == len(SHAPES)
    assert text.count('class="plug ') == 2
    assert text.count('class="free ') == 2


def test_a_component_shows_that_it_holds_a_workflow_and_how_its_inside_went():
    inside = wire(workflow("inner", i="Input", a="Add", o="Output"), "i.value -> a.table", "a.table -> o.value")
    outer = workflow("outer", rows="Numbers")
    component(inside, outer, "clean")
    wire(outer, "rows.table -> clean.rows")
    text = svg_of(outer, states={"rows": "done", "clean/i": "done", "clean/a": "failed", "clean/o": "skipped"})
    assert GLYPHS["component"] in text
    assert "Component of 3 nodes\nState: failed" in text
    ends = svg_of(inside)
    assert GLYPHS["container-input"] in ends
    assert GLYPHS["container-output"] in ends


def test_a_node_whose_pack_is_absent_is_drawn_with_its_links():
    made = workflow("", rows="Numbers", sums="Add")
    made.add(Instance("gone", "absent.Thing"))
    wire(made, "rows.table -> gone.things", "gone.result -> sums.table")
    text = svg_of(made)
    assert "not installed" in text
    assert {"Thing", "gone"} <= set(texts(text))
    assert 'class="card missing"' in text


def test_a_setting_that_the_ports_follow_from_may_be_wrong():
    made = workflow("", a=("Choose", {"outputs_wanted": 99}))
    assert "Choose" in texts(svg_of(made))


@pytest.mark.parametrize("state", ["done", "reused", "failed", "running", "queued", "skipped", "cancelled"])
def test_every_state_has_its_sign(sums: Workflow, state: str):
    assert f"State: {state}" in svg_of(sums, states={"cut": state})


def test_an_unknown_state_is_shown_as_none(sums: Workflow):
    assert svg_of(sums, states={"cut": "confused", "absent": "done"}) == svg_of(sums)


def test_what_will_be_captured_lies_on_one_area():
    registry = Registry()
    made = Workflow(registry=registry)
    for node in ("CaptureStart", "CaptureEnd"):
        made.add(Instance(node, f"deploy.{node}"))
    assert 'class="river"' not in svg_of(made)
    made.link("CaptureStart", "rows", "CaptureEnd", "predictions")
    assert 'class="river"' in svg_of(made)


def test_a_node_that_is_not_captured_never_lies_on_the_area():
    registry = Registry()
    made = Workflow(registry=registry)
    for node, kind in {"s": "CaptureStart", "e": "CaptureEnd", "out": "ContainerInput"}.items():
        made.add(Instance(node, f"deploy.{kind}"))
    made.link("s", "rows", "e", "predictions")
    made.layout = {"s": [0, 0], "e": [400, 0], "out": [200, 0]}
    text = svg_of(made)
    assert 'class="river"' not in text
    assert 'class="region"' in text


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_can_be_told_from_their_ground(palette: Palette):
    for pack in (*palette.packs, "geo", "acme", "zoo"):
        assert contrast(pack_colour(palette, pack), palette.card) > 3
    for colour in palette.kinds.values():
        assert contrast(colour, palette.canvas) > 3
    for ground in (palette.canvas, palette.region):
        assert contrast(palette.ink, ground) > 7
        assert contrast(palette.muted, ground) > 4.5


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@given(st.text(min_size=1, max_size=80))
def test_cut_text_fits_its_room(text: str):
    assert width_of(clipped(text, 12, 100), 12) <= 100
    lines = wrapped(text, 12, 100, 2)
    assert len(lines) <= 2
    assert all(width_of(line, 12) <= 100 for line in lines)
