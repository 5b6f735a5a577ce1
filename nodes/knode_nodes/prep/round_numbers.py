"""Round numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Columns, DataError, Example, Node, Table, quoted, setting, type_words
from knode_nodes.prep._columns import PORT, added, chosen_or_refused, floats, of_kind
from knode_nodes.prep._exact import is_exact
from knode_nodes.prep._exact_rounding import rounded_decimals, significant_decimals
from knode_nodes.prep._keys import with_columns
from knode_nodes.prep._rounding import Method, digit_counts, rounded, rounded_integers, significant
from knode_nodes.prep._units import units_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class RoundNumbers(Node):
    """Round numbers to decimals, to significant digits, or to the multiple of a number.

    Numbers are rounded as they are written: half up, 2.675 to two decimals is 2.68, and -2.5 is -3. Half even sends a number
    in the middle to the even one of its neighbours, so that sums keep their size: 2.5 is 2 and 3.5 is 4. Down and up
    go to the next smaller or larger number, towards zero cuts off.

    A negative number of decimals rounds to tens, hundreds and so on. Whole numbers stay whole numbers, also huge ones, and
    exact decimals stay exact, with as many digits behind the point as are left.
    Missing values stay missing, and infinite ones infinite.

    Example: prices to the multiple of 0.05.
    """

    pack = "prep"
    icon = "round-numbers"
    shelf = "Columns"
    example = Example({"columns": ["price"], "to": "multiple", "multiple": 0.05})
    keywords = (
        "Round Double", "Number Rounder", "Math Formula", "Double to Int", "round", "floor", "ceil", "truncate", "Formula",
        "significant digits", "nearest", "precision",
    )  # fmt: skip
    rowwise = True
    columns: Columns = setting(Columns.typed("number"), "The columns of numbers.")
    to: Literal["decimals", "significant digits", "multiple"] = setting("decimals", "What to round to.")
    digits: int = setting(
        0,
        "How many decimals; or how many significant digits, at least 1.",
        ge=-18,
        le=18,
        when={"to": ("decimals", "significant digits")},
    )
    multiple: float = setting(
        1.0, "The number whose multiples are taken, such as 0.05.", gt=0, when={"to": ("multiple",)}
    )
    method: Method = setting(
        "half up",
        "Which of the two neighbours a number becomes.",
        labels={"half up": "half away from zero: 2.5 is 3", "half even": "half to the even: 2.5 is 2"},
    )
    suffix: str = setting("", "Put the rounded numbers into new columns with this at the end of their names.")

    def run(self, table: Table) -> Table:
        names = chosen_or_refused(self.columns, table, "columns of numbers")
        made = {f"{name}{self.suffix}": self._rounded(table[name]) for name in names}
        told = units_of(table)
        units = {f"{name}{self.suffix}": told[name] for name in names if name in told}
        return added(table, made, units=units) if self.suffix else with_columns(table, made, units=units)

    def _rounded(self, column: pd.Series) -> pd.Series:
        import pandas as pd

        column = of_kind(column, ("number",), "convert it to numbers before")
        unit = Fraction(Decimal(repr(self.multiple))) if self.to == "multiple" else Fraction(10) ** -self.digits
        if is_exact(column.dtype):
            return pd.Series(self._exactly(column, unit), index=column.index, name=column.name, copy=False)
        if column.dtype.kind in "iu" and (
            self.to == "significant digits" or unit.denominator == 1 or unit.numerator == 1
        ):
            return self._whole(column, unit)
        if column.dtype.kind not in "iuf":
            raise DataError(
                f"{quoted(column.name)} is a {type_words(column.dtype)} column, which cannot be rounded here: convert it "
                "to numbers with decimals before",
                port=PORT,
                column=str(column.name),
            )
        values = floats(column)
        if self.to == "significant digits":
            made = significant(values, self._significant(), self.method)
        else:
            made = rounded(values, unit, self.method)
        result = pd.Series(made, index=column.index, name=column.name, copy=False)
        return result.astype(column.dtype) if column.dtype.kind == "f" else result

    def _exactly(self, column: pd.Series, unit: Fraction) -> Any:
        if self.to == "significant digits":
            return significant_decimals(column, self._significant(), self.method)
        return rounded_decimals(column, unit, self.method)

    def _significant(self) -> int:
        return max(self.digits, 1)

    def _whole(self, column: pd.Series, unit: Fraction) -> pd.Series:
        import numpy as np

        values = column.fillna(0).to_numpy(dtype=np.uint64 if column.dtype.kind == "u" else np.int64)
        if self.to == "significant digits":
            made = self._whole_significant(values)
        elif unit.denominator == 1 and unit > 1:
            made = rounded_integers(values, int(unit), self.method)
        else:
            return column
        return _as_before(made, column)

    def _whole_significant(self, values: np.ndarray) -> Any:
        import numpy as np

        surplus = digit_counts(values) - self._significant()
        made: Any = values.copy()
        for power in np.unique(surplus[surplus > 0]):
            where = surplus == power
            some = rounded_integers(values[where], 10 ** int(power), self.method)
            made = made.astype(object) if isinstance(some, list) else made
            made[where] = some
        return made


def _as_before(made: Any, column: pd.Series) -> pd.Series:
    """Whole numbers in the dtype that the column has. Raises DataError where one does not fit."""
    import numpy as np
    import pandas as pd

    limits = np.iinfo(str(column.dtype).lower().split("[")[0])
    held = made if isinstance(made, np.ndarray) and made.dtype.kind in "iu" else np.array(made, dtype=object)
    bad = (held < limits.min) | (held > limits.max)
    if bad.any():
        row = int(bad.argmax())
        raise DataError(
            f"{column.iloc[row]} in row {row} of {quoted(column.name)} becomes {held[row]}, which is too large for "
            f"whole numbers of {limits.bits} bits: convert the column to number before",
            port=PORT,
            column=str(column.name),
            row=row,
        )
    whole: Any = held.astype(limits.dtype)
    result = pd.Series(whole, index=column.index, name=column.name).astype(column.dtype)
    return result.where(column.notna()) if column.hasnans else result
