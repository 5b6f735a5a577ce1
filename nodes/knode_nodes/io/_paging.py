"""From one page of an answer to the next, and the records that stand in a page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from knode.api import DataError, quoted, setting
from knode_nodes.io._http import Answer, Asked, Asking, origin_of
from knode_nodes.io._json import columns_of, found_records, parsed
from knode_nodes.io._notes import Notes


class Paging(BaseModel):
    """How an answer of several pages is asked for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: Literal["none", "page", "offset", "cursor", "link"] = setting(
        "none",
        description="No pages; a page number or an offset in the query; a cursor or URL in the answer; the Link header.",
        labels={
            "none": "no pages",
            "page": "page number in the query",
            "offset": "offset in the query",
            "cursor": "cursor from the answer",
            "link": "Link header of the answer",
        },
    )
    parameter: str = setting(
        "page",
        description="The query's parameter for the page number, the offset or the cursor.",
        when={"by": ("page", "offset", "cursor")},
    )
    first: int = setting(1, description="The number of the first page.", ge=0, when={"by": ("page",)})
    size_parameter: str = setting(
        "",
        description="The query's parameter for the records of a page; empty sends none.",
        when={"by": ("page", "offset", "cursor")},
    )
    size: int = setting(100, description="Records of a page.", ge=1, when={"by": ("page", "offset", "cursor")})
    cursor: str = setting(
        "",
        description="Where the next cursor or URL stands in the answer, such as meta.next.",
        when={"by": ("cursor",)},
    )
    most: int = setting(
        100, description="Ask for at most this many pages.", ge=1, when={"by": ("page", "offset", "cursor", "link")}
    )


class Records:
    """The records of JSON pages; the list that is found in the first page is the one of all."""

    def __init__(self, at: str, notes: Notes) -> None:
        self._at = at
        self._notes = notes

    def of(self, text: str) -> list[Any]:
        """The records in a page. Raises DataError for what is no JSON, or has none."""
        told = Notes()
        data, layout = parsed(text, "auto", "", told)
        self._notes.warnings += [one for one in told.warnings if one not in self._notes.warnings]
        if self._at or layout in ("records", "columns"):
            self._at = self._at or _only_list(data)
        if self._at:
            data, layout = parsed(text, "auto", self._at, Notes())
        if layout in ("columns", "split"):
            values = columns_of(data, layout, "text", self._notes).values
            return [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]
        found = found_records(data, Notes())
        return found if isinstance(found, list) else [found]


def _only_list(data: Any) -> str:
    """The name of the only list of objects in an object; of an empty list where there is no other."""
    if not isinstance(data, dict):
        return ""
    lists = [name for name, value in data.items() if isinstance(value, list) and value and isinstance(value[0], dict)]
    empty = [name for name, value in data.items() if value == []]
    found = lists or empty
    return found[0] if len(found) == 1 and "." not in found[0] else ""


def pages(asking: Asking, first: Asked, paging: Paging, count: Any, notes: Notes) -> Iterator[Answer]:
    """The answers, page by page. `count` tells how many records an answer has.

    Raises:
        DataError: a request fails; a cursor is absent, or leads around in a circle.
    """
    origin = origin_of(first.url)
    asked = replace(first, query={**first.query, **_first_query(paging)})
    seen = set()
    for number in range(paging.most):
        seen.add((asked.url, tuple(asked.query.items())))
        answer = asking.ask(asked, origin)
        yield answer
        if answer.status >= 400:
            return
        following = _next(asked, first, answer, paging, number, count)
        if following is None:
            return
        if (following.url, tuple(following.query.items())) in seen:
            raise DataError(f"page {number + 2:,} is one that was read before: the pages lead around in a circle")
        asked = following
    if paging.by != "none":
        notes.warnings.append(
            f"There are more than {paging.most:,} pages; the rest was not asked for (setting paging.most)."
        )


def _first_query(paging: Paging) -> dict[str, str]:
    query = {paging.size_parameter: str(paging.size)} if paging.size_parameter and paging.by != "none" else {}
    if paging.by == "page":
        query[paging.parameter] = str(paging.first)
    elif paging.by == "offset":
        query[paging.parameter] = "0"
    return query


def _next(asked: Asked, first: Asked, answer: Answer, paging: Paging, number: int, count: Any) -> Asked | None:
    if paging.by == "link":
        return replace(asked, url=answer.next, query={}) if answer.next else None
    if paging.by == "cursor":
        return _by_cursor(asked, answer, paging)
    if paging.by == "none":
        return None
    rows = count()
    if rows == 0 or (paging.size_parameter and rows < paging.size):
        return None
    step = paging.first + number + 1 if paging.by == "page" else int(asked.query[paging.parameter]) + rows
    return replace(asked, query={**asked.query, paging.parameter: str(step)})


def _by_cursor(asked: Asked, answer: Answer, paging: Paging) -> Asked | None:
    if not paging.cursor:
        raise DataError("paging by cursor needs to know where the cursor stands in the answer (setting paging.cursor)")
    if not answer.text.strip():
        return None
    try:
        value: Any = json.loads(answer.text)
    except json.JSONDecodeError:
        raise DataError(
            f"the answer is no JSON that could hold a cursor (setting paging.by); it begins with {quoted(answer.text[:40])}"
        ) from None
    for step in paging.cursor.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    if value is None or value == "" or value is False:
        return None
    if not isinstance(value, str | int | float):
        raise DataError(f"the cursor at {quoted(paging.cursor)} is no text and no number")
    text = str(value)
    if text.startswith(("http://", "https://", "/")):
        from urllib.parse import urljoin

        return replace(asked, url=urljoin(asked.url, text), query={})
    return replace(asked, query={**asked.query, paging.parameter: text})
