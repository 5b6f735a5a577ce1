"""Tell what a captured workflow holds."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from knode.api import Captured, ColumnSpec, Example, Node, Table, TableSpec, View
from knode_nodes.deploy._summary import COLUMNS, as_json, records


class Summary(NamedTuple):
    """A captured workflow as a table and as a JSON document."""

    table: Table
    json: View


class WorkflowSummary(Node):
    """List the nodes, settings, links, inputs, outputs, frozen values and origin of a captured workflow.

    The table has one row for each thing, in five columns: `part` says what the row is about (node, setting, link, input,
    input column, frozen, lineage …), `node` and `type` where it stands, `name` and `value` what it says. Values that are
    no text stand as JSON. The view holds the same as one JSON document.

    Example: filter `part` to "setting" and write it to a file, to record with which settings a model was made.
    """

    pack = "deploy"
    icon = "workflow-summary"
    keywords = ("Workflow Summary Extractor", "Workflow Summary", "documentation", "lineage", "audit", "metadata")
    example = Example({})

    def spec(self, inputs: Any) -> dict[str, Any]:
        """The five columns, whatever the workflow."""
        columns = tuple(ColumnSpec(name=name, dtype="str") for name in COLUMNS)
        return {"table": TableSpec(columns=columns), "json": None}

    def run(self, workflow: Captured) -> Summary:
        """List it."""
        import pandas as pd

        table = pd.DataFrame(list(records(workflow)), columns=list(COLUMNS), dtype="str")
        text = json.dumps(as_json(workflow), ensure_ascii=False, sort_keys=True, indent=2, default=str)
        return Summary(table, View(workflow.workflow.name or "workflow", "application/json", text.encode()))
