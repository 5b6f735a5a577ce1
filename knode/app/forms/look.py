"""How forms look beyond the application's style sheet: chips, cards, segments, hints, and what is wrong."""

from __future__ import annotations

import functools
from dataclasses import asdict
from string import Template

from knode.app.resources import app_file
from knode.app.theme import Theme


def style_sheet(theme: Theme) -> str:
    """The style sheet of forms in the colours of a theme."""
    return _sheet().substitute(asdict(theme.ui))


@functools.cache
def _sheet() -> Template:
    return Template(app_file("forms.qss").read_text(encoding="utf-8"))
