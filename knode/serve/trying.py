"""The form to try a bundle: filled from a held-out row, with the answer and its explanation beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from knode.core.errors import KnodeError
from knode.core.spec import ColumnSpec
from knode.deploy.frames import Columns
from knode.serve.html import Html, bars, page, table, tag
from knode.serve.limits import too_large
from knode.serve.pages import html, said, seen
from knode.serve.payloads import records
from knode.serve.problems import Problem, from_error
from knode.serve.routing import Routing, query_of
from knode.serve.served import Served
from knode.serve.service import Service

FORM_BYTES = 1_000_000
SHAP = "shap_"
MOST_BARS = 20
MOST_CHOICES = 200


def routes(service: Service, routing: Routing) -> list[Route]:
    """The routes."""
    trying = Trying(service)
    handlers = {"GET": trying.form, "POST": trying.tried}
    return [routing.route(path, handlers, key="page") for path in ("/v1/{name}/try", "/v1/{name}/{version}/try")]


class Trying:
    """The handlers."""

    def __init__(self, service: Service) -> None:
        self._repository = service.repository

    async def form(self, request: Request) -> Response:
        """A form filled from the example row."""
        query_of(request)
        served = self._repository.named(**request.path_params)
        given = {
            (name, column): values[0] for name, table in served.scorer.examples.items() for column, values in table.items()
            if values
        }  # fmt: skip
        return html(page(served.scorer.name, *_try(served, given, None)))

    async def tried(self, request: Request) -> Response:
        """The form with what the bundle answered."""
        served = self._repository.named(**request.path_params)
        given = _fields(await _body(request))
        inputs = {
            name: {c.name: [_value(given.get((name, c.name), ""), c)] for c in spec.columns}
            for name, spec in served.scorer.inputs.items()
        }
        status = 200
        try:
            answer: Any = await served.score(inputs, _outputs(served), 1)
        except KnodeError as error:
            answer = from_error(error)
            status = answer.status
        except Problem as problem:
            answer, status = problem, problem.status
        return html(page(served.scorer.name, *_try(served, given, answer)), status)


def _outputs(served: Served) -> tuple[str, ...]:
    """All outputs, those that explain at the end."""
    scorer = served.scorer
    return tuple(sorted(scorer.outputs, key=lambda name: name in scorer.explains))


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > FORM_BYTES:
            raise too_large(FORM_BYTES)
    return body


def _fields(body: bytes) -> dict[tuple[str, str], str]:
    """The fields of a form by input and column. Raises Problem."""
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=10_000)
    except (ValueError, UnicodeError):
        raise Problem("malformed", "The form cannot be read.") from None
    split = (name.partition(":") for name, _ in pairs)
    return {(start, end): text for (start, _, end), (_, text) in zip(split, pairs, strict=True)}


def _value(text: str, column: ColumnSpec) -> Any:
    """What a person typed, as a value of the column; the text itself where it is none, for the workflow to refuse."""
    if text == "":
        return None
    if column.categories is not None:
        return next((value for value in column.categories if str(value) == text), text)
    if column.type == "boolean":
        return {"true": True, "false": False}.get(text, text)
    if column.type == "number":
        for read in (int, float):
            try:
                return read(text)
            except ValueError:
                continue
    return text


def _try(served: Served, given: Mapping[tuple[str, str], Any], answer: Any) -> list[Html]:
    scorer = served.scorer
    several = len(scorer.inputs) > 1
    fields = [
        (
            tag("h3", name) if several else None,
            [_field(name, column, given.get((name, column.name))) for column in spec.columns],
        )
        for name, spec in scorer.inputs.items()
    ]
    action = f"/v1/{scorer.name}/{scorer.version}/try"
    form = tag("form", *fields, tag("button", "Ask"), method="post", action=action, class_="card")
    return [
        tag("h1", scorer.name),
        tag("p", f"version {scorer.version} · sha256 {scorer.sha256[:16]}", class_="soft"),
        tag("div", form, tag("div", *_answered(served, answer)), class_="pair"),
    ]


def _field(input_: str, column: ColumnSpec, value: Any) -> Html:
    name = f"{input_}:{column.name}"
    shown = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    choices = ["true", "false"] if column.type == "boolean" else list(map(str, column.categories or ()))
    control: Html
    if choices and len(choices) <= MOST_CHOICES:
        choices = list(dict.fromkeys(["", *choices, shown]))
        options = [tag("option", choice or "(missing)", value=choice, selected=choice == shown) for choice in choices]
        control = tag("select", *options, id=name, name=name)
    else:
        numeric = "decimal" if column.type == "number" else None
        control = tag("input", id=name, name=name, value=shown, inputmode=numeric, autocomplete="off")
    known = [seen(column) if column.range is not None else "", "may be missing" if column.nullable else ""]
    hint = ", ".join(filter(None, known))
    return tag(
        "div", tag("label", column.name, for_=name), control, tag("small", hint) if hint else None, class_="field"
    )


def _answered(served: Served, answer: Any) -> list[Html]:
    if answer is None:
        text = "The form holds a row that was held out when the model was trained. Change it and ask."
        return [tag("div", tag("p", text, class_="soft"), class_="card")]
    if isinstance(answer, Problem):
        return [tag("div", tag("strong", _refusal(answer)), class_="card problem")]
    return [_output(served, name, columns) for name, columns in answer.items()]


def _refusal(problem: Problem) -> str:
    """What is wrong, without the number of the only row."""
    for error in problem.errors:
        if {"column", "row", "expected", "got"} <= error.keys():
            return f"{error['column']}: expected {error['expected']}, got {error['got']}."
    return problem.detail


def _output(served: Served, name: str, columns: Columns) -> Html:
    row: dict[str, Any] = next(iter(records(columns)), {})
    if name in served.scorer.explains and any(column.startswith(SHAP) for column in row):
        return _explanation(name, row)
    asked = {column.name for spec in served.scorer.inputs.values() for column in spec.columns}
    roles = {column.name: column.role for column in served.scorer.outputs[name]}
    made = {column: value for column, value in row.items() if column not in asked}
    answers = [value for column, value in made.items() if roles.get(column) == "prediction"]
    chances = [
        (column.removeprefix("probability_"), value)
        for column, value in made.items()
        if roles.get(column) == "probability" and isinstance(value, float)
    ]
    rest = [
        (tag("code", column), said(value))
        for column, value in made.items()
        if roles.get(column) not in ("prediction", "probability")
    ]
    return tag(
        "div",
        tag("h2", name),
        [tag("p", said(value), class_="answer") for value in answers],
        bars(sorted(chances, key=lambda pair: -pair[1])[:MOST_BARS], signed=False) if chances else None,
        table(("column", "value"), rest) if rest else None,
        class_="card",
    )


def _explanation(name: str, row: Mapping[str, Any]) -> Html:
    values = {
        column.removeprefix(SHAP): float(value)
        for column, value in row.items()
        if column.startswith(SHAP) and isinstance(value, int | float)
    }
    ranked = sorted(values.items(), key=lambda pair: -abs(pair[1]))
    rest = sum(value for _, value in ranked[MOST_BARS:])
    shown = [*ranked[:MOST_BARS], *([(f"{len(ranked) - MOST_BARS} others", rest)] if len(ranked) > MOST_BARS else [])]
    what = f"for {row['explained_class']}, " if "explained_class" in row else ""
    base = row.get("base_value")
    start = f"{what}from the base value {base:.3f}" if isinstance(base, float) else what
    return tag(
        "div",
        tag("h2", name),
        tag("p", f"What moved this prediction up or down, {start}.", class_="soft"),
        bars(shown, signed=True),
        class_="card",
    )
