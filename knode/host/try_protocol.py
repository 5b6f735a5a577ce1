"""What the window asks of the engine process about trying a bundle. Light: the window imports it."""

from __future__ import annotations

from typing import Any, Literal

from knode.core.spec import ColumnSpec
from knode.host.protocol import Message, Method


class Place(Message):
    """A bundle: the path of a `.knodez` file, or the address of one that is served (`http://host/v1/name`).

    `key` is the name of the secret that holds a server's key.
    """

    place: str
    key: str = ""


class Field(Message):
    """A column of an input, and values that held-out rows have there, to choose from."""

    column: ColumnSpec
    choices: tuple[Any, ...] = ()


class Trial(Message):
    """A bundle that can be tried.

    `inputs` are the columns by input, `examples` held-out rows (JSON values by input and column), `outputs` the columns by
    output. `explains` says that its predictions can be explained; else `why_not` says why.
    """

    name: str
    version: str
    sha256: str
    source: Literal["file", "server"]
    inputs: dict[str, tuple[Field, ...]]
    examples: tuple[dict[str, dict[str, Any]], ...]
    outputs: dict[str, tuple[str, ...]]
    explains: bool
    why_not: str = ""
    card: str = ""


class Row(Message):
    """A row to try: JSON values by input and column."""

    place: str
    key: str = ""
    inputs: dict[str, dict[str, Any]]


class Chance(Message):
    """How likely a class is."""

    label: str
    chance: float


class Answer(Message):
    """What a bundle answers for a row: all columns by output, and of them the prediction and the probabilities."""

    outputs: dict[str, dict[str, Any]]
    prediction: Any = None
    chances: tuple[Chance, ...] = ()
    milliseconds: float


class Explanation(Message):
    """What moved a prediction: `base` and all `parts` (by input column, greatest first) add up to `total`.

    `of` is what is explained: the probability of a class, or the prediction. `note` says how it was found.
    """

    of: str
    scale: Literal["probability", "prediction", "score"]
    base: float
    total: float
    parts: tuple[tuple[str, float], ...]
    note: str


OPEN = Method("try.open", Place, Trial, "knode.host.trying:open_bundle")
SEND = Method("try.send", Row, Answer, "knode.host.trying:send")
EXPLAIN = Method("try.explain", Row, Explanation, "knode.host.explaining:explain")
