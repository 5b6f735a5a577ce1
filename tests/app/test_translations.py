"""The app speaks German and Chinese: every text of it has a translation, with the same placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject

from knode.app.forms.words import label
from knode.app.resources import app_file
from knode.app.shell import translation
from tests.app import word_tables
from tests.app.driver import ROOT
from tests.app.texts import Text, Texts, texts_of

APP = ROOT / "knode" / "app"
PLACEHOLDER = re.compile(r"{\w+(?::[^}]*)?}|%n|</?\w+>")
FORMS = {"en": 2, "de": 2, "zh": 1}
"""How many texts a language has for what is counted."""


@pytest.fixture(scope="module")
def source() -> Texts:
    return texts_of(sorted(APP.rglob("*.py")))


@pytest.fixture
def speak(qapp: QCoreApplication) -> Iterator[object]:
    yield lambda language: translation.install(qapp, language)
    translation.install(qapp, "en")


def test_the_texts_of_the_source_are_found(source: Texts) -> None:
    expected = {
        Text("QueuePanel", "Nothing is running."),  # self.tr
        Text("Command", "Delete Node"),  # another name of translate
        Text("ResultStates", "Not run yet"),  # a function that hands on to it
        Text("CanvasTip", "Done."),  # one of two
        Text("CanvasTip", "and %n more warning(s)", counts=True),
    }
    assert expected <= source.found
    assert {Text("Actions", "Run All"), Text("Actions", "Arrange"), Text("Panel", "Library")} <= word_tables.texts()


def test_a_text_that_is_no_literal_stands_in_a_table(source: Texts) -> None:
    assert source.unknown == word_tables.TRANSLATED


@pytest.mark.parametrize("language", ["de", "zh"])
def test_every_text_is_translated_and_no_translation_is_left_over(language: str, source: Texts) -> None:
    wanted = {(text.context, text.source) for text in source.found | word_tables.texts()}
    known = set(_translations(language))
    assert sorted(wanted - known) == [], "without a translation"
    optional = {(text.context, text.source) for text in word_tables.choices() | word_tables.labels()}
    assert sorted(known - wanted - optional) == [], "translated, but not in the source"


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_what_is_counted_has_all_its_forms(language: str, source: Texts) -> None:
    translated = _translations(language)
    counted = {(text.context, text.source) for text in source.found if text.counts}
    assert {len(translated.get(key, ())) for key in counted} == {FORMS[language]}
    assert language != "en" or counted == set(translated) - _labels(translated)
    assert all(len(forms) == 1 for key, forms in translated.items() if key not in counted)


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_translations_keep_the_placeholders(language: str) -> None:
    for (_, text), forms in _translations(language).items():
        for form in forms:
            assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(form)), text


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        ("en", "and 1 more warning", "and 3 more warnings"),
        ("de", "und 1 weitere Warnung", "und 3 weitere Warnungen"),
        ("zh", "以及另外 1 条警告", "以及另外 3 条警告"),
    ],
)
def test_a_number_chooses_the_form(speak: object, language: str, one: str, many: str) -> None:
    assert callable(speak)
    speak(language)
    said = [QCoreApplication.translate("CanvasTip", "and %n more warning(s)", None, number) for number in (1, 3)]
    assert said == [one, many]
    assert QObject().tr("%n node(s) in all", None, 0)[:1] != "%"


def test_settings_that_are_named_more_clearly_in_a_node_are_so_in_all_languages() -> None:
    named = [_labels(_translations(language)) for language in FORMS]
    assert named[0]
    assert named[0] == named[1] == named[2]


@pytest.mark.parametrize(
    ("language", "there", "elsewhere"),
    [("en", "Most values per column", "Most"), ("de", "Höchstens Werte je Spalte", "Höchstens")],
)
def test_a_clearer_name_of_a_setting_is_that_of_its_node_alone(
    speak: object, language: str, there: str, elsewhere: str
) -> None:
    assert callable(speak)
    speak(language)
    assert label("most", "prep.OneHotEncoder") == there
    assert label("most", "test.Other")[:9] == elsewhere[:9]


def _labels(translated: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(context, source) for context, source in translated if "." in context}


def _translations(language: str) -> dict[tuple[str, str], translation.Forms]:
    return translation.texts_of(app_file("translations", f"knode_{language}.ts"))
