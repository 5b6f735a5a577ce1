"""Views through the engine process: content, thumbnails, exports."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from knode.core.errors import DataError, UsageError
from knode.core.plot import MEDIA_TYPE, Plot
from knode.core.values import View
from knode.core.workflow import Instance
from knode.host import view_protocol as protocol
from knode.host.viewing import exported
from tests.host.desk import Desk, workflow

PLACE = {"step": "plot", "port": "view"}


@pytest.fixture
def plotted(desk: Desk) -> Desk:
    """A desk with a histogram that has been drawn."""
    (desk.folder / "ages.csv").write_text("age\n20\n30\n30\n", encoding="utf-8")
    data = Instance("data", "io.CsvReader", settings={"path": "ages.csv"})
    plot = Instance("plot", "visualize.Histogram", settings={"column": "age"})
    desk.open(workflow("data.table -> plot.table", data=data, plot=plot))
    desk.run()
    return desk


def test_the_content_of_a_view_comes_in_a_file(plotted: Desk) -> None:
    found = plotted.call(protocol.LOOK, protocol.PortParams(**PLACE))
    content = Path(found.file).read_bytes()
    assert (found.title, found.media_type, found.bytes) == ("Histogram of age", MEDIA_TYPE, len(content))
    assert Plot.read(content).x.label == "age"


def test_a_thumbnail_is_as_wide_as_it_is_asked_for(plotted: Desk) -> None:
    pictures = []
    for theme in ("light", "dark"):
        found = plotted.call(protocol.THUMBNAIL, protocol.ThumbnailParams(**PLACE, width=180, theme=theme))
        assert found.media_type == "image/png"
        with Image.open(found.file) as picture:
            assert picture.size == (180, 120)
            pictures.append(picture.convert("RGB").getpixel((2, 2)))
    assert sum(pictures[0]) > sum(pictures[1]), "the ground is light, then dark"


@pytest.mark.parametrize(("ending", "magic"), [("png", b"\x89PNG"), ("pdf", b"%PDF"), ("svg", b"<?xml")])
def test_a_plot_is_exported_in_any_format(plotted: Desk, ending: str, magic: bytes) -> None:
    file = plotted.folder / f"out.{ending}"
    done = plotted.call(protocol.EXPORT, protocol.ExportParams(**PLACE, file=str(file), x=(25.0, 35.0)))
    assert file.read_bytes().startswith(magic)
    assert done.bytes == file.stat().st_size


def test_what_gives_no_view_is_refused(plotted: Desk) -> None:
    with pytest.raises(UsageError, match="gives no view"):
        plotted.call(protocol.LOOK, protocol.PortParams(step="data", port="table"))


@pytest.mark.parametrize("fails", [False, True])
def test_what_a_node_shows_while_it_runs_can_be_looked_at(desk: Desk, fails: bool) -> None:
    desk.open(workflow(plot=Instance("plot", "trouble.Drafting", settings={"fails": fails})))
    number = desk.start()
    desk.until(lambda: desk.state("plot") == "running" and desk.statuses["plot"].outputs["view"].draft == 1)
    assert not desk.statuses["plot"].outputs["view"].available
    assert looked(desk) == "half"
    (desk.folder / "go_on").touch()
    desk.wait_for_run(number)
    desk.until_states(plot="failed" if fails else "done")
    assert desk.statuses["plot"].outputs["view"].draft == 0
    if fails:
        with pytest.raises(UsageError):
            looked(desk)
    else:
        assert looked(desk) == "whole"


def looked(desk: Desk) -> str:
    found = desk.call(protocol.LOOK, protocol.PortParams(**PLACE))
    return Plot.read(Path(found.file).read_bytes()).title


def test_other_views_keep_their_format() -> None:
    page = View("Page", "text/html", b"<p>hello</p>")
    assert exported(page, Path("a.html")) == b"<p>hello</p>"
    with pytest.raises(UsageError, match=r"should end in \.html"):
        exported(page, Path("a.png"))
    figure = View("Figure", "image/svg+xml", b"<svg/>", (("image/png", b"dots"), ("application/pdf", b"page")))
    assert [exported(figure, Path(f"a.{end}")) for end in ("svg", "PNG", "pdf")] == [b"<svg/>", b"dots", b"page"]
    with pytest.raises(UsageError, match=r"should end in \.svg, \.png or \.pdf: .* image/svg"):
        exported(figure, Path("a.csv"))
    with pytest.raises(DataError, match="cannot be drawn"):
        exported(View("Broken", MEDIA_TYPE, b'{"layers": 3}'), Path("a.png"))


def test_a_picture_is_shrunk_for_its_thumbnail() -> None:
    from knode.host.viewing import _shrunk

    made = io.BytesIO()
    Image.new("RGB", (900, 300), "red").save(made, format="PNG")
    with Image.open(io.BytesIO(_shrunk(made.getvalue(), 90))) as picture:
        assert picture.size == (90, 30)
