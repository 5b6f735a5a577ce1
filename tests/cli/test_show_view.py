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


def test_a_plot_has_the_size_that_is_asked_for_in_all_formats(knode: Knode, plots: Path) -> None:
    files = ("--png", "a.png", "--svg", "a.svg", "--pdf", "a.pdf")
    answer = knode("show", plots, "plot", *files, "--size", "700x450")
    assert answer.code == 0, answer.err
    with Image.open("a.png") as picture:
        assert picture.size == (700, 450)
    # 96 pixels and 72 points make an inch.
    root = ElementTree.parse("a.svg").getroot()
    assert (root.get("width"), root.get("height")) == ("525pt", "337.5pt")
    assert b"/MediaBox [ 0 0 525 337.5 ]" in Path("a.pdf").read_bytes()


def test_a_plot_is_laid_out_anew_for_its_size_and_not_for_its_scale(knode: Knode, plots: Path) -> None:
    for name, words in (
        ("small", ["--size", "320x200"]),
        ("fine", ["--size", "320x200", "--scale", "2.5"]),
        ("large", ["--size", "800×500"]),
        ("dense", ["--scale", "3"]),
    ):
        assert knode("show", plots, "plot", "--png", f"{name}.png", *words).code == 0
    sizes = {}
    for name in ("small", "fine", "large", "dense"):
        with Image.open(f"{name}.png") as picture:
            sizes[name] = picture.size
    assert sizes == {"small": (320, 200), "fine": (800, 500), "large": (800, 500), "dense": (2304, 1584)}
    # As many pixels in all, but letters that are larger: another picture.
    assert Path("fine.png").read_bytes() != Path("large.png").read_bytes()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["plot", "--png", "a.png", "--size", "700"], "'700' is no size; write WIDTHxHEIGHT in pixels"),
        (["plot", "--png", "a.png", "--size", "7x5"], "sides have 50 to 20,000 pixels"),
        (["plot", "--png", "a.png", "--size", "9000x9000", "--scale", "2"], "18,000 × 18,000 pixels is too large"),
        (["plot", "--csv", "a.csv", "--size", "700x450"], "--size is for pictures"),
        (["--svg", "a.svg", "--scale", "2"], "--scale is for the view of a node"),
    ],
)
def test_a_size_that_cannot_be_is_told(knode: Knode, plots: Path, words: list[str], reason: str) -> None:
    answer = knode("show", plots, *words)
    assert answer.code == 2
    assert reason in answer.err
    assert not list(Path.cwd().glob("a.*"))


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
    answer = knode("show", "drawn.knode", "draw", "--png", "b.png", "--size", "700x450", "--trust")
    assert answer.code == 2
    assert "has a size of its own" in answer.err
    answer = knode("show", "drawn.knode", "draw", "--csv", "a.csv", "--trust")
    assert answer.code == 2
    assert "should end in .svg, .png or .pdf" in answer.err
