"""The help of a node as a page: what it does, its ports, its settings, and what usually comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from pydantic.fields import FieldInfo
from PySide6.QtCore import QCoreApplication

from knode.app import icons, theme
from knode.app.forms import words
from knode.app.panels.setting_words import default_text, labels_of, type_text
from knode.app.quick.packs import pack_title
from knode.app.quick.port_mark import as_html, port_pixmap
from knode.core.catalogue import Entry
from knode.core.ports import Port
from knode.core.prose import blocks, spans
from knode.core.workflow import Workflow

MARK = 13
TILE = 36


def tell(text: str) -> str:
    """A text in the person's language."""
    return QCoreApplication.translate("Help", text)


def page(entry: Entry, next_types: Sequence[Entry] = ()) -> str:
    """The help of a node type. Links are `add:TYPE` and `node:TYPE`."""
    parts = [
        _head(entry.name, icons.glyph_of(entry.cls), pack_title(entry.cls.pack), f"pack:{entry.cls.pack}"),
        f'<p><a href="add:{entry.type}">{escape(tell("Add to the canvas"))}</a></p>',
        *prose(entry.cls.help()),
        *_ports(entry.ports.inputs, entry.ports.outputs),
        *_settings(entry),
        *_facts(entry),
        *_next(next_types),
    ]
    return _styled("".join(parts))


def component_page(title: str, workflow: Workflow) -> str:
    """What is known of a component: its description, its ports, its parameters."""
    ports = workflow.outer_ports()
    rows = [(name, one.type, default_text(one.default), one.description) for name, one in workflow.parameters.items()]
    parts = [
        _head(title, "component", tell("component"), "accent"),
        *prose(workflow.description or tell("A workflow used as a node. Open it to see what is inside.")),
        *_ports(ports.inputs, ports.outputs),
        *_table(rows),
    ]
    return _styled("".join(parts))


def message_page(title: str, text: str) -> str:
    """A page with a few words."""
    return _styled(f"<h2>{escape(title)}</h2>" + "".join(prose(text)))


# ---- a docstring as HTML


def prose(text: str) -> Iterator[str]:
    """Paragraphs, lists and examples of a help text."""
    for kind, texts in blocks(text):
        if kind == "list":
            yield "<ul>" + "".join(f"<li>{inline(item)}</li>" for item in texts) + "</ul>"
        else:
            yield _example(texts[0]) if kind == "example" else f"<p>{inline(texts[0])}</p>"


def _example(text: str) -> str:
    back = theme.colour("hover").name()
    return (
        f'<table width="100%" cellpadding="8" style="margin-top:8px;margin-bottom:8px"><tr><td bgcolor="{back}">'
        f'<span class="small">{escape(tell("Example"))}</span><br>{inline(text)}</td></tr></table>'
    )


def inline(text: str) -> str:
    """A text on one line, with `code` set as code."""
    parts = spans(" ".join(text.split()))
    return "".join(f"<code>{escape(part)}</code>" if is_code else escape(part) for is_code, part in parts)


# ---- parts of a page


def _head(title: str, glyph: str, pack: str, colour: str) -> str:
    tile = icons.pixmap(glyph, TILE, theme.colour(colour), 2.0)
    return (
        '<table cellspacing="0" cellpadding="0"><tr>'
        f'<td style="padding-right:12px" valign="middle">{as_html(tile, TILE)}</td>'
        f'<td valign="middle"><span class="title">{escape(title)}</span><br>'
        f'<span style="color:{theme.colour(colour).name()}">{escape(pack)}</span></td></tr></table>'
    )


def _ports(inputs: Iterable[Port], outputs: Iterable[Port]) -> Iterator[str]:
    for heading, ports in ((tell("Inputs"), inputs), (tell("Outputs"), outputs)):
        rows = "".join(map(_port_row, ports))
        if rows:
            yield f'<h3>{escape(heading)}</h3><table cellspacing="0" cellpadding="3">{rows}</table>'


def _port_row(port: Port) -> str:
    notes = [port.kind]
    notes += [tell("optional")] if port.optional else []
    notes += [tell("any number of links")] if port.multiple else []
    mark = as_html(port_pixmap(port.kind, MARK, 2.0), MARK)
    return (
        f'<tr><td valign="middle">{mark}</td><td valign="middle"><b>{escape(port.name)}</b></td>'
        f'<td class="muted" valign="middle">{escape(", ".join(notes))}</td></tr>'
    )


def _settings(entry: Entry) -> list[str]:
    return _table([_setting_row(name, field, entry.cls.type_id()) for name, field in entry.cls.model_fields.items()])


def _setting_row(name: str, field: FieldInfo, context: str) -> tuple[str, str, str, str]:
    value = None if field.is_required() else field.get_default(call_default_factory=True)
    default = tell("must be given") if field.is_required() else default_text(value, labels_of(field))
    return words.label(name, context), type_text(field), default, words.help_text(field.description or "")


def _table(rows: Sequence[tuple[str, str, str, str]]) -> list[str]:
    """Settings with what they take, their default and their help: one below the other, for panels are narrow."""
    if not rows:
        return []
    made = [f"<h3>{escape(tell('Settings'))}</h3>"]
    for name, type_, default, help_ in rows:
        by_default = f" · {escape(tell('default'))} <code>{escape(default)}</code>" if default else ""
        made.append(
            f'<p class="setting"><b>{escape(name)}</b> <span class="small">{escape(type_)}{by_default}</span>'
            f"<br>{inline(help_)}</p>"
        )
    return made


def _facts(entry: Entry) -> Iterator[str]:
    if entry.synonyms:
        listed = " · ".join(escape(text.shown) for text in entry.synonyms)
        yield f'<h3>{escape(tell("Also found as"))}</h3><p class="muted">{listed}</p>'
    if entry.cls.code:
        yield f"<p>{escape(tell('Runs code that the workflow holds, so it needs your trust.'))}</p>"
    if entry.cls.effect:
        yield f"<p>{escape(tell('Changes something outside the workflow, so it always runs.'))}</p>"


def _next(entries: Sequence[Entry]) -> Iterator[str]:
    if entries:
        links = " · ".join(f'<a href="node:{one.type}">{escape(one.name)}</a>' for one in entries)
        yield f"<h3>{escape(tell('Usually followed by'))}</h3><p>{links}</p>"


def _styled(body: str) -> str:
    return f"<html><head><style>{_style()}</style></head><body>{body}</body></html>"


def _style() -> str:
    """Qt's rich text knows a small part of CSS."""
    ui: Any = theme.current().ui
    return (
        f"body{{color:{ui.ink}}} a{{color:{ui.accent};text-decoration:none}} code{{background-color:{ui.hover};"
        f"font-family:'JetBrains Mono','Cascadia Code',Menlo,'DejaVu Sans Mono',monospace}}"
        f".title{{font-size:15pt;font-weight:600}} .muted,.small{{color:{ui.muted}}} .small{{font-size:8.5pt}}"
        "h2{font-size:13pt;font-weight:600} h3{font-size:10.5pt;font-weight:600;margin-top:16px;margin-bottom:4px}"
        "p{margin-top:6px;margin-bottom:6px;line-height:135%} li{margin-bottom:3px;line-height:130%}"
        ".setting{margin-top:8px;margin-bottom:8px}"
    )
