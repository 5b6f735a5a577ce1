"""The title of a node: the name of its class in words."""

from __future__ import annotations

import functools
import re

WORD_ENDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
SPELLED = {
    "As Of": "As-of",
    "Csv": "CSV",
    "Dbscan": "DBSCAN",
    "Http": "HTTP",
    "Id": "ID",
    "Json": "JSON",
    "K Means": "K-Means",
    "One Hot": "One-Hot",
    "Pca": "PCA",
    "Precision Recall": "Precision-Recall",
    "Roc": "ROC",
    "Scikit Learn": "Scikit-learn",
    "Shap": "SHAP",
    "Sql": "SQL",
    "Url": "URL",
    "Xml": "XML",
}
"""Words of class names that are written otherwise in text."""
SMALL = re.compile(r"(?<= )(?:And|By|Of|To)(?= )")
"""Words that begin small between others."""
_KNOWN = re.compile(r"\b(?:" + "|".join(SPELLED) + r")\b")


@functools.lru_cache(maxsize=1_000)
def title_of(name: str) -> str:
    """The title of a class, by its name or type id: `prep.RowFilter` is "Row Filter", `CsvReader` is "CSV Reader"."""
    words = WORD_ENDS.sub(" ", name.rpartition(".")[2])
    return SMALL.sub(lambda found: found[0].lower(), _KNOWN.sub(lambda found: SPELLED[found[0]], words))
