"""Pictures for the node reference: the card of a node, and what a node that draws makes of a small made-up table."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from knode.core.check import QuietContext
from knode.core.node import Node
from knode.core.plot import MEDIA_TYPE
from knode.core.ports import VIEW, Port
from knode.core.registry import REGISTRY, snake_case
from knode.core.values import PREDICTION, PROBABILITY, View
from knode.core.workflow import Instance, Workflow

if TYPE_CHECKING:
    import pandas as pd

LEARNER = "learn.DecisionTreeLearner"
"""Fits the model for nodes that draw one."""
SECOND_LEARNER = "learn.RandomForestLearner"
"""Fits the model that is explained, and the other one where several are compared."""
EXPLAINER, GROUPER = "explain.ShapExplainer", "learn.KMeansLearner"
EXPLANATION = "explanation"
"""The port of a table that `EXPLAINER` makes; what it explained belongs to the port `table` beside it."""
USEFUL = ("models", "table")
"""Optional ports without which there is less to see, or nothing."""
FIRST_CUSTOMER = 1000
TARGET = "left"
FEATURES = ["city", "age", "income", "spent"]
DAYS = 240
SIZES = {"image/svg+xml": ".svg", "image/png": ".png"}


class Picture(NamedTuple):
    """A picture of a page: the names of its files, one for light and, where it differs, one for dark pages."""

    title: str
    light: str
    dark: str | None = None


def card(cls: type[Node], theme: Any = "auto") -> str:
    """The node as it stands on the canvas, as SVG."""
    workflow = Workflow()
    settings = dict(cls.example.settings) if cls.example else {}
    workflow.add(Instance(snake_case(cls.__name__), cls.type_id(), version=cls.version, settings=settings))
    return _svg(workflow, theme)


def _svg(workflow: Workflow, theme: Any) -> str:
    from knode.picture.svg import svg_of

    return svg_of(workflow, theme=theme)


def views(cls: type[Node]) -> Iterator[tuple[str, View]]:
    """The views that the node's example gives of the sample, by port; none where the sample is not for such a node."""
    import pandas as pd

    ports = cls.declared_ports() if cls.ports is Node.ports else None
    if ports is None or not any(port.kind == VIEW.name for port in ports.outputs):
        return
    needed = [port for port in ports.inputs if not port.optional or port.name in USEFUL]
    if any(port.kind not in ("table", "model") for port in needed):
        return
    for changed in (pd.DataFrame.copy, _predicted, _estimated, _grouped, _numbered):
        try:
            found = _run(cls, changed(sample()), needed)
        # The node of whoever wrote it, run on a table that it may not be for: then it has no picture.
        except Exception:
            continue
        yield from found
        return


def _run(cls: type[Node], table: pd.DataFrame, needed: list[Port]) -> list[tuple[str, View]]:
    node = cls.from_settings(cls.example.settings if cls.example else {})
    given: dict[str, Any] = {port.name: None for port in node.ports().inputs}
    for port in needed:
        given[port.name] = _given(port, table)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if context := node.ports().context:
            given[context] = QuietContext(folder=Path(folder))
        made = node.outputs(node.run(**given))  # type: ignore[attr-defined]
    return [(port, value) for port, value in made.items() if isinstance(value, View)]


def _given(port: Port, table: pd.DataFrame) -> Any:
    if port.kind == "model":
        return [_model(LEARNER), _model(SECOND_LEARNER)] if port.multiple else _model(LEARNER)
    value = _explanation().copy() if port.name == EXPLANATION else table.copy()
    return [value] if port.multiple else value


def _model(learner: str) -> Any:
    return _made(learner, {"target": TARGET, "features": FEATURES, "max_depth": 3}, table=sample())["model"]


@cache
def _explanation() -> pd.DataFrame:
    explained: pd.DataFrame = _made(EXPLAINER, {}, model=_model(SECOND_LEARNER), table=sample())["table"]
    return explained


def _made(type_id: str, settings: dict[str, Any], **given: Any) -> dict[str, Any]:
    """What a node makes of what it is given, by port."""
    node = REGISTRY.get(type_id).from_settings(settings)
    made: dict[str, Any] = node.outputs(node.run(context=QuietContext(), **given))  # type: ignore[attr-defined]
    return made


def drawn(view: View, theme: Any) -> tuple[str, bytes] | None:
    """The end of the file's name, and its content; None for a page, which is no picture."""
    if view.media_type != MEDIA_TYPE:
        return (SIZES[view.media_type], view.content) if view.media_type in SIZES else None
    from knode.host.viewing import exported

    return ".svg", exported(view, Path("view.svg"), theme)


def sample() -> pd.DataFrame:
    """Customers of a shop, made up: the same each time, with a few missing values."""
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(7)
    day = pd.date_range("2025-01-01", periods=DAYS, freq="D")
    age = rng.integers(18, 80, DAYS)
    income = np.round(1800 + 55 * age - 0.35 * (age - 45) ** 2 + rng.normal(0, 350, DAYS), 0)
    city = rng.choice(["Bern", "Lima", "Oslo", "Rome"], DAYS, p=[0.4, 0.2, 0.25, 0.15])
    spent = np.round(20 + income / 60 + 12 * (city == "Oslo") + rng.gamma(2, 9, DAYS), 2)
    left = np.where(rng.random(DAYS) < 1 / (1 + np.exp((age - 42) / 9)), "yes", "no")
    income[rng.choice(DAYS, 14, replace=False)] = np.nan
    return pd.DataFrame(
        {
            "day": day,
            "weekday": day.day_name().str[:3],
            "city": city,
            "age": age,
            "income": income,
            "spent": spent,
            "left": left,
        }
    )


def _predicted(table: pd.DataFrame) -> pd.DataFrame:
    """The sample with what a model may have predicted, for nodes that judge predictions."""
    import numpy as np

    sure = 1 / (1 + np.exp((table["age"] - 42) / 9))
    likely = {f"{PROBABILITY}{value}": share for value, share in (("no", 1 - sure), ("yes", sure))}
    return table.assign(**{PREDICTION: np.where(sure > 0.5, "yes", "no")}, **likely)


def _estimated(table: pd.DataFrame) -> pd.DataFrame:
    """The sample with prices and what a model may have predicted for them, for nodes that judge predictions of numbers."""
    import numpy as np

    made = np.round(20 + table["income"].fillna(table["income"].mean()) / 60 + 12 * (table["city"] == "Oslo"), 2)
    return table.rename(columns={"spent": "price"}).assign(**{PREDICTION: made + 18})


def _grouped(table: pd.DataFrame) -> pd.DataFrame:
    """The sample with groups of customers that are alike."""
    settings = {"features": ["income", "spent"], "clusters": 3}
    grouped: pd.DataFrame = _made(GROUPER, settings, table=table.dropna())["table"]
    return grouped


def _numbered(table: pd.DataFrame) -> pd.DataFrame:
    """The sample with the number of each customer."""
    return table.assign(customer_id=range(FIRST_CUSTOMER, FIRST_CUSTOMER + len(table)))
