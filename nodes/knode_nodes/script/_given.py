"""What a script assigned, made into what its outputs are, or refused in plain words."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from knode.api import DataError, Model, TableSpec, Variables, View, nearest, plot, quoted
from knode_nodes.io._parquet import frame_of
from knode_nodes.script._ports import Output
from knode_nodes.script._running import FIGURE

if TYPE_CHECKING:
    import pandas as pd

LARGE_SVG = 2_000_000
"""Bytes above which a figure becomes a picture of dots: thousands of points are slow to draw."""
LARGEST = 20_000_000
"""Bytes above which a format that is not looked at is left out."""
DPI = 192
"""Twice the dots of a screen."""
MEDIA = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}


def given_back(port: Output, assigned: Mapping[str, Any]) -> Any:
    """The value of an output. Raises DataError when it was not assigned, or is something else."""
    if port.name in assigned and assigned[port.name] is not None:
        return MAKERS[port.kind](port, assigned[port.name])
    if port.kind == "view" and FIGURE in assigned:
        return _view(port, assigned[FIGURE])
    if port.name in assigned:
        raise DataError(f"the script left the output {quoted(port.name)} at None: assign it a value", port=port.name)
    near = nearest(port.name, [name for name in assigned if name[0].isalpha() and name not in ("knode", "print")])
    hint = f"; it assigns {quoted(near)}" if near else f", such as {port.name} = …"
    raise DataError(f"the script does not assign the output {quoted(port.name)}{hint}", port=port.name)


def _table(port: Output, value: Any) -> pd.DataFrame:
    import pandas as pd

    table = _frame(port, value)
    if not all(isinstance(name, str) for name in table.columns):
        if isinstance(table.columns, pd.MultiIndex):
            names = ["_".join(str(part) for part in name if str(part)) for name in table.columns]
        else:
            names = [str(name) for name in table.columns]
        table = table.set_axis(names, axis=1)
    doubled = table.columns[table.columns.duplicated()]
    if len(doubled):
        raise DataError(
            f"two columns of {quoted(port.name)} are called {quoted(doubled[0])}", port=port.name, column=doubled[0]
        )
    table = _in_native_order(table)
    _check_columns(port, table)
    return table


def _in_native_order(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its numbers in the order of bytes of this machine: instruments write others, with which Arrow does not
    calculate."""
    import numpy as np

    foreign = {
        name: dtype.newbyteorder("=")
        for name, dtype in table.dtypes.items()
        if isinstance(dtype, np.dtype) and not dtype.isnative
    }
    if foreign:
        table = table.astype(foreign)
    kind = table.index.dtype
    if isinstance(kind, np.dtype) and not kind.isnative:
        return table.set_axis(table.index.astype(kind.newbyteorder("=")))
    return table


def _frame(port: Output, value: Any) -> pd.DataFrame:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    if isinstance(value, pd.DataFrame):
        return value
    if isinstance(value, pd.Series):
        return value.to_frame(value.name if value.name is not None else "value")
    if hasattr(value, "to_arrow"):  # Tables of polars.
        return _frame(port, value.to_arrow())
    if isinstance(value, pa.RecordBatch):
        return frame_of(pa.Table.from_batches([value]))
    if isinstance(value, pa.Table):
        return frame_of(value)
    if hasattr(value, "to_pandas"):
        return _frame(port, value.to_pandas())
    if isinstance(value, np.ndarray) and value.ndim in (1, 2):
        names = (
            None
            if value.dtype.names
            else [f"column_{place}" for place in range(value.shape[1])]
            if value.ndim == 2
            else ["value"]
        )
        return pd.DataFrame(value, columns=names)
    if isinstance(value, dict | list) and value:
        try:
            return pd.DataFrame(value)
        except (ValueError, TypeError) as error:
            raise _other(port, value, f"it is no table: {error}") from None
    raise _other(port, value, "make a DataFrame of it")


def _check_columns(port: Output, table: pd.DataFrame) -> None:
    """The columns must be those that were declared."""
    if not port.columns:
        return
    declared = [(column.name, column.dtype) for column in port.columns]
    found = [(column.name, column.dtype) for column in TableSpec.of(table).columns]
    for wanted, got in zip(declared, found, strict=False):
        if wanted != got:
            raise DataError(
                f"the table {quoted(port.name)} was declared with the column {quoted(wanted[0])} ({wanted[1]}), and has there "
                f"{quoted(got[0])} ({got[1]}): correct the script or the declaration",
                port=port.name,
                column=wanted[0],
            )
    if len(declared) != len(found):
        longer = max(declared, found, key=len)
        rest = ", ".join(quoted(name) for name, _ in longer[min(len(declared), len(found)) :][:8])
        raise DataError(
            f"the table {quoted(port.name)} was declared with {len(declared)} columns, and has {len(found)}: {rest}",
            port=port.name,
        )


def _variables(port: Output, value: Any) -> Variables:
    given = value if isinstance(value, Mapping) else {port.name: value}
    return Variables({str(name): _single(port, name, one) for name, one in given.items()})


def _single(port: Output, name: Any, value: Any) -> Any:
    import numpy as np

    plain = value.item() if isinstance(value, np.generic) else value
    if plain is None or isinstance(plain, str | int | float | bool):
        return plain
    raise DataError(
        f"the variable {quoted(str(name))} is a {type(value).__name__}: variables are texts, numbers, true and false",
        port=port.name,
    )


def _model(port: Output, value: Any) -> Model:
    if isinstance(value, Model):
        return value
    raise _other(port, value, "a model is one that came in; learners make new ones")


def _view(port: Output, value: Any) -> View:
    if isinstance(value, View):
        return value
    if isinstance(value, plot.Plot | plot.Grid | plot.Report):
        return value.view()
    if isinstance(value, str) and value.lstrip().startswith("<"):
        media = "image/svg+xml" if value.lstrip().startswith(("<svg", "<?xml")) else "text/html"
        return View(port.name, media, value.encode())
    figure = value if hasattr(value, "savefig") else getattr(value, "figure", None)
    if figure is None or not hasattr(figure, "savefig"):
        raise _other(port, value, "assign a matplotlib figure, or HTML or SVG as text")
    return _picture(port.name, figure)


def _picture(title: str, figure: Any) -> View:
    """The figure to look at as SVG, or as PNG where that is too much, and to save as the others and PDF.

    They are drawn now: the figure is gone after the run.
    """
    drawn = {MEDIA[format]: _drawn(figure, format) for format in MEDIA}
    own = MEDIA["svg" if len(drawn[MEDIA["svg"]]) <= LARGE_SVG else "png"]
    content = drawn.pop(own)
    return View(title, own, content, tuple(each for each in drawn.items() if len(each[1]) <= LARGEST))


def _drawn(figure: Any, format: str) -> bytes:
    # Without the date of today, and names that differ each time, the same figure is the same bytes.
    import matplotlib as mpl

    undated: dict[str, Any] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}
    made = io.BytesIO()
    with mpl.rc_context({"svg.hashsalt": "knode"}):
        figure.savefig(made, format=format, dpi=DPI, bbox_inches="tight", metadata=undated.get(format))
    return made.getvalue()


def _other(port: Output, value: Any, advice: str) -> DataError:
    kind = {"table": "a table", "variables": "variables", "model": "a model", "view": "a view"}[port.kind]
    given = type(value).__name__
    return DataError(
        f"the output {quoted(port.name)} is declared as {kind}, and the script gave one of type {given}; {advice}",
        port=port.name,
    )


MAKERS = {"table": _table, "variables": _variables, "model": _model, "view": _view}
