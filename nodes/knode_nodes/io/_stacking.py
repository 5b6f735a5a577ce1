"""Tables of the same kind one below the other: which columns stay, and which type each gets; all that differs is noted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from knode.api import DataError, quoted, type_words
from knode_nodes.io._conversion import EXACT_FLOAT
from knode_nodes.io._notes import Notes, listed

if TYPE_CHECKING:
    import pandas as pd

Differing = Literal["union", "common", "refuse"]
FEW = 100
UNITS = ("s", "ms", "us", "ns")
TIMES = {
    "moment": "datetime64[{}]",
    "moment in a time zone": "datetime64[{}, UTC]",
    "duration": "timedelta64[{}]",
}


def stacked(
    tables: Mapping[str, pd.DataFrame],
    differing: Differing,
    notes: Notes,
    together: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """The rows of all tables in order, numbered anew. `tables` are named for what is said of them.

    `together` are the columns whose values of all tables are one below the other already.

    Raises:
        DataError: with `differing` "refuse", for a table that has other columns than the first.
    """
    import pandas as pd

    names = _columns(tables, differing, notes)
    if not tables:
        return pd.DataFrame()
    parts = list(tables.values())
    alike = [name for name in names if _is_alike([part[name] for part in parts if name in part.columns], len(parts))]
    joined = {name: column for name, column in (together or {}).items() if name in alike}
    joined |= {name: _below(name, parts) for name in alike if name not in joined}
    made = {name: joined[name] if name in joined else _column(name, parts, tables, notes) for name in names}
    index, columns = pd.RangeIndex(sum(map(len, parts))), pd.Index(names, dtype="str")
    # The columns are new: putting those of a type together would copy them once more.
    result = pd.DataFrame(made, index=index, columns=columns, copy=False)
    result.attrs = _agreed(parts, names)
    return result


def _agreed(parts: Sequence[pd.DataFrame], names: Sequence[str]) -> dict[Any, Any]:
    """What the `attrs` of all tables that have a column tell of it alike, such as its role."""
    told = [{key: of for key, of in part.attrs.items() if isinstance(of, dict)} for part in parts]
    made: dict[Any, Any] = {}
    for key in dict.fromkeys(key for one in told for key in one):
        for name in names:
            found = [one.get(key, {}).get(name) for one, part in zip(told, parts, strict=True) if name in part.columns]
            if found[0] is not None and all(one == found[0] for one in found):
                made.setdefault(key, {})[name] = found[0]
    return made


def _columns(tables: Mapping[str, pd.DataFrame], differing: Differing, notes: Notes) -> list[str]:
    every = list(dict.fromkeys(str(name) for table in tables.values() for name in table.columns))
    lacking = {
        name: [file for file, table in tables.items() if name not in table.columns]
        for name in every
        if not all(name in table.columns for table in tables.values())
    }
    if not lacking:
        return every
    name, files = next(iter(lacking.items()))
    if differing == "refuse":
        raise DataError(
            f"the files have different columns: {quoted(name)} is not in {listed(files)}; set `columns` to `union` or `common`",
            column=name,
        )
    what = "missing values stand there" if differing == "union" else "the column is left out"
    for name, files in list(lacking.items())[:20]:
        notes.warnings.append(
            f"Column {quoted(name)} is not in {len(files):,} of {len(tables):,} files ({listed(files)}): {what}."
        )
    if len(lacking) > 20:
        notes.warnings.append(f"{len(lacking) - 20:,} more columns are not in every file.")
    return every if differing == "union" else [name for name in every if name not in lacking]


def _below(name: str, parts: Sequence[pd.DataFrame]) -> pd.Series:
    import pandas as pd

    return pd.concat([part[name] for part in parts], ignore_index=True)


def _column(name: str, parts: Sequence[pd.DataFrame], tables: Mapping[str, pd.DataFrame], notes: Notes) -> pd.Series:
    import pandas as pd

    given = [part[name] if name in part.columns else None for part in parts]
    telling = {
        file: one.dtype for (file, one) in zip(tables, given, strict=True) if one is not None and _tells(one)
    } or {file: one.dtype for (file, one) in zip(tables, given, strict=True) if one is not None}
    # A column without rows has no gaps.
    wanted = _type(name, telling, [one for one in given if one is None or len(one)], notes)
    columns = [
        _gap(len(part), wanted) if one is None or not _tells(one) else _as(one, wanted)
        for one, part in zip(given, parts, strict=True)
    ]
    return pd.concat(columns, ignore_index=True).rename(name)


def _is_alike(given: Sequence[pd.Series], count: int) -> bool:
    """Whether a column is of one type in all of `count` tables, and whole, so that it just goes one below the other."""
    dtype = given[0].dtype
    if len(given) < count or str(dtype) == "object":
        return False
    return all(one.dtype == dtype and len(one) for one in given)


def _tells(column: pd.Series) -> bool:
    """Whether the values tell the type: a column of gaps only takes that of the others."""
    return len(column) > 0 and (bool(column[:FEW].notna().any()) or bool(column.notna().any()))


def _type(name: str, telling: Mapping[str, Any], given: Sequence[pd.Series | None], notes: Notes) -> Any:
    """The type for all: of whole numbers and decimals numbers, of moments moments, of all else that differs text."""
    import pandas as pd

    dtypes = list(dict.fromkeys(telling.values()))
    gaps = any(one is None or not _tells(one) for one in given)
    if len(dtypes) == 1 and not (gaps and dtypes[0].kind in "biu"):
        return dtypes[0]
    kinds = {_kind(dtype) for dtype in dtypes}
    if kinds == {"boolean"}:
        return pd.BooleanDtype()
    if kinds == {"integer"}:
        whole = _whole([one for one in given if one is not None and _tells(one)], gaps)
        if whole is not None:
            return whole
    if kinds <= {"integer", "float"} and not _is_inexact(given):
        _tell(name, telling, "numbers", notes)
        return "float64"
    if kinds == {"category"} and not any(dtype.ordered for dtype in dtypes):
        values = list(dict.fromkeys(value for dtype in dtypes for value in dtype.categories))
        return pd.CategoricalDtype(values)
    if len(kinds) == 1 and kinds <= set(TIMES):
        finest = TIMES[next(iter(kinds))].format(max((_unit(dtype) for dtype in dtypes), key=UNITS.index))
        if all(one is None or _fits(one, finest) for one in given):
            return finest
    _tell(name, telling, "text", notes)
    return "str"


def _whole(columns: Sequence[pd.Series], gaps: bool) -> str | None:
    """The type that holds all these whole numbers; None when there is none."""
    is_large = any(bool((one > 2**63 - 1).any()) for one in columns)
    if is_large and any(bool((one < 0).any()) for one in columns):
        return None
    missing = gaps or any(bool(one.isna().any()) for one in columns)
    return ("UInt64" if missing else "uint64") if is_large else ("Int64" if missing else "int64")


def _unit(dtype: Any) -> str:
    found = re.search(r"\[(s|ms|us|ns)\b", str(dtype))
    assert found, "times have a unit"
    return found[1]


def _fits(column: pd.Series, wanted: str) -> bool:
    """Whether a type holds all its values: nanoseconds end in the year 2262."""
    try:
        column.astype(wanted)  # type: ignore[call-overload]
    except (ValueError, OverflowError):
        return False
    return True


def _kind(dtype: Any) -> str:
    text = str(dtype)
    if dtype.kind == "m":
        return "duration"
    if dtype.kind == "M":
        return "moment" if _zone(dtype) is None else "moment in a time zone"
    return {"b": "boolean", "i": "integer", "u": "integer", "f": "float"}.get(
        dtype.kind, "category" if text == "category" else text
    )


def _zone(dtype: Any) -> Any:
    return getattr(dtype, "tz", None)


def _is_inexact(given: Sequence[pd.Series | None]) -> bool:
    """Whether a whole number would change as a decimal one."""
    whole = [one for one in given if one is not None and one.dtype.kind in "iu" and _tells(one)]
    return any(bool((one.max() > EXACT_FLOAT) | (one.min() < -EXACT_FLOAT)) for one in whole)


def _tell(name: str, telling: Mapping[str, Any], became: str, notes: Notes) -> None:
    firsts: dict[str, str] = {}
    for file, dtype in telling.items():
        firsts.setdefault(str(dtype), file)
    words = {dtype: type_words(dtype) for dtype in firsts}
    if len(set(words.values())) < len(words):
        words = {dtype: f"{word} ({dtype})" for dtype, word in words.items()}
    shown = ", ".join(f"{words[dtype]} in {quoted(file)}" for dtype, file in list(firsts.items())[:4])
    notes.warnings.append(f"Column {quoted(name)} differs in type ({shown}): it became {became}.")


def _gap(rows: int, wanted: Any) -> pd.Series:
    import pandas as pd

    dtype = "float64" if wanted == "object" else wanted
    return pd.Series([None] * rows, dtype=dtype)


def _as(column: pd.Series, wanted: Any) -> pd.Series:
    if column.dtype == wanted:
        return column
    if str(wanted) != "str":
        return column.astype(wanted)
    if column.dtype.kind == "b":
        return column.astype("object").map({True: "true", False: "false"}).astype("str")
    if column.dtype.kind == "f":
        # A whole number in a column of decimals reads as the others write it.
        whole = column.dropna()
        if bool((whole % 1 == 0).all()) and bool((whole.abs() < EXACT_FLOAT).all()):
            return column.astype("Int64").astype("str")
    return column.astype("str")
