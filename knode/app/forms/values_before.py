"""The values that occur in a column which comes in, asked of the engine process where a table has been computed."""

from __future__ import annotations

from knode.app.forms.editors.number import shown
from knode.app.forms.known import Known
from knode.app.session import Session
from knode.core.spec import TableSpec
from knode.host import table_protocol as protocol
from knode.host.table_layout import places

MOST = 200
"""Different values that are asked for, the commonest."""


class ValuesBefore:
    """Answers what a form's editors ask `Known` for."""

    def __init__(self, session: Session, known: Known) -> None:
        self._session, self._known = session, known
        self._round = 0
        """Answers to what was asked in an earlier one are dropped."""
        self.node = ""
        known.asked.connect(self._ask)
        known.destroyed.connect(self.forget)

    def forget(self) -> None:
        """Drop the answers that are still to come: the form is gone, or about another node."""
        self._round += 1

    def _ask(self, port: str, column: str) -> None:
        found = self._source(port, column)
        if found is None:
            return
        asked = self._round
        params = protocol.OpenTable(step=self._session.step(found[0]), port=found[1])

        def opened(table: protocol.TableOpened) -> None:
            names = ["" if place.is_label else place.name for place in places(table.manifest)]
            if column in names and asked == self._round:
                self._ask_statistics(table, port, column, names.index(column))
            else:
                self._close(table)

        self._session.call(protocol.OPEN_TABLE, params, opened, _nothing)

    def _source(self, port: str, column: str) -> tuple[str, str] | None:
        """The output from which the column comes; None where nothing has been computed yet."""
        workflow = self._session.workflow
        for link in workflow.links_into(self.node) if self.node in workflow else ():
            status = self._session.status(link.source)
            output = None if status is None else status.outputs.get(link.source_port)
            if output is None or not output.available or port not in ("", link.target_port):
                continue
            if isinstance(output.spec, TableSpec) and column in output.spec:
                return link.source, link.source_port
        return None

    def _ask_statistics(self, table: protocol.TableOpened, port: str, column: str, number: int) -> None:
        asked = self._round
        params = protocol.AskStatistics(view=table.view, column=number, most=MOST)

        def answered(found: protocol.ColumnStatistics) -> None:
            self._close(table)
            if asked == self._round:
                self._known.learn(port, column, _values(found))

        self._session.call(protocol.TABLE_STATISTICS, params, answered, lambda _: self._close(table))

    def _close(self, opened: protocol.TableOpened) -> None:
        self._session.call(protocol.CLOSE_TABLE, protocol.CloseTable(view=opened.view), _nothing, _nothing)


def _values(found: protocol.ColumnStatistics) -> tuple[str, ...]:
    """The values in their order; of numbers where each bar is one of few whole ones, as those of classes are."""
    single = [one.low for one in found.bins if one.low == one.high and isinstance(one.low, int | float) and one.count]
    if found.bins and all(one.low == one.high for one in found.bins):
        return tuple(map(shown, single))
    return tuple(sorted(one.text for one in found.top))


def _nothing(_: object) -> None:
    """Without values nothing is proposed."""
