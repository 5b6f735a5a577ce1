"""The help panel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl

from knode.app.panels.help_page import inline, page, prose
from knode.app.panels.help_panel import HelpPanel
from knode.app.panels.setting_words import default_text, type_text
from knode.app.quick.hit_list import HitModel
from knode.app.quick.packs import pack_title
from knode.app.quick.shelf import catalogue
from knode.app.quick.topic import topic
from knode.app.shell import translation
from knode.core.catalogue import Hit
from knode.core.registry import REGISTRY
from knode.core.workflow import Instance, Link, Workflow


def workflow() -> Workflow:
    inside = Workflow("Cleaning", description="Takes out what is wrong.\n\n- empty rows\n- odd ages")
    made = Workflow()
    made.add(Instance("filter", "prep.RowFilter"))
    made.add(Instance("part", "flow.Component", "Clean", workflow=inside))
    made.add(Instance("odd", "other.Thing"))
    return made


@pytest.fixture
def panel(qtbot: Any, make_session: Any, config_folder: Path) -> HelpPanel:
    topic().clear()
    made = HelpPanel(make_session(workflow()))
    qtbot.addWidget(made)
    made.show()
    return made


def text(panel: HelpPanel) -> str:
    return panel.browser.toPlainText()


def test_the_help_of_the_selected_node_is_shown(panel: HelpPanel) -> None:
    assert "Select a node" in text(panel)
    panel._session.select(["filter"])
    for part in ("Row Filter", "Keep the rows that fulfil conditions", "Example", "Inputs", "Outputs", "Conditions",
                 "all | any", "Also found as", "Usually followed by"):  # fmt: skip
        assert part in text(panel), part
    panel._session.select([])
    assert "Select a node" in text(panel)


def test_what_is_pointed_at_comes_before_what_is_selected(panel: HelpPanel) -> None:
    panel._session.select(["filter"])
    topic().show("prep.Joiner")
    assert "Joiner" in text(panel)
    topic().clear()
    assert "Row Filter" in text(panel)


def test_a_component_tells_what_its_author_wrote(panel: HelpPanel) -> None:
    panel._session.select(["part"])
    assert "Clean" in text(panel)
    assert "odd ages" in text(panel)


def test_a_node_whose_pack_is_missing_says_which(panel: HelpPanel) -> None:
    panel._session.select(["odd"])
    assert "install the pack other" in text(panel)


def test_links_lead_to_other_nodes_and_add_this_one(panel: HelpPanel) -> None:
    panel._session.select(["filter"])
    panel.browser.anchorClicked.emit(QUrl("node:prep.Sorter"))
    assert text(panel).strip().startswith("Sorter") or "Put the rows in order" in text(panel)
    panel.browser.anchorClicked.emit(QUrl("add:prep.Sorter"))
    assert Link("filter", "table", "sorter", "table") in panel._session.workflow.links
    panel.browser.anchorClicked.emit(QUrl("node:no.Such"))
    assert panel._session.selection == ("sorter",)


def test_every_node_has_a_page_with_all_its_ports_and_settings(qapp: object, config_folder: Path) -> None:
    for entry in catalogue().entries:
        html = page(entry)
        assert entry.name in html
        for port in (*entry.ports.inputs, *entry.ports.outputs):
            assert f"<b>{port.name}</b>" in html
        assert html.count('<p class="setting">') == len(entry.cls.model_fields)


def test_docstrings_become_paragraphs_lists_and_examples() -> None:
    made = "".join(prose("One `code` & more.\n\n- first\n  goes on\n- second\n\nExample: do <this>."))
    assert "<p>One <code>code</code> &amp; more.</p>" in made
    assert "<ul><li>first goes on</li><li>second</li></ul>" in made
    assert "Do &lt;this&gt;." in made
    assert "Example:" not in made


def test_an_example_within_a_paragraph_stands_out_too() -> None:
    made = "".join(prose("It adds. Example: 1 and 1."))
    assert made.startswith("<p>It adds.</p>")
    assert made.count("<table") == 1


def test_code_in_double_marks_is_code() -> None:
    assert inline("a ``b`` c `d`") == "a <code>b</code> c <code>d</code>"


@pytest.mark.parametrize(
    ("type_id", "setting", "kind", "default"),
    [
        ("io.CsvReader", "path", "text", ""),
        ("io.CsvReader", "row_limit", "whole number, may be empty, ≥ 0", ""),
        ("io.CsvReader", "columns", "columns", "all"),
        ("prep.RowFilter", "combine", "all | any", "all"),
        ("prep.RowFilter", "conditions", "list", ""),
    ],
)
def test_settings_are_told_in_words(type_id: str, setting: str, kind: str, default: str) -> None:
    field = REGISTRY.get(type_id).model_fields[setting]
    assert type_text(field) == kind
    value = None if field.is_required() else field.get_default(call_default_factory=True)
    assert default_text(value) == default


def test_the_panel_follows_the_theme(panel: HelpPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    from knode.app import theme

    before = panel.browser.toHtml()
    choice = theme.switch().choice
    theme.switch().follow("dark" if theme.current().name == "light" else "light")
    assert panel.browser.toHtml() != before
    theme.switch().follow(choice)


def test_packs_are_called_as_in_the_library_in_every_language(qapp: Any) -> None:
    entry = next(entry for entry in catalogue().entries if entry.type == "explain.ShapExplainer")
    assert ">Explanation<" in page(entry)
    translation.install(qapp, "de")
    try:
        assert f">{pack_title('explain')}<" in page(entry)
        assert pack_title("explain") != "Explanation"
        shown = HitModel()
        shown.show([Hit(entry, 1.0)])
        assert pack_title("explain") in shown.data(shown.index(0), Qt.ItemDataRole.AccessibleTextRole)
    finally:
        translation.install(qapp, "en")
