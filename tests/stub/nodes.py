"""Small nodes for tests, on a registry of their own: every form of port and setting, and every way to misbehave."""

from __future__ import annotations

import threading
import time
import warnings
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pandas as pd

from knode.api import Column, Columns, Context, DataError, Node, Port, Ports, Secret, Table, Variables, View, setting
from knode.core.registry import Registry
from knode.core.workflow import COMPONENT, Instance, Workflow
from tests.processes import PATIENCE

STUBS = Registry()
STUBS.packs = {}
GATES: dict[str, threading.Event] = {}
"""Events that `Wait` waits for, by name. A test puts them here and takes them away."""
REACHED: dict[str, threading.Event] = {}
"""Set when `Wait` waits for the gate of this name, where a test wants to know."""
BARRIERS: dict[str, threading.Barrier] = {}


@STUBS.add
class Numbers(Node):
    """Give a table with the numbers from `start` on."""

    pack = "stub"
    start: int = setting(0, "The first number.")
    rows: int = setting(3, "How many.", ge=0, le=10_000_000)

    def run(self) -> Table:
        return pd.DataFrame({"x": range(self.start, self.start + self.rows)})


@STUBS.add
class Add(Node):
    """Add to the column x."""

    pack = "stub"
    rowwise = True
    amount: float = setting(1, "How much.")

    def run(self, table: Table) -> Table:
        return table.assign(x=table["x"] + self.amount)


@STUBS.add
class Concat(Node):
    """Put tables below each other."""

    pack = "stub"

    def run(self, tables: list[Table]) -> Table:
        return pd.concat(tables, ignore_index=True)


@STUBS.add
class Beside(Node):
    """The sum of two tables, the second of which may be absent."""

    pack = "stub"

    def run(self, left: Table, right: Table | None) -> Table:
        return left if right is None else left - right


class Halves(NamedTuple):
    first: Table
    second: Table


@STUBS.add
class Split(Node):
    """The first rows and the others."""

    pack = "stub"
    version = 2
    formerly = ("stub.Cut",)
    rows: int = setting(1, "Rows of the first half.")

    @classmethod
    def migrate(cls, settings: dict[str, Any], version: int) -> dict[str, Any]:
        return {"rows" if name == "count" else name: value for name, value in settings.items()}

    def run(self, table: Table) -> Halves:
        return Halves(table.iloc[: self.rows], table.iloc[self.rows :])


@STUBS.add
class Fail(Node):
    """Fail in one of many ways."""

    pack = "stub"
    how: str = setting("ValueError", "The kind of error.")
    text: str = setting("no good", "What it says.")

    def run(self, table: Table | None) -> Table:
        if self.how == "data":
            raise DataError(self.text, port="table", column="x", row=7)
        if self.how == "key":
            return table[["y"]]
        if self.how == "exit":
            raise SystemExit(3)
        raise {"ValueError": ValueError, "MemoryError": MemoryError}[self.how](self.text)


@STUBS.add
class Wait(Node):
    """Wait for a gate or a barrier, deaf to the engine, or step by step and cancellable."""

    pack = "stub"
    gate: str = setting("", "The gate.")
    barrier: str = setting("", "The barrier.")
    polite: bool = setting(False, "Look whether the run was cancelled.")
    busy: float = setting(0.0, "Seconds to spend in plain Python.")

    def run(self, table: Table | None, context: Context) -> Table:
        if self.barrier:
            BARRIERS[self.barrier].wait(PATIENCE)
        end = time.monotonic() + self.busy
        while time.monotonic() < end:
            sum(range(100))
        if self.gate in REACHED:
            REACHED[self.gate].set()
        if self.polite:
            while not GATES[self.gate].wait(0.01):
                context.check_cancelled()
        elif self.gate:
            GATES[self.gate].wait(PATIENCE)
        return pd.DataFrame({"x": [1]}) if table is None else table


@STUBS.add
class Cores(Node):
    """Take the cores that are free, hold them for a moment, and tell how many they were."""

    pack = "stub"
    seconds: float = setting(0.02, "How long.")
    in_use: Any = setting(None, "Nothing; stands for a setting of any form.")

    def run(self, table: Table | None, context: Context) -> Variables:
        cores = context.cores
        begun = time.monotonic()
        time.sleep(self.seconds)
        return Variables(cores=cores, begun=begun, ended=time.monotonic())


