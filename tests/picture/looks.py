"""Plots whose pictures are kept: each kind of layer, each way to put plots together, with names that are hard to fit in."""

from __future__ import annotations

import math

from knode.core.plot import (
    Area,
    Axis,
    Bars,
    Boxes,
    Branch,
    Drawing,
    Grid,
    Heatmap,
    Histogram,
    Line,
    Plot,
    Points,
    Report,
    Rule,
    Section,
    Sheet,
    SheetColumn,
    Text,
    Tree,
)

NAMES = ("north", "a name so long that it does not fit in", "Köln", "$5 to $6", "east")
PLACES = tuple(float(place) for place in range(5))
EDGES = tuple(place - 0.5 for place in range(6))
X = tuple(place / 10 for place in range(100))
WAVE = tuple(math.sin(x) + math.sin(97 * x) / 4 for x in X)
DAY = 86_400.0
SPAN = tuple(1.75e9 + 5 * DAY * place for place in range(100))
STRENGTH = tuple(tuple(round(math.cos(1.3 * (row - column)), 2) for column in range(5)) for row in range(5))


def _series(name: str, up: float) -> Points:
    return Points(name=name, x=X[::4], y=tuple(up + y for y in WAVE[::4]), size=6)


SHADED = Plot(
    title="Waves, shaded by their height",
    subtitle="100 rows, 1 without a value left out",
    x=Axis(label="time", unit="s"),
    y=Axis(label="height", unit="mm"),
    layers=(
        Points(x=X, y=WAVE, shade=(None, *WAVE[1:]), shade_label="height", diverging=True, size=7),
        Rule(name="mean", at=0.2),
        Rule(name="trend", direction="diagonal", at=1.0, slope=-0.15),
    ),
)
GROUPS = Plot(title="Groups", legend="plan", layers=(_series("basic", 0.0), _series("pro", 1.5), _series("max", 3.0)))
BARS = Plot(
    title="Importance by permutation",
    x=Axis(label="loss of accuracy", percent=True),
    y=Axis(categories=NAMES, backwards=True),
    layers=(
        Bars(name="raises", tone="positive", at=PLACES[:3], size=(0.5, 0.4, 0.1), sideways=True,
             labels=("50 %", "40 %", "10 %"), low=(0.45, 0.3, 0.05), high=(0.55, 0.5, 0.15)),
        Bars(name="lowers", tone="negative", at=PLACES[3:], size=(-0.2, -0.1), sideways=True, labels=("20 %", "10 %")),
    ),
)  # fmt: skip
STACKED = Plot(
    title="Rows by region",
    x=Axis(label="region", categories=NAMES),
    y=Axis(label="rows", whole=True),
    legend="year",
    layers=(
        Bars(name="2025", at=PLACES, size=(9e5, 7e5, 6e5, 3e5, None)),
        Bars(name="2026", at=PLACES, size=(4e5, 3e5, 2e5, 1e5, 1e5), base=(9e5, 7e5, 6e5, 3e5, 0.0)),
    ),
)
BESIDE = Plot(
    title="Rows by region and year",
    x=Axis(label="region", categories=NAMES),
    y=Axis(label="rows", whole=True),
    legend="year",
    layers=tuple(
        Bars(name=str(2024 + number), at=tuple(place + 0.26 * (number - 1) for place in PLACES), width=0.26,
             size=(size, size / 2, size / 7, -size / 4, 12.0),
             labels=tuple(f"{one:,.0f}" for one in (size, size / 2, size / 7, -size / 4, 12.0)))
        for number, size in enumerate((910.0, 860.0, 440.0))
    ),
)  # fmt: skip
PARTS = Plot(
    title="Share of rows by region",
    x=Axis(label="share of rows", percent=True, limits=(0.0, 1.0)),
    y=Axis(label="region", categories=NAMES),
    legend="year",
    layers=tuple(
        Bars(name=name, at=PLACES, size=(size,) * 5, base=(base,) * 5, labels=(f"{100 * size:.0f} %",) * 5, sideways=True,
             inside=True)
        for name, base, size in (("2024", 0.0, 0.6), ("2025", 0.6, 0.03), ("2026", 0.63, 0.37))
    ),
)  # fmt: skip
LINES = Plot(
    title="Sales over time",
    x=Axis(label="day", scale="time", zone="Europe/Berlin"),
    y=Axis(label="sales", unit="€"),
    layers=(
        Area(name="plan", x=SPAN, low=tuple(1e6 * y - 2e5 for y in WAVE), high=tuple(1e6 * y + 2e5 for y in WAVE)),
        Line(name="plan", x=SPAN, y=tuple(1e6 * y for y in WAVE)),
        Line(
            name="real",
            x=SPAN,
            y=tuple(None if 30 < place < 40 else 8e5 * y for place, y in enumerate(WAVE)),
            marks=True,
        ),
        Text(x=SPAN[60], y=1e6, text="the summer of 2026"),
    ),
)
MATRIX = Plot(
    title="Correlations",
    x=Axis(categories=NAMES),
    y=Axis(categories=NAMES, backwards=True),
    square=True,
    layers=(
        Heatmap(x_edges=EDGES, y_edges=EDGES, values=STRENGTH, diverging=True,
                texts=tuple(tuple(f"{one:.2f}" for one in row) for row in STRENGTH), shade_limits=(-1.0, 1.0)),
    ),
)  # fmt: skip
DENSITY = Plot(
    title="Density",
    x=Axis(label="x", scale="log"),
    y=Axis(label="y"),
    layers=(
        Heatmap(
            x_edges=tuple(10.0**place for place in range(6)),
            y_edges=EDGES,
            values=tuple(
                tuple(None if row == column else 10.0 ** (row + column) for column in range(5)) for row in range(5)
            ),
            label="rows",
            logarithmic=True,
        ),
    ),
)
SPREAD = Plot(
    title="Ages",
    x=Axis(label="age", unit="years"),
    y=Axis(label="rows", whole=True),
    legend="has left",
    layers=(
        Histogram(name="no", edges=EDGES, counts=(5.0, 9.0, 12.0, 4.0, 1.0), opacity=0.6),
        Histogram(name="yes", edges=EDGES, counts=(1.0, 4.0, 6.0, 9.0, 8.0), opacity=0.6),
        Rule(name="median", direction="vertical", at=1.7),
    ),
)
BOXES = Plot(
    title="Fee by plan",
    x=Axis(label="fee", unit="€", scale="log"),
    y=Axis(categories=NAMES[:3]),
    layers=(
        Boxes(at=PLACES[:3], low=(1.0, 2.0, 4.0), q1=(3.0, 4.0, 9.0), median=(4.0, 9.0, 20.0), q3=(8.0, 20.0, 40.0),
              high=(12.0, 40.0, 90.0), outliers=((30.0, 45.0), (), (0.5, 300.0)), sideways=True),
    ),
)  # fmt: skip
GROUPED = Plot(
    title="Length and width by kind",
    x=Axis(categories=("length", "width")),
    legend="kind",
    layers=tuple(
        Boxes(name=name, tone=tone, at=(away, 1 + away), low=(1.0, 2.0), q1=(3.0 + up, 4.0), median=(4.0 + up, 6.0),
              q3=(6.0 + up, 7.0), high=(9.0 + up, 9.0), outliers=((12.0, 14.0), ()), width=0.22)
        for name, away, up, tone in (("north", -0.26, 0.0, "series"), ("south", 0.0, 1.0, "series"),
                                     ("all others", 0.26, 0.5, "muted"))
    ),
)  # fmt: skip
PAIR = Plot(x=Axis(label="length"), y=Axis(label="width"), layers=GROUPS.layers, legend="plan")
GRID = Grid(
    title="Each with each",
    subtitle="75 rows",
    rows=((PAIR, None), (PAIR, PAIR)),
    share_x="column",
    share_y="row",
)
TREE = Plot(
    title="Decision Tree",
    subtitle="predicts plan",
    layers=(
        Tree(
            names=("basic", "pro"),
            branches=(
                Branch(lines=("age ≤ 41.5?", "200 rows", "basic 61 %"), shade=0.2),
                Branch(
                    lines=("city is Köln or Ulm?", "120 rows", "basic 80 %"), parent=0, link="yes", shade=0.6, cut=True
                ),
                Branch(lines=("pro 98 %", "80 rows"), parent=0, link="no", shade=0.96, series=1),
            ),
        ),
    ),
)
REPORT = Report(
    title="Data Profile",
    subtitle="1,000 rows, 3 columns",
    sections=(
        Section(heading="What to look at", text="fee: skewed (3.1).\nplan: one value only."),
        Section(
            heading="Columns",
            body=Sheet(
                columns=(
                    SheetColumn(label="column", cells=("age", "fee", NAMES[1]), strong=True),
                    SheetColumn(label="missing", cells=("0 %", "25 %", "100 %"), align="right", bars=(0.0, 0.25, 1.0)),
                    SheetColumn(label="spread", cells=("", "", ""), sparks=((1.0, 4.0, 9.0, 3.0), (9.0, 2.0, 1.0), ())),
                    SheetColumn(
                        label="mean",
                        cells=("41.2", "−7.5", "–"),
                        align="right",
                        shades=(1.0, -0.2, None),
                        diverging=True,
                    ),
                ),
                note="12 more columns",
            ),
        ),
        Section(heading="How columns hang together", body=MATRIX.model_copy(update={"title": ""}), height=4.0),
    ),
)
LOOKS: dict[str, Drawing] = {
    "shaded": SHADED,
    "groups": GROUPS,
    "bars": BARS,
    "stacked": STACKED,
    "beside": BESIDE,
    "parts": PARTS,
    "lines": LINES,
    "matrix": MATRIX,
    "density": DENSITY,
    "spread": SPREAD,
    "boxes": BOXES,
    "boxes-groups": GROUPED,
    "grid": GRID,
    "tree": TREE,
    "report": REPORT,
}
