"""Pages of the node reference as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from knode.cli import catalogue, example, setting_words
from knode.cli.sampling import Picture
from knode.core.catalogue import first_sentence
from knode.core.node import Node
from knode.core.ports import Port
from knode.core.prose import blocks, spans

SUFFIX = ".md"
RULE = "|---|---|---|---|"


def index(packs: Sequence[tuple[str, Sequence[type[Node]]]]) -> str:
    """The list of all nodes by pack, with what else they are called."""
    lines = ["# Nodes", ""]
    lines += [" · ".join(f"[{pack}](#{pack})" for pack, _ in packs), ""]
    for pack, members in packs:
        lines += [f"## {pack}", "", "| node | what it does | also known as |", "|---|---|---|"]
        lines += [
            f"| [{cls.title()}]({pack}/{cls.__name__}{SUFFIX}) | {_cell(first_sentence(cls.help()))} "
            f"| {_cell(', '.join(cls.keywords))} |"
            for cls in members
        ]
        lines.append("")
    return "\n".join(lines)


def page(cls: type[Node], pictures: Iterable[Picture] = (), index_link: str = "") -> str:
    """The page of a node."""
    parts = [f"# {cls.title()}", f"`{cls.type_id()}`" + (f" · [all nodes]({index_link})" if index_link else "")]
    parts += [_picture(picture) for picture in pictures]
    parts += _help(cls.help())
    parts += ["## Ports", _ports(cls)]
    if rows := [_setting(one) for one in setting_words.settings_of(cls)]:
        parts += ["## Settings", "\n".join(["| setting | type | default | help |", RULE, *rows])]
    if setting_words.takes_columns(cls):
        parts.append(_plain(setting_words.COLUMNS))
    parts += ["## Example", "In a workflow file:", f"```json\n{example.as_file(cls)}\n```"]
    parts += ["In Python:", f"```python\n{example.as_python(cls)}\n```"]
    if facts := catalogue.facts_of(cls):
        parts += ["## Good to know", "\n".join(f"- {fact}" for fact in facts)]
    if cls.keywords:
        parts += ["## Also known as", _plain(", ".join(cls.keywords))]
    return "\n\n".join(parts) + "\n"


def _picture(picture: Picture) -> str:
    if picture.dark is None:
        return f"![{picture.title}]({picture.light})"
    dark = f'<source media="(prefers-color-scheme: dark)" srcset="{picture.dark}">'
    return f'<picture>{dark}<img alt="{picture.title}" src="{picture.light}"></picture>'


def _help(text: str) -> Iterator[str]:
    for kind, texts in blocks(text):
        if kind == "list":
            yield "\n".join(f"- {_plain(item)}" for item in texts)
        else:
            yield f"> **Example.** {_plain(texts[0])}" if kind == "example" else _plain(texts[0])


def _ports(cls: type[Node]) -> str:
    ports = catalogue.ports_of(cls)
    if ports is None or not (ports.inputs or ports.outputs):
        return catalogue.without_ports(cls)
    rows = [_port("in", port) for port in ports.inputs] + [_port("out", port) for port in ports.outputs]
    return "\n".join(["| | port | kind | |", RULE, *rows])


def _port(side: str, port: Port) -> str:
    return f"| {side} | `{port.name}` | {catalogue.kind_of(port)} | {catalogue.kind_words(port)} |"


def _setting(one: setting_words.Setting) -> str:
    return f"| `{one.path}` | {_cell(one.type)} | {_code(one.default)} | {_cell(one.help)} |"


def _code(default: str) -> str:
    return default if default in ("empty", "must be given") else f"`` {default.replace('|', chr(92) + '|')} ``"


def _plain(text: str) -> str:
    """A text in which nothing but code is marked up."""
    pieces = spans(text)
    return "".join(f"`{piece}`" if is_code else _escaped(piece) for is_code, piece in pieces)


def _escaped(text: str) -> str:
    for character in "\\*_<[#":
        text = text.replace(character, "\\" + character)
    return text


def _cell(text: str) -> str:
    return _plain(text).replace("|", "\\|")