@STUBS.add
class Random(Node):
    """A random number from the run's seed."""

    pack = "stub"

    def run(self, context: Context) -> Variables:
        return Variables(number=context.seed * 7919 % 1000)


@STUBS.add
class Speak(Node):
    """Progress, messages, a library's warning, and a secret that must not be heard."""

    pack = "stub"
    text: str = setting("hello", "What to say.")
    secret: Secret = setting(Secret(""), "The secret.")
    warning: str = setting("", "What a library warns of.")
    leak: Literal["", "message", "error", "warning", "progress"] = setting("", "Where to let the secret out.")

    def run(self, table: Table | None, context: Context) -> Variables:
        value = context.secret(self.secret) if self.secret else ""
        context.progress(0.5, f"half {value}" if self.leak == "progress" else "half")
        context.info(f"{self.text} {value}" if self.leak == "message" else self.text)
        if self.leak == "error":
            raise ValueError(f"cannot connect with password {value}")
        if self.warning:
            warnings.warn(f"{self.warning} {value}" if self.leak == "warning" else self.warning, stacklevel=1)
        return Variables(length=len(value))


@STUBS.add
class Write(Node):
    """Append a line to a file."""

    pack = "stub"
    effect = True
    path: str = setting("written.txt", "The file.", form="file")

    def run(self, table: Table | None, context: Context) -> Variables:
        with (context.folder / self.path).open("a") as file:
            file.write("written\n")
        return Variables(path=self.path)


@STUBS.add
class Read(Node):
    """A table with the lines of a text file."""

    pack = "stub"
    path: str = setting(..., "The file.", form="file")

    def fingerprint(self, folder: Path) -> Any:
        path = folder / self.path
        return [str(path), path.stat().st_size, path.stat().st_mtime_ns] if path.exists() else [str(path)]

    def run(self, context: Context) -> Table:
        return pd.DataFrame({"line": (context.folder / self.path).read_text().splitlines()})


@STUBS.add
class Values(Node):
    """Give variables."""

    pack = "stub"
    values: dict[str, Any] = setting({}, "Their values.")

    def run(self) -> Variables:
        return Variables(self.values)


@STUBS.add
class Tell(Node):
    """The variables that come in, as a table; its input is called as the input that every node has."""

    pack = "stub"

    def run(self, variables: Variables) -> Table:
        return pd.DataFrame([dict(variables)])


@STUBS.add
class Echo(Node):
    """Settings of every form, handed out."""

    pack = "stub"
    number: float = setting(1.5, "A number.", gt=0, lt=1000)
    whole: int = setting(1, "A whole number.")
    switch: bool = setting(False, "A switch.")
    text: str = setting("", "A text.", form="text")
    choice: Literal["a", "b"] = setting("a", "A choice.")
    column: Column = setting(Column(""), "A column.")
    columns: Columns = setting(Columns.all(), "Columns.")
    secret: Secret = setting(Secret(""), "A secret.")
    second_secret: Secret | None = setting(None, "Another secret.")
    anything: Any = setting(None, "Anything.")

    def run(self) -> Variables:
        return Variables(number=self.number, whole=self.whole, switch=self.switch, text=self.text, choice=self.choice)


@STUBS.add
class Two(Node):
    """Two settings that must be given."""

    pack = "stub"
    left: str = setting(..., "One.")
    right: str = setting(..., "Two.")

    def run(self) -> Variables:
        return Variables(text=self.left + self.right)


@STUBS.add
class Measure(Node):
    """Metrics of a table."""

    pack = "stub"

    def run(self, table: Table) -> Measured:
        return Measured(Variables(rows=len(table)), View("rows", "text/html", b"<b>1</b>"))


class Measured(NamedTuple):
    metrics: Variables
    view: View


@STUBS.add
class Vandal(Node):
    """Edit the input in place."""

    pack = "stub"
    how: Literal["cell", "column", "drop", "attrs", "list"] = setting("cell", "What to break.")

    def run(self, table: Table, values: Variables | None) -> Table:
        if self.how == "cell":
            table.loc[0, table.columns[0]] = 99
        elif self.how == "column":
            table["new"] = 1
        elif self.how == "drop":
            del table["x"]
            table["y"] = 0
        elif self.how == "attrs":
            table.attrs["broken"] = True
        else:
            table.iloc[0, 0].append(99)
        if values is not None:
            values["broken"] = True
        return table


