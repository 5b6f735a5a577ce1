"""Regular expressions written by people, by RE2, whose time grows with the text alone: no pattern can hang.

The syntax is that of RE2, which differs from Python's in this: there is no look-ahead `(?=…)`, no look-behind `(?<=…)` and no
reference to a group within the pattern (`\\1`), and `\\b` knows the letters of ASCII only. `\\w`, `\\d` and `\\s` mean letters,
digits and spaces of all scripts here, as in Python; `\\W` and `\\S` within `[…]` know ASCII only.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from knode.api import DataError, column_type, quoted, type_words
from knode_nodes.prep._categories import values_of
from knode_nodes.prep._texts import is_absent

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

TOKEN = re.compile(
    r"\\Q.*?(?:\\E|$)|\\[pP]\{[^}]*\}|\\x\{[^}]*\}|\\u[0-9a-fA-F]{4}|\\.|\[:\^?\w+:\]|\[\^?\]?|\]|\(\?P?<(?![=!])[^>]*>"
    r"|\(\??|[^\\\[\](]+|.",
    re.DOTALL,
)
"""The parts of a pattern that matter here: escapes, borders of classes and groups, and all else."""
CLASSES = {"w": r"\p{L}\p{M}\p{N}_", "d": r"\p{Nd}", "s": r"\s\x{0b}\x{1c}-\x{1f}\x{85}\p{Z}"}
UNKNOWN = {
    "(?=": "a look-ahead is not supported",
    "(?!": "a look-ahead is not supported",
    "(?<": "a look-behind is not supported",
}
REFERENCE = re.compile(r"\\(?:g<(\w+)>|(.)|$)", re.DOTALL)


def check_pattern(text: str) -> None:
    """Raise ValueError, with the position, where `text` is no regular expression that can be used here."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not text:
        raise ValueError("the pattern is empty")
    # One empty text. `pa.array` and `pa.scalar` import pandas, for which the form of a node would stand still.
    empty = pa.StringArray.from_buffers(1, pa.py_buffer(bytes(8)), pa.py_buffer(b""))
    try:
        pc.match_substring_regex(empty, _translated(text))
    except pa.ArrowInvalid as error:
        raise ValueError(f"{quoted(text)} is no regular expression: {_reason(text, str(error))}") from None


def groups(pattern: str) -> list[str]:
    """The names of a pattern's groups, those without a name by their number from 1; `match` for one without groups."""
    return [name or str(number) for number, name in enumerate(_groups(pattern), 1)] or ["match"]


def check_replacement(pattern: str, replacement: str) -> None:
    """Raise ValueError where a replacement refers to a group that the pattern does not have."""
    _replacement(pattern, replacement)


def matches(column: pd.Series, pattern: str, *, ignore_case: bool = False, whole: bool = False) -> np.ndarray:
    """(rows) booleans: whether the pattern is found in the text, or fits the `whole` of it; a missing text fits none."""
    import pyarrow.compute as pc

    found = pc.match_substring_regex(_texts(column), _flagged(pattern, ignore_case, whole))
    mask: np.ndarray = pc.fill_null(found, False).to_numpy(zero_copy_only=False)
    return mask


def extract(column: pd.Series, pattern: str, *, ignore_case: bool = False) -> pd.DataFrame:
    """(rows, groups) the texts of the groups at the first place where the pattern is found, with the column's index.

    All are missing where it is not found, and one is where the group holds nothing. The names are those of `groups`.
    """
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    names = groups(pattern)
    texts = _texts(column)
    found = pc.extract_regex(texts, _numbered(_flagged(pattern, ignore_case)))
    made = {}
    for number, name in enumerate(names):
        part = pc.struct_field(found, [number])
        part = pc.if_else(pc.equal(part, ""), pa.scalar(None, part.type), part)
        made[name] = pd.Series(pd.array(part, dtype="str"), index=column.index)
    return pd.DataFrame(made, index=column.index)


def replaced(column: pd.Series, pattern: str, replacement: str, *, ignore_case: bool = False) -> pd.Series:
    """The column as text, every place where the pattern is found replaced; `\\1` or `\\g<name>` stands for a group."""
    import pandas as pd
    import pyarrow.compute as pc

    made = pc.replace_substring_regex(
        _texts(column), _flagged(pattern, ignore_case), _replacement(pattern, replacement)
    )
    return pd.Series(pd.array(made, dtype="str"), index=column.index, name=column.name)


def split(column: pd.Series, pattern: str, *, splits: int) -> Any:
    """(rows) lists of the texts between the first `splits` places where the pattern is found, as an Arrow array."""
    import pyarrow.compute as pc

    return pc.split_pattern_regex(_texts(column), _translated(pattern), max_splits=splits)


