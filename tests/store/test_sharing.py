"""A column that a table has in common with a stored one is not written again."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from knode.store import Store
from tests.store.conftest import output
from tests.store.same import assert_same_table


@pytest.fixture
def wide() -> pd.DataFrame:
    rows = 10_000
    frame = pd.DataFrame({f"f{i}": np.arange(rows) * 1.5 + i for i in range(8)})
    frame["i"] = pd.array(np.arange(rows), dtype="Int64")
    frame["s"] = [f"text {i}" for i in range(rows)]
    frame["c"] = frame["s"].str[:6].astype("category")
    frame["t"] = pd.date_range("2020", periods=rows, freq="min", tz="Europe/Berlin")
    frame["p"] = frame["t"].dt.tz_localize(None).dt.to_period("D")
    frame["o"] = pd.Series(["x", None] * (rows // 2), dtype=object)
    frame["l"] = pd.Series([[1], [2]] * (rows // 2), dtype=object)
    return frame


def new_bytes(store: Store, before: set[str]) -> int:
    return sum(entry.size for entry in store.objects.entries() if entry.sha256 not in before)


def test_a_chain_that_changes_one_column_a_step_writes_that_column_only(store: Store, wide: pd.DataFrame) -> None:
    frame = wide.drop(columns="l")
    payload = store.dump("table", frame)
    for step in range(5):
        before = set(store.objects)
        changed = frame.copy(deep=False)
        changed["f0"] = changed["f0"] + 1
        following = store.dump("table", changed, [(frame, payload)])
        assert new_bytes(store, before) < 8 * len(wide) + 2_000, step
        assert_same_table(changed, store.load(output("table", following)))
        frame, payload = changed, following


def test_how_much_would_be_written_is_told_before(store: Store, wide: pd.DataFrame) -> None:
    from knode.store.tables import new_bytes

    frame = wide[["f0", "f1", "i", "t"]]
    rows = len(frame)
    assert new_bytes(frame, []) == rows * (8 + 8 + 9 + 8)
    assert new_bytes(frame, [frame.copy(deep=False)]) == 0
    assert new_bytes(frame.assign(f0=1.0), [frame]) == 8 * rows
    assert new_bytes(frame.iloc[:100], [frame]) == 100 * 33


def test_the_same_columns_in_another_order_and_under_other_names_write_nothing(
    store: Store, wide: pd.DataFrame
) -> None:
    frame = wide.drop(columns="l")
    payload = store.dump("table", frame)
    before = set(store.objects)
    other = frame[list(reversed(frame.columns))].rename(columns={"s": "text"})
    assert_same_table(other, store.load(output("table", store.dump("table", other, [(frame, payload)]))))
    assert not new_bytes(store, before)


def test_a_table_that_was_loaded_shares_too(store: Store, wide: pd.DataFrame) -> None:
    frame = wide.drop(columns=["l", "o"])
    loaded = store.load(output("table", store.dump("table", frame)))
    payload = store.dump("table", frame)
    before = set(store.objects)
    handed_out = loaded.copy(deep=False)
    handed_out["new"] = 1
    following = store.dump("table", handed_out, [(loaded, payload)])
    assert new_bytes(store, before) < 8 * len(wide) + 2_000
    assert_same_table(handed_out, store.load(output("table", following)))


def test_cells_that_can_be_edited_in_place_are_written_anew(store: Store) -> None:
    frame = pd.DataFrame({"l": pd.Series([[1], [2]], dtype=object)})
    payload = store.dump("table", frame)
    frame["l"].iloc[0].append(9)
    again = store.dump("table", frame, [(frame, payload)])
    assert store.load(output("table", again))["l"].tolist() == [[1, 9], [2]]


def test_categories_are_shared_apart_from_their_codes(store: Store, wide: pd.DataFrame) -> None:
    frame = wide[["c"]]
    payload = store.dump("table", frame)
    before = set(store.objects)
    renamed = frame.assign(c=frame["c"].cat.rename_categories(str.upper))
    following = store.dump("table", renamed, [(frame, payload)])
    assert new_bytes(store, before) < 3_000
    assert_same_table(renamed, store.load(output("table", following)))


def test_an_index_is_shared(store: Store, wide: pd.DataFrame) -> None:
    frame = wide[["f0", "s", "c"]].set_index(["s", "c"])
    payload = store.dump("table", frame)
    before = set(store.objects)
    changed = frame.assign(f0=frame["f0"] + 1)
    following = store.dump("table", changed, [(frame, payload)])
    assert new_bytes(store, before) < 8 * len(wide) + 2_000
    assert_same_table(changed, store.load(output("table", following)))


def test_a_slice_is_not_taken_for_its_parent(store: Store, wide: pd.DataFrame) -> None:
    frame = wide.drop(columns="l")
    payload = store.dump("table", frame)
    for part in (frame.iloc[:100], frame.iloc[::2], frame.iloc[::-1], frame.iloc[:0]):
        assert_same_table(part, store.load(output("table", store.dump("table", part, [(frame, payload)]))))


def test_a_part_that_is_gone_is_written_again(store: Store, wide: pd.DataFrame) -> None:
    frame = wide[["f0", "f1"]]
    payload = store.dump("table", frame)
    for sha256 in list(store.objects):
        store.objects.delete(sha256)
    again = store.dump("table", frame, [(frame, payload)])
    assert_same_table(frame, store.load(output("table", again)))


def test_numbers_seen_as_another_type_are_another_column(store: Store) -> None:
    stamps = pd.DataFrame({"a": pd.date_range("2020", periods=5, freq="D").as_unit("ns")})
    payload = store.dump("table", stamps)
    numbers: Any = pd.DataFrame({"a": stamps["a"].to_numpy().view("i8")}, copy=False)
    assert_same_table(numbers, store.load(output("table", store.dump("table", numbers, [(stamps, payload)]))))
