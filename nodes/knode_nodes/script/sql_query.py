"""A query in SQL over any number of tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import field_validator

from knode.api import Context, Example, Node, Port, Ports, Spec, TableSpec, setting
from knode_nodes.script._names import checked_names
from knode_nodes.script._query import Query, clock_of


class SqlQuery(Node):
    """Ask something of one or more tables in SQL: join, filter, group, and whatever else a SELECT can say.

    Name the inputs, and use these names in the query: with the inputs `orders` and `cities`, write
    `SELECT city, sum(amount) AS total FROM orders JOIN cities USING (id) GROUP BY city ORDER BY total DESC`. It is the SQL of
    DuckDB. Column names that are no plain words stand in double quotes, texts in single ones.

    Only a query that reads its inputs is taken: it opens no file, reaches no network, and changes nothing. Rows come in no
    certain order unless the query says ORDER BY. Missing values are NULL. Whole numbers come back as Int64, the largest as
    UInt64; yes and no as boolean, other numbers as floats, texts and categories as text, times with their zone. A sum of
    whole numbers that needs more than 64 bits is an error, not a wrong number. Labels of rows are not kept.

    Example: `SELECT * FROM "table" WHERE amount > (SELECT avg(amount) FROM "table")`.
    """

    pack = "script"
    icon = "sql-query"
    keywords = (
        "DB Query",
        "Database Query",
        "SQL Executor",
        "Query",
        "SELECT",
        "DuckDB",
        "join",
        "sqldf",
        "In-DB",
        "pandasql",
    )
    example = Example({"query": 'SELECT * FROM "table" WHERE amount > (SELECT avg(amount) FROM "table")'})
    code = True
    inputs: tuple[str, ...] = setting(("table",), "What the tables are called in the query, one input each.")
    query: str = setting('SELECT * FROM "table"', "The query.", form="sql")

    @field_validator("inputs")
    @classmethod
    def _names_of_ports(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        # SQL does not tell capital letters from small ones.
        return checked_names([name.lower() for name in value], "input") and value

    def ports(self) -> Ports:
        """An input for each name, and the result."""
        return Ports(tuple(Port(name, "table") for name in self.inputs), (Port("table", "table"),), context="context")

    def run(self, context: Context, **tables: Any) -> dict[str, Any]:
        """What the query gives."""
        with Query(self.query, tables, threads=context.cores) as query:
            return {"table": query.answer(context)}

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        """The columns of the result: the query is joined with empty tables."""
        specs = {name: inputs.get(name) for name in self.inputs}
        tables = {name: spec.empty() for name, spec in specs.items() if isinstance(spec, TableSpec)}
        if len(tables) < len(specs) or any(
            any(dtype.kind == "O" and dtype.name == "object" for dtype in table.dtypes) for table in tables.values()
        ):
            return {"table": None}
        with Query(self.query, tables) as query:
            return {"table": query.spec()}

    def fingerprint(self, folder: Path) -> Any:
        return clock_of(self.query)
