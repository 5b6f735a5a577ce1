"""Parameters of a workflow, the settings that are bound to them, and what the workflow says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from knode.app.edit.draft import Drafted
from knode.app.edit.words import translate
from knode.core.edits import Change, inner
from knode.core.errors import UnknownName, UsageError, quoted
from knode.core.workflow import Binding, Instance, Parameter, Workflow


@dataclass(frozen=True)
class SetBinding(Drafted):
    """Let a setting take its value from a parameter or a variable; without a binding it has a value of its own again."""

    node: str
    setting: str
    binding: Binding | None

    @property
    def text(self) -> str:
        """By the direction."""
        form = translate("Command", "Bind {setting}") if self.binding else translate("Command", "Unbind {setting}")
        return form.format(setting=self.setting)

    def edit(self, draft: Workflow) -> None:
        """Raises UnknownName for a setting or parameter that is not there."""
        if self.binding is None:
            instance = draft.instance(self.node)
            left = {name: bound for name, bound in instance.bindings.items() if name != self.setting}
            draft.replace(replace(instance, bindings=left))
        else:
            draft.bind(self.node, self.setting, **{self.binding.source: self.binding.name})


def _named(parameter: Parameter) -> Parameter:
    """The parameter, if it can stand in a file and on a command line. Raises UsageError or SettingError."""
    if not parameter.name.isidentifier():
        raise UsageError(f"{quoted(parameter.name)} is no name for a parameter: use letters, digits and _.")
    parameter.checked_default()
    return parameter


@dataclass(frozen=True)
class AddParameter(Drafted):
    """Give the workflow another parameter."""

    parameter: Parameter

    @property
    def text(self) -> str:
        """With its name."""
        return translate("Command", "Add Parameter {name}").format(name=self.parameter.name)

    def edit(self, draft: Workflow) -> None:
        """Raises UsageError when the name is taken or is none, SettingError for a default that does not fit."""
        if self.parameter.name in draft.parameters:
            raise UsageError(f"There is already a parameter {quoted(self.parameter.name)}.")
        draft.parameters[self.parameter.name] = _named(self.parameter)


def _known(workflow: Workflow, name: str) -> Parameter:
    if name not in workflow.parameters:
        raise UnknownName("parameter", name, workflow.parameters, f"of workflow {quoted(workflow.name)}")
    return workflow.parameters[name]


def bound_to(workflow: Workflow, parameter: str) -> Iterator[tuple[Instance, str]]:
    """The nodes and their settings that take their value from a parameter."""
    for instance in workflow.nodes.values():
        for setting, binding in instance.bindings.items():
            if binding == Binding("parameter", parameter):
                yield instance, setting


class _Outside(Drafted):
    """An edit of parameters, which the component around has as settings: these follow."""

    def changes(self, workflow: Workflow) -> list[Change]:
        """Those inside, and that of the component around."""
        return [*super().changes(workflow), *self._around(workflow)]

    def _around(self, workflow: Workflow) -> list[Change]:
        if not self.path:
            return []
        outer = inner(workflow, self.path[:-1])
        before = outer.instance(self.path[-1])
        settings = self.followed(before.settings)
        bindings = self.followed(before.bindings)
        if settings == before.settings and bindings == before.bindings:
            return []
        after = replace(before, settings=settings, bindings=bindings)
        return [Change("node", before.id, before, after, self.path[:-1])]

    def followed(self, settings: Any) -> dict[str, Any]:
        """The settings, or bindings, of the component around as they are then."""
        raise NotImplementedError


@dataclass(frozen=True)
class RemoveParameter(_Outside):
    """Take a parameter away. Settings that were bound to it keep its default, if it has one."""

    name: str

    @property
    def text(self) -> str:
        """With its name."""
        return translate("Command", "Remove Parameter {name}").format(name=self.name)

    def edit(self, draft: Workflow) -> None:
        """Raises UnknownName."""
        default = _known(draft, self.name).default
        for instance, setting in list(bound_to(draft, self.name)):
            unbind(draft, instance.id, setting, default)
        del draft.parameters[self.name]

    def followed(self, settings: Any) -> dict[str, Any]:
        """Without it."""
        return {name: value for name, value in settings.items() if name != self.name}


def unbind(draft: Workflow, node: str, setting: str, value: Any) -> None:
    """Let a setting have a value of its own; None leaves it at what it was."""
    instance = draft.instance(node)
    bindings = {name: bound for name, bound in instance.bindings.items() if name != setting}
    settings = dict(instance.settings) if value is None else {**instance.settings, setting: value}
    draft.replace(replace(instance, bindings=bindings, settings=settings))


@dataclass(frozen=True)
class ChangeParameter(_Outside):
    """Describe a parameter anew; under another name, what is bound to it follows."""

    name: str
    parameter: Parameter

    @property
    def text(self) -> str:
        """With its name."""
        return translate("Command", "Change Parameter {name}").format(name=self.name)

    def edit(self, draft: Workflow) -> None:
        """Raises UnknownName, UsageError or SettingError as adding does."""
        _known(draft, self.name)
        new = self.parameter.name
        if new != self.name and new in draft.parameters:
            raise UsageError(f"There is already a parameter {quoted(new)}.")
        for instance, setting in list(bound_to(draft, self.name)):
            current = draft.instance(instance.id)
            draft.replace(replace(current, bindings={**current.bindings, setting: Binding("parameter", new)}))
        renamed = {self.name: _named(self.parameter)}
        draft.parameters = {
            key if key != self.name else new: renamed.get(key, value) for key, value in draft.parameters.items()
        }

    def followed(self, settings: Any) -> dict[str, Any]:
        """Under its new name."""
        return {self.parameter.name if name == self.name else name: value for name, value in settings.items()}


@dataclass(frozen=True)
class Describe(Drafted):
    """Give the workflow a name and a description."""

    name: str
    description: str

    @property
    def text(self) -> str:
        """The same for all."""
        return translate("Command", "Describe Workflow")

    def edit(self, draft: Workflow) -> None:
        """The description is Markdown."""
        draft.name, draft.description = self.name, self.description


def parameters_used(workflow: Workflow, nodes: Iterable[str]) -> list[str]:
    """The names of parameters that settings of some nodes are bound to, in the order in which they first come."""
    bindings = [binding for node in nodes for binding in workflow.instance(node).bindings.values()]
    return list(dict.fromkeys(binding.name for binding in bindings if binding.source == "parameter"))
