"""The texts of the app in other languages, read from the .ts files in resources/app/translations."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from knode.app.resources import app_file

LANGUAGES = {"en": "English", "de": "Deutsch", "zh": "中文"}
QT_TEXTS = {"de": "qtbase_de", "zh": "qtbase_zh_CN"}
"""Of Qt's own dialogs and buttons."""
OF_NODE = "."
"""Stands in contexts that are types of nodes, such as prep.Pivot: what their settings are called there only."""
Forms = tuple[str, ...]
"""A translation: one text, or where things are counted the one for a single thing and the one for any other number."""


class Translator(QTranslator):
    """Translates from a dictionary: a .ts file as Qt Linguist writes it, with no compiler between."""

    def __init__(self, texts: dict[tuple[str, str], Forms], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._anywhere = {source: forms for (context, source), forms in texts.items() if OF_NODE not in context}

    def isEmpty(self) -> bool:
        return not self._texts

    def translate(
        self,
        context: str | bytes | bytearray | memoryview,
        source: str | bytes | bytearray | memoryview,
        disambiguation: str | bytes | bytearray | memoryview | None = None,
        n: int = -1,
    ) -> str:
        """The text in its context, or else as another context has it; None, by which Qt asks others, where there is none."""
        found = self._texts.get((str(context), str(source))) or self._anywhere.get(str(source))
        if found is None:
            return None  # type: ignore[return-value]
        return found[0] if n == 1 else found[-1]


def texts_of(file: Path) -> dict[tuple[str, str], Forms]:
    """The finished translations of a .ts file, by context and English text."""
    found: dict[tuple[str, str], Forms] = {}
    for context in ElementTree.parse(file).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            made = message.find("translation")
            if made is not None and made.get("type") not in ("unfinished", "obsolete", "vanished"):
                forms = tuple(form.text or "" for form in made.iter("numerusform")) or (made.text or "",)
                if all(forms):
                    found[name, message.findtext("source") or ""] = forms
    return found


def chosen(preferred: str) -> str:
    """The language to use: the preferred one, or for "system" that of the system, if there is a translation."""
    wanted = QLocale.system().name().partition("_")[0] if preferred == "system" else preferred
    return wanted if wanted in LANGUAGES else "en"


def install(app: QCoreApplication, preferred: str) -> str:
    """Let `app` speak a language from now on; which one it became.

    The English file has what is counted, and clearer names of settings.
    """
    language = chosen(preferred)
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    if language != "en":
        of_qt = QTranslator(app)
        if of_qt.load(QT_TEXTS[language], QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(of_qt)
    app.installTranslator(Translator(texts_of(app_file("translations", f"knode_{language}.ts")), app))
    return language
