"""`knode show FILE NODE`: the view of a node in a file."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from tests.cli.conftest import Knode, write


@pytest.fixture
def plots(workspace: Path) -> Path:
    """A workflow with a histogram."""
    Path("ages.csv").write_text("age\n20\n30\n30\n", encoding="utf-8")
    nodes = {
        "data": {"type": "io.CsvReader", "settings": {"path": "ages.csv"}},
        "plot": {"type": "visualize.Histogram", "settings": {"column": "age"}},
    }
    return Path(write("plots.knode", nodes, ["data.table -> plot.table"]))


def test_a_plot_is_written_in_the_format_that_is_asked_for(knode: Knode, plots: Path) -> None:
    answer = knode("show", plots, "plot", "--png", "a.png", "--svg", "a.svg", "--pdf", "a.pdf")
    assert answer.code == 0, answer.err
    assert Path("a.png").read_bytes().startswith(b"\x89PNG")
    assert Path("a.pdf").read_bytes().startswith(b"%PDF")
    assert ElementTree.parse("a.svg").getroot().tag.endswith("svg")
    assert '"Histogram of age" is in a.png' in answer.err


def test_the_same_plot_is_the_same_file_and_the_other_theme_another(knode: Knode, plots: Path) -> None:
    for name, theme in (("a", "light"), ("b", "light"), ("c", "dark")):
        assert knode("show", plots, "plot.view", "--svg", f"{name}.svg", "--theme", theme).code == 0
    first, second, third = (Path(f"{name}.svg").read_bytes() for name in "abc")
    assert first == second
    assert first != third


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["data", "--png", "a.png"], 'Node "data" gives no view'),
        (["plot.table", "--png", "a.png"], 'no view "table" at node "plot"'),
        (["plot", "--png", "a.jpg"], "should end in .png"),
        (["plot"], "Say where the view is to be written"),
        (["--png", "a.png"], "Say which node's view"),
        (["nothing", "--png", "a.png"], 'no node "nothing"'),
    ],
)
def test_what_cannot_be_written_is_told(knode: Knode, plots: Path, words: list[str], reason: str) -> None:
    answer = knode("show", plots, *words)
    assert answer.code == 2
    assert reason in answer.err
    assert not Path("a.png").exists()


def test_the_data_of_a_plot_are_written_as_a_table_and_whole(knode: Knode, plots: Path) -> None:
    answer = knode("show", plots, "plot", "--csv", "a.csv", "--json", "a.json")
    assert answer.code == 0, answer.err
    assert Path("a.csv").read_text(encoding="utf-8").startswith("kind,from,to,count\nhistogram,19.5,20.5,1.0\n")
    assert json.loads(Path("a.json").read_text(encoding="utf-8"))["title"] == "Histogram of age"


def test_a_figure_of_a_script_is_written_as_svg_png_and_pdf(knode: Knode, workspace: Path) -> None:
    script = "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots(figsize=(4, 3))\naxes.plot([1, 3])\npicture = figure"
    settings = {"script": script, "inputs": [], "results": [{"name": "picture", "kind": "view"}]}
    write("drawn.knode", {"draw": {"type": "script.PythonScript", "settings": settings}}, [])
    for again in range(2):  # The second time from the store.
        answer = knode("show", "drawn.knode", "draw", "--png", "a.png", "--svg", "a.svg", "--pdf", "a.pdf", "--trust")
        assert answer.code == 0, answer.err
        assert Path("a.pdf").read_bytes().startswith(b"%PDF")
        assert ElementTree.parse("a.svg").getroot().tag.endswith("svg")
        with Image.open("a.png") as picture:
            assert picture.width > 600, again
    answer = knode("show", "drawn.knode", "draw", "--csv", "a.csv", "--trust")
    assert answer.code == 2
    assert "should end in .svg, .png or .pdf" in answer.err
