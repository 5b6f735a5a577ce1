"""Deploying through the engine process: what would be captured, the capture, and the bundle at its target."""

from __future__ import annotations

from pathlib import Path

import pytest

from knode.core.errors import Cancelled, CaptureError, DataError, DeployFailed, KnodeError, UsageError
from knode.deploy.bundle import read_bundle
from knode.host import deploy_protocol as protocol
from tests.host.desk import Desk
from tests.trained import training


@pytest.fixture
def trained(desk: Desk) -> Desk:
    """A desk with the training workflow open, that has not run."""
    desk.open(training(desk.folder).document)
    return desk


def take(desk: Desk, **pointed: object) -> protocol.Taken:
    params = protocol.TakeParams(job="job", pointed=protocol.Pointed(**pointed))  # type: ignore[arg-type]
    taken: protocol.Taken = desk.client.call(protocol.TAKE, params).result(60)
    return taken


def write(desk: Desk, token: str, target: str = "file", **settings: object) -> protocol.Written:
    params = protocol.WriteParams(job="job", token=token, target=target, settings=settings)
    written: protocol.Written = desk.client.call(protocol.WRITE, params).result(60)
    return written


def test_the_scope_is_told_before_anything_runs(trained: Desk) -> None:
    found = trained.call(protocol.SCOPE, protocol.Pointed(node="predict"))
    assert found.steps == ("fill", "predict")
    assert found.left_out == {"parts": "it chooses rows for training only"}
    assert found.frozen == ("fill.model", "learn.model")
    assert found.inputs == {"rows": "start.rows"}
    assert found.outputs == {"predictions": "predict.table"}
    assert trained.runs == [] or trained.runs[-1].number == 0


def test_a_capture_is_taken_proved_and_written_only_when_it_is_asked_for(trained: Desk) -> None:
    taken = take(trained, node="end")
    assert taken.found["parity"]["equal"]
    assert {crossing["as"] for crossing in taken.found["crossings"]} == {"input", "frozen", "output"}
    assert not list(trained.folder.glob("*.knodez")), "nothing is written yet"
    written = write(trained, taken.token, path="here.knodez", bundle_version="auto")
    assert (written.changed, written.version, written.name) == (True, "1", "here")
    assert written.file == str(trained.folder / "here.knodez")
    assert read_bundle(Path(written.file)).manifest["name"] == "here"
    assert written.card.startswith("# here 1")
    trained.until_states(predict="done")


def test_the_same_again_changes_nothing_and_a_folder_counts_versions(trained: Desk) -> None:
    (trained.folder / "served").mkdir()
    taken = take(trained, node="predict")
    first = write(trained, taken.token, "folder", folder="served", name="m")
    again = write(trained, take(trained, node="predict").token, "folder", folder="served", name="m")
    other = write(
        trained, take(trained, node="predict", names={"rows": "customers"}).token, "folder", folder="served", name="m"
    )
    assert (first.version, first.changed) == ("1", True)
    assert (again.version, again.changed, again.sha256) == ("1", False, first.sha256)
    assert (other.version, other.changed) == ("2", True)
    bundle = read_bundle(trained.folder / "served" / "m-2.knodez")
    assert list(bundle.captured.workflow.ends("input")) == ["customers"]


def test_a_job_tells_how_far_it_is(trained: Desk) -> None:
    take(trained, node="end")
    told = [event for event in trained.events if isinstance(event, protocol.JobEvent)]
    assert {event.job for event in told} == {"job"}
    assert told[-1].message == "comparing held-out rows"
    assert any(event.fraction for event in told)


def test_refusals_say_what_could_be_meant(trained: Desk) -> None:
    with pytest.raises(CaptureError, match="gives several tables") as refused:
        trained.call(protocol.SCOPE, protocol.Pointed(node="parts"))
    assert refused.value.facts["answers"] == ["parts.train", "parts.test"]
    with pytest.raises(CaptureError, match="gives no table") as learner:
        trained.call(protocol.SCOPE, protocol.Pointed(node="learn"))
    assert learner.value.facts["node"] == "learn"
    with pytest.raises(KnodeError, match="input or output"):
        trained.call(protocol.SCOPE, protocol.Pointed(node="predict", names={"nothing": "x"}))


def test_a_file_that_is_something_else_is_left_alone(trained: Desk) -> None:
    file = trained.folder / "notes.knodez"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises((DeployFailed, DataError)):
        write(trained, take(trained, node="end").token, path="notes.knodez", replace=False)
    assert file.read_text(encoding="utf-8") == "mine"


def test_an_old_capture_is_forgotten(trained: Desk) -> None:
    tokens = [take(trained, node="predict", names={"rows": f"r{number}"}).token for number in range(4)]
    with pytest.raises(UsageError, match="no longer known"):
        write(trained, tokens[0], path="a.knodez")
    assert write(trained, tokens[-1], path="a.knodez").changed


def test_a_cancelled_job_ends_so(desk: Desk) -> None:
    workflow = training(desk.folder, "learn.RandomForestLearner", trees=3_000)
    desk.open(workflow.document)
    call = desk.client.call(protocol.TAKE, protocol.TakeParams(job="long", pointed=protocol.Pointed(node="predict")))
    desk.until(lambda: any(isinstance(event, protocol.JobEvent) for event in desk.events))
    desk.call(protocol.CANCEL, protocol.Job(job="long"))
    with pytest.raises(Cancelled):
        call.result(30)
