"""Give a node that holds a workflow, such as a Loop, nodes of the workflow around it to run."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knode.app.edit import wires
from knode.app.edit.commands.components import MakeComponent
from knode.app.edit.commands.swap import holds_inside
from knode.app.edit.draft import Drafted
from knode.app.edit.starting import started
from knode.app.edit.words import translate
from knode.core.errors import UsageError, quoted
from knode.core.workflow import Instance, Link, Workflow


@dataclass(frozen=True)
class TakeInside(Drafted):
    """Put nodes, or a copy of them, into a node that holds a workflow, in the place of what it holds.

    The node keeps its settings, and its links as far as it still has their ports.
    """

    node: str
    nodes: tuple[str, ...]
    beside: bool = False
    """The nodes stay where they are, and what is held is a copy of them."""

    @property
    def text(self) -> str:
        """The same for all."""
        return translate("Command", "Put Nodes Inside")

    def edit(self, draft: Workflow) -> None:
        """Raises UsageError as `MakeComponent` does, and for a node that holds no workflow of its own."""
        holding = draft.instance(self.node)
        cls = draft.registry.find(holding.type)
        if cls is None or not holds_inside(cls) or self.node in self.nodes:
            raise UsageError(f"Node {quoted(self.node)} cannot run these nodes. Select others, or take a Loop for it.")
        entering, leaving = draft.links_into(self.node), draft.links_out_of(self.node)
        for link in (*entering, *leaving):
            draft.unlink(link)
        made = draft.free_id(holding.type)
        MakeComponent(self.path, self.nodes, type=holding.type, beside=self.beside).edit(draft)
        self._take_over(draft, holding, made)
        fed = {(link.source, link.source_port) for link in draft.links_into(self.node)}
        for link in entering:
            again = self._again(draft, link) if (link.source, link.source_port) not in fed else None
            if again is not None:
                draft.restore_link(again)
        for link in leaving:
            if link.target in draft and wires.fits(draft, link):
                draft.restore_link(link)

    def _again(self, draft: Workflow, link: Link) -> Link | None:
        """A link that led to the node before, to a port that it has now and that is free."""
        if link.source not in draft:
            return None
        if link.target_port == "variables":
            return link if wires.fits(draft, link) else None
        found = wires.link_into(draft, link.source, link.source_port, self.node)
        port = wires.input_(draft, self.node, found.target_port) if found is not None else None
        return found if port is not None and wires.is_free(draft, self.node, port) else None

    def _take_over(self, draft: Workflow, holding: Instance, made: str) -> None:
        """Let the node be what was made, and take that away."""
        new = draft.instance(made)
        links = [*draft.links_into(made), *draft.links_out_of(made)]
        own = () if (cls := draft.registry.find(holding.type)) is None else cls.model_fields
        settings = {name: value for name, value in holding.settings.items() if name in own}
        kept = {name: bound for name, bound in holding.bindings.items() if name in own}
        bindings = {**kept, **new.bindings}
        draft.remove(made)
        draft.replace(replace(holding, workflow=new.workflow, settings=settings, bindings=bindings))
        for link in links:
            draft.restore_link(Link(*(self.node if one == made else one for one in link)))


@dataclass(frozen=True)
class StartInside(Drafted):
    """Give a node that holds a workflow and has none one to begin with."""

    node: str

    @property
    def text(self) -> str:
        """The same for all."""
        return translate("Command", "Start Empty Inside")

    def edit(self, draft: Workflow) -> None:
        """Raises UnknownName."""
        draft.replace(started(draft.instance(self.node), draft.registry))
