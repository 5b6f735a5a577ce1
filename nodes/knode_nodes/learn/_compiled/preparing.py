"""What stands before an estimator in a fitted pipeline, taken apart: where each number that it reads comes from."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from knode_nodes.learn._compiled.linear import Scale

if TYPE_CHECKING:
    import numpy as np

Encoded = Callable[[int], "np.ndarray"]
"""Gives for one of the numbers that are made of a text column (positions,): what each of its values becomes, and, last, any
other; NaN is missing."""


@dataclass
class Prepared:
    """What an estimator reads.

    `numbers` and `texts` are columns of the table, `values` what is told apart in each text column (None is missing).
    `reads` has for each number that the estimator reads a text column's place and which of its numbers it is, or None and a
    number column's place.
    """

    numbers: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    values: list[list[str | None]] = field(default_factory=list)
    encoded: list[Encoded] = field(default_factory=list)
    reads: list[tuple[int | None, int]] = field(default_factory=list)
    scale: Scale | None = None
    gaps: bool = False
    """Texts may become NaN."""
    sparse: bool = False

    def add_numbers(self, names: list[str]) -> None:
        """Number columns that are read as they are."""
        self.reads += [(None, len(self.numbers) + place) for place in range(len(names))]
        self.numbers += names

    def add_text(self, name: str, values: list[str | None], encoded: Encoded, width: int) -> None:
        """A text column of which `width` numbers are made."""
        self.reads += [(len(self.texts), place) for place in range(width)]
        self.texts.append(name)
        self.values.append(values)
        self.encoded.append(encoded)


def prepared(step: Any, names: list[str]) -> Prepared | None:
    """The fitted preparation `step` (None for none) of the columns `names`; None where it is of another kind."""
    from sklearn.compose import ColumnTransformer

    made = Prepared()
    if step is None or type(step) is not ColumnTransformer:
        made.add_numbers(names)
        return made if step is None or _scaled(made, step) else None
    if step.transformer_weights:
        return None
    for _, part, columns in step.transformers_:
        if part == "drop":
            continue
        if not isinstance(columns, list) or not all(isinstance(name, str) for name in columns):
            return None
        if not _add_part(made, part, columns):
            return None
    return made


def _add_part(made: Prepared, part: Any, columns: list[str]) -> bool:
    from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder

    if type(part) is OneHotEncoder:
        return _add_one_hot(made, part, columns)
    if type(part) is OrdinalEncoder:
        return _add_codes(made, part, columns)
    # The scale is for all numbers: no further ones may come before or after.
    if made.numbers:
        return False
    made.add_numbers(columns)
    return _scaled(made, part)


def _scaled(made: Prepared, scaler: Any) -> bool:
    found = scale_of(scaler)
    if found is None:
        return False
    neutral = all(part is None for part in vars(found).values())
    made.scale = None if neutral else found
    return True


def scale_of(scaler: Any) -> Scale | None:
    """What a fitted scaler does, or a filler, or one after the other; None for any other, or a scaler that cuts off."""
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, RobustScaler, StandardScaler

    if getattr(scaler, "clip", False):
        return None
    if type(scaler) is Pipeline and len(scaler) == 2 and type(scaler[1]) is SimpleImputer:
        first, then = scale_of(scaler[0]), scale_of(scaler[1])
        return None if first is None or then is None else replace(first, fill=then.fill)
    if type(scaler) is SimpleImputer:
        return _filling(scaler)
    if type(scaler) is StandardScaler:
        return Scale(
            scaler.mean_ if scaler.with_mean else None,
            scaler.scale_ if scaler.with_std else None,
        )
    if type(scaler) is RobustScaler:
        return Scale(
            scaler.center_ if scaler.with_centering else None,
            scaler.scale_ if scaler.with_scaling else None,
        )
    if type(scaler) is MinMaxScaler:
        return Scale(multiply=scaler.scale_, add=scaler.min_)
    return Scale(divide=scaler.scale_) if type(scaler) is MaxAbsScaler else None


def _filling(imputer: Any) -> Scale | None:
    import numpy as np

    fill = np.asarray(imputer.statistics_)
    # A column without any value would go away.
    plain = fill.dtype.kind == "f" and not np.isnan(fill).any() and not imputer.add_indicator
    return Scale(fill=fill) if plain and _is_nan(imputer.missing_values) else None


def _add_one_hot(made: Prepared, encoder: Any, columns: list[str]) -> bool:
    grouped = encoder.drop is not None or encoder.min_frequency is not None or encoder.max_categories is not None
    if encoder.handle_unknown != "ignore" or grouped:
        return False
    made.sparse = made.sparse or encoder.sparse_output
    for name, categories in zip(columns, encoder.categories_, strict=True):
        values = [None if _is_missing(value) else value for value in categories.tolist()]
        if not _are_texts(value for value in values if value is not None):
            return False
        made.add_text(name, values, _one_hot(len(values)), len(values))
    return True


def _one_hot(count: int) -> Encoded:
    import numpy as np

    return lambda place: (np.arange(count + 1) == place).astype(float)


def _add_codes(made: Prepared, encoder: Any, columns: list[str]) -> bool:
    if encoder.handle_unknown != "use_encoded_value" or not _is_nan(encoder.unknown_value):
        return False
    grouped = encoder.min_frequency is not None or encoder.max_categories is not None
    if grouped or not _is_nan(encoder.encoded_missing_value):
        return False
    for name, categories in zip(columns, encoder.categories_, strict=True):
        # Missing is the last of the categories.
        values = [value for value in categories.tolist() if not _is_missing(value)]
        if not _are_texts(values):
            return False
        made.add_text(name, values, _codes(len(values)), 1)
        made.gaps = True
    return True


def _codes(count: int) -> Encoded:
    import numpy as np

    return lambda _: np.append(np.arange(count, dtype=float), np.nan)


def _are_texts(values: Iterable[Any]) -> bool:
    return all(type(value) is str for value in values)


def _is_nan(value: Any) -> bool:
    return isinstance(value, float) and math.isnan(value)


def _is_missing(value: Any) -> bool:
    return value is None or _is_nan(value)
