"""Tries bundles: opens one, gives a form's columns and example rows, and asks it about a row."""

from __future__ import annotations

import time
import weakref
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knode.core.errors import KnodeError, UsageError, quoted
from knode.core.spec import ColumnSpec, TableSpec
from knode.core.values import PREDICTION, PROBABILITY
from knode.host import try_protocol as protocol

if TYPE_CHECKING:
    import pandas as pd

    from knode.deploy.bundle import Bundle
    from knode.host.host import Host

EXAMPLES = 50
"""Held-out rows that are offered as examples, at most."""
MOST_CHOICES = 40
"""A text column with so many different values at most is one to choose from."""
_OPEN: weakref.WeakKeyDictionary[Host, dict[str, OpenBundle]] = weakref.WeakKeyDictionary()


class OpenBundle:
    """A bundle that is tried, its workflow compiled once. `stamp` tells whether its file has changed since."""

    def __init__(self, path: Path, *, trust: bool) -> None:
        from knode.deploy.bundle import read_bundle
        from knode.engine.inline import captured_graph

        self.stamp = stamp_of(path)
        self.bundle: Bundle = read_bundle(path)
        self.captured = self.bundle.captured
        self.manifest = self.bundle.manifest
        self.graph, self.entries, exits = captured_graph(self.captured, trust=trust)
        # An output of another kind, such as a model, is no answer to rows.
        self.exits = {name: node for name, node in exits.items() if name in self.captured.contract.outputs}
        self._frozen = {node: value for node, (_, value) in self.captured.frozen.items()}
        self._trust = trust
        self.explainer: Any = None

    def evaluate(self, inputs: Mapping[str, pd.DataFrame], wanted: Iterable[str]) -> dict[str, pd.DataFrame]:
        """The outputs `wanted` for some rows. Raises NodeFailed for rows that a node refuses."""
        from knode.engine.inline import Inline, evaluate

        supplied = {self.entries[name]: table for name, table in inputs.items()} | self._frozen
        exits = {name: self.exits[name] for name in wanted}
        values = evaluate(self.graph, exits.values(), supplied, Inline(trust=self._trust))
        return {name: values[step, self.graph.steps[step].ports.outputs[0].name] for name, step in exits.items()}

    def columns(self, name: str) -> tuple[ColumnSpec, ...]:
        """The columns of an input: as it describes them, else those of the held-out rows."""
        settings = self.captured.workflow.nodes[self.entries[name]].settings
        described = tuple(ColumnSpec.model_validate(column) for column in settings.get("columns", ()))
        return described or TableSpec.of(self.captured.contract.inputs[name]).columns


def open_bundle(host: Host, params: protocol.Place) -> protocol.Trial:
    """Open a bundle, checked by its hashes, or ask a server about one that it serves."""
    if is_served(params.place):
        from knode.host.trying_served import open_served

        return open_served(params)
    found = opened(host, params.place)
    contract = found.captured.contract.inputs
    why_not = _why_not(found)
    return protocol.Trial(
        name=str(found.manifest["name"]),
        version=str(found.manifest["version"]),
        sha256=_digest(host, params.place),
        source="file",
        inputs={
            name: tuple(_field(column, contract.get(name)) for column in found.columns(name)) for name in found.entries
        },
        examples=_examples(contract),
        outputs={name: tuple(map(str, contract_table.columns)) for name, contract_table in _outputs(found).items()},
        explains=not why_not,
        why_not=why_not,
        card=_card(found.manifest),
    )


def send(host: Host, params: protocol.Row) -> protocol.Answer:
    """What a bundle answers for one row, through the nodes themselves."""
    if is_served(params.place):
        from knode.host.trying_served import send_served

        return send_served(params)
    from knode.deploy.frames import columns_of

    found = opened(host, params.place)
    inputs = frames(found, params.inputs)
    began = time.perf_counter()
    made = found.evaluate(inputs, found.exits)
    milliseconds = (time.perf_counter() - began) * 1000
    rows = {name: first_row(columns_of(table)) for name, table in made.items()}
    return answer(rows, milliseconds)


def opened(host: Host, place: str) -> OpenBundle:
    """The bundle at a place, read again when its file has changed. Raises UsageError, BundleDamaged, TrustRequired."""
    path = path_of(host, place)
    kept = _OPEN.setdefault(host, {})
    found = kept.get(str(path))
    if found is None or found.stamp != stamp_of(path):
        found = kept[str(path)] = OpenBundle(path, trust=host.trust)
    return found


