"""The View panel: plots on matplotlib's canvas, pictures and pages; side by side and in windows of their own."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication

from knode.app import theme
from knode.app.session import Session
from knode.app.viewers.view import view_pane
from knode.app.viewers.view.plot_view import figure_for
from knode.app.viewers.view.view_panel import ViewPanel
from knode.app.viewers.view.view_ports import all_views
from knode.core.errors import NodeFailed
from knode.core.plot import MEDIA_TYPE, Axis, Bars, Plot, Points
from knode.core.workflow import Instance, Workflow
from knode.host import view_protocol as protocol
from knode.host.protocol import NodeStatus, PortStatus, StatusesEvent
from knode.host.wording import problem_of

PLOT = Plot(title="Ages", x=Axis(label="age"), layers=(Points(name="a", x=(0.0, 10.0), y=(0.0, 10.0)),))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><rect width="200" height="100" fill="red"/></svg>'
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg=="
)
DONE = NodeStatus(state="done", outputs={"view": PortStatus(kind="view", available=True)})


@pytest.fixture
def session(make_session: Callable[..., Session], tmp_path: Path) -> Session:
    made = Workflow("views")
    for node in ("first", "second"):
        made.add(Instance(node, "visualize.Histogram", label=node.title()))
    made.add(Instance("data", "io.CsvReader"))
    session = make_session(made)
    session.contents = {"first": (MEDIA_TYPE, PLOT.view().content), "second": ("image/svg+xml", SVG)}  # type: ignore[attr-defined]

    def look(params: protocol.PortParams) -> protocol.ViewFile:
        media, content = session.contents[params.step]  # type: ignore[attr-defined]
        file = tmp_path / params.step
        file.write_bytes(content)
        others = ("image/png", "application/pdf") if params.step == "second" else ()
        return protocol.ViewFile(title=params.step, media_type=media, others=others, file=str(file), bytes=len(content))

    session.engine.answers["view.look"] = look  # type: ignore[attr-defined]
    session.engine.tell(StatusesEvent(statuses={"first": DONE, "second": DONE}))  # type: ignore[attr-defined]
    return session


@pytest.fixture
def panel(qtbot: Any, session: Session) -> Any:
    made = ViewPanel(session)
    qtbot.addWidget(made)
    made.resize(800, 420)
    made.show()
    yield made
    made.close()


def show(qtbot: Any, panel: ViewPanel, node: str) -> Any:
    """Select a node and wait for its view; the widget that shows it."""
    panel.session.select([node])
    qtbot.waitUntil(lambda: panel.first.content is not None and panel.first.view.step == node, timeout=20_000)
    return panel.first.body


def test_the_picture_of_another_view_does_not_stay_under_the_name_of_one_that_is_drawn(
    qtbot: Any, panel: ViewPanel, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(qtbot, panel, "first")
    drawn = threading.Event()
    read = view_pane._read
    monkeypatch.setattr(view_pane, "_read", lambda *given: drawn.wait(20) and read(*given))
    panel.session.select(["second"])
    pane = panel.first
    assert pane.body is pane.plot, "what takes a moment only does not flicker"
    qtbot.waitUntil(lambda: pane.body is pane.message)
    assert pane.message.text() == "Second is being drawn…"
    drawn.set()
    qtbot.waitUntil(lambda: pane.body is pane.picture)


def test_why_there_is_no_view_is_told_in_plain_words(panel: ViewPanel, session: Session) -> None:
    failed = problem_of(NodeFailed("first", "First", "no column is chosen", port="table"))
    session.engine.tell(StatusesEvent(statuses={"first": NodeStatus(state="failed", error=failed)}))  # type: ignore[attr-defined]
    panel.session.select(["first"])
    assert panel.first.body is panel.first.state
    assert panel.first.state.title.text() == "The node failed"
    assert panel.first.state.text.text() == "No column is chosen."


def test_the_selected_view_is_shown_and_its_file_is_gone(qtbot: Any, panel: ViewPanel, tmp_path: Path) -> None:
    body = show(qtbot, panel, "first")
    assert body is panel.first.plot
    assert body.plot == PLOT
    assert body.canvas.figure.axes[0].get_xlabel() == "age"
    assert not (tmp_path / "first").exists()
    panel.session.select(["data"])
    assert panel.first.view.step == "first", "a node without a view changes nothing"


def test_a_panel_that_opens_on_a_node_without_a_view_says_what_to_select(qtbot: Any, session: Session) -> None:
    session.select(["data"])
    panel = ViewPanel(session)
    qtbot.addWidget(panel)
    assert panel.first.stack.currentWidget() is panel.first.message
    assert panel.first.message.text() == "Select a node that gives a view: a plot, a picture or a page."
    panel.close()


def test_what_a_node_shows_while_it_runs_is_drawn_until_its_result_is(qtbot: Any, panel: ViewPanel) -> None:
    session: Any = panel.session
    title = PLOT.title

    def tell(number: int) -> None:
        session.contents["first"] = (MEDIA_TYPE, PLOT.model_copy(update={"title": f"{title} {number}"}).view().content)
        view = PortStatus(kind="view", draft=number)
        session.engine.tell(StatusesEvent(statuses={"first": NodeStatus(state="running", outputs={"view": view})}))

    session.engine.tell(StatusesEvent(statuses={"first": NodeStatus(state="queued")}))
    panel.session.select(["first"])
    assert panel.first.state.title.text() == "Waiting for its turn …"
    asked = len(session.engine.asked)
    for number in range(1, 31):
        tell(number)
    qtbot.waitUntil(lambda: shown(panel) == f"{title} 30", timeout=20_000)
    assert len(session.engine.asked) - asked < 10, "not each is drawn when they come fast, but the last is"
    session.contents["first"] = (MEDIA_TYPE, PLOT.view().content)
    session.engine.tell(StatusesEvent(statuses={"first": DONE}))
    qtbot.waitUntil(lambda: shown(panel) == title, timeout=20_000)


def shown(panel: ViewPanel) -> str:
    """The title of the plot that is drawn."""
    return panel.first.plot.plot.title if panel.first.content is not None else ""


def test_a_plot_is_zoomed_with_the_wheel_and_comes_home(qtbot: Any, panel: ViewPanel) -> None:
    body = show(qtbot, panel, "first")
    whole = body.limits()
    body.zoom(2.0)
    (low, high), _ = body.limits()
    assert high - low == pytest.approx((whole[0][1] - whole[0][0]) / 2)
    body.home()
    assert body.limits() == whole
    place = QPointF(body.canvas.rect().center())
    event = QWheelEvent(
        place, body.canvas.mapToGlobal(place), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(body.canvas, event)
    assert body.limits()[0][1] - body.limits()[0][0] < whole[0][1] - whole[0][0]


def test_dragging_pans_and_a_rectangle_zooms(qtbot: Any, panel: ViewPanel) -> None:
    body = show(qtbot, panel, "first")
    body.canvas.draw()
    before = body.limits()
    panel.first.pan.click()
    drag(qtbot, body.canvas)
    moved = body.limits()
    assert moved != before
    assert moved[0][1] - moved[0][0] == pytest.approx(before[0][1] - before[0][0])
    panel.first.rectangle.click()
    assert not panel.first.pan.isChecked()
    drag(qtbot, body.canvas)
    assert body.limits()[0][1] - body.limits()[0][0] < moved[0][1] - moved[0][0]


def drag(qtbot: Any, canvas: Any) -> None:
    center = canvas.rect().center()
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=center)
    qtbot.mouseMove(canvas, center + QPoint(60, 40))
    qtbot.mouseMove(canvas, center + QPoint(80, 60))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=center + QPoint(80, 60))


def test_svg_is_zoomed_and_moved(qtbot: Any, panel: ViewPanel) -> None:
    body = show(qtbot, panel, "second")
    assert body is panel.first.picture
    fitted = body.shown_rect()
    assert fitted.width() / fitted.height() == pytest.approx(2.0)
    panel.first.nearer.click()
    assert body.shown_rect().width() == pytest.approx(fitted.width() * 1.25)
    qtbot.keyClick(body, Qt.Key.Key_Left)
    assert body.shown_rect().center().x() == pytest.approx(fitted.center().x() + 40)
    panel.first.whole.click()
    assert body.shown_rect() == fitted


def test_a_view_can_be_saved_in_all_formats_that_it_has(qtbot: Any, panel: ViewPanel) -> None:
    show(qtbot, panel, "first")
    assert panel.first.formats == ["PNG (*.png)", "SVG (*.svg)", "PDF (*.pdf)", "CSV (*.csv)", "JSON (*.json)"]
    show(qtbot, panel, "second")
    assert panel.first.formats == ["SVG (*.svg)", "PNG (*.png)", "PDF (*.pdf)"]


@pytest.mark.parametrize(
    ("media", "content", "body"),
    [
        ("image/png", PNG, "picture"),
        ("text/html", b"<h1>Report</h1>", "page"),
        ("application/json", b'{"a": [1, 2]}', "page"),
        ("image/png", b"no picture", "message"),
        (MEDIA_TYPE, b"{}x", "message"),
    ],
)
def test_every_kind_of_view_has_its_widget(qtbot: Any, panel: ViewPanel, media: str, content: bytes, body: str) -> None:
    panel.session.contents["second"] = (media, content)  # type: ignore[attr-defined]
    panel.session.select(["second"])
    qtbot.waitUntil(lambda: panel.first.body is getattr(panel.first, body) and panel.first._task is None)
    if media == "text/html":
        assert "Report" in panel.first.page.toPlainText()
    if media == "application/json":
        assert panel.first.page.toPlainText() == '{\n  "a": [\n    1,\n    2\n  ]\n}'


def test_a_pinned_view_stays_and_another_stands_beside(qtbot: Any, panel: ViewPanel) -> None:
    show(qtbot, panel, "first")
    panel.first.pin.click()
    panel.session.select(["second"])
    assert panel.first.view.step == "first"
    panel.first.beside.click()
    beside = panel.panes[1]
    assert [view.step for view in all_views(panel.session)] == ["first", "second"]
    beside.chooser.showPopup()
    beside.chooser.hidePopup()
    beside.chooser.setCurrentIndex(1)
    beside.chooser.activated.emit(1)
    qtbot.waitUntil(lambda: beside.view.step == "second" and beside.content is not None)
    beside.shut.click()
    assert len(panel.panes) == 1


def test_a_view_gets_a_window_of_its_own_that_goes_with_the_panel(qtbot: Any, panel: ViewPanel) -> None:
    show(qtbot, panel, "second")
    panel.first.detach.click()
    (window,) = panel.windows
    qtbot.waitUntil(lambda: window.pane.content is not None)
    assert window.isVisible()
    assert window.windowTitle().startswith("Second")
    panel.close()
    qtbot.waitUntil(lambda: not panel.windows)


def test_a_new_result_is_shown_and_a_missing_one_is_told(qtbot: Any, panel: ViewPanel) -> None:
    show(qtbot, panel, "first")
    engine: Any = panel.session.engine
    engine.tell(StatusesEvent(statuses={"second": NodeStatus(state="running")}))
    panel.session.select(["second"])
    assert panel.first.body is panel.first.state
    assert panel.first.state.title.text() == "Running …"
    engine.tell(StatusesEvent(statuses={"second": NodeStatus(state="ready")}))
    assert panel.first.state.title.text() == "Not run yet"
    panel.first.state.button.click()
    assert engine.asked[-1][0] == "run.start"
    assert engine.asked[-1][1].to == ("second",)
    engine.tell(StatusesEvent(statuses={"second": DONE}))
    qtbot.waitUntil(lambda: panel.first.content is not None)
    assert not panel.first.banner.isVisible()


def done(result: str, **status: Any) -> NodeStatus:
    """A node whose view is that of a result."""
    return DONE.model_copy(
        update={"outputs": {"view": PortStatus(kind="view", available=True, result=result)}, **status}
    )


def test_an_older_view_is_shown_and_said_to_be_one(qtbot: Any, panel: ViewPanel) -> None:
    engine: Any = panel.session.engine
    engine.tell(StatusesEvent(statuses={"first": done("one")}))
    show(qtbot, panel, "first")
    banner = panel.first.banner
    assert not banner.isVisible()
    engine.tell(StatusesEvent(statuses={"first": done("one", state="ready", stale=True)}))
    text = "This is the result from before the last change. Run the node to see the present one."
    assert (banner.isVisible(), banner.label.text()) == (True, text)
    assert panel.first.content is not None
    qtbot.mouseClick(banner.run, Qt.MouseButton.LeftButton)
    assert (engine.asked[-1][0], engine.asked[-1][1].to) == ("run.start", ("first",))
    engine.tell(StatusesEvent(statuses={"first": done("one", state="running", stale=True)}))
    assert banner.label.text() == "Running … Shown is the result from before."
    assert [name for name, _ in engine.asked].count("view.look") == 1, "the same result is not drawn again"
    engine.tell(StatusesEvent(statuses={"first": done("two")}))
    assert not banner.isVisible()
    assert [name for name, _ in engine.asked].count("view.look") == 2


def test_a_result_that_was_there_already_is_drawn_when_an_undo_leads_to_it(qtbot: Any, panel: ViewPanel) -> None:
    session: Any = panel.session
    session.engine.tell(StatusesEvent(statuses={"first": done("one")}))
    show(qtbot, panel, "first")
    session.contents["first"] = (MEDIA_TYPE, PLOT.model_copy(update={"title": "Before"}).view().content)
    session.engine.tell(StatusesEvent(statuses={"first": done("two")}))
    qtbot.waitUntil(lambda: shown(panel) == "Before", timeout=20_000)


def test_what_a_cancelled_node_had_shown_does_not_stay(qtbot: Any, panel: ViewPanel) -> None:
    engine: Any = panel.session.engine
    draft = {"view": PortStatus(kind="view", draft=1)}
    engine.tell(StatusesEvent(statuses={"first": NodeStatus(state="running", outputs=draft)}))
    show(qtbot, panel, "first")
    assert not panel.first.banner.isVisible()
    engine.tell(StatusesEvent(statuses={"first": NodeStatus(state="ready")}))
    assert panel.first.body is panel.first.state
    assert panel.first.content is None


def test_a_plot_is_saved_as_it_is_zoomed_to_and_copied(qtbot: Any, panel: ViewPanel) -> None:
    body = show(qtbot, panel, "first")
    engine: Any = panel.session.engine
    engine.answers["view.export"] = lambda params: protocol.Exported(file=params.file, bytes=1)
    body.set_limits((1.0, 2.0), None)
    with qtbot.waitSignal(panel.first.told) as told:
        panel.first.save_as("/pictures/ages.pdf")
    assert told.args == ["Saved as /pictures/ages.pdf"]
    params = engine.asked[-1][1]
    assert (params.x, params.file, params.theme) == ((1.0, 2.0), "/pictures/ages.pdf", theme.current().name)
    panel.first.copy.click()
    assert not QGuiApplication.clipboard().pixmap().isNull()


def test_the_plot_follows_the_theme_and_keeps_its_limits(qtbot: Any, panel: ViewPanel) -> None:
    body = show(qtbot, panel, "first")
    body.set_limits((1.0, 2.0), (3.0, 4.0))
    light = body.canvas.figure.get_facecolor()
    try:
        theme.switch().follow("dark")
        qtbot.waitUntil(lambda: body.canvas.figure.get_facecolor() != light, timeout=10_000)
        assert body.limits() == ((1.0, 2.0), (3.0, 4.0))
    finally:
        theme.switch().follow("light")
        qtbot.waitUntil(lambda: body.canvas.figure.get_facecolor() == light, timeout=10_000)


BARS = Plot(
    title="Rows by column",
    y=Axis(categories=tuple(f"column {place}" for place in range(30)), backwards=True),
    layers=(
        Bars(
            at=tuple(map(float, range(30))), size=tuple(map(float, range(30))), sideways=True,
            labels=tuple(f"{place} rows" for place in range(30)),
        ),
    ),
)  # fmt: skip


def letters(body: Any) -> float:
    return float(body.axes.get_yticklabels()[0].get_fontsize())


def count_drawings(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, float]]:
    made: list[tuple[float, float]] = []

    def counted(content: bytes, look: Any, inches: tuple[float, float]) -> Any:
        made.append(inches)
        return figure_for(content, look, inches)

    monkeypatch.setattr(view_pane, "figure_for", counted)
    return made


def test_letters_are_fitted_again_once_the_size_of_a_plot_has_settled(
    qtbot: Any, panel: ViewPanel, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.resize(460, 260)
    QApplication.processEvents()
    session.contents["first"] = (MEDIA_TYPE, BARS.view().content)  # type: ignore[attr-defined]
    body = show(qtbot, panel, "first")
    assert body.page is not None, "the names of the bars do not fit in"
    assert all(text.get_visible() for text in body.axes.texts)
    panel.resize(900, 500)
    qtbot.waitUntil(lambda: body.page is None, timeout=20_000)
    small = letters(body)
    drawings = count_drawings(monkeypatch)
    body.set_limits((3.0, 12.0), None)
    for height in range(520, 761, 10):
        panel.resize(900, height)
        QApplication.processEvents()
    size = pytest.approx((body.width() / 100, body.height() / 100), abs=0.01)
    qtbot.waitUntil(lambda: letters(body) > small and drawings[-1] == size)
    qtbot.wait(400)
    assert len(drawings) < 10, "it is not drawn anew at every one of the 25 steps of the way"
    assert drawings[-1] == size
    assert all(text.get_visible() for text in body.axes.texts)
    assert body.limits()[0] == (3.0, 12.0), "what was zoomed to stays"
    body.home()
    assert body.limits()[0] != (3.0, 12.0), "and Home shows the whole"


def test_a_plot_of_the_same_size_is_not_drawn_again(
    qtbot: Any, panel: ViewPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(qtbot, panel, "first")
    qtbot.wait(400)
    drawings = count_drawings(monkeypatch)
    panel.resize(panel.width() + 3, panel.height())
    qtbot.wait(400)
    assert drawings == []
