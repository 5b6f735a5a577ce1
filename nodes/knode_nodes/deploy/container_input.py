"""An input of a workflow that others run."""

from __future__ import annotations

from typing import Any, Literal

from knode.api import ColumnSpec, Context, DataError, Example, Node, Port, Ports, TableSpec, setting
from knode_nodes.deploy._conform import conform
from knode_nodes.deploy._ends import KindName


class ContainerInput(Node):
    """Make a value an input of this workflow, by name: from the command line, a server, or the component around it.

    For a table the columns that must come can be described. Rows that differ are treated as the policies say. What is
    connected to the node is used when nothing else is given.

    Example: name it `rows`; then `knode exec FILE --input rows=new.csv` fills it.
    """

    pack = "deploy"
    icon = "container-input"
    keywords = ("Container Input", "Component Input", "Workflow Input", "Macro Input", "request")
    example = Example({"name": "rows"})
    boundary = "input"
    name: str = setting("rows", "The input's name.", pattern=r"^[A-Za-z_]\w*$")
    kind: KindName = setting("table", "The kind of the value.")
    columns: tuple[ColumnSpec, ...] = setting(
        (), "The columns that a table must have; any when empty.", when={"kind": ("table",)}
    )
    missing_column: Literal["error", "fill"] = setting(
        "error",
        "A column that does not come: refuse the rows, or fill it with missing values.",
        when={"kind": ("table",)},
    )
    extra_column: Literal["keep", "drop", "error"] = setting(
        "keep",
        "A column that is not described, such as a customer's number: keep it, leave it out, or refuse the rows.",
        when={"kind": ("table",)},
    )
    bad_value: Literal["error", "missing"] = setting(
        "error",
        "A value that is not of the column's type: refuse the rows, or take it as missing.",
        when={"kind": ("table",)},
    )
    unknown_category: Literal["allow", "missing", "error"] = setting(
        "allow",
        "A category that training never saw: let it through, take it as missing, or refuse the rows.",
        when={"kind": ("table",)},
    )

    def ports(self) -> Ports:
        """The value, and what to use when nothing is given."""
        context = "context" if self.kind == "table" else None
        return Ports((Port("value", self.kind, optional=True),), (Port("value", self.kind),), context=context)

    def spec(self, inputs: Any) -> dict[str, Any]:
        """The described columns, or what is connected."""
        return {"value": TableSpec(columns=self.columns) if self.columns else inputs.get("value")}

    def compiled(self, frozen: Any, columns: TableSpec) -> Any:
        """The described columns made of JSON values; None for an input without a description."""
        from knode_nodes.deploy._admission import admission

        return admission(self, self.columns) if self.columns and self.kind == "table" else None

    def run(self, value: Any, context: Context | None = None) -> dict[str, Any]:
        """Give the value, made to fit the described columns."""
        if value is None:
            raise DataError(f"nothing is given for the input {self.name!r}")
        if self.kind != "table" or not self.columns:
            return {"value": value}
        fitted, notes = conform(value, self)
        if context is not None:
            for note in notes:
                context.warn(note)
        return {"value": fitted}
