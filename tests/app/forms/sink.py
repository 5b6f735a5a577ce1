"""A node with a setting of every shape, and a form on it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from knode.api import Column, Columns, Node, Secret, Table, setting
from knode.app.forms.node_form import NodeForm
from knode.app.forms.settings_form import SettingsForm
from knode.app.session import Session
from knode.core.registry import Registry
from knode.core.spec import ColumnSpec, TableSpec
from knode.core.workflow import Instance, Workflow
from knode.host.protocol import NodeStatus, StatusesEvent


class Rule(BaseModel):
    """A column and what it must be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: Column = Field(description="The column.")
    operator: Literal["is", "is in", "is missing", "is about"] = "is"
    value: str | int | float | bool | tuple[str | int | float | bool, ...] | None = None
    loose: bool = False

    @model_validator(mode="after")
    def _check(self) -> Rule:
        if (self.operator == "is in") != isinstance(self.value, tuple):
            raise ValueError("only 'is in' takes a list")
        return self


class Sink(Node):
    """Does nothing, with *many* settings."""

    pack = "test"
    flag: bool = setting(False, "A switch.")
    count: int = setting(10, "How many.", ge=1, le=10_000)
    share: float = setting(0.5, "Which part.", ge=0, le=1, unit="%")
    name: str = setting("", "A name.")
    encoding: str = setting("auto", "An encoding.", choices=["auto", "utf-8"])
    notes: str = setting("", "Notes.", form="text")
    query: str = setting("", "A query.", form="sql")
    script: str = setting("", "A script.", form="python")
    formula: str = setting("", "A formula.", form="expression")
    path: str = setting("", "A file.", form="file")
    place: str = setting("", "A folder.", form="folder")
    key: Secret = setting(Secret(""), "A secret.")
    way: Literal["left", "right"] = setting("left", "Which way.")
    colour: Literal["red", "green", "blue", "white", "black"] = setting("red", "Which colour.")
    parts: tuple[Literal["day", "month", "year"], ...] = setting(("day",), "Which parts.")
    target: Column = setting(Column(""), "A column.")
    columns: Columns = setting(Columns.all(), "Some columns.")
    keys: tuple[str, ...] = setting((), "Columns by name.", form="columns")
    words: tuple[str, ...] = setting((), "Words.")
    limit: int | None = setting(None, "A limit.", ge=0)
    anything: str | int | float | bool | None = setting(None, "A value.")
    rules: tuple[Rule, ...] = setting((), "Rules.")
    types: dict[str, Literal["text", "number", "date", "other"]] = setting({}, "Types by column.")
    rows: tuple[tuple[str | int | float | bool | None, ...], ...] = setting((), "A table.")
    range: tuple[float, float] = setting((0.0, 1.0), "Two numbers.")
    sizes: tuple[int, ...] = setting((), "Numbers.")
    low: int = setting(0, "The smallest.")
    high: int = setting(10, "The largest.")

    @model_validator(mode="after")
    def _check(self) -> Sink:
        if self.low > self.high:
            raise ValueError("low must not be above high")
        return self

    def run(self, table: Table) -> Table:
        return table


COLUMNS = TableSpec(
    columns=(
        ColumnSpec(name="age", dtype="int64"),
        ColumnSpec(name="city", dtype="category"),
        ColumnSpec(name="monthly_bill", dtype="float64"),
        ColumnSpec(name="joined", dtype="datetime64[ns]"),
    )
)


def sink_workflow(nodes: int = 1, /, **settings: Any) -> Workflow:
    """Nodes `sink`, `sink_2` … with these settings."""
    registry = Registry()
    registry.add(Sink)
    workflow = Workflow(registry=registry)
    for number in range(1, nodes + 1):
        workflow.add(Instance("sink" if number == 1 else f"sink_{number}", "test.Sink", settings=settings))
    return workflow


def tell_columns(session: Session, node: str = "sink", spec: TableSpec = COLUMNS, **status: Any) -> None:
    """Let the engine process know what comes in."""
    told = NodeStatus(state="ready", inputs={"table": (spec,)}, **status)
    session.engine.tell(StatusesEvent(statuses={node: told}))  # type: ignore[attr-defined]


def form_on(qtbot: Any, session: Session, *nodes: str, size: tuple[int, int] = (380, 900)) -> SettingsForm:
    """The form beside the canvas, with these nodes selected and all fields built."""
    form = SettingsForm(session)
    qtbot.addWidget(form)
    form.resize(*size)
    session.select(nodes)
    form.show()
    qtbot.waitExposed(form)
    if isinstance(form.page, NodeForm):
        form.page.finish()
    return form


def editor(form: SettingsForm, name: str) -> Any:
    """The editor of a setting."""
    assert isinstance(form.page, NodeForm)
    return form.page.fields[name].editor


def type_into(qtbot: Any, widget: QWidget, text: str) -> None:
    """Type as a person does, in the place of what stands there."""
    widget.setFocus()
    widget.selectAll()  # type: ignore[attr-defined]
    type_on(qtbot, widget, text)


def type_on(qtbot: Any, widget: QWidget, text: str) -> None:
    """Type at the cursor; Qt's own helper knows no line breaks."""
    for number, line in enumerate(text.split("\n")):
        if number:
            qtbot.keyClick(widget, Qt.Key.Key_Return)
        qtbot.keyClicks(widget, line)


def settings(session: Session, node: str = "sink") -> dict[str, Any]:
    """The settings of a node that the document holds."""
    return dict(session.document.workflow.nodes[node].settings)


def field(form: SettingsForm, name: str) -> Any:
    """The field of a setting."""
    assert isinstance(form.page, NodeForm)
    return form.page.fields[name]
