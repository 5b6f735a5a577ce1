from __future__ import annotations

import pytest

from knode.core.registry import REGISTRY
from knode.core.title import title_of


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("RowFilter", "Row Filter"),
        ("prep.RowFilter", "Row Filter"),
        ("io.CsvReader", "CSV Reader"),
        ("FlattenJson", "Flatten JSON"),
        ("KMeansLearner", "K-Means Learner"),
        ("RowToVariables", "Row to Variables"),
        ("GroupBy", "Group By"),
        ("ErrorsBySegment", "Errors by Segment"),
        ("AsOfJoin", "As-of Join"),
        ("Pca", "PCA"),
        ("RowId", "Row ID"),
        ("DeployS3", "Deploy S3"),
        ("MyPCAPlot", "My PCA Plot"),
        ("Ideas", "Ideas"),
        ("TopRows", "Top Rows"),
    ],
)
def test_a_title_is_the_name_of_the_class_in_words(name: str, title: str) -> None:
    assert title_of(name) == title


def test_titles_tell_nodes_apart() -> None:
    titles = [cls.title() for cls in REGISTRY.all()]
    assert len(titles) == len(set(titles))
