"""Pages of the node reference as HTML: one style sheet, light and dark, no scripts, good from a folder on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from knode.cli import catalogue, example, setting_words
from knode.cli.sampling import Picture, card
from knode.core.catalogue import first_sentence
from knode.core.node import Node
from knode.core.ports import Port
from knode.core.prose import blocks, spans

SUFFIX = ".html"
STYLE = "reference.css"


def style_sheet() -> str:
    """The style sheet of all pages."""
    return (Path(__file__).parent / STYLE).read_text(encoding="utf-8")


def index(packs: Sequence[tuple[str, Sequence[type[Node]]]]) -> str:
    """The list of all nodes by pack, with what else they are called."""
    count = sum(len(members) for _, members in packs)
    parts = ["<h1>Nodes</h1>", f'<p class="soft">{count} nodes, with the names that they have in other tools.</p>']
    for pack, members in packs:
        rows = "".join(map(_listed, members))
        parts.append(
            f'<h2 id="{escape(pack)}">{escape(pack)}</h2><table class="list">'
            f"<thead><tr><th>node</th><th>what it does</th></tr></thead><tbody>{rows}</tbody></table>"
        )
    return _whole("Nodes", "".join(parts), [pack for pack, _ in packs], "")


def _listed(cls: type[Node]) -> str:
    names = f'<br><span class="names">{escape(" · ".join(cls.keywords))}</span>' if cls.keywords else ""
    href = f"{cls.pack}/{cls.__name__}{SUFFIX}"
    summary = escape(first_sentence(cls.help()))
    return f'<tr><td><a href="{href}">{escape(cls.title())}</a></td><td>{summary}{names}</td></tr>'


def page(cls: type[Node], pictures: Iterable[Picture], nodes: Sequence[type[Node]]) -> str:
    """The page of a node among all of those that have pages: it leads to those beside it and those of which it speaks."""
    place = nodes.index(cls)
    speaks = catalogue.Mentions(one for one in nodes if one is not cls)
    parts = [
        f'<div class="title"><div><h1>{escape(cls.title())}</h1>'
        f'<p class="soft"><code>{cls.type_id()}</code></p></div>{card(cls)}</div>',
        *_help(cls.help(), speaks),
        *map(_picture, pictures),
        f"<h2>Ports</h2>{_ports(cls)}",
        *_settings(cls),
        f"<h2>Example</h2><p>In a workflow file:</p>{_code(example.as_file(cls))}",
        f"<p>In Python:</p>{_code(example.as_python(cls))}",
        *_end(cls),
        _foot(nodes[place - 1], nodes[(place + 1) % len(nodes)]),
    ]
    return _whole(cls.title(), "".join(parts), dict.fromkeys(one.pack for one in nodes), "../")


def _whole(title: str, body: str, packs: Iterable[str], root: str) -> str:
    links = " ".join(f'<a href="{root}index{SUFFIX}#{escape(pack)}">{escape(pack)}</a>' for pack in packs)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)} · knode</title><link rel="stylesheet" href="{root}{STYLE}"></head>\n'
        f'<body><header><div><strong><a href="{root}index{SUFFIX}">knode nodes</a></strong>{links}</div></header>\n'
        f"<main>{body}</main></body></html>\n"
    )


def _help(text: str, speaks: catalogue.Mentions) -> Iterator[str]:
    for kind, texts in blocks(text):
        made = [_inline(one, speaks) for one in texts]
        if kind == "list":
            yield "<ul>" + "".join(f"<li>{item}</li>" for item in made) + "</ul>"
        else:
            yield f'<div class="example"><b>Example</b>{made[0]}</div>' if kind == "example" else f"<p>{made[0]}</p>"


def _inline(text: str, speaks: catalogue.Mentions | None = None) -> str:
    return "".join(
        f"<code>{escape(part)}</code>" if is_code else _linked(part, speaks) for is_code, part in spans(text)
    )


def _linked(text: str, speaks: catalogue.Mentions | None) -> str:
    if speaks is None:
        return escape(text)
    return "".join(escape(part) if cls is None else _link(cls, part) for part, cls in speaks.parts(text))


def _picture(picture: Picture) -> str:
    dark = f'<source media="(prefers-color-scheme: dark)" srcset="{picture.dark}">' if picture.dark else ""
    return f'<picture class="shots">{dark}<img alt="{escape(picture.title)}" src="{picture.light}"></picture>'


def _ports(cls: type[Node]) -> str:
    ports = catalogue.ports_of(cls)
    if ports is None or not (ports.inputs or ports.outputs):
        return f"<p>{catalogue.without_ports(cls)}</p>"
    rows = [_port("in", port) for port in ports.inputs] + [_port("out", port) for port in ports.outputs]
    return _table(("", "port", "kind", ""), rows)


def _port(side: str, port: Port) -> str:
    return (
        f'<tr><td class="soft">{side}</td><td class="name"><code>{escape(port.name)}</code></td>'
        f"<td>{escape(catalogue.kind_of(port))}</td><td>{escape(catalogue.kind_words(port))}</td></tr>"
    )


def _settings(cls: type[Node]) -> Iterator[str]:
    if rows := [_setting(one) for one in setting_words.settings_of(cls)]:
        yield f"<h2>Settings</h2>{_table(('setting', 'type', 'default', 'help'), rows)}"
    if setting_words.takes_columns(cls):
        yield f'<p class="soft">{escape(setting_words.COLUMNS)}</p>'


def _setting(one: setting_words.Setting) -> str:
    plain = one.default in ("empty", "must be given")
    default = escape(one.default) if plain else f"<code>{escape(one.default)}</code>"
    return (
        f'<tr class="d{one.depth}"><td class="name"><code title="{escape(one.path)}">{escape(one.name)}</code></td>'
        f'<td class="kind">{escape(one.type)}</td><td>{default}</td><td>{_inline(one.help)}</td></tr>'
    )


def _table(heads: Sequence[str], rows: Iterable[str]) -> str:
    head = "".join(f"<th>{name}</th>" for name in heads)
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'


def _code(text: str) -> str:
    return f"<pre><code>{escape(text)}</code></pre>"


def _end(cls: type[Node]) -> Iterator[str]:
    if facts := catalogue.facts_of(cls):
        yield "<h2>Good to know</h2><ul>" + "".join(f"<li>{_inline(fact)}</li>" for fact in facts) + "</ul>"
    if cls.keywords:
        yield f'<h2>Also known as</h2><p class="soft">{escape(" · ".join(cls.keywords))}</p>'


def _foot(before: type[Node], after: type[Node]) -> str:
    return f"<footer>{_link(before, f'← {before.title()}')}{_link(after, f'{after.title()} →')}</footer>"


def _link(cls: type[Node], text: str) -> str:
    return f'<a href="../{cls.pack}/{cls.__name__}{SUFFIX}">{escape(text)}</a>'
