"""Deploy this, then Try it, in the real window with a real engine process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from knode.core.errors import UsageError
from knode.deploy.bundle import read_bundle
from tests.trained import training


@pytest.fixture
def opened(real_driver: Any, tmp_path: Path) -> Any:
    """The window with the training workflow saved and open."""
    training(tmp_path).save(tmp_path / "customers.knode")
    real_driver.open(tmp_path / "customers.knode")
    return real_driver


def test_a_node_is_deployed_and_tried_with_its_explanation(opened: Any, tmp_path: Path) -> None:
    assert opened.can("deploy.this"), "there is a Capture End"
    opened.session.select(["predict"])
    opened.do("deploy.this")
    panel = opened.panel("deploy")
    opened.wait(lambda: panel.taken is not None, 60_000)
    assert panel.notice.level == "good"
    assert opened.view.canvas.feedback._marks.isVisible(), "the region is lit up"
    assert not list(tmp_path.glob("*.knodez")), "nothing is written before the button"
    opened.click(panel.button)
    opened.wait(lambda: panel.result.written is not None, 60_000)
    file = tmp_path / "customers.knodez"
    assert panel.result.place.whole == str(file)
    assert panel.result.command.whole == f"knode serve {file}"
    assert read_bundle(file).manifest["name"] == "customers"

    opened.click(panel.result.try_button)
    trial = opened.panel("try")
    opened.wait(lambda: trial.trial is not None, 30_000)
    trial.ask()
    opened.wait(lambda: trial.answer.parts.isVisible(), 60_000)
    chances = {bar.label: bar.size for bar in trial.answer.chances.bars}
    parts = sum(bar.size for bar in trial.answer.parts.bars)
    assert chances["yes"] + chances["no"] == pytest.approx(1)
    assert parts != 0
    assert trial.tries.topLevelItemCount() == 1


def test_what_gives_no_answer_offers_what_does(opened: Any) -> None:
    opened.session.select(["learn"])
    opened.do("deploy.this")
    panel = opened.panel("deploy")
    opened.wait(lambda: panel.notice.level == "bad", 30_000)
    assert "gives no table" in panel.notice.label.text()
    (offer,) = panel.notice.findChildren(QPushButton)
    assert offer.text() == "Take the answer from Apply Model"
    opened.click(offer)
    opened.wait(lambda: panel.taken is not None, 60_000)
    assert panel.pointed.node == "predict"


def test_the_bundle_opens_on_the_canvas_and_runs_on_its_held_out_rows(real_driver: Any, tmp_path: Path) -> None:
    training(tmp_path).run().raise_if_failed()
    real_driver.window.files.open([tmp_path / "model.knodez"])
    real_driver.wait(lambda: real_driver.window.session is not None)
    document = real_driver.session.document
    assert set(document.workflow.ends("input")) == {"rows"}
    real_driver.wait(lambda: real_driver.session.engine_state == "ready", 60_000)
    real_driver.do("run.all")
    status = real_driver.wait_state("predictions", "done")
    assert status.outputs["value"].rows == len(
        read_bundle(tmp_path / "model.knodez").captured.contract.outputs["predictions"]
    )
    with pytest.raises(UsageError, match="came from the bundle"):
        document.save(tmp_path / "model.knode")
