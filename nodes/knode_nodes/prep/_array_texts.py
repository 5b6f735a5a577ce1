"""Steps on arrays of texts and of moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode_nodes.prep._array_kinds import LIMIT, Arrays, Typed, Unknown, missing_of, scalar_of, truths

if TYPE_CHECKING:
    from collections.abc import Callable

MOMENTS = frozenset({"year", "quarter", "month", "day", "hour", "minute"})
CASES = {"upper": "utf8_upper", "lower": "utf8_lower"}
FOUND = {
    "contains": "match_substring", "starts_with": "starts_with", "prefix": "starts_with", "^@": "starts_with",
    "ends_with": "ends_with", "suffix": "ends_with",
}  # fmt: skip
TRIMMED = {"trim": "utf8_trim", "ltrim": "utf8_ltrim", "rtrim": "utf8_rtrim"}


# ---- texts


def _arrow(kind: str, name: str, one: Typed, *given: Any, **options: Any) -> Typed:
    """A function of Arrow of one text that is no constant."""
    if one.kind != "text" or one.constant is not None:
        raise Unknown

    def made(arrays: Arrays) -> Any:
        import pyarrow.compute as pc

        found = getattr(pc, name)(one.step(arrays), *given, **options)
        return found if kind == "text" else truths(found)

    return Typed(kind, made)


def _cased(name: str, one: Typed) -> Typed:
    return _arrow("text", CASES[name], one)


def _trimmed(name: str, one: Typed) -> Typed:
    return _arrow("text", TRIMMED[name], one, " ")


def _found(name: str, one: Typed, other: Typed) -> Typed:
    return _arrow("truth", FOUND[name], one, _text(other))


def _replaced(name: str, one: Typed, old: Typed, new: Typed) -> Typed:
    if not _text(old):
        raise Unknown
    return _arrow("text", "replace_substring", one, _text(old), _text(new))


def _left(name: str, one: Typed, count: Typed) -> Typed:
    if count.kind != "short" or count.constant is None or count.constant < 0:
        raise Unknown
    return _arrow("text", "utf8_slice_codeunits", one, 0, count.constant)


def _length(name: str, one: Typed) -> Typed:
    if one.kind != "text" or one.constant is not None:
        raise Unknown

    def made(arrays: Arrays) -> Any:
        import pyarrow as pa
        import pyarrow.compute as pc

        values = one.step(arrays)
        missing = missing_of("text", values)
        return pc.fill_null(pc.utf8_length(values), 0).cast(pa.int64()).to_numpy(), missing

    return Typed("whole", made, bounds=lambda _: (0, LIMIT // 2))


def _strung(name: str, one: Typed, other: Typed) -> Typed:
    if one.kind != "text" or other.kind != "text" or (one.constant is not None and other.constant is not None):
        raise Unknown

    def made(arrays: Arrays) -> Any:
        import pyarrow.compute as pc

        return pc.binary_join_element_wise(*(scalar_of(side.step(arrays)) for side in (one, other)), scalar_of(""))

    return Typed("text", made)


def _text(one: Typed) -> str:
    if one.kind != "text" or not isinstance(one.constant, str):
        raise Unknown
    return one.constant


# ---- moments


def _moment_part(name: str, one: Typed) -> Typed:
    if one.kind != "moment":
        raise Unknown

    def made(arrays: Arrays) -> Any:
        import numpy as np

        moments = one.step(arrays)
        missing = moments.isna()
        values = np.asarray(getattr(moments, name))
        gaps = missing.any()
        return np.asarray(np.where(missing, 0, values) if gaps else values, "int64"), (missing if gaps else False)

    return Typed("whole", made, bounds=lambda _: (-(2**31), 2**31))


TEXT_FUNCTIONS: dict[tuple[str, int], Callable[..., Typed]] = {
    **{(name, 1): _cased for name in CASES},
    **{(name, 1): _trimmed for name in TRIMMED},
    **{(name, 2): _found for name in FOUND},
    **{(name, 1): _length for name in ("length", "len")},
    **{(name, 1): _moment_part for name in MOMENTS},
    ("replace", 3): _replaced, ("left", 2): _left, ("||", 2): _strung,
}  # fmt: skip
