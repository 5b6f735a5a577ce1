"""Requests made of texts with `{column}` in them: each value escaped for the place where it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from knode.api import DataError, nearest, quoted

PLACE = re.compile(r"\{([^{}]+)\}")


def check_places(texts: Iterable[str], names: Iterable[str]) -> None:
    """Raise DataError for a `{name}` that is no column."""
    names = list(names)
    for text in texts:
        for found in PLACE.findall(text):
            if found not in names:
                near = nearest(found, names)
                hint = f"did you mean {quoted(near)}?" if near else "the table has no such column"
                raise DataError(
                    f"there is no column {quoted(found)} for {{{found}}}; {hint}", port="table", column=found
                )


def filled(text: str, row: Mapping[str, Any]) -> str:
    """The text with the values of a row, as they are."""
    return PLACE.sub(lambda match: shown(row[match[1]]), text) if row else text


def filled_url(text: str, row: Mapping[str, Any]) -> str:
    """The URL with the values of a row, escaped; where it is one `{column}` and nothing else, the value is the URL.

    Raises:
        DataError: a value is missing, or would lead to another place: such a URL asks for something else than is meant.
    """
    if not row:
        return text
    whole = PLACE.fullmatch(text.strip())
    return _part(whole[1], row) if whole else PLACE.sub(lambda match: quote(_part(match[1], row), safe=""), text)


def _part(name: str, row: Mapping[str, Any]) -> str:
    value = shown(row[name])
    if not value.strip() or value in (".", ".."):
        problem = "is missing" if not value.strip() else f"is {quoted(value)}"
        raise DataError(f"the value of {quoted(name)} {problem}, so that the URL would be another one", column=name)
    return value


def json_body(text: str, row: Mapping[str, Any]) -> bytes:
    """The JSON with the values of a row: `"{n}"` alone becomes the value of its type, within a longer text its text.

    Raises:
        DataError: the text is no JSON.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise DataError(
            f"the body is no JSON, line {error.lineno}, column {error.colno}: {error.msg}; a place for a column stands in "
            'quotes: {"age": "{age}"}'
        ) from None
    return json.dumps(_filled(data, row), ensure_ascii=False, allow_nan=False).encode("utf-8", "surrogatepass")


def _filled(data: Any, row: Mapping[str, Any]) -> Any:
    if isinstance(data, dict):
        return {filled(name, row): _filled(value, row) for name, value in data.items()}
    if isinstance(data, list):
        return [_filled(value, row) for value in data]
    if not isinstance(data, str) or not row:
        return data
    whole = PLACE.fullmatch(data)
    return _plain(row[whole[1]]) if whole else filled(data, row)


def form_body(text: str, row: Mapping[str, Any]) -> bytes:
    """A form: lines of `name=value`."""
    pairs = [line.partition("=")[::2] for line in text.splitlines() if line.strip()]
    return urlencode([(name.strip(), filled(value.strip(), row)) for name, value in pairs]).encode()


def shown(value: Any) -> str:
    """A value as text: nothing where it is missing, whole numbers without a point, moments in ISO form."""
    value = _plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    # A column of whole numbers with gaps holds floats.
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else str(value)


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    import math

    import pandas as pd

    if isinstance(value, list | dict):
        return value
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return None
    value = value.item() if hasattr(value, "item") and not isinstance(value, pd.Timestamp | pd.Timedelta) else value
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, bool | int | float | str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
