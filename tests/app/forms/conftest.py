"""A session with one node that has settings of every shape, and its form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knode.app.forms.settings_form import SettingsForm
from knode.app.session import Session
from tests.app.forms.sink import form_on, sink_workflow, tell_columns

Make = Callable[..., Session]


@pytest.fixture
def session(make_session: Make, config_folder: Path) -> Session:
    made = make_session(sink_workflow())
    tell_columns(made)
    return made


@pytest.fixture
def form(qtbot: Any, session: Session) -> SettingsForm:
    return form_on(qtbot, session, "sink")
