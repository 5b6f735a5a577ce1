"""The terms of texts, as columns of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
        import numpy as np
        import pandas as pd

        parts = [self._column(rows[name], name) for name in self.names]
        values = parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)
        return pd.DataFrame(values, columns=self.made, index=rows.index)

    def _column(self, column: pd.Series, name: str) -> np.ndarray:
        counts = self._counts(texts_of(column), name)
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

    def _counts(self, texts: list[str], name: str) -> Any:
        return vectorizer(self.options, self.buckets, self.terms.get(name)).transform(texts)


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
