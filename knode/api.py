"""The only door for node authors: the whole vocabulary in one place. A pack imports nothing else of knode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode.core.arrays import ArrayEntry, Arrays, ArrayStep, Discrete, Layout, TableNeeded, arrays_of
from knode.core.check import Example, QuietContext, check_node
from knode.core.context import Context
from knode.core.ends import file_spec
from knode.core.errors import (
    Cancelled,
    DataError,
    DeployFailed,
    GateFailed,
    InsideFailed,
    SettingError,
    StoreError,
    TargetUnreachable,
    TrustRequired,
    VersionTaken,
    nearest,
    quoted,
)
from knode.core.fitting import combination
from knode.core.inside import Call, Inside, Learnt
from knode.core.node import Node
from knode.core.numerals import decimals_of
from knode.core.passing import passing_folder
from knode.core.ports import Database, Kind, Port, Ports, add_kind
from knode.core.replacement import replacing
from knode.core.rows import keyed, row_number
from knode.core.settings import Column, Columns, Secret, setting
from knode.core.spec import (
    ColumnSpec,
    ColumnType,
    EndSpec,
    ModelSpec,
    Role,
    Spec,
    TableSpec,
    VariablesSpec,
    WorkflowSpec,
    column_type,
    predicts_of,
)
from knode.core.target import Target
from knode.core.type_words import type_words, words_apart
from knode.core.values import (
    INACTIVE,
    PREDICTION,
    PROBABILITY,
    TRAINING_ROWS,
    Captured,
    Contract,
    Model,
    Several,
    Variables,
    View,
)
from knode.core.whereabouts import file_meant

if TYPE_CHECKING:
    from pandas import DataFrame as Table

    from knode.core import plot
    from knode.store.model_file import model_file_spec, read_model, write_model
else:
    from knode.core.ports import Table

__all__ = [
    "INACTIVE",
    "PREDICTION",
    "PROBABILITY",
    "TRAINING_ROWS",
    "ArrayEntry",
    "ArrayStep",
    "Arrays",
    "Call",
    "Cancelled",
    "Captured",
    "Column",
    "ColumnSpec",
    "ColumnType",
    "Columns",
    "Context",
    "Contract",
    "DataError",
    "Database",
    "DeployFailed",
    "Discrete",
    "EndSpec",
    "Example",
    "GateFailed",
    "Inside",
    "InsideFailed",
    "Kind",
    "Layout",
    "Learnt",
    "Model",
    "ModelSpec",
    "Node",
    "Port",
    "Ports",
    "QuietContext",
    "Role",
    "Secret",
    "SettingError",
    "Several",
    "Spec",
    "StoreError",
    "Table",
    "TableNeeded",
    "TableSpec",
    "Target",
    "TargetUnreachable",
    "TrustRequired",
    "Variables",
    "VariablesSpec",
    "VersionTaken",
    "View",
    "WorkflowSpec",
    "add_kind",
    "arrays_of",
    "check_node",
    "column_type",
    "combination",
    "decimals_of",
    "file_meant",
    "file_spec",
    "keyed",
    "model_file_spec",
    "nearest",
    "passing_folder",
    "plot",
    "predicts_of",
    "quoted",
    "read_model",
    "replacing",
    "row_number",
    "setting",
    "type_words",
    "words_apart",
    "write_model",
]


def __getattr__(name: str) -> Any:
    # Few nodes draw, and all would wait for the models of plots.
    if name == "plot":
        from knode.core import plot

        return plot
    if name in ("model_file_spec", "read_model", "write_model"):
        from knode.store import model_file

        return getattr(model_file, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
