"""The checks that every node must pass; `knode.api.check_node` offers them to the authors of packs.

The test module of a node, `tests/nodes/<pack>/test_<class in snake_case>.py`, holds the ways to run it:

    EXAMPLES = [
        Example({"columns": ["age"]}, {"table": people}),
        Example({"mode": "remove"}, {"table": people.iloc[:0]}),
    ]

An `Example` is settings (JSON data, as in a workflow file) and a value for each input port; a port that takes several links
gets a list. Small tables that are hard to work with find most: missing values, categories, an index that is not 0, 1, 2.
A node without inputs may do without examples, and so may one with effects outside, an end of a workflow, an end of a
region to be captured, one that takes a captured workflow, and one that holds a workflow: those are not run, or cannot be
without an engine.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

from pydantic import BaseModel

from knode.core.arrays import Arrays, Discrete, TableNeeded, arrays_of
from knode.core.context import Context
from knode.core.errors import KnodeError, SecretMissing
from knode.core.node import Node
from knode.core.ports import KINDS, VARIABLES_PORT, Port, Ports
from knode.core.settings import Secret
from knode.core.spec import ModelSpec, TableSpec, VariablesSpec
from knode.core.target import Target
from knode.core.values import INACTIVE, TRAINING_ROWS, Captured, Model, Variables

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Example:
    """One way to run a node: its settings (JSON data) and its inputs by port name. `rows` is the port that row by row
    checks split, for a node with several table inputs; None for its only one."""

    settings: Mapping[str, Any] = field(default_factory=dict)
    inputs: Mapping[str, Any] = field(default_factory=dict)
    seed: int = 0
    rows: str | None = None


class QuietContext(Context):
    """A Context for tests: gathers what the node says, and has no engine behind it."""

    def __init__(self, *, seed: int = 0, folder: Path | None = None, secrets: Mapping[str, str] | None = None) -> None:
        self.node = "node"
        self.seed = seed
        self.cores = 1
        self.folder = folder if folder is not None else Path()
        self.infos: list[str] = []
        self.warnings: list[str] = []
        self.fractions: list[float | None] = []
        self._secrets = dict(secrets or {})

    def progress(self, fraction: float | None, message: str = "") -> None:
        self.fractions.append(fraction)

    def check_cancelled(self) -> None:
        """Nobody cancels here."""

    def info(self, text: str) -> None:
        self.infos.append(text)

    def warn(self, text: str) -> None:
        self.warnings.append(text)

    def secret(self, secret: Secret) -> str:
        if secret not in self._secrets:
            raise SecretMissing(secret, secret.variable)
        return self._secrets[secret]

    def capture(self) -> Captured:
        raise KnodeError("Nothing can be captured without an engine.")

    def execute(self, captured: Captured, inputs: Mapping[str, Any]) -> dict[str, Any]:
        raise KnodeError("No workflow can be executed without an engine.")

    def combine(
        self, segments: Sequence[Captured], wiring: Mapping[str, str], names: Sequence[str], *, name: str = ""
    ) -> Captured:
        raise KnodeError("No workflows can be combined without an engine.")

    def write_workflow(self, captured: Captured, path: Path, *, name: str, version: str) -> Mapping[str, Any]:
        raise KnodeError("No workflow can be written without an engine.")

    def deploy(self, captured: Captured, target: Path | Target, **wanted: Any) -> Mapping[str, Any]:
        raise KnodeError("No bundle can be written without an engine.")

    def deployed(self, place: Path, name: str = "") -> Mapping[str, Any] | None:
        raise KnodeError("What is deployed cannot be looked at without an engine.")

    def read_bundle(self, path: Path) -> Captured:
        raise KnodeError("No bundle can be read without an engine.")


def check_node(cls: type[Node], examples: Sequence[Example] = ()) -> None:
    """Hold a node class to what the catalogue, the canvas and the engine rely on.

    Args:
        cls: the class.
        examples: ways to run it. A node with inputs needs at least one, unless it has effects outside, is a part of a
            capture or an end of a workflow, or works on captured workflows.

    Raises:
        AssertionError: saying what is wrong, and with which example.
    """
    _check_class(cls)
    _check_settings(cls)
    assert examples or not _needs_example(cls), f"{cls.type_id()} has inputs and no example to be checked with"
    for number, example in enumerate(examples):
        try:
            _check_example(cls, example)
        except AssertionError as error:
            raise AssertionError(f"{cls.type_id()}, example {number}: {error}") from error


def _needs_example(cls: type[Node]) -> bool:
    if cls.effect or cls.captures or cls.boundary or cls.holds:
        return False
    if cls.ports is Node.ports:
        inputs = cls.declared_ports().inputs
    elif any(info.is_required() for info in cls.model_fields.values()):
        return True
    else:
        inputs = cls().ports().inputs
    return bool(inputs) and all(port.kind != "workflow" for port in inputs)


def _check_class(cls: type[Node]) -> None:
    name = cls.__name__
    assert cls.pack.isidentifier(), f"{name} has no pack"
    assert len(cls.help()) > 20, f"{name} has no help: write a docstring"
    first = cls.help().splitlines()[0]
    assert first.endswith("."), f"the help of {name} does not begin with a sentence: {first!r}"
    assert callable(getattr(cls, "run", None)), f"{name} has no run"
    if cls.ports is Node.ports:
        ports = _declared_ports(cls)
        outputs = [port.name for port in ports.outputs]
        assert cls.fits is None or cls.fits in outputs, f"{name} fits {cls.fits!r}, which is no output"
        assert ports.input(VARIABLES_PORT.name) == VARIABLES_PORT, f"{name} uses the port name 'variables' for itself"
    else:
        _check_unfinished(cls)
    assert not (cls.rowwise and cls.fits), f"{name} is row-wise and fits: it cannot be both"


def _check_unfinished(cls: type[Node]) -> None:
    """A node that was just added stands on the canvas before its settings are given: they are None."""
    try:
        cls.unfinished(()).from_settings({}).ports()
    except (AttributeError, TypeError) as error:
        raise AssertionError(
            f"the ports of {cls.__name__} cannot be told while its settings are empty: {error}"
        ) from None


def _declared_ports(cls: type[Node]) -> Ports:
    try:
        return cls.declared_ports()
    except (TypeError, KeyError, NameError) as error:
        raise AssertionError(f"the signature of {cls.__name__}.run does not tell the ports: {error}") from error


def _check_settings(cls: type[Node]) -> None:
    for name, info in cls.model_fields.items():
        assert info.description, f"the setting {name!r} of {cls.type_id()} has no help"
        assert info.description[0].isupper(), f"the help of setting {name!r} of {cls.type_id()} is no sentence"
    _check_when(cls)
    schema = cls.model_json_schema()
    json.dumps(schema)
    assert set(schema.get("properties", {})) == set(cls.model_fields), f"no form can be drawn for {cls.type_id()}"
    if not any(info.is_required() for info in cls.model_fields.values()):
        _check_survival(cls())
    if cls.example is not None:
        _check_survival(cls.from_settings(cls.example.settings))


def _check_when(model: type[BaseModel]) -> None:
    """A setting may say that it matters beside some values of others: they must exist."""
    for name, info in model.model_fields.items():
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        for other, wanted in cast("Mapping[str, Any]", extra.get("when", {})).items():
            said = f"{model.__name__}.{name} matters by {other!r}"
            assert other in set(model.model_fields) - {name}, f"{said}, which is no other setting"
            known = get_args(model.model_fields[other].annotation) if isinstance(wanted, list) else ()
            assert not known or set(wanted) <= set(known), f"{said}, which cannot be {set(wanted) - set(known)}"
        for inner in _models_in(info.annotation):
            _check_when(inner)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def _check_survival(node: Node) -> None:
    again = json.loads(json.dumps(node.to_settings()))
    assert type(node).from_settings(again) == node, "the settings do not survive saving and loading"


def _check_example(cls: type[Node], example: Example) -> None:
    node = cls.from_settings(example.settings)
    _check_survival(node)
    if cls.effect:
        return
    before = _copies(example.inputs)
    settings = node.model_dump_json()
    outputs = _run(node, example, example.inputs)
    for port, value in example.inputs.items():
        assert same(value, before[port]), f"run changed its input {port!r}"
    assert node.model_dump_json() == settings, "run changed the settings"
    _check_outputs(node, outputs)
    _check_spec(node, example, outputs)
    repeated = _run(node, example, example.inputs)
    for port, value in outputs.items():
        assert same(value, repeated[port]), f"the same seed gave another {port!r}"
    _check_models(cls, example, outputs, repeated)
    if cls.rowwise:
        _check_rowwise(node, example, outputs)
        _check_compiled(node, example, outputs)


def _check_outputs(node: Node, outputs: Mapping[str, Any]) -> None:
    ports = {port.name: port for port in node.ports().outputs}
    assert set(outputs) == set(ports), f"the outputs are {sorted(outputs)}, declared are {sorted(ports)}"
    for name, port in ports.items():
        assert _is_of(outputs[name], port), f"the output {name!r} is no {port.kind}"


def _is_of(value: Any, port: Port) -> bool:
    if value is INACTIVE:
        return True
    if port.kind == "table":
        import pandas as pd

        return isinstance(value, pd.DataFrame)
    return isinstance(value, KINDS[port.kind].annotation)


def _run(node: Node, example: Example, inputs: Mapping[str, Any]) -> dict[str, Any]:
    ports = node.ports()
    with tempfile.TemporaryDirectory() as folder:
        arguments = {port.name: _handed(inputs.get(port.name)) for port in ports.inputs}
        if ports.context is not None:
            arguments[ports.context] = QuietContext(seed=example.seed, folder=Path(folder))
        return node.outputs(node.run(**arguments))  # type: ignore[attr-defined]


def _handed(value: Any) -> Any:
    if isinstance(value, list):
        return [_handed(one) for one in value]
    return value.copy(deep=False) if hasattr(value, "iloc") else value


def _copies(inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {
        port: [_copied(one) for one in value] if isinstance(value, list) else _copied(value)
        for port, value in inputs.items()
    }


def _copied(value: Any) -> Any:
    if isinstance(value, Variables):
        return Variables(value)
    return value.copy(deep=True) if hasattr(value, "iloc") else value


def _check_models(cls: type[Node], example: Example, outputs: Mapping[str, Any], repeated: Mapping[str, Any]) -> None:
    """Applied to the rows it was fitted on, a model gives the same both times, and what the node itself gave."""
    tables = [value for value in example.inputs.values() if hasattr(value, "iloc")]
    for port, model in outputs.items():
        if not isinstance(model, Model) or len(tables) != 1:
            continue
        if not set(model.inputs.names) <= set(tables[0].columns):
            continue
        applied = model.apply(_handed(tables[0]))
        assert same(applied, repeated[port].apply(_handed(tables[0]))), f"the same seed gave another {port!r}"
        # Rows to learn from may be treated otherwise than those that come later; such a model says how.
        alike = TRAINING_ROWS not in model.facts
        if port == cls.fits and model.kind == "transformer" and "table" in outputs and alike:
            assert same(applied, outputs["table"]), f"the model {port!r} gives other values than the node itself"


def _check_spec(node: Node, example: Example, outputs: Mapping[str, Any]) -> None:
    declared = {port.name for port in node.ports().outputs}
    unknown = node.spec(dict.fromkeys(example.inputs))
    assert set(unknown) <= declared, f"the spec tells of {sorted(unknown)}, the outputs are {sorted(declared)}"
    specs = {port: _spec(value) for port, value in example.inputs.items()}
    for port, predicted in node.spec(specs).items():
        assert port in declared, f"the spec tells of {port!r}, which is no output"
        actual = outputs[port]
        if actual is INACTIVE:
            continue
        if isinstance(predicted, TableSpec):
            _compare(f"the spec of {port!r}", predicted, TableSpec.of(actual))
        elif isinstance(predicted, ModelSpec):
            assert (predicted.kind, predicted.target) == (actual.kind, actual.target), f"the spec of {port!r} is wrong"
            for end in ("inputs", "outputs"):
                described = getattr(predicted, end)
                if described is not None:
                    _compare(f"the spec of the {end} of {port!r}", described, getattr(actual, end))
        elif isinstance(predicted, VariablesSpec):
            assert set(predicted.names) == set(actual), f"the spec of {port!r} tells other names"


def _compare(what: str, told: TableSpec, given: TableSpec) -> None:
    """Names and dtypes must be those told, and categories where they are told."""
    said = [(column.name, column.dtype) for column in told.columns]
    found = [(column.name, column.dtype) for column in given.columns]
    assert said == found, f"{what} tells {said}, there is {found}"
    for one, other in zip(told.columns, given.columns, strict=True):
        assert one.categories in (None, other.categories), (
            f"{what} tells the categories {one.categories} of {one.name!r}, there are {other.categories}"
        )


def _spec(value: Any) -> Any:
    if isinstance(value, list):
        return [_spec(one) for one in value]
    if hasattr(value, "iloc"):
        return TableSpec.of(value)
    if isinstance(value, Model):
        return value.spec
    if isinstance(value, Variables):
        return VariablesSpec(names=tuple(value))
    return None


def _check_rowwise(node: Node, example: Example, whole: Mapping[str, Any]) -> None:
    import pandas as pd

    tables = [port for port, value in example.inputs.items() if isinstance(value, pd.DataFrame)]
    assert tables, "a row-wise node needs an example with a table"
    split = example.rows or tables[0]
    table = example.inputs[split]
    for bounds in [*_splits(len(table)), [(0, 0)]]:
        parts = [_run(node, example, {**example.inputs, split: table.iloc[start:end]}) for start, end in bounds]
        for port, value in whole.items():
            for part in parts:
                found = list(part[port].dtypes.items())
                assert found == list(value.dtypes.items()), (
                    f"a part of the rows gives other columns at {port!r}: {found}"
                )
            joined = pd.concat([part[port] for part in parts])
            wanted = value if bounds != [(0, 0)] else value.iloc[:0]
            assert same(joined, wanted, dtypes=False), (
                f"the rows of {port!r} are other ones when the table is split at {bounds}"
            )


def _check_compiled(node: Node, example: Example, outputs: Mapping[str, Any]) -> None:
    """The step on arrays that a node offers gives what its `run` gives."""
    tables = [port for port, value in example.inputs.items() if hasattr(value, "iloc")]
    if len(tables) != 1 or len(outputs) != 1:
        return
    table, expected = example.inputs[tables[0]], next(iter(outputs.values()))
    frozen = {port: value for port, value in example.inputs.items() if port != tables[0]}
    step = node.compiled(frozen, TableSpec.of(table))
    if step is None:
        return
    try:
        made = step(arrays_of(table))
    except TableNeeded:
        return
    assert list(made.names) == [str(name) for name in expected.columns], (
        "the step on arrays gives other columns than run"
    )
    for position, name in enumerate(made.names):
        difference = _array_difference(made, name, expected.iloc[:, position])
        assert difference is None, f"the step on arrays gives other values than run in {name!r}: {difference}"


def _array_difference(made: Arrays, name: str, column: pd.Series[Any]) -> str | None:
    import numpy as np

    if name in made.layout.numbers:
        values = made.numbers((name,))[:, 0]
        wanted = column.to_numpy(dtype="float64", na_value=np.nan)
        return None if np.allclose(values, wanted, rtol=1e-9, atol=1e-12, equal_nan=True) else f"{values}, not {wanted}"
    held = made.other(name)
    found = held.tolist() if isinstance(held, Discrete) else held.astype("datetime64[us]").tolist()
    plain = column.astype("datetime64[us]").to_numpy().tolist() if column.dtype.kind == "M" else column.astype(object)
    expected = [None if missing else value for value, missing in zip(plain, column.isna(), strict=True)]
    return None if found == expected else f"{found}, not {expected}"


def _splits(rows: int) -> Iterator[list[tuple[int, int]]]:
    if rows:
        yield [(row, row + 1) for row in range(rows)]
    if rows > 2:
        yield [(0, rows // 3), (rows // 3, rows)]


def same(one: Any, other: Any, *, dtypes: bool = True) -> bool:
    """Whether two values are the same: tables with their index and, unless told otherwise, dtypes; models in what they say."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    if hasattr(one, "iloc"):
        return _same_tables(one, other, dtypes)
    if isinstance(one, Model):
        return (one.kind, one.inputs, one.outputs, one.target) == (
            other.kind,
            other.inputs,
            other.outputs,
            other.target,
        )
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same_number(one[key], other[key]) for key in one)
    return bool(one == other)


def _same_number(one: Any, other: Any) -> bool:
    return bool(one == other) or (one != one and other != other)


def _same_tables(one: pd.DataFrame, other: pd.DataFrame, dtypes: bool) -> bool:
    from pandas.testing import assert_frame_equal

    try:
        assert_frame_equal(one, other, check_dtype=dtypes, check_categorical=dtypes, check_index_type=False, rtol=1e-9)
    except AssertionError:
        return False
    return True
