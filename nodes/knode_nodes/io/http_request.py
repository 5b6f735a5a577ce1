"""Ask a web server, once or for each row of a table."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import model_validator

from knode.api import Context, DataError, Example, Node, Secret, Spec, Table, quoted, setting
from knode_nodes.io import _request
from knode_nodes.io._answers import ERROR, STATUS, AnswerForm, Gathered, Reply, Wanted
from knode_nodes.io._http import BUSY, Answer, Asked, Asking, Auth, Pause
from knode_nodes.io._notes import OF_ANSWERS, Notes
from knode_nodes.io._paging import Paging, pages
from knode_nodes.io._side_by_side import Check, SideBySide

if TYPE_CHECKING:
    import httpx
    import pandas as pd

FORMS = {"json": "application/json", "csv": "text/csv", "text": "text/plain"}
SENT = {"json": "application/json", "text": "text/plain; charset=utf-8", "form": "application/x-www-form-urlencoded"}
MOST = 64
"""Requests under way at the same time; the client opens at most a hundred connections."""
PRIVATE = ("authorization", "proxy-authorization", "cookie")


class HttpRequest(Node):
    """Ask a web server (a REST API) and make a table of its answer: once, or once for each row of a connected table.

    With a table, `{column}` in the URL, query, headers or body stands for the value of the row, properly escaped; a URL
    that is `{column}` alone is taken as it is. Each record of an answer becomes a row beside the columns of the row that it
    was asked for; a row without records stays, with missing values. In a JSON body the place stands in quotes:
    `{"age": "{age}"}` sends the number.

    JSON answers: the records are found, or stand where `at` says; objects within stay JSON text. CSV answers are read as
    CSV Reader does; all else is one column `body`. Pages are asked for one after the other until there are no more.

    Failures that may pass (no connection, too many requests, 5xx) are tried again, later each time, or when the server
    says. With `at_once` several rows are asked for at the same time: the table is the same, but the server may see their
    requests in another order, which matters where they change something.

    A password or key is a secret: it is named here, sent to this server only, and never stands in the result.

    Example: the URL `https://api.example.org/customers/{id}/orders`, auth bearer with the secret `SHOP`, at `data`.
    """

    pack = "io"
    icon = "http-request"
    keywords = (
        "GET Request", "POST Request", "PUT Request", "REST API", "Download", "Webservice", "Web API", "requests", "curl",
        "JSON", "OAuth", "scrape", "url", "API call",
    )  # fmt: skip

    url: str = setting(..., "Address to ask; {column} stands for a value of the row.")
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] = setting("GET", "What to ask the server for.")
    query: dict[str, str] = setting({}, "Parameters behind the address, by name.", form="named")
    headers: dict[str, str] = setting({}, "Headers by name; secrets go to auth instead.", form="named")
    body: str = setting("", "What to send: JSON, text, or a form with a line name=value for each field.", form="text")
    body_form: Literal["json", "text", "form"] = setting("json", "How the body is sent.", when={"body": True})
    auth: Literal["none", "bearer", "basic", "header"] = setting(
        "none",
        "How to prove who asks: a bearer token, user and password, or a header of its own.",
        labels={
            "none": "nothing needed",
            "bearer": "token (bearer)",
            "basic": "user and password (basic)",
            "header": "header of its own",
        },
    )
    example = Example(
        {"url": "https://api.example.org/customers/{id}/orders", "auth": "bearer", "secret": "SHOP", "at": "data"}
    )
    secret: Secret = setting(
        Secret(""), "Name of the secret with the token, password or key.", when={"auth": ("bearer", "basic", "header")}
    )
    user: str = setting("", "User name, for basic.", when={"auth": ("basic",)})
    auth_header: str = setting(
        "X-API-Key",
        "Name of the header, for header.",
        pattern=r"^[A-Za-z0-9!#$%&'*+.^_`|~-]+$",
        when={"auth": ("header",)},
    )
    answer: AnswerForm = setting("auto", "What the answer is; auto goes by what the server says.")
    at: str = setting("", "Where the records are in JSON: names joined by points, such as data.items.")
    paging: Paging = setting(Paging(), "Whether the answer comes in pages, and how to ask for the next.")
    prefix: str = setting("", "Put before the names of the answer's columns.")
    on_error: Literal["fail", "column"] = setting(
        "fail", f"What to do where the answer is an error: fail, or tell it in the columns {STATUS} and {ERROR}."
    )
    at_once: int = setting(
        1, "With a table: how many requests may be under way at the same time; 1 is one after the other.", ge=1, le=MOST
    )
    retries: int = setting(3, "Try again at most this often.", ge=0, le=20)
    timeout: float = setting(
        30.0, "Wait so long for an answer to begin, and to come to its end.", gt=0, le=3600, unit="s"
    )
    max_size: float = setting(100.0, "Largest answer that is taken.", gt=0, le=4000, unit="MB")
    reuse: bool = setting(False, "Reuse the answers of an earlier run; else each run asks anew.")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if any(name.lower() in PRIVATE for name in self.headers):
            raise ValueError("a header with a password would stand in the workflow's file: use auth and a secret")
        if self.auth != "none" and not self.secret:
            raise ValueError(f"`auth` `{self.auth}` needs the name of a secret (knode secret set NAME)")
        return self

    def fingerprint(self, folder: Path) -> Any:
        """Something new each time, unless answers are reused."""
        return None if self.reuse else {"run": uuid.uuid4().hex}

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        """Known for certain is only which columns must be there."""
        given = inputs.get("table")
        if given is not None:
            _request.check_places(self._texts(), given.names)
        return {"table": None}

    def run(self, context: Context, table: Table | None = None) -> Table:
        """The answers."""
        import httpx

        if table is not None:
            _request.check_places(self._texts(), map(str, table.columns))
        rows: Sequence[Mapping[str, Any]] = [{}] if table is None else _rows(table)
        gathered = Gathered(self._wanted(), Notes(ways=OF_ANSWERS))
        with (
            httpx.Client(timeout=self.timeout, follow_redirects=False) as client,
            closing(self._replies(context, client, rows, per_row=table is not None)) as replies,
        ):
            for number in range(len(rows)):
                context.progress(number / len(rows), f"{number + 1:,} of {len(rows):,}" if table is not None else "")
                gathered.add(next(replies))
        result = gathered.table(table)
        gathered.notes.tell(context)
        context.info(f"{gathered.answers:,} answers, {len(result):,} rows × {result.shape[1]:,} columns.")
        return result

    def _wanted(self) -> Wanted:
        return Wanted(self.answer, self.at, self.prefix, self.on_error == "column", self.method == "HEAD")

    def _replies(
        self, context: Context, client: httpx.Client, rows: Sequence[Mapping[str, Any]], *, per_row: bool
    ) -> Generator[Reply]:
        """What the server says to each row, in turn."""
        asking = self._asking(client, self._auth(context))

        def ask(row: Mapping[str, Any], number: int, check: Check) -> Reply:
            return self._ask(asking(check), row, number if per_row else None)

        if self.at_once == 1 or len(rows) < 2:
            return (ask(row, number, context.check_cancelled) for number, row in enumerate(rows))
        return SideBySide(ask, self.at_once, context.check_cancelled).results(rows)

    def _asking(self, client: httpx.Client, auth: Auth) -> Callable[[Check], Asking]:
        """What asks for one row; the pauses that the server wants are those of all."""
        pause, most = Pause(), int(self.max_size * 1e6)
        return lambda check: Asking(
            client, auth, pause, retries=self.retries, seconds=self.timeout, most_bytes=most, check=check
        )

    def _auth(self, context: Context) -> Auth:
        return Auth.of(self.auth, self.user, self.auth_header, context.secret(self.secret)) if self.secret else Auth()

    def _texts(self) -> list[str]:
        body = [self.body] if self.body_form != "json" else _json_texts(self.body)
        return [self.url, *self.query.values(), *self.headers.values(), *body]

    def _ask(self, asking: Asking, row: Mapping[str, Any], number: int | None) -> Reply:
        reply = Reply(self._wanted())
        try:
            first = self._asked(row)
            for answer in pages(asking, first, self.paging, reply.last_count, reply.notes):
                if answer.status >= 400:
                    raise _Refused(
                        answer, f"{quoted(first.url)} answers {answer.status}: {quoted(answer.text.strip())}"
                    )
                try:
                    reply.add(answer)
                except DataError as error:
                    raise DataError(
                        f"the answer of {quoted(first.url)} cannot be read: {error.message}. It begins with "
                        f"{quoted(answer.text.strip()[:40])}",
                        column=error.facts.get("column"),
                    ) from None
        except DataError as error:
            status = error.answer.status if isinstance(error, _Refused) else None
            if self.on_error == "fail":
                too_many = status in BUSY and self.at_once > 1 and number is not None
                hint = "; ask for fewer at the same time (setting at_once)" if too_many else ""
                column = error.facts.get("column")
                raise DataError(asking.auth.hide(error.message) + hint, column=column, row=number) from None
            reply.fail(status, asking.auth.hide(error.message))
        return reply

    def _asked(self, row: Mapping[str, Any]) -> Asked:
        headers = {name: _request.filled(value, row) for name, value in self.headers.items()}
        bad = next((name for name, value in headers.items() if not value.isprintable()), None)
        if bad is not None:
            raise DataError(f"the header {quoted(bad)} holds a line end or another control character")
        body, given = self._body(row), {name.lower() for name in headers}
        if body is not None and "content-type" not in given:
            headers["Content-Type"] = SENT[self.body_form]
        if self.answer in FORMS and "accept" not in given:
            headers["Accept"] = f"{FORMS[self.answer]}, */*;q=0.5"
        query = {name: _request.filled(value, row) for name, value in self.query.items()}
        return Asked(
            self.method,
            _request.filled_url(self.url, row).strip(),
            query,
            {name: value.encode() for name, value in headers.items()},
            body,
        )

    def _body(self, row: Mapping[str, Any]) -> bytes | None:
        if not self.body.strip():
            return None
        if self.body_form == "json":
            return _request.json_body(self.body, row)
        return (
            _request.form_body(self.body, row) if self.body_form == "form" else _request.filled(self.body, row).encode()
        )


class _Refused(DataError):
    """The server answered with an error."""

    def __init__(self, answer: Answer, text: str) -> None:
        super().__init__(text)
        self.answer = answer


def _json_texts(body: str) -> list[str]:
    """The texts within the JSON of a body: its own braces are no places."""
    import json

    found: list[str] = []

    def look(data: Any) -> None:
        if isinstance(data, str):
            found.append(data)
        for one in data if isinstance(data, list) else data.values() if isinstance(data, dict) else ():
            look(one)

    try:
        look(json.loads(body) if body.strip() else None)
    except json.JSONDecodeError:
        return []
    return found


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    names = [str(name) for name in table.columns]
    columns = [table.iloc[:, place].astype(object).tolist() for place in range(table.shape[1])]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
