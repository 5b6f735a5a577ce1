"""Texts tidied up, step by step."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Columns, Example, Node, Table, setting
from knode_nodes.prep._columns import chosen_or_refused, taken
from knode_nodes.prep._keys import with_columns
from knode_nodes.prep._texts import arrow, is_absent, is_ascii, text_column, with_part_replaced
from knode_nodes.prep._units import units_of

if TYPE_CHECKING:
    import pandas as pd

Step = Literal[
    "trim", "collapse spaces", "remove spaces", "lower case", "upper case", "title case", "sentence case",
    "remove accents", "remove control characters", "remove punctuation", "remove digits", "remove letters",
    "keep digits", "keep letters and digits", "straight quotes", "normal form", "compatible form", "remove HTML tags",
    "empty to missing",
]  # fmt: skip


class StringCleaner(Node):
    """Tidy up texts in several steps, one after the other, in the order in which you list them.

    Spaces: trim those at both ends, collapse several within to one, or remove all. Letters: lower, UPPER, Title or Sentence
    case; remove accents, so that "Zoë" becomes "Zoe" and "Łódź" "Lodz". Characters: remove control characters (those that do
    not show, such as zero-width spaces), punctuation, digits, letters or HTML tags; or keep nothing but digits, or letters
    and digits. Typographic quotes and dashes become straight ones. The normal form (Unicode NFC) makes texts that look the
    same be the same; the compatible form (NFKC) also turns wide letters and ligatures into plain ones. Last, texts with
    nothing in them can become missing values.

    Missing values stay missing. In a category column the categories are cleaned; those that become the same are one, at the
    place of the first.

    Example: trim, collapse spaces, lower case turns "  New   YORK " into "new york".
    """

    pack = "prep"
    icon = "string-cleaner"
    shelf = "Texts"
    keywords = (
        "String Cleaner", "Case Converter", "String Manipulation", "Data Cleansing", "Preprocess Text", "String Replacer",
        "trim", "strip", "lower", "upper", "uppercase",
        "lowercase", "unaccent", "normalize", "whitespace", "remove punctuation",
    )  # fmt: skip
    example = Example({"columns": ["city"], "steps": ["trim", "collapse spaces", "lower case"]})
    rowwise = True
    columns: Columns = setting(Columns.typed("text", "category"), "The columns of texts.")
    steps: tuple[Step, ...] = setting(
        ("trim", "collapse spaces"),
        "What to do, in this order.",
        form="list",
        labels={"normal form": "one form of each sign (NFC)", "compatible form": "plain form of each sign (NFKC)"},
    )

    def run(self, table: Table) -> Table:
        names = chosen_or_refused(self.columns, table, "columns of texts")
        named = self.columns.by == "names"
        return with_columns(table, {name: self._cleaned(table[name], named) for name in names}, units=units_of(table))

    def _cleaned(self, column: pd.Series, named: bool) -> pd.Series:
        import pandas as pd

        if isinstance(column.dtype, pd.CategoricalDtype):
            texts = all(isinstance(value, str) for value in column.cat.categories)
            # A category column of numbers that was chosen by its type only holds nothing to clean.
            return _categories(column, self._different) if texts or named else column
        column = text_column(column)
        if FAST.issuperset(self.steps):
            return self._different(column)
        codes, values = column.factorize()
        return taken(self._different(pd.Series(values, dtype="str")), codes, column)

    def _different(self, values: pd.Series) -> pd.Series:
        made = text_column(values)
        for step in self.steps:
            made = STEPS[step](made)
        return made


def _categories(column: pd.Series, cleaned: Callable[[pd.Series], pd.Series]) -> pd.Series:
    """A category column with other words for its categories; the same words are one category."""
    import numpy as np
    import pandas as pd

    categories = column.cat.categories
    made = cleaned(pd.Series(categories, name=column.name))
    codes, words = made.factorize()
    places = np.append(codes, -1)[column.cat.codes]
    dtype = pd.CategoricalDtype(pd.Index(words, dtype=categories.dtype), ordered=column.cat.ordered)
    return pd.Series(pd.Categorical.from_codes(places, dtype=dtype), index=column.index, name=column.name)


def _quickly(ascii_way: str, other: Callable[[Any], Any], **options: Any) -> Callable[[pd.Series], pd.Series]:
    """A step that Arrow has for texts of ASCII too, several times as fast; `other` is for all texts."""

    def step(texts: pd.Series) -> pd.Series:
        import pandas as pd
        import pyarrow.compute as pc

        held = arrow(texts)
        if not is_ascii(held):
            return other(texts)
        made = getattr(pc, ascii_way)(held, **options)
        return pd.Series(pd.array(made, dtype="str"), index=texts.index, name=texts.name, copy=False)

    return step


def _by_pattern(pattern: str, replacement: str = "") -> Callable[[pd.Series], pd.Series]:
    def step(texts: pd.Series) -> pd.Series:
        from knode_nodes.prep._patterns import replaced

        return replaced(texts, pattern, replacement)

    return step


def _each(function: Callable[[str], str]) -> Callable[[pd.Series], pd.Series]:
    def step(texts: pd.Series) -> pd.Series:
        import pandas as pd

        made: Any = [value if is_absent(value) else function(value) for value in texts]
        return pd.Series(made, index=texts.index, dtype="str")

    return step


def _title(text: str) -> str:
    """Each word with a capital: `str.title` makes "It'S" of "it's"."""
    pairs = zip(f" {text}", text, strict=False)
    return "".join(
        char.lower() if before.isalnum() or before in APOSTROPHES else char.upper() for before, char in pairs
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].lower()


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFD", text).translate(STROKES)
    return unicodedata.normalize("NFC", "".join(char for char in apart if not unicodedata.combining(char)))


def _form(name: Literal["NFC", "NFKC"]) -> Callable[[str], str]:
    return lambda text: unicodedata.normalize(name, text)


STROKES = str.maketrans("łŁøØđĐħĦŧŦ", "lLoOdDhHtT")
"""Letters whose stroke is no sign of its own to Unicode."""
SPACES = " \t\n\v\f\r\x1c\x1d\x1e\x1f"
"""What of ASCII is trimmed."""
APOSTROPHES = "'\u2019"
QUOTES = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        "\u2026": "...",
    }
)


def _missing(texts: pd.Series) -> pd.Series:
    return texts.mask(texts.str.strip() == "")


FAST = {"trim", "lower case", "upper case", "empty to missing"}
"""Steps that cost less than finding the different texts."""
STEPS: dict[str, Callable[[Any], Any]] = {
    "trim": _quickly("ascii_trim", lambda texts: texts.str.strip(), characters=SPACES),
    "collapse spaces": _by_pattern(r"\s+", " "),
    "remove spaces": _by_pattern(r"\s+"),
    "lower case": _quickly("ascii_lower", lambda texts: texts.str.lower()),
    # Arrow would make a ẞ of ß, which other programs write as SS, and of which old encodings know nothing.
    "upper case": _quickly("ascii_upper", lambda texts: with_part_replaced(texts, "ß", "SS").str.upper()),
    "title case": _each(_title),
    "sentence case": _each(_sentence),
    "remove accents": _each(_without_accents),
    "remove control characters": _by_pattern(r"[\p{Cc}\p{Cf}]+"),
    "remove punctuation": _by_pattern(r"[\p{P}\p{S}]+"),
    "remove digits": _by_pattern(r"\d+"),
    "remove letters": _by_pattern(r"[\p{L}\p{M}]+"),
    "keep digits": _by_pattern(r"[^\d]+"),
    "keep letters and digits": _by_pattern(r"[^\p{L}\p{M}\p{N}]+"),
    "straight quotes": _each(lambda text: text.translate(QUOTES)),
    "normal form": _each(_form("NFC")),
    "compatible form": _each(_form("NFKC")),
    "remove HTML tags": _by_pattern(r"</?[a-zA-Z!][^<>]*>"),
    "empty to missing": _missing,
}
