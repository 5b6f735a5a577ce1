from __future__ import annotations

from typing import Literal

from hypothesis import given
from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from knode.app.forms.editors import literal
from knode.app.forms.shape import Shape, blank, entries_of, parameter_shape, shape_of
from knode.core.workflow import Parameter
from tests.app.forms.sink import Sink

SHAPES = {entry.name: entry.shape for entry in entries_of(Sink)}


def test_the_kind_of_a_setting_follows_from_its_type_and_its_hint() -> None:
    kinds = {name: shape.kind for name, shape in SHAPES.items()}
    assert kinds == {
        "flag": "boolean", "count": "integer", "share": "number", "name": "text", "encoding": "text", "notes": "lines",
        "query": "code", "script": "code", "formula": "code", "path": "file", "place": "folder", "key": "secret",
        "way": "choice", "colour": "choice", "parts": "choices", "target": "column", "columns": "columns", "keys": "names",
        "words": "texts", "limit": "optional", "anything": "value", "rules": "rows", "types": "mapping", "rows": "grid",
        "range": "fixed", "sizes": "list", "low": "integer", "high": "integer",
    }  # fmt: skip


def test_limits_units_and_proposals_come_along() -> None:
    assert (SHAPES["count"].minimum, SHAPES["count"].maximum) == (1, 10_000)
    assert SHAPES["share"].unit == "%"
    assert SHAPES["encoding"].choices == ("auto", "utf-8")
    assert SHAPES["limit"].item is not None
    assert SHAPES["limit"].item.minimum == 0


def test_a_parameter_has_the_shape_of_its_type() -> None:
    assert parameter_shape(Parameter("a", "integer", 3, minimum=1)).minimum == 1
    assert parameter_shape(Parameter("a", "text", choices=("x", "y"))).kind == "choice"
    assert parameter_shape(Parameter("a", "number")) == Shape("optional", item=Shape("number"))


def test_a_new_row_starts_with_the_defaults_of_its_fields() -> None:
    item = SHAPES["rules"].item
    assert item is not None
    assert blank(item) == {"column": "", "operator": "is", "value": None, "loose": False}


scalars = st.one_of(
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
)
ALL = ("text", "integer", "number", "boolean")


@given(scalars)
def test_what_is_written_as_a_value_is_read_as_that_value(value: object) -> None:
    assert literal.read(literal.write(value, ALL), ALL) == value


@given(st.lists(scalars, max_size=5))
def test_what_is_written_as_a_list_is_read_as_that_list(values: list[object]) -> None:
    assert literal.read_list(literal.write(values, ALL), ALL) == values


def test_quotation_marks_make_a_text_of_anything() -> None:
    assert literal.read("30", ALL) == 30
    assert literal.read('"30"', ALL) == "30"
    assert literal.read_list('Bern, "Rio, Brazil", 3, true', ALL) == ["Bern", "Rio, Brazil", 3, True]


def test_choices_in_an_order_are_a_list_of_choices() -> None:
    shape = shape_of(tuple[Literal["trim", "lower"], ...], FieldInfo(json_schema_extra={"form": "list"}))
    assert shape == Shape("list", item=Shape("choice", choices=("trim", "lower")))
