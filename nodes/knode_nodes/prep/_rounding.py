"""Numbers rounded to a unit as they are written: 2.675 to 2.68, although the float below it is a little smaller."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from knode_nodes.prep._blocks import blocks

if TYPE_CHECKING:
    import numpy as np

Method = Literal["half up", "half even", "down", "up", "towards zero"]
EXACT = 1e14
"""Below this a number of units, and half units, is exact with 15 digits."""
LARGEST_POWER = 14
NEAR = 1e-14
"""What a number of units may be off, as a share of it, and more: it is multiplied, divided, and written with 17 digits."""
PLAIN = {"down": "floor", "up": "ceil", "towards zero": "trunc"}
DECIMAL = {
    "half up": ROUND_HALF_UP,
    "half even": ROUND_HALF_EVEN,
    "down": ROUND_FLOOR,
    "up": ROUND_CEILING,
    "towards zero": ROUND_DOWN,
}


def rounded(values: np.ndarray, unit: Fraction, method: Method) -> np.ndarray:
    """(rows) float64, each the multiple of `unit` that is nearest to what the number says in its shortest writing."""
    import numpy as np

    made = np.empty(len(values))
    for place in blocks(len(values)):
        try:
            unclear = _round_into(made[place], values[place], unit, method)
        except FloatingPointError:
            unclear = np.ones(len(values[place]), dtype=bool)
        if unclear.any():
            made[place][unclear] = _exactly(values[place][unclear], unit, method)
    return made


def _round_into(made: np.ndarray, values: np.ndarray, unit: Fraction, method: Method) -> np.ndarray:
    """Round plainly. (rows) booleans: where a little less and a little more would become something else.

    Raises FloatingPointError where a number of units is too large or too small for a float.
    """
    import numpy as np

    up, down = _as_floats(unit)
    if up > EXACT or down > EXACT:
        return np.ones(len(values), dtype=bool)
    whole = getattr(np, PLAIN.get(method, "rint"))
    with np.errstate(over="raise", under="raise", invalid="ignore"):
        less = values * (up * (1 - NEAR) / down)
        whole(less, out=less)
        whole(np.multiply(values, up * (1 + NEAR) / down, out=made), out=made)
        unclear: np.ndarray = less.view("int64") != made.view("int64")
        if down != 1:
            np.multiply(made, down, out=made)
        np.divide(made, up, out=made)
    return unclear


def _as_floats(unit: Fraction) -> tuple[float, float]:
    """How many units make a whole number, and which; the largest are of no use as floats, and need only be recognised."""
    up, down = (float(min(part, 10**300)) for part in (unit.denominator, unit.numerator))
    return up, down


def _exactly(values: np.ndarray, unit: Fraction, method: Method) -> np.ndarray:
    import numpy as np

    up, down = _as_floats(unit)
    with np.errstate(all="ignore"):
        scaled = values * up / down
        made = np.where(np.isfinite(values), _counted(values, scaled, up, down, method) * down / up, values)
        # What floats cannot count is decided by its digits.
        large = (np.abs(scaled) >= EXACT) | (np.abs(scaled * down) >= EXACT)
    if up > EXACT or down > EXACT:
        large = np.ones(len(values), dtype=bool)
    large &= np.isfinite(values) & (values != 0)
    return _settled(made, values, large, lambda value: _by_digits(value, unit, method))


def _counted(values: np.ndarray, scaled: np.ndarray, up: float, down: float, method: Method) -> np.ndarray:
    """(rows) how many units each number becomes, told by comparing it with the border that lies nearest.

    A float is written as the border when it is the float nearest to it, as both have at most 15 digits here.
    """
    import numpy as np

    if method in ("half up", "half even"):
        count = np.floor(scaled)
        border = (2 * count + 1) * down / (2 * up)
        upper = values > 0 if method == "half up" else count % 2 == 1
        return count + ((values > border) | ((values == border) & upper))
    count = np.rint(scaled)
    border = count * down / up
    rises = (method == "up") | ((method == "towards zero") & (values < 0))
    made: np.ndarray = count + np.where(rises, values > border, -1.0 * (values < border))
    return made


def significant(values: np.ndarray, digits: int, method: Method) -> np.ndarray:
    """(rows) float64 with at most so many digits that count."""
    import numpy as np

    made = values.copy()
    present = np.isfinite(values) & (values != 0)
    exponents = np.zeros(len(values), dtype="int64")
    exponents[present] = _exponents(np.abs(values[present]))
    for exponent in np.unique(exponents[present]):
        where = present & (exponents == exponent)
        power = int(exponent) - digits + 1
        unit = Fraction(10) ** power
        if abs(power) <= LARGEST_POWER:
            made[where] = rounded(values[where], unit, method)
        else:
            made[where] = [_by_digits(value, unit, method) for value in values[where].tolist()]
    return made


def rounded_integers(values: np.ndarray, unit: int, method: Method) -> list[int] | np.ndarray:
    """(rows) whole numbers, each the multiple of a whole `unit` near it; exact, as Python integers where int64 ends."""
    import numpy as np

    if len(values) and (
        values.dtype == np.uint64 or unit > 2**61 or max(-int(values.min()), int(values.max())) > 2**62
    ):
        return [_whole_multiple(value, unit, method) for value in values.tolist()]
    quotient, rest = np.divmod(values.astype("int64"), unit)
    more: Any = {
        "down": np.zeros_like(rest, dtype=bool),
        "up": rest > 0,
        "towards zero": (rest > 0) & (values < 0),
        "half up": (2 * rest > unit) | ((2 * rest == unit) & (values > 0)),
        "half even": (2 * rest > unit) | ((2 * rest == unit) & (quotient % 2 == 1)),
    }[method]
    made: np.ndarray = (quotient + more) * unit
    return made


def digit_counts(values: np.ndarray) -> np.ndarray:
    """(rows) how many decimal digits whole numbers have."""
    import numpy as np

    size = np.abs(values).astype("uint64")
    powers = np.array([10**power for power in range(1, 20)], dtype="uint64")
    found: np.ndarray = np.searchsorted(powers, size, side="right") + 1
    return found


def _settled(made: np.ndarray, values: np.ndarray, unclear: np.ndarray, decide: Callable[[float], float]) -> np.ndarray:
    """`made`, where it is unclear decided once for each different value."""
    import numpy as np

    if unclear.any():
        different, places = np.unique(values[unclear], return_inverse=True)
        made[unclear] = np.array([decide(value) for value in different.tolist()])[places]
    return made


def _by_digits(value: float, unit: Fraction, method: Method) -> float:
    with localcontext(prec=1000, Emax=10**6, Emin=-(10**6)):
        count = Decimal(repr(value)) * unit.denominator / unit.numerator
        whole = count.to_integral_value(DECIMAL[method])
        try:
            return float(Fraction(int(whole)) * unit)
        except OverflowError:
            return value


def _whole_multiple(value: int, unit: int, method: Method) -> int:
    with localcontext(prec=100):
        return int((Decimal(value) / unit).to_integral_value(DECIMAL[method])) * unit


def _exponents(sizes: np.ndarray) -> np.ndarray:
    """(rows) the power of ten of the first digit."""
    import numpy as np

    with np.errstate(all="ignore"):
        found = np.floor(np.log10(sizes))
        found += np.power(10.0, found + 1) <= sizes
        found -= np.power(10.0, found) > sizes
    whole: np.ndarray = found.astype("int64")
    return whole
