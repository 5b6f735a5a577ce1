"""What packs of nodes are called on screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def pack_title(pack: str) -> str:
    """What a pack is called on screen; those of other makers by their own name."""
    tell = QCoreApplication.translate
    known = {
        "io": tell("Packs", "Input and output"),
        "prep": tell("Packs", "Preparation"),
        "learn": tell("Packs", "Learning"),
        "evaluate": tell("Packs", "Evaluation"),
        "explain": tell("Packs", "Explanation"),
        "visualize": tell("Packs", "Visualization"),
        "flow": tell("Packs", "Flow"),
        "deploy": tell("Packs", "Deployment"),
        "database": tell("Packs", "Databases"),
        "script": tell("Packs", "Scripts"),
    }
    return known.get(pack, pack.replace("_", " ").capitalize())
