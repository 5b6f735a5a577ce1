"""The person's own Python between any inputs and outputs."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import field_validator

from knode.api import Context, Example, Node, Ports, Spec, TableSpec, setting
from knode_nodes.script._given import given_back
from knode_nodes.script._names import checked_names
from knode_nodes.script._ports import Input, Output
from knode_nodes.script._running import ran


class PythonScript(Node):
    """Run your own Python: inputs are there under their names, and what you assign to the names of the outputs goes out.

    With an input `table` and an output `table`, `table = table.dropna()` is a whole script. A table is a pandas DataFrame, and
    yours to change; variables are a dictionary. You name the inputs and outputs and say what they are.

    What you assign is taken as what the output is. Table: a DataFrame, a Series, a NumPy array, lists and dictionaries of
    columns. Variables: a dictionary of texts, numbers, yes and no, or one such value. View: a matplotlib figure, or HTML or SVG
    as text; where you assign none, the figure that is open. Model: a model that came in. Anything else is an error. The columns
    of a table that goes out may be declared: then they are known before the script runs, and checked after it.

    `print` writes to the node's messages. `knode` is there too: `knode.progress(0.5, "half")`, `knode.warn("…")`, `knode.seed`
    for random numbers that are the same at each run, `knode.folder` that file names start from, `knode.cores`,
    `knode.secret("NAME")`, and `knode.check_cancelled()` to stop a long loop when the run is stopped. An error names the line.

    The script may do all that you may, so it runs only in a workflow that you trust. It runs again when its text, settings or
    inputs have changed; if it reads something else that changes, let it run each time.

    Example: `table["rank"] = table.groupby("city")["amount"].rank()`.
    """

    pack = "script"
    icon = "python-script"
    keywords = (
        "Python Script",
        "Python View",
        "Python Source",
        "R Snippet",
        "Java Snippet",
        "Python Tool",
        "Python Learner",
        "code",
        "pandas",
        "custom",
        "matplotlib",
    )
    example = Example({"script": 'table["rank"] = table.groupby("city")["amount"].rank()'})
    code = True
    inputs: tuple[Input, ...] = setting((Input(),), "What comes in, by the name that it has in the script.")
    results: tuple[Output, ...] = setting((Output(),), "What goes out, by the name that the script assigns.")
    script: str = setting("", "The script.", form="python")
    each_run: bool = setting(False, "Run each time, for a script that reads something that may have changed.")

    @field_validator("inputs", "results")
    @classmethod
    def _names_of_ports(cls, value: tuple[Any, ...]) -> tuple[Any, ...]:
        checked_names([port.name for port in value], "port")
        return value

    def ports(self) -> Ports:
        """The ports that the settings declare."""
        inputs = tuple(port.port() for port in self.inputs)
        return Ports(inputs, tuple(port.port() for port in self.results), context="context")

    def run(self, context: Context, **inputs: Any) -> dict[str, Any]:
        """What the script assigns to the outputs."""
        with ran(self.script, inputs, context) as assigned:
            return {port.name: given_back(port, assigned) for port in self.results}

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        """The declared columns of the tables that go out."""
        return {port.name: TableSpec(columns=port.specs()) if port.columns else None for port in self.results}

    def fingerprint(self, folder: Path) -> Any:
        return secrets.token_hex() if self.each_run else None
