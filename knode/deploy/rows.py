"""The rows that go into combined workflows: held-out rows of their segments, the same ones wherever segments meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from knode.core.errors import CombineError
from knode.core.values import Captured
from knode.core.wiring import End, Wiring

if TYPE_CHECKING:
    import pandas as pd


def shared_rows(parts: Mapping[str, Captured], wiring: Wiring) -> dict[str, Any] | None:
    """A value for each input of the combination, from the contracts of its segments; None when one came without.

    Segments that feed each other, or share an input, get rows that all of them have, where there are such.

    Raises CombineError: segments share an input, and have no row in common that could fill it.
    """
    rows: dict[str, Any] = {}
    for group in _groups(wiring):
        mine = {name: ends for name, ends in wiring.inputs.items() if ends[0][0] in group}
        for name, ends in mine.items():
            found = [parts[segment].contract.inputs.get(port) for segment, port in ends]
            if any(value is None for value in found):
                if (parts[ends[0][0]].spec.inputs or {})[ends[0][1]].optional:
                    continue
                return None
            rows[name] = _joined(name, ends, found)
        rows.update(_in_common({name: rows[name] for name in mine if name in rows}))
    return rows


def _groups(wiring: Wiring) -> list[set[str]]:
    """The segments that are joined with each other, by what feeds them or by an input that they share."""
    groups = [{segment} for segment in wiring.order]
    pairs = [(target, source) for (target, _), (source, _) in wiring.fed.items()]
    pairs += [(ends[0][0], other) for ends in wiring.inputs.values() for other, _ in ends[1:]]
    for one, other in pairs:
        touched = [group for group in groups if group & {one, other}]
        groups = [group for group in groups if group not in touched] + [set().union(*touched)]
    return groups


def _joined(name: str, ends: Sequence[End], found: Sequence[Any]) -> Any:
    """One table with the columns of all, for the rows that all have; another kind of value as it is."""
    first = found[0]
    for (segment, port), other in zip(ends[1:], found[1:], strict=True):
        if not hasattr(first, "iloc") or not hasattr(other, "iloc"):
            continue
        further = [column for column in other.columns if column not in first.columns]
        common = _common([first, other])
        if not len(common):
            raise CombineError(
                f"{'.'.join(ends[0])} and {segment}.{port} would be the one input {name!r}, but no held-out row came "
                "with both. Capture them from the same rows, or keep them apart in the wiring: "
                f'{{"{segment}.{port}": "{name}_{segment}"}}.'
            )
        first = first.loc[common].join(other.loc[common, further])
    return first


def _in_common(values: Mapping[str, Any]) -> dict[str, Any]:
    """The tables with only those rows that all of them have; as they are when there is no such row."""
    tables = {name: value for name, value in values.items() if hasattr(value, "iloc")}
    common = _common(list(tables.values())) if tables else ()
    return {name: table.loc[common] for name, table in tables.items()} if len(common) else {}


def _common(tables: Sequence[pd.DataFrame]) -> pd.Index[Any]:
    """The index values that all tables have, in the order of the first; none where an index repeats values."""
    index = tables[0].index
    if not all(table.index.is_unique for table in tables):
        return index[:0]
    for table in tables[1:]:
        index = index[index.isin(table.index)]
    return index
