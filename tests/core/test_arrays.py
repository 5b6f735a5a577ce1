"""Tables as arrays."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knode.core.arrays import Arrays, Discrete, Layout


def table(**columns: Any) -> Arrays:
    numbers = [name for name, values in columns.items() if not isinstance(values[0], str | None)]
    rows = len(next(iter(columns.values())))
    matrix = np.array([columns[name] for name in numbers], dtype="float64").T.reshape(rows, len(numbers))
    others = {name: Discrete(values) for name, values in columns.items() if name not in numbers}
    return Arrays(Layout(columns, {name: place for place, name in enumerate(numbers)}, len(numbers)), matrix, others)


def plain(arrays: Arrays) -> dict[str, list[Any]]:
    return {
        name: arrays.numbers((name,))[:, 0].tolist() if name in arrays.layout.numbers else arrays.other(name).tolist()
        for name in arrays.names
    }


def test_number_columns_come_as_one_matrix_in_any_order() -> None:
    made = table(a=[1, 2], t=["x", "y"], b=[3, 4])

    assert made.numbers(("b", "a")).tolist() == [[3, 1], [4, 2]]
    assert made.numbers(("a", "b")) is made.matrix


def test_a_part_of_the_number_columns_is_not_taken_for_all_of_them() -> None:
    kept = table(a=[1], b=[2], c=[3]).kept(["a", "b"])

    assert kept.numbers(("a", "b")).tolist() == [[1, 2]]
    assert plain(kept) == {"a": [1], "b": [2]}


def test_exchanged_numbers_keep_their_place_and_leave_the_table_before_alone() -> None:
    before = table(a=[1], t=["x"], b=[2])
    after = before.with_numbers(("b",), np.array([[9.0]]))

    assert plain(after) == {"a": [1], "t": ["x"], "b": [9]}
    assert plain(before) == {"a": [1], "t": ["x"], "b": [2]}


def test_new_columns_come_last_and_a_text_column_may_become_one_of_numbers() -> None:
    before = table(t=["x"], a=[1])

    assert plain(before.with_numbers(("n", "m"), np.array([[5.0, 6.0]]))) == {"t": ["x"], "a": [1], "n": [5], "m": [6]}
    assert plain(before.with_numbers(("t",), np.array([[7.0]]))) == {"t": [7], "a": [1]}
    assert plain(before.with_others({"a": Discrete(["now text"])})) == {"t": ["x"], "a": ["now text"]}


def test_a_column_that_was_left_out_is_not_there_any_more() -> None:
    kept = table(a=[1], t=["x"]).kept(["a"])

    with pytest.raises(KeyError):
        kept.other("t")
    with pytest.raises(KeyError):
        table(a=[1], t=["x"]).kept(["t"]).numbers(("a",))


def test_renamed_columns_keep_their_values() -> None:
    assert plain(table(a=[1], t=["x"]).renamed(["b", "u"])) == {"b": [1], "u": ["x"]}


def test_a_part_of_the_rows() -> None:
    assert plain(table(a=[1, 2, 3], t=["x", "y", "z"]).part(1, 3)) == {"a": [2, 3], "t": ["y", "z"]}


@given(st.lists(st.sampled_from(["a", "b", "c", None]), min_size=1, max_size=20))
def test_codes_say_the_same_as_the_values_themselves(values: list[Any]) -> None:
    different = sorted({value for value in values if value is not None})
    codes = np.array([-1 if value is None else different.index(value) for value in values])
    for one in (Discrete(list(values)), Discrete(list(different), codes)):
        assert one.tolist() == values
        assert len(one) == len(values)
        assert one.missing().tolist() == [value is None for value in values]
        assert one.filled("z").tolist() == ["z" if value is None else value for value in values]
        assert one.part(0, 1).tolist() == values[:1]
        looked_up = one.lookup({"a": 1.0, None: 5.0}, -1.0)
        assert looked_up.tolist() == [{"a": 1.0, None: 5.0}.get(value, -1.0) for value in values]
