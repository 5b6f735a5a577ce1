"""Pages for people: what is served, and how to ask for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from knode.core.spec import ColumnSpec
from knode.deploy.frames import Columns
from knode.serve.html import POLICY, Html, page, table, tag
from knode.serve.openapi import document
from knode.serve.repository import Repository
from knode.serve.routing import Routing, reply
from knode.serve.served import Served
from knode.serve.service import Service

STYLE = Path(__file__).with_name("pages.css")


def routes(service: Service, routing: Routing) -> list[Route]:
    """The routes."""
    pages = Pages(service)
    return [
        routing.route("/style.css", {"GET": pages.style}),
        routing.route("/openapi.json", {"GET": pages.openapi}, key="page"),
        routing.route("/", {"GET": pages.index}, key="page"),
        routing.route("/docs", {"GET": pages.docs}, key="page"),
    ]


def html(text: str, status: int = 200) -> Response:
    """A page as an answer; it may load nothing but our own style sheet."""
    headers = {"content-security-policy": POLICY, "x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}
    return Response(text, status, headers, "text/html")


class Pages:
    """The handlers."""

    def __init__(self, service: Service) -> None:
        self._repository = service.repository
        self._keys = service.keyring is not None
        self._style = STYLE.read_bytes()

    async def style(self, request: Request) -> Response:
        """The style sheet."""
        return Response(self._style, headers={"cache-control": "max-age=300"}, media_type="text/css")

    async def openapi(self, request: Request) -> Response:
        """The OpenAPI document."""
        return reply(document(self._repository, keys=self._keys))

    async def index(self, request: Request) -> Response:
        """What is served."""
        return html(page("Bundles", *_index(self._repository)))

    async def docs(self, request: Request) -> Response:
        """How to ask."""
        return html(page("How to ask", *_docs(self._repository, str(request.base_url).rstrip("/"), self._keys)))


# ---- what is served


def _index(repository: Repository) -> list[Html]:
    cards = [_card(list(versions.values())) for versions in repository.bundles.values()]
    problems = [tag("p", tag("strong", name), f": {problem}") for name, problem in repository.problems.items()]
    return [
        tag("h1", "Bundles"),
        tag("p", "What this server answers with. Choose one to try it.", class_="soft"),
        tag("div", *cards, class_="grid") if cards else tag("div", "No bundle is served yet.", class_="card"),
        tag("div", tag("h2", "Files that are not served"), *problems, class_="card problem") if problems else Html(""),
    ]


def _card(versions: list[Served]) -> Html:
    scorer = versions[0].scorer
    rest = [
        tag("a", served.scorer.version, href=f"/v1/{scorer.name}/{served.scorer.version}/try")
        for served in versions[1:]
    ]
    columns = sum(len(spec.columns) for spec in scorer.inputs.values())
    use = str(scorer.manifest.get("card", {}).get("intended_use", ""))
    return tag(
        "div",
        tag("h2", tag("a", scorer.name, href=f"/v1/{scorer.name}/try")),
        tag("span", f"version {scorer.version}", class_="tag"),
        tag("span", f"{columns} columns in", class_="tag"),
        tag("span", "compiled", class_="tag good") if all(scorer.compiled.values()) else None,
        tag("span", "explains", class_="tag") if scorer.explains else None,
        tag("p", use, class_="soft") if use else None,
        tag("p", "Earlier versions: ", [(link, " ") for link in rest], class_="soft") if rest else None,
        class_="card",
    )


# ---- how to ask


def _docs(repository: Repository, base: str, keys: bool) -> list[Html]:
    spec = document(repository, keys=keys)
    made = [
        tag("h1", "How to ask"),
        tag(
            "p",
            "Send rows, get predictions. The same as a machine reads it: ",
            tag("a", "openapi.json", href="/openapi.json"),
            ". Every error is a JSON document that says what is wrong, and in which row and column.",
            class_="soft",
        ),
    ]
    for versions in repository.bundles.values():
        served = next(iter(versions.values()))
        made.append(_asking(served, spec["paths"][f"/v1/{served.scorer.name}/predict"]["post"], base, keys))
    return made


def _asking(served: Served, operation: Mapping[str, Any], base: str, keys: bool) -> Html:
    scorer = served.scorer
    path = f"/v1/{scorer.name}/predict"
    body = operation["requestBody"]["content"]["application/json"]
    sample: Any = next((each["value"] for each in body.get("examples", {}).values()), {"rows": []})
    key = " \\\n  -H 'Authorization: Bearer KEY'" if keys else ""
    sent = json.dumps(sample, ensure_ascii=False).replace("'", "'\\''")
    command = f"curl {base}{path}{key} \\\n  -H 'Content-Type: application/json' \\\n  -d '{sent}'"
    parameters = [(tag("code", f"?{p['name']}="), p["description"]) for p in operation["parameters"]]
    refused = [(code, answer["description"]) for code, answer in operation["responses"].items() if code.isdigit()]
    inputs = [
        (tag("h3", f"Input {name}"), table(("column", "type", "in training", "example"), _columns(served, name)))
        for name in scorer.inputs
    ]
    return tag(
        "section",
        tag("h2", tag("span", "POST", class_="method"), tag("code", path)),
        tag("p", tag("a", "Try it", href=f"/v1/{scorer.name}/try"), f" · version {scorer.version}"),
        tag("pre", tag("code", command)),
        inputs,
        tag("h3", "Parameters"),
        table(("parameter", "what it does"), parameters),
        tag("h3", "Answers"),
        table(("status", "when"), refused),
        class_="card",
    )


def _columns(served: Served, name: str) -> list[tuple[Any, ...]]:
    example: Columns = served.scorer.examples.get(name, {})
    return [
        (tag("code", column.name), _type(column), seen(column), said((example.get(column.name) or [None])[0]))
        for column in served.scorer.inputs[name].columns
    ]


def _type(column: ColumnSpec) -> str:
    return f"{column.type}, may be missing" if column.nullable else column.type


def seen(column: ColumnSpec) -> str:
    """What training has seen of a column."""
    if column.categories is not None:
        listed = ", ".join(map(str, column.categories[:8]))
        return f"{listed} …" if len(column.categories) > 8 else listed
    return "" if column.range is None else f"{column.range[0]:g} to {column.range[1]:g}"


def said(value: Any) -> str:
    """A value for a person to read."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.6g}" if isinstance(value, float) else str(value)
