"""Disable a node, bypass it, or let it run again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knode.app.edit.draft import Drafted
from knode.app.edit.words import counted, translate
from knode.core.workflow import Mode, Workflow


@dataclass(frozen=True)
class SetMode(Drafted):
    """Say whether nodes run, are disabled or are bypassed."""

    nodes: tuple[str, ...]
    mode: Mode

    @property
    def text(self) -> str:
        """By the mode."""
        number = len(self.nodes)
        texts = {
            "run": (translate("Command", "Enable Node"), translate("Edit", "Enable {number} Nodes")),
            "disabled": (translate("Command", "Disable Node"), translate("Edit", "Disable {number} Nodes")),
            "bypass": (translate("Command", "Bypass Node"), translate("Edit", "Bypass {number} Nodes")),
        }
        return counted(*texts[self.mode], number)

    def edit(self, draft: Workflow) -> None:
        """Exchange the instances."""
        for node in self.nodes:
            draft.replace(replace(draft.instance(node), mode=self.mode))
