"""HTTP Request: several rows of a table asked for at the same time."""

from __future__ import annotations

import itertools
import threading
import time

import pandas as pd
import pytest

from knode.api import Cancelled, DataError
from knode_nodes.io.http_request import HttpRequest
from tests.nodes.io.answering import numbers, sent
from tests.nodes.io.answering import quick as quick
from tests.nodes.io.answering import server as server
from tests.processes import PATIENCE

pytestmark = pytest.mark.uncovered


class Crowd:
    """Answers that count how many are asked for at the same time; `meet` are let go together."""

    def __init__(self, meet: int = 1) -> None:
        self.most = self.now = 0
        self._lock = threading.Lock()
        self._barrier = threading.Barrier(meet)

    def __call__(self, path, *_):
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        try:
            self._barrier.wait(PATIENCE)
            time.sleep(0.01)
        finally:
            with self._lock:
                self.now -= 1
        return sent([{"path": path}])


def ids(count):
    return pd.DataFrame({"id": range(count)})


def test_as_many_requests_as_wanted_are_under_way_and_no_more(server, context):
    crowd = Crowd(meet=4)
    server.answers(crowd)
    result = HttpRequest(url=server.url + "/{id}", at_once=4, retries=0).run(context, ids(12))
    assert result["path"].tolist() == [f"/{number}" for number in range(12)]
    assert crowd.most == 4


def test_by_default_one_request_follows_the_other(server, context):
    server.answers(crowd := Crowd())
    HttpRequest(url=server.url + "/{id}").run(context, ids(6))
    assert crowd.most == 1
    assert [path for _, path, _, _ in server.asked] == [f"/{number}" for number in range(6)]


def several_pages(path, query, *_):
    """Rows of several pages, of no records, and of errors; the first rows take longest."""
    number, page = int(path[1:]), numbers(query)
    time.sleep(0.002 * (30 - number))
    if number % 7 == 3:
        return sent({"error": f"no {number}"}, 404)
    if number % 7 == 5:
        return sent([])
    records = [{"n": number, "page": page, **({"odd": "x"} if number % 2 else {})}] * (2 if page <= number % 3 else 1)
    return sent(records)


@pytest.mark.parametrize("at_once", [2, 7, 64])
def test_the_table_and_what_is_told_are_those_of_one_after_the_other(server, context, at_once):
    server.answers(several_pages)
    paging = {"by": "page", "size_parameter": "size", "size": 2, "most": 2}
    one = HttpRequest(url=server.url + "/{id}", paging=paging, on_error="column")
    expected, told = one.run(context, ids(30)), (list(context.infos), list(context.warnings), list(context.fractions))
    for said in (context.infos, context.warnings, context.fractions):
        said.clear()
    result = one.model_copy(update={"at_once": at_once}).run(context, ids(30))
    pd.testing.assert_frame_equal(result, expected)
    assert (context.infos, context.warnings, context.fractions) == told


@pytest.mark.parametrize("at_once", [1, 4])
def test_failures_are_tried_again_beside_others(server, context, at_once):
    tries = {}

    def reply(path, *_):
        tries[path] = tries.get(path, 0) + 1
        return sent([{"path": path}]) if tries[path] == 3 else sent({}, 502)

    server.answers(reply)
    result = HttpRequest(url=server.url + "/{id}", at_once=at_once).run(context, ids(8))
    assert result["path"].tolist() == [f"/{number}" for number in range(8)]
    assert set(tries.values()) == {3}


def test_the_first_row_that_fails_is_named_and_no_rows_behind_it_are_begun(server, context):
    context._secrets["KEY"] = "hunter2"
    late = threading.Event()

    def reply(path, query, headers, body):
        if path == "/2":
            late.wait(10)  # The row behind has failed long before.
        if path == "/3":
            threading.Timer(0.2, late.set).start()
        return sent({"got": headers["Authorization"]}, 404) if path in ("/2", "/3") else sent([])

    server.answers(reply)
    node = HttpRequest(url=server.url + "/{id}", at_once=4, auth="bearer", secret="KEY")
    with pytest.raises(DataError, match=r'/2" answers 404: .*•••') as caught:
        node.run(context, ids(1000))
    assert caught.value.facts["row"] == 2
    assert "hunter2" not in str(caught.value)
    assert len(server.asked) < 100


def test_a_row_behind_one_that_failed_is_not_waited_for(server, context):
    leave, begun = threading.Event(), threading.Event()

    def reply(path, *_):
        if path == "/1":
            begun.set()
            leave.wait(2 * PATIENCE)
        else:
            begun.wait(PATIENCE)
        return sent({}, 404)

    server.answers(reply)
    started = time.monotonic()
    try:
        with pytest.raises(DataError) as caught:
            HttpRequest(url=server.url + "/{id}", at_once=2, timeout=600).run(context, ids(2))
        assert caught.value.facts["row"] == 0
        assert time.monotonic() - started < PATIENCE
    finally:
        leave.set()


def test_a_server_that_wants_a_pause_is_left_alone_by_all(server, context):
    times, lock = [], threading.Lock()

    def reply(path, *_):
        with lock:
            times.append(time.monotonic())
            first = len(times) == 1
        if not first and times[-1] - times[0] < 0.8:
            time.sleep(0.2)  # Those that are under way before the pause is heard of are few.
        return sent({}, 429, **{"Retry-After": "1"}) if first else sent([{"path": path}])

    server.answers(reply)
    result = HttpRequest(url=server.url + "/{id}", at_once=3).run(context, ids(30))
    assert result["path"].tolist() == [f"/{number}" for number in range(30)]
    quiet = max(after - before for before, after in itertools.pairwise(times))
    assert quiet > 0.8
    assert sum(moment - times[0] < 0.8 for moment in times) < 10


def test_a_server_that_stays_too_busy_is_to_be_asked_for_fewer(server, context):
    server.answers(lambda *_: sent({}, 429))
    with pytest.raises(DataError, match=r"answers 429: .*ask for fewer at the same time \(setting at_once\)"):
        HttpRequest(url=server.url + "/{id}", at_once=2, retries=1).run(context, ids(3))
    with pytest.raises(DataError, match=r'answers 429: "{}"$'):
        HttpRequest(url=server.url + "/{id}", retries=1).run(context, ids(3))


def test_a_stopped_run_begins_no_further_requests(server, context):
    leave, stopped = threading.Event(), threading.Event()

    def reply(*_):
        if len(server.asked) >= 4:
            stopped.set()
            leave.wait(2 * PATIENCE)
        return sent([])

    def check():
        if stopped.is_set():
            raise Cancelled

    server.answers(reply)
    context.check_cancelled = check
    started = time.monotonic()
    try:
        with pytest.raises(Cancelled):
            HttpRequest(url=server.url + "/{id}", at_once=3, timeout=600).run(context, ids(1000))
        assert time.monotonic() - started < PATIENCE
    finally:
        leave.set()
    time.sleep(0.1)
    assert len(server.asked) <= 7


def test_a_table_without_rows_asks_nothing(server, context):
    assert len(HttpRequest(url=server.url + "/{id}", at_once=8).run(context, ids(0))) == 0
    assert server.asked == []
