from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from knode.app.forms.node_form import NodeForm
from tests.app.forms.sink import editor, type_into


def test_the_engine_process_tells_the_form_which_columns_come_in(qtbot: Any, real_driver: Any) -> None:
    session = real_driver.example("breast_cancer")
    learner = next(node for node, one in session.workflow.nodes.items() if one.type.endswith("Learner"))
    session.select([learner])
    form = real_driver.panel("settings")
    assert isinstance(form.page, NodeForm)
    form.page.finish()
    real_driver.wait(lambda: form.page.known.columns() is not None, 60_000)
    assert session.workflow.nodes[learner].settings["target"] in form.page.known.names()
    target = editor(form, "target")
    assert target.hint.isHidden()
    type_into(qtbot, target.line, "nowhere")
    assert not target.hint.isHidden()
    qtbot.keyClick(target.line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.workflow.nodes[learner].settings["target"] in form.page.known.names()
    assert target.hint.isHidden()
    if "KNODE_SHOTS" in os.environ:
        real_driver.shot(Path(os.environ["KNODE_SHOTS"]) / "settings.png")
