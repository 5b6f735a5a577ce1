"""What stands on the command line as `name=value`: parameters and settings."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from knode.core.errors import SettingError, UnknownName, UsageError, quoted
from knode.core.held import filled_if_readable
from knode.core.workflow import Instance, Parameter, Workflow


def split(text: str, option: str, form: str) -> tuple[str, str]:
    """The two sides of the first `=`. Raises UsageError when there is none."""
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise UsageError(f"{option} takes {form}, not {quoted(text)}.")
    return name, value


# ---- parameters


def parameters(workflow: Workflow, given: Iterable[str]) -> dict[str, Any]:
    """The values of `--param`, by the parameters' names.

    Raises:
        UnknownName: the workflow has no such parameter.
        SettingError: the value is not of the parameter's type.
    """
    values: dict[str, Any] = {}
    for text in given:
        name, value = split(text, "--param", "NAME=VALUE")
        if name not in workflow.parameters:
            raise UnknownName("parameter", name, workflow.parameters, f"of workflow {quoted(workflow.name)}")
        values[name] = parameter_value(workflow.parameters[name], value)
    return values


def parameter_value(parameter: Parameter, text: str) -> Any:
    """A parameter's value from text: as it is for a text, else JSON. Raises SettingError."""
    if parameter.type == "text":
        return parameter.check(text)
    try:
        value = _json(text)
    except ValueError:
        if parameter.type == "any":
            return parameter.check(text)
        example = {"integer": "3", "number": "0.5", "boolean": "true"}[parameter.type]
        reason = f"the parameter should be of type {parameter.type}, such as {example}"
        raise SettingError(parameter.name, reason, value=text) from None
    return parameter.check(value)


def _json(text: str) -> Any:
    def refuse(constant: str) -> Any:
        raise ValueError(constant)

    return json.loads(text, parse_constant=refuse)


# ---- settings


def inside(workflow: Workflow, path: str) -> tuple[Workflow, str]:
    """The workflow that directly holds the node of a path such as `clean/impute`, and the node's own id.

    Raises UnknownName.
    """
    inner = workflow
    *components, node = path.split("/")
    for component in components:
        found = inner.nodes.get(component)
        if found is None or found.workflow is None:
            raise _unknown(workflow, path)
        inner = found.workflow
    if node not in inner:
        raise _unknown(workflow, path)
    return inner, node


def _unknown(workflow: Workflow, path: str) -> UnknownName:
    return UnknownName("node", path, [known for known, _ in workflow.walk()], f"in workflow {quoted(workflow.name)}")


def node_of(text: str) -> str:
    """The node of the workflow itself that `NODE.SETTING=VALUE` is about; "" where it is about none."""
    return text.partition("=")[0].rpartition(".")[0].partition("/")[0]


def apply_settings(workflow: Workflow, given: Iterable[str]) -> None:
    """Put the values of `--set` into the document in memory.

    Raises:
        UnknownName: no such node or setting.
        SettingError: the node does not accept the value.
    """
    texts: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for assigned in given:
        left, text = split(assigned, "--set", "NODE.SETTING=VALUE")
        path, dot, setting = left.rpartition(".")
        if not dot or not path or not setting:
            raise UsageError(f"--set takes NODE.SETTING=VALUE, not {quoted(assigned)}.")
        texts[path][setting] = text
    for path, settings in texts.items():
        inner, node = inside(workflow, path)
        instance = inner.nodes[node]
        # All settings of a node at once: each alone may not go with what the other still is.
        inner.set(node, **{name: _setting_value(inner, instance, name, text) for name, text in settings.items()})


def _setting_value(workflow: Workflow, instance: Instance, name: str, text: str) -> Any:
    """JSON where the text is JSON and the setting accepts it, else the text."""
    inside = filled_if_readable(workflow, instance).workflow
    cls = None if instance.is_component else workflow.registry.find(instance.type)
    if inside is not None and (cls is None or name not in cls.model_fields):
        parameter = inside.parameters.get(name)
        return text if parameter is None else parameter_value(parameter, text)
    try:
        value = _json(text)
    except ValueError:
        return text
    return text if not _accepts(workflow, instance, name, value) and _accepts(workflow, instance, name, text) else value


def _accepts(workflow: Workflow, instance: Instance, name: str, value: Any) -> bool:
    """Whether a node takes this value for this setting, whatever is wrong with its others."""
    cls = workflow.registry.get(instance.type, instance.id)
    try:
        cls.from_settings({**instance.own(cls), name: value}, version=instance.version, node=instance.id)
    except SettingError as error:
        return str(error.facts.get("setting", "")).split(".")[0] != name
    return True
