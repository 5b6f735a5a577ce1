"""Turn texts into columns of numbers, one for each term."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pydantic import model_validator

from knode.api import (
    Columns,
    ColumnSpec,
    Context,
    DataError,
    Example,
    Model,
    ModelSpec,
    Node,
    Spec,
    Table,
    TableSpec,
    quoted,
    setting,
    type_words,
)
from knode_nodes.prep._fitted import check_free, check_rows, fitted
from knode_nodes.prep.text_terms import DTYPES, Texts, TextTerms, vectorizer

if TYPE_CHECKING:
    import pandas as pd

LIMIT = 20_000
"""Terms of all columns together, at most."""
CELLS = 500_000_000
"""Cells of all new columns together, at most: a table holds the zeros too."""
TERMS = {"column": "str", "term": "str", "rows": "int64", "times": "int64"}


class Vectorized(NamedTuple):
    """The table with the new columns, the model, and the terms."""

    table: Table
    model: Model
    terms: Table


class TextVectorizer(Node):
    """Turn texts into columns of numbers, one for each term, so that models can learn from them (bag of words).

    A term is a word, or a few words or characters that follow each other. The terms are learnt from the rows that come in;
    the model makes the same columns for other texts, in which new terms say nothing. A missing text is an empty one.

    - count: how often the term occurs in the text.
    - presence: 1 where it occurs, else 0.
    - tf-idf: how often it occurs, times how rare it is in all texts, each row brought to length 1. Usually the best.

    The terms that occur most often in all texts are taken, at most `most` for each column. Terms in nearly all texts say
    little: leave out stop words, or those in more than a share of the rows. Hashing learns no terms, and so takes any new
    one: each falls into one of `most` columns that are numbered, and several may share one. How rare a term is then does not
    count.

    Example: "good food", "bad food" become text_bad 0, 1, text_food 1, 1 and text_good 1, 0 by count.
    """

    pack = "prep"
    icon = "text-vectorizer"
    shelf = "Before learning"
    keywords = (
        "Bag of Words",
        "Document Vector",
        "Bag Of Words Creator",
        "TF",
        "IDF",
        "TF-IDF",
        "CountVectorizer",
        "TfidfVectorizer",
        "HashingVectorizer",
        "n-grams",
        "NGram Creator",
        "Tokenize",
        "Text mining",
        "NLP",
        "Stop words",
    )
    example = Example({"columns": ["text"]})
    fits = "model"
    columns: Columns = setting(Columns.typed("text"), "The columns of texts.")
    weight: Literal["count", "presence", "tf-idf"] = setting(
        "tf-idf",
        "What the number of a term says.",
        labels={
            "count": "how often it occurs (count)",
            "presence": "whether it occurs (presence)",
            "tf-idf": "rare terms more (tf-idf)",
        },
    )
    terms: Literal["words", "characters", "characters within words"] = setting("words", "What terms are made of.")
    shortest: int = setting(1, "How many words or characters follow each other in a term, at least.", ge=1, le=20)
    longest: int = setting(1, "How many words or characters follow each other in a term, at most.", ge=1, le=20)
    most: int = setting(200, "Terms of each column, at most; with hashing, the number of columns.", ge=1, le=LIMIT)
    hashing: bool = setting(
        False, "Learn no terms, and let each fall into one of as many columns as terms are allowed."
    )
    least_rows: int = setting(1, "Rows that a term occurs in, at least.", ge=1, when={"hashing": False})
    most_share: float = setting(
        1.0, "The share of the rows that a term occurs in, at most.", gt=0, le=1, when={"hashing": False}
    )
    stop_words: Literal["none", "english"] = setting(
        "none", "Words such as the and of that are left out.", when={"terms": ("words",)}
    )
    without: list[str] = setting([], "Further words that are left out.", when={"terms": ("words",)})
    lowercase: bool = setting(True, "Whether words that differ in capital letters only are the same.")
    accents: Literal["keep", "remove"] = setting("keep", "Whether é and e are told apart.")
    word_length: int = setting(2, "Letters of a word, at least.", ge=1, le=50, when={"terms": ("words",)})
    separator: str = setting("_", "Stands between the name of the column and the term.")
    keep: bool = setting(False, "Keep the texts too.")

    @model_validator(mode="after")
    def _check_lengths(self) -> TextVectorizer:
        if self.shortest > self.longest:
            raise ValueError("the shortest term must not be longer than the longest")
        return self

    def run(self, table: Table, context: Context) -> Vectorized:
        check_rows(table)
        columns = self._columns(TableSpec.of(table))
        terms: dict[str, list[str]] = {}
        idf: dict[str, list[float]] = {}
        counts: dict[str, tuple[Texts, Any]] = {}
        report: list[pd.DataFrame] = []
        for place, name in enumerate(columns if not self.hashing else []):
            context.progress(place / len(columns), name)
            texts = Texts.of(table[name])
            found, occurring = self._learnt(name, texts, len(table))
            counts[name] = texts, occurring
            terms[name] = found["term"].tolist()
            if self.weight == "tf-idf":
                idf[name] = _idf(found["rows"], len(table))
            report.append(found)
        names = {name: self._names(name, terms.get(name)) for name in columns}
        self._check_size(names, len(table))
        estimator = TextTerms(terms, idf, names, self.weight, self._options(), self.most if self.hashing else 0)
        replaces = () if self.keep else tuple(columns)
        check_free([name for name in table.columns if name not in replaces], estimator.made)
        parts = [texts.spread(estimator.weighed(occurring, name)) for name, (texts, occurring) in counts.items()]
        known = estimator.table(parts, table.index) if parts else None
        made, model = fitted("Text Vectorizer", estimator, table, columns, replaces=replaces, made=known)
        return Vectorized(made, model, _report(report))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        terms = TableSpec(columns=tuple(ColumnSpec(name=name, dtype=dtype) for name, dtype in TERMS.items()))
        unknown: dict[str, Spec | None] = {"table": None, "model": None, "terms": terms}
        if not isinstance(table, TableSpec):
            return unknown
        columns = self._columns(table)
        if not self.hashing:
            return unknown
        names = [name for column in columns for name in self._names(column, None)]
        replaces = () if self.keep else tuple(columns)
        check_free([name for name in table.names if name not in replaces], names)
        made = {name: ColumnSpec(name=name, dtype=DTYPES[self.weight], nullable=False) for name in names}
        outputs = TableSpec(columns=tuple(made.values()))
        model = ModelSpec(kind="transformer", inputs=table.select(columns), outputs=outputs, replaces=replaces)
        return {"table": table.without(replaces).replace(**made), "model": model, "terms": terms}

    def _columns(self, spec: TableSpec) -> list[str]:
        columns = self.columns.some_of(spec, "there is no column of texts: choose the columns", port="table")
        for name in columns:
            if spec[name].type not in ("text", "category"):
                raise DataError(
                    f"{quoted(name)} is a {type_words(spec[name].dtype)} column, and only texts have terms: choose "
                    "other columns, or convert it before",
                    port="table",
                    column=name,
                )
        if self.hashing and self.most * len(columns) > LIMIT:
            raise DataError(_too_many(self.most * len(columns)), port="table")
        return columns

    def _options(self) -> dict[str, Any]:
        """What scikit-learn's vectorizers are told, as plain data."""
        from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

        analyzer = {"words": "word", "characters": "char", "characters within words": "char_wb"}[self.terms]
        options: dict[str, Any] = {
            "analyzer": analyzer,
            "ngram_range": [self.shortest, self.longest],
            "lowercase": self.lowercase,
            "strip_accents": "unicode" if self.accents == "remove" else None,
        }
        if analyzer != "word":
            return options
        words = [*(ENGLISH_STOP_WORDS if self.stop_words == "english" else ()), *self.without]
        if words:
            # The words of a text are told apart from these after they were changed so themselves.
            change = vectorizer(options, 0).build_preprocessor()
            options["stop_words"] = sorted({change(word) for word in words})
        return {**options, "token_pattern": rf"(?u)\b\w{{{self.word_length},}}\b"}

    def _learnt(self, name: str, texts: Texts, rows: int) -> tuple[pd.DataFrame, Any]:
        """The terms of a column by alphabet, in how many rows they occur, and how often; and (texts, terms) of each text."""
        import numpy as np
        import pandas as pd

        counter = vectorizer(self._options(), 0)
        try:
            counts = counter.fit_transform(texts.texts)
        except ValueError as error:
            if "vocabulary" not in str(error):
                raise
            raise _no_terms(name, "the texts are empty, or all their words are left out") from None
        words = counter.get_feature_names_out()
        shares = texts.rows()
        found = np.bincount(counts.indices, np.repeat(shares, np.diff(counts.indptr)), len(words)).astype("int64")
        times = shares @ counts
        kept = np.flatnonzero((found >= self.least_rows) & (found <= self.most_share * rows + 1e-9))
        if not len(kept):
            raise _no_terms(name, "lower the rows that a term occurs in at least, or raise their share at most")
        kept = np.sort(kept[np.argsort(-times[kept], kind="stable")[: self.most]])
        told = pd.DataFrame({"column": name, "term": words[kept], "rows": found[kept], "times": times[kept]})
        return told.astype(TERMS), counts[:, kept]

    def _names(self, name: str, terms: list[str] | None) -> list[str]:
        words = terms if terms is not None else [str(number) for number in range(1, self.most + 1)]
        return [f"{name}{self.separator}{word}" for word in words]

    def _check_size(self, names: dict[str, list[str]], rows: int) -> None:
        count = sum(map(len, names.values()))
        if count > LIMIT:
            raise DataError(_too_many(count), port="table")
        if count * rows > CELLS:
            raise DataError(
                f"{count:,} columns of {rows:,} rows do not fit into memory: lower the number of terms", port="table"
            )


def _too_many(count: int) -> str:
    return f"{count:,} columns would be made, and at most {LIMIT:,} can be: lower the number of terms, or choose fewer columns"


def _no_terms(name: str, reason: str) -> DataError:
    return DataError(f"no terms are found in {quoted(name)}: {reason}", port="table", column=name)


def _idf(rows: pd.Series, count: int) -> list[float]:
    """The weights of terms, smoothed as if one more row had each of them: scikit-learn's TfidfTransformer."""
    import numpy as np

    found: list[float] = (np.log((1 + count) / (1 + rows.to_numpy())) + 1).tolist()
    return found


def _report(parts: list[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    if not parts:
        return pd.DataFrame({name: pd.Series([], dtype=dtype) for name, dtype in TERMS.items()})
    return pd.concat(parts, ignore_index=True)
