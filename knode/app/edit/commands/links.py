"""Adding and removing links."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knode.app.canvas.shapes import present_ports
from knode.app.edit.command import Single
from knode.app.edit.words import counted, translate
from knode.core.edits import Change, Path, inner
from knode.core.errors import LinkRefused, PortTaken
from knode.core.workflow import Link, Workflow


@dataclass(frozen=True)
class AddLink(Single):
    """Connect two ports. The link that a port already has, where it takes one only, gives way.

    Raises UnknownName, KindMismatch, CycleRefused or LinkRefused.
    """

    path: Path
    link: Link

    @property
    def text(self) -> str:
        return translate("Command", "Connect {source} to {target}").format(
            source=self.link.source, target=self.link.target
        )

    def changes(self, workflow: Workflow) -> list[Change]:
        here = inner(workflow, self.path)
        refuse_link(here, self.link)
        before = here.links_into(self.link.target)
        kept = [one for one in before if multiple(here, self.link) or one.target_port != self.link.target_port]
        gone = [one for one in before if one not in kept]
        return [
            *_bends_of(here, gone, self.path),
            Change("links", self.link.target, tuple(before), (*kept, self.link), self.path),
        ]


def multiple(workflow: Workflow, link: Link) -> bool:
    """Whether the port that a link enters takes any number of links; a placeholder's ports do."""
    ports = present_ports(workflow, link.target)
    port = ports.input(link.target_port) if ports else None
    return port is None or port.multiple


def refuse_link(workflow: Workflow, link: Link) -> None:
    """Raise why a link cannot be; that its port is taken is no reason."""
    if link.target in workflow and link in workflow.links_into(link.target):
        raise LinkRefused(f"There is already a link {link}.")
    with contextlib.suppress(PortTaken):
        workflow.check_link(link)
    workflow.check_cycle(link)


@dataclass(frozen=True)
class RemoveLinks(Single):
    """Take links away, with their bends."""

    path: Path
    links: Sequence[Link]

    @property
    def text(self) -> str:
        one, many = translate("Command", "Delete Wire"), translate("Command", "Delete {number} Wires")
        return counted(one, many, len(self.links))

    def changes(self, workflow: Workflow) -> list[Change]:
        here = inner(workflow, self.path)
        gone = set(self.links)
        targets = dict.fromkeys(link.target for link in self.links)
        made = _bends_of(here, self.links, self.path)
        for target in targets:
            before = tuple(here.links_into(target))
            after = tuple(link for link in before if link not in gone)
            if after != before:
                made.append(Change("links", target, before, after, self.path))
        return made


def _bends_of(workflow: Workflow, links: Iterable[Link], path: Path) -> list[Change]:
    return [
        Change("place", str(link), workflow.layout[str(link)], None, path)
        for link in links
        if str(link) in workflow.layout
    ]