def _texts(column: pd.Series) -> Any:
    """(rows) the texts of a column, as an Arrow array. Raises DataError where it holds something else."""
    import pyarrow as pa

    held = values_of(column)
    if held.dtype == object:
        _check_texts(held)
        held = held.astype("str")
    elif column_type(held.dtype) != "text":
        raise DataError(
            f"a pattern looks into texts, and {quoted(column.name)} is a {type_words(column.dtype)} column: convert it to "
            "text before",
            port="table",
            column=str(column.name),
        )
    made = pa.array(held.array, from_pandas=True)
    made = made.combine_chunks() if isinstance(made, pa.ChunkedArray) else made
    return made.cast(pa.large_string())


def _check_texts(column: pd.Series) -> None:
    for row, value in enumerate(column):
        if not isinstance(value, str) and not is_absent(value):
            raise DataError(
                f"a pattern looks into texts, and {quoted(column.name)} holds {quoted(value)} in row {row}: convert the "
                "column to text before",
                port="table",
                column=str(column.name),
                row=row,
            )


def _flagged(pattern: str, ignore_case: bool, whole: bool = False) -> str:
    body = _translated(pattern)
    body = rf"\A(?:{body})\z" if whole else body
    return f"(?i){body}" if ignore_case else body


@functools.lru_cache(256)
def _translated(pattern: str) -> str:
    """The pattern in which classes of characters mean those of all scripts, as RE2 writes them."""
    return "".join(_written(token, inside) for token, inside in _tokens(pattern))


def _written(token: str, inside: bool) -> str:
    if token.startswith(r"\Q") and not token.endswith(r"\E"):
        return rf"{token}\E"
    known = CLASSES.get(token[1:].lower()) if token.startswith("\\") else None
    if known is None:
        return r"\z" if token == r"\Z" else rf"\x{{{token[2:]}}}" if token.startswith(r"\u") else token
    if token[1].islower():
        return known if inside else f"[{known}]"
    # Within a class RE2 has no way to say "none of several".
    return (r"\P{Nd}" if token == r"\D" else token) if inside else f"[^{known}]"


def _tokens(pattern: str) -> Iterator[tuple[str, bool]]:
    """The parts of a pattern, and whether each stands inside of a class such as [a-z]."""
    inside = False
    for found in TOKEN.finditer(pattern):
        token = found.group()
        whole = token[0] != "[" or token.startswith("[:")
        # Within a class a bracket is a character like others.
        yield token if whole or not inside else f"\\{token}", inside
        if not whole:
            inside = not (inside and token.endswith("]"))
        elif token == "]":
            inside = False


def _groups(pattern: str) -> list[str]:
    """The name of each group that captures, empty for those without one."""
    opened = [token for token, inside in _tokens(pattern) if not inside and token[0] == "(" and token != "(?"]
    return [token.partition("<")[2].rstrip(">") for token in opened]


def _numbered(pattern: str) -> str:
    """The pattern with a name for each of its groups, as Arrow wants them, and one around it where it has none."""
    if not _groups(pattern):
        return f"(?P<g1>{pattern})"
    number, made = 0, []
    for token, inside in _tokens(pattern):
        opens = not inside and token[0] == "(" and token != "(?"
        number += opens
        made.append(f"(?P<g{number}>" if opens else token)
    return "".join(made)


def _replacement(pattern: str, replacement: str) -> str:
    """A replacement as RE2 writes it: groups by their number."""
    known = _groups(pattern)

    def written(found: re.Match[str]) -> str:
        which = found[1] or found[2] or ""
        if which in ("n", "t") and not found[1]:
            return {"n": "\n", "t": "\t"}[which]
        if which == "\\" and not found[1]:
            return "\\\\"
        number = known.index(which) + 1 if which and which in known else int(which) if which.isdecimal() else -1
        if not 0 <= number <= min(len(known), 9):
            raise ValueError(
                f"{quoted(found[0])} in the replacement is no group of the pattern, which has {len(known)}: write \\1 for the "
                "first one, and \\\\ for a backslash"
            )
        return f"\\{number}"

    return REFERENCE.sub(written, replacement)


def _reason(pattern: str, text: str) -> str:
    """What RE2 says, with the place of the part that it does not understand."""
    said = text.removeprefix("Invalid regular expression: ").strip()
    what, _, part = said.partition(": ")
    hint = next((words for start, words in UNKNOWN.items() if part.startswith(start)), None)
    if re.fullmatch(r"\\[1-9]", part):
        hint = "a reference to a group within the pattern is not supported"
    place = pattern.find(part) if part else -1
    at = f" at position {place + 1}" if place >= 0 else ""
    # RE2 saw another text than the person wrote, in which classes such as \d are spelt out.
    shown = f" ({quoted(part)})" if place >= 0 else ""
    return f"{hint or what}{shown}{at}"
