"""The kinds of value that a person may choose for a port."""

from __future__ import annotations

from typing import Literal

KindName = Literal["table", "model", "view", "variables", "workflow", "database"]