@STUBS.add
class Lists(Node):
    """A column of lists."""

    pack = "stub"

    def run(self) -> Table:
        return pd.DataFrame({"x": [[1], [2, 3]], "y": [[4], [5]]})


@STUBS.add
class Wrong(Node):
    """Give something that the port does not carry."""

    pack = "stub"
    how: str = setting("text", "What to give.")

    def run(self, table: Table | None) -> Table:
        wrong: dict[str, Any] = {
            "text": "not a table",
            "none": None,
            "twins": pd.DataFrame([[1, 2]], columns=["a", "a"]),
            "mixed": pd.DataFrame({"a": [1, object()]}),
            "dict": {"other": pd.DataFrame()},
        }
        return wrong[self.how]


@STUBS.add
class Choose(Node):
    """As many outputs as are asked for."""

    pack = "stub"
    outputs_wanted: int = setting(1, "How many.", ge=1, le=9)

    def ports(self) -> Ports:
        return Ports((), tuple(Port(f"out{number}", "table") for number in range(self.outputs_wanted)))

    def run(self) -> dict[str, Any]:
        return {f"out{number}": pd.DataFrame({"x": [number]}) for number in range(self.outputs_wanted)}


@STUBS.add
class Input(Node):
    """An input of a workflow."""

    pack = "stub"
    boundary = "input"
    name: str = setting("rows", "Its name.")
    kind: Literal["table", "variables", "model"] = setting("table", "What it carries.")

    def ports(self) -> Ports:
        return Ports((Port("value", self.kind, optional=True),), (Port("value", self.kind),))

    def spec(self, inputs: Any) -> dict[str, Any]:
        return {"value": inputs.get("value")}

    def run(self, value: Any) -> dict[str, Any]:
        if value is None:
            raise DataError(f"nothing is given for the input {self.name!r}")
        return {"value": value}


@STUBS.add
class Output(Node):
    """An output of a workflow."""

    pack = "stub"
    boundary = "output"
    name: str = setting("result", "Its name.")
    kind: Literal["table", "variables", "model"] = setting("table", "What it carries.")

    def ports(self) -> Ports:
        return Ports((Port("value", self.kind),), (Port("value", self.kind),))

    def spec(self, inputs: Any) -> dict[str, Any]:
        return {"value": inputs.get("value")}

    def run(self, value: Any) -> dict[str, Any]:
        return {"value": value}


@STUBS.add
class Frozen(Node):
    """A value that comes from outside, frozen."""

    pack = "stub"
    boundary = "frozen"

    def run(self, value: Table | None) -> Table:
        return value


@STUBS.add
class Script(Node):
    """Code of the person."""

    pack = "stub"
    code = True
    text: str = setting("", "The code.", form="python")

    def run(self) -> Variables:
        return Variables(ran=True)


def workflow(name: str = "", **nodes: str | tuple[str, dict[str, Any]]) -> Workflow:
    """A workflow of stub nodes: `workflow(a="Numbers", b=("Add", {"amount": 2}))`."""
    made = Workflow(name, registry=STUBS)
    for node, described in nodes.items():
        kind, settings = (described, {}) if isinstance(described, str) else described
        type_id = f"stub.{kind}"
        made.add(Instance(node, type_id, version=STUBS.get(type_id).version, settings=settings))
    return made


def wire(made: Workflow, *links: str) -> Workflow:
    """Connect: `wire(w, "a.table -> b.table")`."""
    for text in links:
        source, target = text.split(" -> ")
        made.link(*source.rsplit(".", 1), *target.rsplit(".", 1))
    return made


def chain(length: int, name: str = "chain") -> Workflow:
    """`n0` gives numbers, `n1` to `n<length - 1>` add one each."""
    made = Workflow(name, registry=STUBS)
    made.add(Instance("n0", "stub.Numbers"))
    for number in range(1, length):
        made.add(Instance(f"n{number}", "stub.Add"))
        made.link(f"n{number - 1}", "table", f"n{number}", "table")
    return made


def component(inside: Workflow, outer: Workflow, node: str, settings: dict[str, Any] | None = None) -> None:
    """Put `inside` as a component into `outer`."""
    outer.add(Instance(node, COMPONENT, settings=settings or {}, workflow=inside))
