"""The columns of an input or output of a capture."""

from __future__ import annotations

from typing import Any

from knode.app.deploy.signature_list import SignatureList


def test_how_many_columns_are_left_out_takes_no_room_from_the_values_of_the_others(qtbot: Any) -> None:
    shown = SignatureList("Columns")
    qtbot.addWidget(shown)
    shown.resize(300, 200)
    columns = [{"name": "age", "dtype": "float64", "range": (18.0, 92.0), "nullable": True}]
    shown.show_ends({"rows": {"columns": columns}})
    shown.show()
    before = shown.columnWidth(0)
    shown.show_ends({"rows": {"columns": columns, "columns_left_out": ["a", "b"]}})
    assert shown.topLevelItem(1) is not None
    assert shown.columnWidth(0) == before
