"""A bundle that is open as a workflow: it runs with its frozen values, on its held-out rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from knode.core.ends import bundled_workflow
from knode.core.errors import BundleDamaged, WorkflowFileError
from knode.deploy.bundle import read_bundle
from tests.host.desk import Desk
from tests.trained import bundle


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundle(tmp_path_factory.mktemp("model"))


def test_it_runs_on_its_held_out_rows_and_gives_what_they_gave(desk: Desk, model: Path) -> None:
    desk.open(bundled_workflow(model), bundle=str(model))
    assert desk.run().status == "done"
    desk.until_states(rows="done", learn_model="done", predictions="done")
    expected = read_bundle(model).captured.contract.outputs["predictions"]
    assert desk.statuses["predictions"].outputs["value"].rows == len(expected)


def test_without_the_bundle_its_input_has_no_value(desk: Desk, model: Path) -> None:
    desk.open(bundled_workflow(model))
    desk.until_states(rows="idle", predictions="idle")
    error = desk.statuses["rows"].error
    assert error is not None
    assert "nothing is connected to it" in error.message


def test_a_bundle_whose_models_are_damaged_says_so(desk: Desk, model: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.knodez"
    content = bytearray(model.read_bytes())
    content[len(content) // 2] ^= 0xFF
    damaged.write_bytes(content)
    desk.open(bundled_workflow(model), bundle=str(damaged))
    desk.until(lambda: (status := desk.statuses.get("predictions")) is not None and status.state == "idle")
    error = desk.statuses["predictions"].error
    assert error is not None
    assert error.kind == "BundleDamaged"


@pytest.mark.parametrize("content", [b"hello", b"PK\x03\x04broken", b""])
def test_a_file_that_is_no_bundle_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd.knodez").write_bytes(content)
    with pytest.raises((BundleDamaged, WorkflowFileError), match=r"odd\.knodez"):
        bundled_workflow(tmp_path / "odd.knodez")
