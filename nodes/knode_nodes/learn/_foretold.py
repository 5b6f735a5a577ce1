"""What predictions in a table are of."""

from __future__ import annotations

from collections.abc import Sequence

from knode.api import Column, DataError, TableSpec, nearest, quoted
from knode_nodes.learn._training import by_role


def target_of(spec: TableSpec, chosen: Column, predictions: Sequence[str], port: str = "table") -> Column:
    """The column of true values: the chosen one, else the one that `predictions` are of, else the one of role target.

    Raises:
        DataError: it is not there, or not known; the predictions are of several columns.
    """
    if chosen:
        return Column(chosen.of(spec, port=port))
    found = {target: name for name, target in spec.select(predictions).predictions.items()}
    if len(found) > 1:
        (one, its), (other, others) = list(found.items())[:2]
        raise DataError(
            f"{quoted(its)} is of {quoted(one)} and {quoted(others)} is of {quoted(other)}: choose the column of true values "
            "in the setting target",
            port=port,
            column=others,
        )
    for target, name in found.items():
        if target not in spec:
            near = nearest(target, [one for one in spec.names if one != name])
            hint = f"; did you mean {quoted(near)}? Then" if near else ": let it come along from before the model, or"
            raise DataError(
                f"{quoted(name)} is of {quoted(target)}, which the table does not have{hint} choose the column of true values "
                "in the setting target",
                port=port,
                column=target,
            )
        return Column(target)
    target = by_role(spec, chosen, "target")
    if not target:
        raise DataError(
            f"no column is chosen, and nothing tells what {quoted(predictions[0])} is of: choose the column of true values in "
            "the setting target, or give it that role with Set Roles",
            port=port,
        )
    return target
