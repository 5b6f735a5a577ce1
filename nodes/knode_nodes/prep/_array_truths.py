"""Conditions as steps on arrays: comparisons, and truths joined by and, or and not."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from knode_nodes.prep._array_kinds import (
    NUMBERS,
    WHOLE,
    Arrays,
    Block,
    Filling,
    Step,
    Typed,
    Unknown,
    either_missing,
    missing_of,
    reals,
    surely,
    truths,
)
from knode_nodes.prep._compiled_formula import COMPARISONS

if TYPE_CHECKING:
    from knode_nodes.prep._array_steps import Steps
    from knode_nodes.prep._syntax import Part


def comparison(steps: Steps, part: Part) -> Typed:
    """Two values compared. Raises Unknown."""
    left, right = steps.of(part["left"]), steps.of(part["right"])
    if "real" in (left.kind, right.kind):
        # Once more for where they are missing.
        steps.passes += 1
    return compared(part["type"], left, right)


def compared(operator: str, left: Typed, right: Typed) -> Typed:
    """Where two values compare as the operator says. Raises Unknown."""
    if operator not in COMPARISONS:
        raise Unknown
    name, kinds = COMPARISONS[operator], {left.kind, right.kind}
    if kinds <= {"text"} and (left.constant is None or right.constant is None):
        return _texts_compared(name, left, right)
    if "category" in kinds:
        return _category_compared(name, *sorted((left, right), key=lambda one: one.kind))
    if not kinds <= set(NUMBERS):
        raise Unknown
    if kinds <= set(WHOLE):
        return Typed("truth", _pairs_compared(name, lambda arrays: (left.step(arrays), right.step(arrays))))
    return _reals_compared(name, left, right)


def _pairs_compared(name: str, pairs: Callable[[Block], tuple[Any, Any]]) -> Step:
    """Where the first of two pairs of values and where they are missing compares with the second."""

    def write(arrays: Block, out: Any) -> Any:
        import numpy as np

        left, right = pairs(arrays)
        missing = either_missing(left[1], right[1])
        true = getattr(np, name)(left[0], right[0], out=out)
        return (true if missing is False else np.greater(true, missing, out=out)), missing

    return Filling(write, "bool")


def _reals_compared(name: str, left: Typed, right: Typed) -> Typed:
    one, other = reals(left), reals(right)

    def pairs(arrays: Block) -> Any:
        return [(value, missing_of("real", value)) for value in (one(arrays), other(arrays))]

    def surely(arrays: Arrays) -> Any:
        import numpy as np

        return np.asarray(getattr(np, name)(one(arrays), other(arrays)))

    # What is not a number is unequal to all, and compares otherwise with none.
    return Typed("truth", _pairs_compared(name, pairs), surely=None if name == "not_equal" else surely)


def _texts_compared(name: str, left: Typed, right: Typed) -> Typed:
    def compared(arrays: Arrays) -> Any:
        import pyarrow.compute as pc

        return getattr(pc, name)(left.step(arrays), right.step(arrays))

    return Typed("truth", lambda arrays: truths(compared(arrays)), surely=lambda arrays: surely(compared(arrays)))


def _category_compared(name: str, category: Typed, other: Typed) -> Typed:
    if name not in ("equal", "not_equal") or other.kind != "text" or other.constant is None:
        raise Unknown
    known = category.categories
    code = known.get_loc(other.constant) if other.constant in known else len(known)

    def pairs(arrays: Block) -> Any:
        codes = category.step(arrays)
        return (codes, codes < 0 if codes.min(initial=0) < 0 else False), (code, False)

    surely = (lambda arrays: category.step(arrays) == code) if name == "equal" else None
    return Typed("truth", _pairs_compared(name, pairs), surely=surely)


def between(steps: Steps, part: Part) -> Typed:
    """A value between two others. Raises Unknown."""
    value, lower, upper = alike(steps.every([part["input"], part["lower"], part["upper"]]))
    # Two comparisons, which are joined.
    steps.passes += 2
    above = compared("COMPARE_GREATERTHANOREQUALTO", value, lower)
    below = compared("COMPARE_LESSTHANOREQUALTO", value, upper)
    return joined(both, [above, below])


def alike(given: Sequence[Typed]) -> Sequence[Typed]:
    """Values that are compared together: all as real numbers where one is."""
    if "real" not in {one.kind for one in given}:
        return given
    return [Typed("real", reals(one), one.constant) for one in given]


def conjunction(steps: Steps, part: Part) -> Typed:
    """Truths joined by and, or by or. Raises Unknown."""
    return joined(both if part["type"] == "CONJUNCTION_AND" else either, steps.every(part["children"]))


def joined(join: Callable[[Any, Any], Any], given: Sequence[Typed]) -> Typed:
    """Several truths as one. Raises Unknown for what is none."""
    if any(one.kind != "truth" for one in given):
        raise Unknown
    return Typed(
        "truth",
        lambda arrays: functools.reduce(join, (one.step(arrays) for one in given)),
        surely=lambda arrays: functools.reduce(JOINED[join], (one.true(arrays) for one in given)),
    )


def _opposite(one: Any) -> Any:
    import numpy as np

    true, missing = np.asarray(one[0]), one[1]
    return (~true if missing is False else ~true & ~missing), missing


def either(one: Any, other: Any) -> Any:
    """True where one is, else missing where one is."""
    true, missing = one[0] | other[0], either_missing(one[1], other[1])
    return true, (False if missing is False else missing & ~true)


def both(one: Any, other: Any) -> Any:
    """False where one is, else missing where one is."""
    if one[1] is False and other[1] is False:
        return one[0] & other[0], False
    return _opposite(either(_opposite(one), _opposite(other)))


JOINED: dict[Callable[[Any, Any], Any], Callable[[Any, Any], Any]] = {both: operator.and_, either: operator.or_}
"""Of what is joined so is surely true what these make of what surely is."""


def opposite_of(one: Typed) -> Typed:
    """Where a truth is false. Raises Unknown for what is none."""
    if one.kind != "truth":
        raise Unknown
    return Typed("truth", lambda arrays: _opposite(one.step(arrays)))
