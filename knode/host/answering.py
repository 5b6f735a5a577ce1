"""Answers calls: finds the handler of a method, and gives it a thread."""

from __future__ import annotations

import importlib
import json
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from knode.core.errors import KnodeError, UsageError
from knode.host.channel import Channel
from knode.host.protocol import Method, method_of

if TYPE_CHECKING:
    from knode.host.host import Host

THREADS = 6
"""Calls that are answered at the same time; further ones wait."""
Handler = Callable[["Host", Any], Any]


class Answering:
    """Reads one window's calls and answers them until it is gone."""

    def __init__(self, host: Host, channel: Channel) -> None:
        self._host = host
        self._channel = channel
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="knode-call")
        self._handlers: dict[str, Handler] = {}

    def serve(self) -> None:
        """Answer until the window is gone."""
        while (message := self._channel.receive()) is not None:
            try:
                method = method_of(message["method"])
                params = _params(method, message["params"])
            except KnodeError as error:
                self._refuse(message["id"], error)
                continue
            if method.at_once:
                self._answer(message["id"], method, params)
            else:
                self._pool.submit(self._answer, message["id"], method, params)

    def _answer(self, number: int, method: Method[Any, Any], params: Any) -> None:
        try:
            result = self._handler(method)(self._host, params)
            body = result.model_dump_json(fallback=str)
        except KnodeError as error:
            self._refuse(number, error)
        except (
            Exception
        ) as error:  # A mistake of ours, or a library's error on odd data: the window must not wait for ever.
            traceback.print_exc()
            self._refuse(number, mistake(error))
        else:
            self._channel.send(f'{{"id":{number},"result":{body}}}')

    def _handler(self, method: Method[Any, Any]) -> Handler:
        found = self._handlers.get(method.name)
        if found is None:
            module, _, name = method.handler.partition(":")
            found = self._handlers[method.name] = getattr(importlib.import_module(module), name)
        return found

    def _refuse(self, number: int, error: KnodeError) -> None:
        self._channel.send(json.dumps({"id": number, "error": error.as_json()}))


def _params(method: Method[Any, Any], data: Any) -> Any:
    try:
        return method.params.model_validate(data)
    except ValidationError as error:
        raise UsageError(f"The call of {method.name} is wrong: {error}") from None


def mistake(error: Exception) -> KnodeError:
    """An error that is nobody's but ours, as the window shows it."""
    said = f"{type(error).__name__}: {error}"[:500]
    return KnodeError(
        f"The engine process itself went wrong ({said}). That is our mistake: please report it.", ours=True
    )
