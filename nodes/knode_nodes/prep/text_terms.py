"""The terms of texts, as columns of numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.api import Arrays, ArrayStep, TableSpec
from knode_nodes.prep._known import different

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

DTYPES = {"count": "int32", "presence": "int8", "tf-idf": "float64"}


class TextTerms:
    """Turns each text into a number for each term: how often it occurs, whether it does, or how much it stands out.

    Follows scikit-learn's `transform`. Its state is plain data: `terms` by column, in the order of the columns made; `idf`,
    the weights of those, by column; `names` of the columns made; `weight` as in `DTYPES`; `options` of scikit-learn's
    vectorizer that are plain data; and `buckets`, into how many columns the terms of each column are hashed, 0 for none.
    """

    def __init__(
        self,
        terms: dict[str, list[str]],
        idf: dict[str, list[float]],
        names: dict[str, list[str]],
        weight: str,
        options: dict[str, Any],
        buckets: int,
    ) -> None:
        self.terms = terms
        self.idf = idf
        self.names = names
        self.weight = weight
        self.options = options
        self.buckets = buckets

    @property
    def made(self) -> list[str]:
        """The names of the columns that `transform` gives."""
        return [name for names in self.names.values() for name in names]

    def transform(self, rows: pd.DataFrame) -> pd.DataFrame:
        """(rows, terms) in one dtype; a missing text has none of the terms."""
        texts = {name: Texts.of(rows[name]) for name in self.names}
        return self.table(
            [texts[name].spread(self._column(texts[name].texts, name)) for name in self.names], rows.index
        )

    def table(self, parts: list[np.ndarray], index: pd.Index) -> pd.DataFrame:
        """The numbers of the columns, (rows, terms) of each, as one table."""
        import numpy as np
        import pandas as pd

        values = parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)
        return pd.DataFrame(values, columns=self.made, index=index)

    def numbers(self, texts: dict[str, list[str]]) -> np.ndarray:
        """(rows, terms) The same of the texts of each column, an empty one where a text is missing."""
        import numpy as np

        parts = [self._column(texts[name], name) for name in self.names]
        return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)

    def compiled(self, inputs: TableSpec, outputs: TableSpec, replaces: tuple[str, ...]) -> ArrayStep | None:
        """The same on arrays; None for columns that are no texts."""
        if any(inputs[name].type not in ("text", "category") for name in self.names):
            return None
        state = (self.terms, self.idf, self.names, self.weight, self.options, self.buckets)
        return TermColumns(*state, list(replaces))

    def _column(self, texts: list[str], name: str) -> np.ndarray:
        return self.weighed(self._vectorizer(name).transform(texts), name)

    def weighed(self, counts: Any, name: str) -> np.ndarray:
        """(texts, terms) what the model makes of how often terms occur in texts, a sparse matrix that may be written to."""
        if self.weight == "presence":
            counts.data[:] = 1
        if self.weight != "tf-idf":
            made: np.ndarray = counts.toarray().astype(DTYPES[self.weight])
            return made
        from scipy import sparse
        from sklearn.preprocessing import normalize

        weighted = (
            counts.astype("float64") @ sparse.diags_array(self.idf[name]) if self.idf else counts.astype("float64")
        )
        return normalize(weighted, copy=False).toarray()

    def _vectorizer(self, name: str) -> Any:
        return vectorizer(self.options, self.buckets, self.terms.get(name))


class _Ready(TextTerms):
    """Makes the vectorizer of each column once."""

    def _vectorizer(self, name: str) -> Any:
        known: dict[str, Any] = self.__dict__.setdefault("_known", {})
        if name not in known:
            known[name] = super()._vectorizer(name)
        return known[name]


@dataclass
class TermColumns(ArrayStep):
    """Numbers of terms in the place of the columns `replaces`; the other fields are those of `TextTerms`."""

    terms: dict[str, list[str]]
    idf: dict[str, list[float]]
    names: dict[str, list[str]]
    weight: str
    options: dict[str, Any]
    buckets: int
    replaces: list[str]

    def __post_init__(self) -> None:
        state = (self.terms, self.idf, self.names, self.weight, self.options, self.buckets)
        self._terms = _Ready(*state)
        self._made = tuple(self._terms.made)

    def __call__(self, columns: Arrays) -> Arrays:
        import numpy as np

        texts = {name: ["" if text is None else text for text in columns.other(name).tolist()] for name in self.names}
        left = [name for name in columns.names if name not in self.replaces]
        made = self._terms.numbers(texts) if columns.rows else np.empty((0, len(self._made)))
        return columns.kept(left).with_numbers(self._made, made.astype("float64"))


@dataclass(frozen=True)
class Texts:
    """The different texts of a column, and which of them each row has: (rows) positions, -1 where none; None for one each."""

    texts: list[str]
    places: np.ndarray | None

    @classmethod
    def of(cls, column: pd.Series) -> Texts:
        """Of a column of texts or categories."""
        import pandas as pd

        if column.dtype == "str" or isinstance(column.dtype, pd.CategoricalDtype):
            places, seen = different(column)
            if 0 < 2 * len(seen) <= len(column):
                return cls([str(one) for one in seen.tolist()], places)
        return cls(texts_of(column), None)

    def rows(self) -> np.ndarray:
        """(texts) how many rows have each."""
        import numpy as np

        if self.places is None:
            return np.ones(len(self.texts), dtype="int64")
        return np.bincount(self.places[self.places >= 0], minlength=len(self.texts))

    def spread(self, values: np.ndarray) -> np.ndarray:
        """(rows, terms) of each row what (texts, terms) are of its text, zeros where it has none."""
        import numpy as np

        if self.places is None:
            return values
        held = np.concatenate([values, np.zeros((1, values.shape[1]), values.dtype)]).T.copy()
        # Column by column in memory, as they are used: a -1 takes the last number.
        made = np.empty((len(held), len(self.places)), dtype=values.dtype)
        for numbers, column in zip(held, made, strict=True):
            numbers.take(self.places, out=column, mode="wrap")
        return made.T


def texts_of(column: pd.Series) -> list[str]:
    """The texts of a column; an empty one where a text is missing."""
    values = column.astype(object)
    found: list[str] = values.where(column.notna(), "").astype(str).tolist()
    return found


def vectorizer(options: dict[str, Any], buckets: int, terms: list[str] | None = None) -> Any:
    """scikit-learn's vectorizer: one that counts terms in as many columns, one for known terms, or one to be fitted."""
    from sklearn.feature_extraction import text

    given = {**options, "ngram_range": tuple(options["ngram_range"])}
    if buckets:
        return text.HashingVectorizer(n_features=buckets, alternate_sign=False, norm=None, **given)
    return text.CountVectorizer(vocabulary=terms, **given)
