"""Expressions as steps on arrays of NumPy and Arrow: the common functions, which are faster there than in a database.

All give what DuckDB gives; what is not known here raises Unknown.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from knode_nodes.prep._array_kinds import (
    LIMIT,
    NUMBERS,
    SHORT,
    WHOLE,
    Arrays,
    Block,
    Bounds,
    Filling,
    Step,
    Typed,
    Unknown,
    either_missing,
    filled,
    kind_of,
    missing_of,
    reals,
    scalar_of,
)
from knode_nodes.prep._array_texts import MOMENTS, TEXT_FUNCTIONS
from knode_nodes.prep._array_truths import (
    alike,
    between,
    compared,
    comparison,
    conjunction,
    either,
    joined,
    opposite_of,
)
from knode_nodes.prep._array_windows import typed_window, window_of
from knode_nodes.prep._compiled_formula import ARITHMETIC, EXACT, REAL, ROUNDED

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from knode_nodes.prep._syntax import Part


ACTS: Mapping[str, Callable[[int, int], int]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}
BELOW_HALF = 0.49999999999999994
SPLIT = 2.0**27 + 1
"""A float times this tells its upper 26 bits from the lower ones."""


@dataclass
class Steps:
    """Makes the steps of an expression over some columns, by the names written there."""

    columns: Mapping[str, pd.Series]
    checks: list[Callable[[Block], bool]] = field(default_factory=list)
    """What must be so of each block that no whole number becomes too large."""

    windows: dict[str, Callable[[], Any]] = field(default_factory=dict)
    """What works out the windows in it, by names that no column has."""

    passes: int = 0
    """How often rows are gone through. What is done at once needs no blocks: nothing lies in between."""

    warns: bool = False
    """NumPy may warn of what is worked out."""

    def of(self, part: Part) -> Typed:
        """The steps of a part. Raises Unknown."""
        maker = MAKERS.get(part["class"])
        if maker is None:
            raise Unknown
        if part["class"] not in LEAVES:
            self.passes += 1
            self.warns |= part.get("function_name", part.get("type")) not in SILENT
        return maker(self, part)

    def every(self, parts: Sequence[Part]) -> list[Typed]:
        """The steps of several parts."""
        return [self.of(part) for part in parts]

    def reals(self, one: Typed) -> Step:
        """The step of a number that gives floats, into which whole numbers are copied."""
        self.passes += one.kind in WHOLE and one.constant is None
        return reals(one)

    def whole(self, step: Step, bounds: Bounds) -> Typed:
        """Whole numbers that are calculated; that none is too large is checked before."""

        def fits(block: Block) -> bool:
            least, most = bounds(block)
            return least >= -LIMIT and most < LIMIT

        self.checks.append(fits)
        self.passes += 1
        return Typed("whole", step, bounds=bounds)


# ---- leaves


def _column(steps: Steps, part: Part) -> Typed:
    names = part["column_names"]
    if len(names) != 1 or names[0] not in steps.columns:
        raise Unknown
    name, column = names[0], steps.columns[names[0]]
    kind = kind_of(column)
    if kind == "whole":
        return Typed("whole", lambda arrays: (arrays[name], False), bounds=lambda block: block.bounds(name))
    if kind == "truth":
        return Typed("truth", lambda arrays: (arrays[name], False))
    categories = column.array.categories if kind == "category" else ()
    return Typed(kind, lambda arrays: arrays[name], categories=categories)


def _window(steps: Steps, part: Part) -> Typed:
    kind, made = window_of(part, steps.columns)
    name = f"\0window {len(steps.windows)}"
    steps.windows[name] = made
    return typed_window(name, kind)


def _constant(steps: Steps, part: Part) -> Typed:
    literal = part.get("literal", {})
    kind, text = literal.get("kind"), literal.get("text", "")
    if kind == "INTEGER" and abs(int(text)) < LIMIT:
        return _written(int(text))
    if kind == "NUMERIC" and abs(float(text)) < EXACT:
        return Typed("real", lambda _: float(text), float(text))
    if kind == "STRING":
        return Typed("text", lambda _: text, text)
    if kind == "BOOLEAN":
        return Typed("truth", lambda _: (text == "true", False))
    if kind == "NULL_LITERAL":
        return Typed("nothing", lambda _: None)
    raise Unknown


def _written(value: int) -> Typed:
    kind = "short" if -SHORT < value < SHORT else "whole"
    return Typed(kind, lambda _: (value, False), value, lambda _: (value, value))


# ---- numbers


def _ufunc(name: str, *given: Step) -> Step:
    """A function of NumPy of floats; the first that can is worked out where the result goes."""

    import numpy as np

    function = getattr(np, name)

    def write(arrays: Block, out: Any) -> Any:
        values, free = [], out
        for one in given:
            values.append(filled(one, arrays, free))
            free = None if values[-1] is out else free
        return function(*values, out=out)

    return Filling(write)


def _whole_ufunc(name: str, *given: Typed) -> Step:
    """The same of whole numbers, which are pairs."""

    import numpy as np

    function = getattr(np, name)

    def write(arrays: Block, out: Any) -> Any:
        values, missing, free = [], False, out
        for one in given:
            value, where = filled(one.step, arrays, free)
            if free is not None and one.constant is None and value.itemsize < 8:
                # This takes less time than to add numbers of different types.
                np.copyto(free, value)
                value = free
            values.append(value)
            missing = either_missing(missing, where)
            free = None if value is out else free
        return function(*values, out=out, dtype="int64"), missing

    return Filling(write, "int64")


def _quotient(left: Typed, right: Typed) -> Step:
    """Whole numbers divided: NumPy takes them as they are, so that none need be copied."""

    def write(arrays: Block, out: Any) -> Any:
        import numpy as np

        (one, gaps), (other, more) = left.step(arrays), right.step(arrays)
        np.true_divide(one, other, out=out)
        missing = either_missing(gaps, more)
        if missing is not False:
            np.copyto(out, np.nan, where=missing)
        return out

    return Filling(write)


def _function(steps: Steps, part: Part) -> Typed:
    name = part["function_name"].lower()
    given = steps.every([one["expression"] for one in part["arguments"]])
    key = (name, len(given))
    if key in TEXT_FUNCTIONS:
        # Parts of dates are worked out once for each day, which is told from what lies between.
        steps.passes += 3 * (name in MOMENTS)
        return TEXT_FUNCTIONS[key](name, *given)
    if key not in FUNCTIONS:
        raise Unknown
    return FUNCTIONS[key](steps, name, *given)


def _arithmetic(steps: Steps, name: str, left: Typed, right: Typed) -> Typed:
    if name == "/" and {left.kind, right.kind} <= set(WHOLE):
        return Typed("real", _quotient(left, right))
    if name == "/" or "real" in (left.kind, right.kind):
        return Typed("real", _ufunc(ARITHMETIC[name], steps.reals(left), steps.reals(right)))
    # Written numbers among themselves have fewer bits.
    if not {left.kind, right.kind} <= set(WHOLE) or left.kind == right.kind == "short":
        raise Unknown
    return steps.whole(_whole_ufunc(ARITHMETIC[name], left, right), lambda block: _corners(name, left, right, block))


def _corners(name: str, left: Typed, right: Typed, block: Block) -> tuple[int, int]:
    assert left.bounds, "whole numbers have bounds"
    assert right.bounds, "whole numbers have bounds"
    act, rights = ACTS[name], right.bounds(block)
    found = [act(one, other) for one in left.bounds(block) for other in rights]
    return min(found), max(found)


def _rest(steps: Steps, name: str, left: Typed, right: Typed) -> Typed:
    size = abs(right.constant or 0) if right.kind in WHOLE else 0
    if left.kind != "whole" or not size:
        raise Unknown
    # The smallest number divided by -1 is too large for its type.
    return steps.whole(_whole_ufunc("fmod", left, _written(size)), lambda _: (1 - size, size - 1))


def _negative(steps: Steps, name: str, one: Typed) -> Typed:
    if one.kind in WHOLE and one.constant is not None:
        return _written(-one.constant)
    if one.kind == "whole":
        zero = _written(0)
        return steps.whole(_whole_ufunc("negative", one), lambda block: _corners("-", zero, one, block))
    return Typed("real", _ufunc("negative", steps.reals(one)))


def _absolute(steps: Steps, name: str, one: Typed) -> Typed:
    if one.kind == "whole":
        return steps.whole(_whole_ufunc("absolute", one), lambda block: (0, max(map(abs, one.bounds(block)))))  # type: ignore[misc]
    if one.kind != "real":
        raise Unknown
    return Typed("real", _ufunc("absolute", one.step))


def _real(steps: Steps, name: str, one: Typed) -> Typed:
    return Typed("real", _ufunc(REAL[name], steps.reals(one)))


def _rounded_up_or_down(steps: Steps, name: str, one: Typed) -> Typed:
    if one.kind != "real":
        raise Unknown
    return Typed("real", _ufunc(ROUNDED[name], one.step))


def _round(steps: Steps, name: str, one: Typed, digits: Typed | None = None) -> Typed:
    places = 0 if digits is None else digits.constant
    if one.kind != "real" or not isinstance(places, int) or not 0 <= places <= 15:
        raise Unknown
    steps.passes += 2
    if one.constant is not None:
        # Written decimals are rounded as they are written.
        raise Unknown
    if not places:
        return Typed("real", Filling(lambda arrays, out: _half_away(one.step(arrays), out)))
    return Typed("real", _to_multiples(one, 10.0**places))


def _half_away(values: Any, out: Any) -> Any:
    """Numbers rounded to whole ones, halves away from zero, as C rounds."""
    import numpy as np

    # With the largest number below a half no sum reaches a whole number too early, which 0.5 would do.
    negative = np.bitwise_or.reduce(np.asarray(values).view("int64"), axis=None) < 0
    halves = np.copysign(BELOW_HALF, values) if negative else BELOW_HALF
    return np.trunc(np.add(values, halves, out=out), out=out)


def _to_multiples(one: Typed, factor: float) -> Step:
    """Numbers rounded to multiples of 1 / factor."""
    scale = _ufunc("multiply", one.step, lambda _: factor)

    def write(arrays: Block, out: Any) -> Any:
        import numpy as np

        scaled = scale(arrays)
        rounded = _half_away(scaled, out)
        halves = np.flatnonzero(np.abs(np.subtract(rounded, scaled)) == 0.5)
        if len(halves):
            # As 2.675 * 100, which is a half only because it is rounded.
            below = _below(one.step(arrays)[halves], factor, scaled[halves])
            rounded[halves] -= np.where(below, np.sign(scaled[halves]), 0.0)
        made = np.divide(rounded, factor, out=out)
        # What became too large when it was multiplied stays as it is.
        infinite = np.isinf(made)
        if infinite.any():
            np.copyto(out, one.step(arrays), where=infinite)
        return out

    return Filling(write)


def _below(values: np.ndarray, factor: float, products: np.ndarray) -> np.ndarray:
    """Where values times a factor are nearer to zero than their products, which are rounded to the nearest floats.

    By the exact product of two floats (Dekker, Numerische Mathematik 18, 1971).
    """
    import numpy as np

    def halves(numbers: Any) -> tuple[Any, Any]:
        high = numbers * SPLIT
        high = high - (high - numbers)
        return high, numbers - high

    (high, low), (factor_high, factor_low) = halves(np.abs(values)), halves(factor)
    product = np.abs(products)
    rest = low * factor_low - (((product - high * factor_high) - low * factor_high) - high * factor_low)
    below: np.ndarray = rest < 0
    return below


# ---- truths and one of several


def _operator(steps: Steps, part: Part) -> Typed:
    kind, given = part["type"], steps.every(part["children"])
    # Each is gone through, and all but the first once more to be joined with what was found.
    steps.passes += 2 * (len(given) - 1)
    if kind == "OPERATOR_NOT":
        return opposite_of(given[0])
    if kind in ("OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL") and given[0].kind != "nothing":
        found = Typed("truth", _where_missing(given[0]))
        return found if kind == "OPERATOR_IS_NULL" else opposite_of(found)
    if kind in ("COMPARE_IN", "COMPARE_NOT_IN"):
        value, *known = alike(given)
        found = joined(either, [compared("COMPARE_EQUAL", value, one) for one in known])
        return found if kind == "COMPARE_IN" else opposite_of(found)
    if kind == "OPERATOR_COALESCE":
        return functools.reduce(lambda rest, one: _first(one, rest), reversed(given))
    raise Unknown


def _where_missing(one: Typed) -> Step:
    def write(arrays: Block, out: Any) -> Any:
        import numpy as np

        value = one.step(arrays)
        if one.kind == "real" and np.ndim(value):
            return np.isnan(value, out=out), False
        return missing_of(one.kind, value), False

    return Filling(write, "bool")


def _first(one: Typed, rest: Typed) -> Typed:
    if one.kind == "nothing":
        return rest
    if one.kind == "real" and rest.kind in NUMBERS:
        return Typed("real", _real_or(one, rest))
    return _chosen(Typed("truth", _where_missing(one)), rest, one)


def _real_or(one: Typed, rest: Typed) -> Step:
    """Numbers, and others where they are missing; the others are worked out in blocks where one is."""
    other = reals(rest)

    def write(arrays: Block, out: Any) -> Any:
        import numpy as np

        values = filled(one.step, arrays, out)
        missing = np.isnan(values)
        if not missing.any():
            return values
        if values is not out:
            out[...] = values
        np.copyto(out, other(arrays), where=missing)
        return out

    return Filling(write)


def _case(steps: Steps, part: Part) -> Typed:
    made = steps.of(part["else_expr"])
    for check in reversed(part["case_checks"]):
        made = _chosen(steps.of(check["when_expr"]), steps.of(check["then_expr"]), made)
    return made


def _if(steps: Steps, name: str, when: Typed, then: Typed, otherwise: Typed) -> Typed:
    return _chosen(when, then, otherwise)


def _chosen(when: Typed, then: Typed, otherwise: Typed) -> Typed:
    kinds = {then.kind, otherwise.kind} - {"nothing"}
    if when.kind != "truth" or not kinds:
        raise Unknown
    if kinds == {"text"}:
        return Typed("text", _texts_chosen(when, then, otherwise))
    if "real" in kinds and kinds <= set(NUMBERS):
        return Typed("real", _reals_chosen(when, then, otherwise))
    if kinds <= set(WHOLE) and "nothing" not in (then.kind, otherwise.kind):
        return Typed(
            "short" if kinds == {"short"} else "whole",
            _whole_chosen(when, then, otherwise),
            None,
            lambda block: _union(then, otherwise, block),
        )
    raise Unknown


def _union(one: Typed, other: Typed, block: Block) -> tuple[int, int]:
    assert one.bounds, "whole numbers have bounds"
    assert other.bounds, "whole numbers have bounds"
    (least, most), (low, high) = one.bounds(block), other.bounds(block)
    return min(least, low), max(most, high)


def _reals_chosen(when: Typed, then: Typed, otherwise: Typed) -> Step:
    one, other = ((lambda _: float("nan")) if side.kind == "nothing" else reals(side) for side in (then, otherwise))

    def made(arrays: Arrays) -> Any:
        import numpy as np

        return np.where(when.true(arrays), one(arrays), other(arrays))

    return made


def _whole_chosen(when: Typed, then: Typed, otherwise: Typed) -> Step:
    def made(arrays: Arrays) -> Any:
        import numpy as np

        true, one, other = when.true(arrays), then.step(arrays), otherwise.step(arrays)
        values = np.where(true, np.asarray(one[0], "int64"), np.asarray(other[0], "int64"))
        nowhere = one[1] is False and other[1] is False
        return values, (False if nowhere else np.where(true, one[1], other[1]))

    return made


def _texts_chosen(when: Typed, then: Typed, otherwise: Typed) -> Step:
    def made(arrays: Arrays) -> Any:
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        true = np.asarray(when.true(arrays))
        if not true.ndim:
            chosen = (then if true else otherwise).step(arrays)
            if chosen is None or isinstance(chosen, str):
                # One text for all rows, which no function of Arrow takes for a column.
                raise Unknown
            return chosen
        sides = (scalar_of(one.step(arrays)) for one in (then, otherwise))
        return pc.if_else(pa.array(true), *sides)

    return made


Function = Callable[..., Typed]
FUNCTIONS: dict[tuple[str, int], Function] = {
    **{(name, 2): _arithmetic for name in ARITHMETIC},
    **{(name, 2): _rest for name in ("%", "mod")},
    **{(name, 1): _real for name in REAL},
    **{(name, 1): _rounded_up_or_down for name in ROUNDED},
    ("-", 1): _negative, ("abs", 1): _absolute, ("@", 1): _absolute, ("round", 1): _round, ("round", 2): _round,
    ("if", 3): _if,
}  # fmt: skip
LEAVES = ("COLUMN_REF", "CONSTANT")
SILENT = ("abs", "OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL")
"""What makes no number of which NumPy warns."""
MAKERS: dict[str, Callable[[Steps, Part], Typed]] = {
    "COLUMN_REF": _column, "CONSTANT": _constant, "FUNCTION": _function, "COMPARISON": comparison, "CASE": _case,
    "CONJUNCTION": conjunction, "OPERATOR": _operator, "WINDOW": _window, "BETWEEN": between,
}  # fmt: skip
