"""The names of months and weekdays in other languages, as people write and shorten them, by the tables of Unicode's CLDR."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from knode_nodes.prep._texts import arrow

if TYPE_CHECKING:
    import pandas as pd

Language = Literal[
    "English", "Bulgarian", "Croatian", "Czech", "Danish", "Dutch", "Estonian", "Finnish", "French", "German", "Greek",
    "Hungarian", "Italian", "Latvian", "Lithuanian", "Norwegian", "Polish", "Portuguese", "Romanian", "Russian", "Slovak",
    "Slovenian", "Spanish", "Swedish", "Turkish", "Ukrainian",
]  # fmt: skip
LOCALES: dict[str, tuple[str, ...]] = {
    "English": ("en",), "Bulgarian": ("bg",), "Croatian": ("hr",), "Czech": ("cs",), "Danish": ("da",), "Dutch": ("nl",),
    "Estonian": ("et",), "Finnish": ("fi",), "French": ("fr",), "German": ("de", "de_AT"), "Greek": ("el",),
    "Hungarian": ("hu",), "Italian": ("it",), "Latvian": ("lv",), "Lithuanian": ("lt",), "Norwegian": ("nb",),
    "Polish": ("pl",), "Portuguese": ("pt", "pt_PT"), "Romanian": ("ro",), "Russian": ("ru",), "Slovak": ("sk",),
    "Slovenian": ("sl",), "Spanish": ("es",), "Swedish": ("sv",), "Turkish": ("tr",), "Ukrainian": ("uk",),
}  # fmt: skip
"""The locales of each language; names are written by the first and read by all."""
TOKEN = re.compile(r"%(.)|\s+|[^%\s]+|%$", re.DOTALL)
APOSTROPHES = "\u02bc'\u2019"
WORD = r"[^\s\d.,/]+\.?"
MONTH, DAY = "Bb", "Aa"
SHORTENED = (3, 4)
"""So many letters of a name are read too, if only one name begins so."""
LOOSE = {"Z": ".*?", "z": ".+?", "p": ".+?", "c": ".+?", "x": ".+?", "X": ".+?", "%": "%"}
"""What stands where a format has these letters; digits for all others."""


class Names(NamedTuple):
    """The names of months from January and of weekdays from Monday, long and short."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    days: tuple[str, ...]
    short_days: tuple[str, ...]


@cache
def names_of(language: str, within: bool) -> Names:
    """The names that a language writes: `within` a date ("5 marca", "Jan."), or by themselves ("marzec", "Jan")."""
    return _names(LOCALES[language][0], "format" if within else "stand-alone")


@cache
def _names(locale: str, context: Literal["format", "stand-alone"]) -> Names:
    from babel.dates import get_day_names, get_month_names

    found = []
    for width in ("wide", "abbreviated"):
        months, days = get_month_names(width, context, locale), get_day_names(width, context, locale)
        found += [tuple(months[place] for place in range(1, 13)), tuple(days[place] for place in range(7))]
    return Names(found[0], found[2], found[1], found[3])


@cache
def _spellings(language: str, letters: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """All ways to write a month or weekday, in small letters, and which of them each is, from 0."""
    found: dict[str, set[int]] = {}
    for locale in LOCALES[language]:
        for context in ("format", "stand-alone"):
            names = _names(locale, context)
            for some in (names.months, names.short_months) if letters == MONTH else (names.days, names.short_days):
                for place, name in enumerate(some):
                    for each in _ways(name):
                        found.setdefault(each, set()).add(place)
    shortened: dict[str, set[int]] = {}
    for name, places in found.items():
        for length in SHORTENED:
            shortened.setdefault(name[:length], set()).update(places)
    every = {**shortened, **found}
    sure = {way: min(places) for name, places in every.items() if len(places) == 1 for way in _cases(name, language)}
    return tuple(sure), tuple(sure.values())


def _ways(name: str) -> set[str]:
    """With a dot and without one, and with each apostrophe."""
    plain = name.lower().removesuffix(".")
    return {f"{way}{dot}" for way in (plain.replace(APOSTROPHES[0], mark) for mark in APOSTROPHES) for dot in ("", ".")}


def _cases(name: str, language: str) -> set[str]:
    """A name in large and small letters: Turkish has an I with and one without a dot."""
    return {name, name.replace("i", "\u0130").replace("\u0131", "I").upper()} if language == "Turkish" else {name}


def has_names(form: str) -> bool:
    """Whether a format has names of months or weekdays."""
    return any(found[1] and found[1] in MONTH + DAY for found in TOKEN.finditer(form))


def in_numbers(found: pd.Series, form: str, language: str) -> tuple[pd.Series, str]:
    """Texts with months as numbers instead of names and without weekdays, and the format of these; missing where none fits."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    held = pc.utf8_normalize(arrow(found).cast(pa.large_string()), "NFC")
    parts, pattern, plain = [], "", ""
    for number, (kind, told, written) in enumerate(_pieces(form)):
        pattern += f"(?P<p{number}>{told})"
        parts.append((f"p{number}", kind))
        plain += written
    groups = pc.extract_regex(held, f"(?is)^{pattern}$")
    texts = [_numbered(pc.struct_field(groups, name), kind, language, form) for name, kind in parts]
    made = pc.binary_join_element_wise(*texts, pa.scalar("", pa.large_string()))
    return pd.Series(pd.array(made, dtype="str"), index=found.index, name=found.name), plain


def _pieces(form: str) -> Iterator[tuple[str, str, str]]:
    """What follows on one another in a format: the letters of its names or "", its pattern, and how it is read afterwards."""
    for found in TOKEN.finditer(form):
        letter = found[1] or ""
        if letter and letter in MONTH:
            yield MONTH, WORD, "" if "%m" in form else "%m"
        elif letter and letter in DAY:
            yield DAY, WORD, "%w" if _has_weeks(form) else ""
        elif letter:
            yield "", LOOSE.get(letter, r" ?\d+"), found[0]
        else:
            yield "", r"\s+" if found[0].isspace() else re.escape(found[0]), found[0]


def _has_weeks(form: str) -> bool:
    """Whether a format has the number of a week, with which a weekday tells the date."""
    return any(f"%{letter}" in form for letter in "UWVG")


def _numbered(texts: Any, letters: str, language: str, form: str) -> Any:
    """(rows) the texts of one piece, names as numbers."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not letters:
        return texts
    names, places = _spellings(language, letters)
    found = pc.index_in(pc.utf8_lower(texts), value_set=pc.utf8_lower(pa.array(names, pa.large_string())))
    if letters == MONTH:
        written = [""] * 12 if "%m" in form else [f"{number:02}" for number in range(1, 13)]
    else:
        written = list("1234560") if _has_weeks(form) else [""] * 7
    return pa.array([written[place] for place in places], pa.large_string()).take(found)
