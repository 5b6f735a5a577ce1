from __future__ import annotations

import re

from knode.core.registry import REGISTRY
from knode.picture.glyphs import GLYPHS

ICONS = {cls.type_id(): cls.icon for cls in REGISTRY.all()}
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


def test_every_node_has_a_glyph() -> None:
    assert {node: icon for node, icon in ICONS.items() if icon not in GLYPHS} == {}


def test_glyphs_tell_nodes_apart() -> None:
    drawn = [GLYPHS[icon] for icon in ICONS.values() if icon in GLYPHS]
    assert sorted(path for path in set(drawn) if drawn.count(path) > 1) == []


def test_glyphs_are_paths_that_begin_inside_their_square() -> None:
    for name, path in GLYPHS.items():
        assert re.fullmatch(r"[MLHVCSAZmlhvcsaz0-9., -]+", path), name
        for start in re.findall(r"M([^A-Za-z]+)", path):
            assert all(2 <= float(number) <= 22 for number in NUMBER.findall(start)), name
