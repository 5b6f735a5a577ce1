"""Steps on arrays of texts and of moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode_nodes.prep._array_kinds import LIMIT, Arrays, Typed, Unknown, missing_of, scalar_of, surely, truths

if TYPE_CHECKING:
    from collections.abc import Callable

LAST_ASCII = 127
MOMENTS = frozenset({"year", "quarter", "month", "day", "hour", "minute"})
OF_DAYS = frozenset({"year", "quarter", "month", "day"})
FEW_DAYS = 20_000
CASES = {"upper", "lower"}
FOUND = {
    "contains": "match_substring", "starts_with": "starts_with", "prefix": "starts_with", "^@": "starts_with",
    "ends_with": "ends_with", "suffix": "ends_with",
}  # fmt: skip
TRIMMED = {"trim", "ltrim", "rtrim"}


# ---- texts


def _arrow(kind: str, name: str, one: Typed, *given: Any, **options: Any) -> Typed:
    """A function of Arrow of one text that is no constant."""
    if one.kind != "text" or one.constant is not None:
        raise Unknown

    def made(arrays: Arrays) -> Any:
        import pyarrow.compute as pc

        return getattr(pc, name)(one.step(arrays), *given, **options)

    if kind == "text":
        return Typed("text", made)
    return Typed("truth", lambda arrays: truths(made(arrays)), surely=lambda arrays: surely(made(arrays)))


def is_ascii(values: Any) -> bool:
    """Whether texts of Arrow have no other letters than those of one byte, for which it has far faster functions."""
    import numpy as np

    for chunk in getattr(values, "chunks", [values]):
        _, bounds, data = chunk.buffers()
        if len(chunk) and data is not None:
            size = "int64" if str(chunk.type) == "large_string" else "int32"
            places = np.frombuffer(bounds, dtype=size)[chunk.offset : chunk.offset + len(chunk) + 1]
            if np.frombuffer(data, dtype="uint8")[places[0] : places[-1]].max(initial=0) > LAST_ASCII:
                return False
    return True


def _by_letters(name: str, one: Typed, *given: Any) -> Typed:
    """A function of Arrow that has a form of its own for letters of one byte."""
    if one.kind != "text" or one.constant is not None:
        raise Unknown

    def made(arrays: Arrays) -> Any:
        import pyarrow.compute as pc

        values = one.step(arrays)
        return getattr(pc, f"{'ascii' if is_ascii(values) else 'utf8'}_{name}")(values, *given)

    return Typed("text", made)


def _cased(name: str, one: Typed) -> Typed:
    return _by_letters(name, one)


def _trimmed(name: str, one: Typed) -> Typed:
    return _by_letters(name, one, " ")


def _found(name: str, one: Typed, other: Typed) -> Typed:
    return _arrow("truth", FOUND[name], one, _text(other))


def _replaced(name: str, one: Typed, old: Typed, new: Typed) -> Typed:
    if not _text(old):
        raise Unknown
    return _arrow("text", "replace_substring", one, _text(old), _text(new))


def _left(name: str, one: Typed, count: Typed) -> Typed:
    if one.kind != "text" or one.constant is not None:
        raise Unknown
    if count.kind != "short" or count.constant is None or count.constant < 0:
        raise Unknown
    stop = count.constant

    def made(arrays: Arrays) -> Any:
        import pyarrow as pa
        import pyarrow.compute as pc

        values = one.step(arrays)
        if not is_ascii(values):
            return pc.utf8_slice_codeunits(values, 0, stop)
        return pc.binary_slice(values.cast(pa.large_binary()), 0, stop).cast(pa.large_string())

    return Typed("text", made)


def _length(name: str, one: Typed) -> Typed:
    if one.kind != "text" or one.constant is not None:
        raise Unknown

    def made(arrays: Arrays) -> Any:
        import pyarrow as pa
        import pyarrow.compute as pc

        values = one.step(arrays)
        missing = missing_of("text", values)
        lengths = (pc.binary_length if is_ascii(values) else pc.utf8_length)(values)
        known = pc.fill_null(lengths, 0) if lengths.null_count else lengths
        return known.cast(pa.int64()).to_numpy(), missing

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
        gaps = missing.any()
        values = _of_days(name, moments, missing, gaps) if name in OF_DAYS else np.asarray(getattr(moments, name))
        return np.asarray(np.where(missing, 0, values) if gaps else values, "int64"), (missing if gaps else False)

    return Typed("whole", made, bounds=lambda _: (-(2**31), 2**31))


def _of_days(name: str, moments: Any, missing: Any, gaps: bool) -> Any:
    """A part of dates looked up by their days, of which there are few."""
    import numpy as np

    days = np.asarray(moments).astype("M8[D]").view("int64")
    days = np.where(missing, 0, days) if gaps else days
    first, last = (int(days.min()), int(days.max())) if len(days) else (0, 0)
    if last - first > max(FEW_DAYS, len(days)):
        return np.asarray(getattr(moments, name))
    known = np.arange(first, last + 1).view("M8[D]")
    months = known.astype("M8[M]")
    number = months.view("int64") % 12
    parts: dict[str, Any] = {
        "year": lambda: known.astype("M8[Y]").view("int64") + 1970,
        "quarter": lambda: number // 3 + 1,
        "month": lambda: number + 1,
        "day": lambda: (known - months).view("int64") + 1,
    }
    return parts[name]().take(days - first)


TEXT_FUNCTIONS: dict[tuple[str, int], Callable[..., Typed]] = {
    **{(name, 1): _cased for name in CASES},
    **{(name, 1): _trimmed for name in TRIMMED},
    **{(name, 2): _found for name in FOUND},
    **{(name, 1): _length for name in ("length", "len")},
    **{(name, 1): _moment_part for name in MOMENTS},
    ("replace", 3): _replaced, ("left", 2): _left, ("||", 2): _strung,
}  # fmt: skip
