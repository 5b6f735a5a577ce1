"""Array steps as bytes."""

import json
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from knode.core.errors import BundleDamaged, ValueRefused
from knode.deploy.packing import packed, unpacked
from knode_nodes.prep._compiled import Fill, OneHot


def test_a_step_comes_back_with_its_state() -> None:
    step = OneHot([["t", False, ["a", "b"], [0, 1], -1, -1, 2]], ["t_a", "t_b"], ["t"], True)

    assert unpacked(packed(step)) == step
    assert unpacked(packed({"steps": [step, None, 1.5, "x"]})) == {"steps": [step, None, 1.5, "x"]}


def test_arrays_come_back_bit_for_bit() -> None:
    arrays = [
        np.array([[1.5, np.nan], [np.inf, -0.0]]),
        np.arange(6, dtype="int32")[::2],
        np.array([], dtype="uint8"),
        np.array([[True, False]]),
        np.array([1, 2], dtype=">i4"),
    ]
    for made, array in zip(unpacked(packed(arrays)), arrays, strict=True):
        assert made.shape == array.shape
        assert made.dtype == array.dtype.newbyteorder("<")
        np.testing.assert_array_equal(made, array)


def test_names_that_look_like_ours_are_names() -> None:
    value = {"$step": "x", "$array": {"$dict": 1}, "plain": [1]}

    assert unpacked(packed(value)) == value


def test_the_same_value_gives_the_same_bytes() -> None:
    assert packed(Fill({"a": 1.0}, {}, {})) == packed(Fill({"a": 1.0}, {}, {}))


@pytest.mark.parametrize("value", [object(), {1: 2}, np.array(["text"]), np.array([object()]), {"a": {1, 2}}])
def test_what_is_no_plain_data_is_refused(value: Any) -> None:
    with pytest.raises(ValueRefused):
        packed(value)


@dataclass
class Stranger:
    """No step."""

    a: int = field(default=1)


@pytest.mark.parametrize(
    "name",
    [
        "os:system",
        "subprocess:Popen",
        "knode_nodes.prep._compiled:names_step",
        "knode_nodes.prep.column_filter:ColumnFilter",
        "knode_nodes.prep._compiled:field",
        "knode_nodes.prep.absent:Step",
        "knode_nodes_evil.step:Step",
        "tests.deploy.test_packing:Stranger",
        "",
    ],
)
def test_only_array_steps_of_installed_packs_are_looked_up(name: str) -> None:
    with pytest.raises(BundleDamaged):
        unpacked(forged({"$step": name}))


@pytest.mark.parametrize(
    "array",
    [
        ["<f8", [4], 0],
        ["<f8", [-1], 0],
        ["<f8", [1], -8],
        ["|O", [1], 0],
        ["<U4", [1], 0],
        ["<f8", [2**62], 0],
        ["<f8"],
    ],
)
def test_an_array_that_is_not_there_is_refused(array: Any) -> None:
    with pytest.raises(BundleDamaged):
        unpacked(forged({"$array": array}))


@pytest.mark.parametrize("content", [b"", b"\0" * 8, b"\xff" * 8, b"\5\0\0\0\0\0\0\0[[[[["])
def test_bytes_that_are_no_plan_are_refused(content: bytes) -> None:
    with pytest.raises(BundleDamaged):
        unpacked(content)


def test_deep_nesting_is_refused() -> None:
    text = b"[" * 100_000 + b"]" * 100_000

    with pytest.raises(BundleDamaged):
        unpacked(len(text).to_bytes(8, "little") + text)


def forged(data: Any) -> bytes:
    text = json.dumps(data).encode()
    return len(text).to_bytes(8, "little") + text + b"\0" * 8
