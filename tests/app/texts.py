"""Finds the texts that a person sees in the source: what goes through `tr`, `translate`, and tables of actions and panels."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

Text = tuple[str, str]
"""A context and an English text."""
WORDS = {"CHOICES": "Preferences", "PAGES": "Preferences", "LEVEL_NAMES": "LogPanel", "ORDER": "Actions"}
"""Constants of words that are translated where they are shown, with the context there."""
ACTION_KEYS = ("text", "menu", "icon", "tip", "shortcuts", "when")


def texts_of(file: Path) -> set[Text]:
    """The texts of one module."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {each for each in _found(tree, "", file.stem) if each[1]}


def _found(node: ast.AST, cls: str, module: str) -> Iterator[Text]:
    for child in ast.iter_child_nodes(node):
        inside = child.name if isinstance(child, ast.ClassDef) else cls
        yield from _of_call(child, cls) if isinstance(child, ast.Call) else ()
        yield from _of_constant(child, cls) if isinstance(child, ast.Assign | ast.AnnAssign) else ()
        yield from _found(child, inside, module)


def _of_call(call: ast.Call, cls: str) -> Iterator[Text]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    words = [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    if name == "tr" and words:
        yield cls, words[0]
    elif name in ("translate", "_", "QT_TRANSLATE_NOOP") and len(words) == 2:
        yield words[0], words[1]
    elif name == "_tr" and words:
        yield "Layouts", words[0]
    elif name == "PanelPlace" and len(words) > 1:
        yield "Panel", words[1]
    elif name == "Action":
        yield from _of_action(call, words)
    elif name == "Field":
        yield from (("Preferences", each.value.value) for each in call.keywords if each.arg in ("title", "description"))


def _of_action(call: ast.Call, words: list[str]) -> Iterator[Text]:
    given = {each.arg: each.value.value for each in call.keywords if isinstance(each.value, ast.Constant)}
    positional = [each.value if isinstance(each, ast.Constant) else "" for each in call.args[1:]]
    given |= dict(zip(ACTION_KEYS, positional, strict=False))
    for key in ("text", "tip", "when"):
        yield "Actions", str(given.get(key, ""))
    yield from (("Actions", part) for part in str(given.get("menu", "")).split("/"))


def _of_constant(node: ast.Assign | ast.AnnAssign, cls: str) -> Iterator[Text]:
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    name = getattr(target, "id", "")
    if node.value is None or (name not in WORDS and name != "COLUMNS"):
        return
    values = node.value.values if isinstance(node.value, ast.Dict) else getattr(node.value, "elts", [])
    for value in values:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield WORDS.get(name, cls), value.value
