"""What a table of predictions is judged by: the columns of predicted and true values, found where none is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from knode.api import PREDICTION, Column, DataError, Node, TableSpec, quoted, setting
from knode_nodes.learn._foretold import target_of

if TYPE_CHECKING:
    import pandas as pd

PORT = "table"
NONE = Column("")


def true_values(what: str) -> Any:
    """The setting of the column of true values, `what` they are called."""
    return setting(
        NONE, f"Column of the true {what}; empty takes the one that the model predicts, else that of role target."
    )


def predicted_values(what: str) -> Any:
    """The setting of the column of predictions, `what` they are called."""
    return setting(NONE, f"Column of the predicted {what}; empty takes {PREDICTION}, else the only one with that role.")


class Judging(Node):
    """Base of the nodes that compare predictions with true values."""

    pack = "evaluate"

    target: Column = true_values("values")
    prediction: Column = predicted_values("values")

    def judging(self, table: pd.DataFrame | TableSpec) -> Self:
        """The same node with both columns chosen, and checked to be there. Raises DataError where one is not to be found."""
        spec = table if isinstance(table, TableSpec) else TableSpec.of(table)
        if self.target:
            self.target.of(spec, port=PORT)
        prediction = _prediction_in(spec, self.prediction, self.target)
        target = target_of(spec, self.target, (prediction,))
        if target == prediction:
            raise DataError(
                f"target and prediction are both {quoted(target)}: choose the column of true values and that of predictions",
                port=PORT,
                column=str(target),
            )
        return self.model_copy(update={"target": target, "prediction": prediction})


def _prediction_in(spec: TableSpec, chosen: Column, target: Column) -> Column:
    """The column of predictions: the chosen one, else `prediction`, else the only one of that role.

    One that is known to be of the target, chosen or of that role, goes before others.
    """
    if chosen:
        return Column(chosen.of(spec, port=PORT))
    targets = {str(target)} if target else {column.name for column in spec.columns if column.role == "target"}
    known = [one for one in spec.columns if (one.role == "prediction" or one.name == PREDICTION) and one.name != target]
    found = [one.name for one in known if one.predicts in targets] or [one.name for one in known]
    if len(found) > 1 and PREDICTION not in found:
        raise DataError(
            f"{quoted(found[0])} and {quoted(found[1])} are both predictions: choose one of them in the setting prediction",
            port=PORT,
            column=found[1],
        )
    if found and PREDICTION not in found:
        return Column(found[0])
    try:
        return Column(Column(PREDICTION).of(spec, port=PORT))
    except DataError as error:
        raise DataError(
            f"{error.message}. Put Apply Model before this node, or choose the column of predictions in the setting prediction",
            **error.facts,
        ) from None
