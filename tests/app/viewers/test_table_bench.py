"""The benchmark of tables works, and a window that shows one has imported pyarrow and nothing heavier."""

from __future__ import annotations

from tests.bench.tables.__main__ import measured


def test_the_benchmark_opens_scrolls_and_sorts_a_short_table() -> None:
    figures = {figure.what: figure for figure in measured(3_000, 3)}
    assert figures["heavy modules that the window has imported"].measured == 0
    assert {"opening, a later one", "scrolling by pages, CPU of one frame", "sorting by a column of floats"} <= set(
        figures
    )
