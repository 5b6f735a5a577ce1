"""The values that occur in a column which comes in, asked of the engine process where a table has been computed."""

from __future__ import annotations

from collections.abc import Callable

from knode.app.forms.editors.number import shown
from knode.app.forms.known import Known
from knode.app.session import Session
from knode.core.errors import KnodeError
from knode.core.spec import TableSpec
from knode.host import table_protocol as protocol
from knode.host.table_layout import places

MOST = 200
"""Different values that are asked for, the commonest."""


class ValuesBefore:
    """Answers what a form's editors ask `Known` for."""

    def __init__(self, session: Session, known: Known) -> None:
        self._session, self._known = session, known
        self.node = ""
        known.asked.connect(self._ask)

    def _ask(self, port: str, column: str) -> None:
        found = self._source(port, column)
        if found is None:
            return
        params = protocol.OpenTable(step=self._session.step(found[0]), port=found[1])
        self._session.call(protocol.OPEN_TABLE, params, lambda opened: self._opened(opened, port, column), _nothing)

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

    def _opened(self, opened: protocol.TableOpened, port: str, column: str) -> None:
        names = ["" if place.is_label else place.name for place in places(opened.manifest)]
        if column not in names:
            self._close(opened)
            return
        params = protocol.AskStatistics(view=opened.view, column=names.index(column), most=MOST)

        def answered(found: protocol.ColumnStatistics) -> None:
            self._close(opened)
            self._known.learn(port, column, _values(found))

        def failed(error: KnodeError) -> None:
            self._close(opened)

        self._session.call(protocol.TABLE_STATISTICS, params, answered, failed)

    def _close(self, opened: protocol.TableOpened) -> None:
        then: Callable[[object], None] = _nothing
        self._session.call(protocol.CLOSE_TABLE, protocol.CloseTable(view=opened.view), then, _nothing)


def _values(found: protocol.ColumnStatistics) -> tuple[str, ...]:
    """The values in their order; of numbers where each bar is one of few whole ones, as those of classes are."""
    single = [one.low for one in found.bins if one.low == one.high and isinstance(one.low, int | float) and one.count]
    if found.bins and all(one.low == one.high for one in found.bins):
        return tuple(map(shown, single))
    return tuple(sorted(one.text for one in found.top))


def _nothing(_: object) -> None:
    """Without values nothing is proposed."""
