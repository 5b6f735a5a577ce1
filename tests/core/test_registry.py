"""The registry: nodes are found by entry point, one at a time, and a broken pack says what is broken."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from knode.core.errors import NodeUnavailable
from knode.core.registry import Registry, snake_case
from tests.stub.nodes import STUBS, Split

NODE = '''"""A node."""
from knode.api import Node, Table, setting

class {name}(Node):
    """Help."""
    pack = "{pack}"
    formerly = {formerly}
    def run(self, table: Table) -> Table:
        return table
'''


class Pack:
    """A third-party pack on disk, with its entry point, as pip would have installed it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.folder = folder / f"pack_{name}"
        self.folder.mkdir()
        (self.folder / "__init__.py").write_text('"""A pack."""\n')
        information = folder / f"pack_{name}-1.0.dist-info"
        information.mkdir()
        (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: pack-{name}\nVersion: 1.0\n")
        (information / "entry_points.txt").write_text(f"[knode.nodes]\n{name} = pack_{name}\n")

    def node(self, name: str, *, module: str = "", formerly: str = "()", before: str = "") -> None:
        text = NODE.format(name=name, pack=self.name, formerly=formerly)
        (self.folder / f"{module or snake_case(name)}.py").write_text(before + text)


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Pack:
    """A pack of its own for each test, as a module that was once imported stays."""
    name = f"t{abs(hash(request.node.name)) % 10**8}"
    made = Pack(tmp_path, name)
    monkeypatch.syspath_prepend(tmp_path)
    yield made
    for module in [module for module in sys.modules if module.startswith(f"pack_{name}")]:
        del sys.modules[module]


def test_a_pack_is_found_by_its_entry_point(pack: Pack):
    pack.node("RowFilter")
    registry = Registry()
    assert registry.packs[pack.name] == f"pack_{pack.name}"
    assert registry.get(f"{pack.name}.RowFilter").type_id() == f"{pack.name}.RowFilter"


def test_finding_one_node_imports_no_other(pack: Pack):
    pack.node("Wanted")
    pack.node("Other")
    Registry().get(f"{pack.name}.Wanted")
    assert f"pack_{pack.name}.wanted" in sys.modules
    assert f"pack_{pack.name}.other" not in sys.modules


def test_a_node_is_found_by_its_former_name(pack: Pack):
    pack.node("NewName", formerly=f'("{pack.name}.OldName", "elsewhere.Older")')
    registry = Registry()
    for name in (f"{pack.name}.OldName", "elsewhere.Older"):
        assert registry.get(name).type_id() == f"{pack.name}.NewName"
    assert STUBS.find("stub.Cut") is Split


def test_a_node_that_the_catalogue_lists_is_found_whatever_its_module_is_called(pack: Pack):
    pack.node("Misplaced", module="several_nodes")
    registry = Registry()
    type_id = f"{pack.name}.Misplaced"
    assert type_id in {cls.type_id() for cls in registry.all()}
    assert registry.get(type_id).type_id() == type_id


def test_private_modules_and_classes_and_borrowed_nodes_are_not_listed(pack: Pack):
    pack.node("Shown")
    pack.node("Hidden", module="_private", before="raise RuntimeError('imported')\n")
    (pack.folder / "borrows.py").write_text(f"from pack_{pack.name}.shown import Shown\n")
    listed = [cls.type_id() for cls in Registry().all() if cls.pack == pack.name]
    assert listed == [f"{pack.name}.Shown"]


def test_an_unknown_node_is_none_and_getting_it_names_the_nearest(pack: Pack):
    pack.node("RowFilter")
    registry = Registry()
    assert registry.find(f"{pack.name}.RowFiltre") is None
    with pytest.raises(NodeUnavailable, match=f'Node "n" is of type .* Did you mean "{pack.name}.RowFilter"'):
        registry.get(f"{pack.name}.RowFiltre", "n")


@pytest.mark.parametrize("type_id", ["", ".", "stub.", ".Add", "stub", "no.Pack", "stub.a.b", "stub.../x", "stub.\x00"])
def test_a_strange_type_is_unknown_and_no_crash(type_id: str):
    assert Registry().find(type_id) is None


@pytest.mark.parametrize(
    ("before", "error", "said"),
    [
        ("import a_library_that_is_absent\n", ModuleNotFoundError, "a_library_that_is_absent"),
        ("1 / 0\n", ZeroDivisionError, "division by zero"),
        ("def\n", SyntaxError, "invalid syntax"),
        ("from knode.api import Nothing\n", ImportError, "Nothing"),
    ],
)
def test_a_broken_node_gives_its_real_error(pack: Pack, before: str, error: type[Exception], said: str):
    pack.node("Broken", before=before)
    with pytest.raises(error, match=said):
        Registry().get(f"{pack.name}.Broken")


def test_a_node_added_by_hand_is_found_even_after_it_was_missed():
    registry = Registry()
    registry.packs = {}
    assert registry.find("stub.Split") is None
    registry.add(Split)
    assert registry.find("stub.Split") is Split


def test_the_catalogue_is_sorted_and_holds_each_class_once():
    listed = [cls.type_id() for cls in STUBS.all()]
    assert listed == sorted(set(listed))


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("CsvReader", "csv_reader"),
        ("KMeans", "k_means"),
        ("HTTPReader", "http_reader"),
        ("PCA", "pca"),
        ("A1B2", "a1_b2"),
    ],
)
def test_a_class_name_becomes_a_module_name(name: str, module: str):
    assert snake_case(name) == module