def path_of(host: Host, place: str) -> Path:
    """The file that a place names; a relative one starts at the workflow's folder."""
    return (host.folder / Path(place).expanduser()).resolve()


def stamp_of(path: Path) -> tuple[int, int]:
    """Changes when the file does. Raises UsageError when there is none."""
    try:
        stat = path.stat()
    except OSError:
        raise UsageError(f"There is no bundle {quoted(path)}.", path=str(path)) from None
    return stat.st_size, stat.st_mtime_ns


def is_served(place: str) -> bool:
    """Whether a place is the address of a server rather than a file."""
    return place.startswith(("http://", "https://"))


def frames(found: OpenBundle, inputs: Mapping[str, Mapping[str, Any]]) -> dict[str, pd.DataFrame]:
    """A row for each input, as JSON values come. Raises UsageError for an input that is not there."""
    from knode.deploy.frames import frame_of

    absent = sorted(set(found.entries) - set(inputs))
    if absent:
        raise UsageError(f"The bundle needs the input {quoted(absent[0])}.", input=absent[0])
    return {name: frame_of({column: [value] for column, value in inputs[name].items()}, 1) for name in found.entries}


def first_row(columns: Mapping[str, list[Any]]) -> dict[str, Any]:
    """The only row of an answer; empty when a filter left it out."""
    return {name: values[0] for name, values in columns.items() if values}


def answer(rows: Mapping[str, Mapping[str, Any]], milliseconds: float) -> protocol.Answer:
    """An answer with its prediction and probabilities found."""
    place = prediction_of({name: list(row) for name, row in rows.items()})
    if place is None:
        return protocol.Answer(outputs={name: dict(row) for name, row in rows.items()}, milliseconds=milliseconds)
    output, column = place
    start = column.removesuffix(PREDICTION) + PROBABILITY
    chances = [
        protocol.Chance(label=name.removeprefix(start), chance=float(value))
        for name, value in rows[output].items()
        if name.startswith(start) and isinstance(value, int | float)
    ]
    return protocol.Answer(
        outputs={name: dict(row) for name, row in rows.items()},
        prediction=rows[output][column],
        chances=tuple(sorted(chances, key=lambda each: -each.chance)),
        milliseconds=milliseconds,
    )


def prediction_of(columns: Mapping[str, list[str]]) -> tuple[str, str] | None:
    """The output and column that hold the prediction: called so, with or without a prefix."""
    for exact in (True, False):
        for output, names in columns.items():
            for name in names:
                if name == PREDICTION or (not exact and name.endswith(PREDICTION)):
                    return output, name
    return None


def _outputs(found: OpenBundle) -> dict[str, Any]:
    return {name: found.captured.contract.outputs[name] for name in found.exits}


def _why_not(found: OpenBundle) -> str:
    from knode.host.explaining import why_not

    return why_not(found)


def _digest(host: Host, place: str) -> str:
    from hashlib import file_digest

    with path_of(host, place).open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _field(column: ColumnSpec, held_out: pd.DataFrame | None) -> protocol.Field:
    if column.categories is not None:
        return protocol.Field(column=column, choices=tuple(column.categories))
    if column.type != "text" or held_out is None or column.name not in held_out.columns:
        return protocol.Field(column=column)
    counted = held_out[column.name].value_counts()
    few = len(counted) <= MOST_CHOICES and len(counted) <= max(2, len(held_out) // 3)
    return protocol.Field(column=column, choices=tuple(sorted(map(str, counted.index))) if few else ())


def _examples(contract: Mapping[str, pd.DataFrame]) -> tuple[dict[str, dict[str, Any]], ...]:
    """Held-out rows; where there are several inputs, the rows that stand at the same place in each."""
    from knode.deploy.frames import columns_of

    tables = {name: columns_of(table.iloc[:EXAMPLES]) for name, table in contract.items()}
    count = min((len(table) for table in contract.values()), default=0)
    return tuple(
        {name: {column: values[row] for column, values in table.items()} for name, table in tables.items()}
        for row in range(min(count, EXAMPLES))
    )


def _card(manifest: Mapping[str, Any]) -> str:
    from knode.deploy.card import markdown

    try:
        return markdown(manifest)
    except (KeyError, TypeError, AttributeError) as error:
        raise KnodeError(f"The bundle's card cannot be read ({type(error).__name__}: {error}).") from None
