"""Finds the texts that a person sees in the source: what goes through `tr`, `translate` and functions that hand on to it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.app.driver import ROOT


class Text(NamedTuple):
    """An English text with the context of its translations; `counts` where it has plural forms."""

    context: str
    source: str
    counts: bool = False


class Source:
    """One module: its calls of translating functions.

    `made` is what functions of it take a text for, by name: the context of their translations. `aliases` are other names of
    `translate` itself. A call with a text that is no literal is told in `unknown`, by the function around it.
    """

    def __init__(self, file: Path) -> None:
        self.name = file.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        self.tree = ast.parse(file.read_text(encoding="utf-8"))
        self.constants = dict(_constants(self.tree))
        self.aliases = {"translate", "QT_TRANSLATE_NOOP"} | set(_aliases(self.tree))
        self.made = dict(self._wrappers())
        self.unknown: set[str] = set()

    def texts(self, made: dict[str, dict[str, str]]) -> set[Text]:
        """The texts, where `made` are the functions of all modules that take one."""
        self.wrappers = self.made | dict(_imported(self.tree, made))
        return set(self._found(self.tree, "", ""))

    def _wrappers(self) -> Iterator[tuple[str, str]]:
        for function in (each for each in ast.walk(self.tree) if isinstance(each, ast.FunctionDef)):
            parameters = [each.arg for each in function.args.args if each.arg != "self"]
            for call in (each for each in ast.walk(function) if isinstance(each, ast.Call)):
                context = self._context(call)
                if context and parameters and _is_name(call.args[1], parameters[0]):
                    yield function.name, context

    def _context(self, call: ast.Call) -> str:
        """What stands first in a call of `translate`, where it is known; else ""."""
        if _name(call) not in self.aliases or len(call.args) < 2:
            return ""
        first = call.args[0]
        if isinstance(first, ast.Name):
            return self.constants.get(first.id, "")
        return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""

    def _found(self, node: ast.AST, cls: str, function: str) -> Iterator[Text]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef):
                yield from self._found(child, child.name, function)
            elif isinstance(child, ast.FunctionDef):
                yield from self._found(child, cls, child.name)
            else:
                yield from self._of_call(child, cls, function) if isinstance(child, ast.Call) else ()
                yield from self._found(child, cls, function)

    def _of_call(self, call: ast.Call, cls: str, function: str) -> Iterator[Text]:
        name = _name(call)
        if name == "tr":
            yield from self._of_text(cls, call.args[0], call.args[1:], function)
        elif name in self.wrappers and name not in self.aliases:
            yield from self._of_text(self.wrappers[name], call.args[0], call.args[1:], function)
        elif name in self.aliases and not _is_painter(call):
            yield from self._of_text(self._context(call), call.args[1], call.args[2:], function)

    def _of_text(self, context: str, text: ast.expr, more: list[ast.expr], function: str) -> Iterator[Text]:
        if isinstance(text, ast.IfExp):
            yield from self._of_text(context, text.body, more, function)
            yield from self._of_text(context, text.orelse, more, function)
        elif isinstance(text, ast.Constant) and isinstance(text.value, str):
            yield Text(context, text.value, bool(more) and "%n" in text.value)
        elif function not in self.made and function not in self.aliases:
            self.unknown.add(f"{self.name}:{function}")


class Texts(NamedTuple):
    """The texts of the source, and the functions that translate what is no literal."""

    found: set[Text]
    unknown: set[str]


def texts_of(files: list[Path]) -> Texts:
    """The texts of modules."""
    sources = [Source(file) for file in files]
    made = {each.name: each.made for each in sources}
    found = {text for each in sources for text in each.texts(made)}
    return Texts(found, {place for each in sources for place in each.unknown})


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _is_painter(call: ast.Call) -> bool:
    """Whether it moves a painter or a place: these have a `translate` of their own."""
    return isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") != "QCoreApplication"


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for each in tree.body:
        if isinstance(each, ast.Assign) and isinstance(each.value, ast.Constant) and isinstance(each.value.value, str):
            yield getattr(each.targets[0], "id", ""), each.value.value


def _aliases(tree: ast.Module) -> Iterator[str]:
    for each in ast.walk(tree):
        if isinstance(each, ast.Assign) and ast.unparse(each.value) in (
            "QCoreApplication.translate",
            "QT_TRANSLATE_NOOP",
        ):
            yield getattr(each.targets[0], "id", "")
        if isinstance(each, ast.FunctionDef) and "QT_TRANSLATE_NOOP(context, text)" in ast.unparse(each):
            yield each.name


def _imported(tree: ast.Module, made: dict[str, dict[str, str]]) -> Iterator[tuple[str, str]]:
    for each in (one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)):
        for alias in each.names:
            context = made.get(each.module or "", {}).get(alias.name)
            if context:
                yield alias.asname or alias.name, context
