"""The model card of a bundle: what it is good for, how good it was, what it learned from and how it decides."""

from __future__ import annotations

from typing import Any

from knode.core.values import Captured


def card_of(captured: Captured) -> dict[str, Any]:
    """The card as JSON data; the same captured workflow has the same card."""
    return {"metrics": dict(captured.lineage.get("metrics", {})), "gate": list(captured.lineage.get("gate", []))}
