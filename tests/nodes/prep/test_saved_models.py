"""What the nodes of the pack fit survives the file format of models, and holds only these types beyond skops' own."""

from __future__ import annotations

import pandas as pd
import pytest
import skops.io

from knode_nodes.prep.missing_values import MissingValues
from knode_nodes.prep.normalizer import Normalizer
from knode_nodes.prep.one_hot_encoder import OneHotEncoder
from tests.nodes.prep.test_missing_values import TABLE

TO_TRUST = {"knode_nodes.prep.fill_values.FillValues", "knode_nodes.prep.known_categories.KnownCategories"}
NODES = [
    MissingValues(),
    MissingValues.from_settings({"columns": ["name", "city", "size"], "texts": "constant"}),
    *[Normalizer.from_settings({"method": method}) for method in ("z-score", "min-max", "robust", "max-abs")],
    OneHotEncoder(),
    OneHotEncoder.from_settings({"columns": ["name", "whole", "member"], "unknown": "error", "drop_first": True}),
]


@pytest.mark.parametrize("node", NODES)
def test_a_saved_model_gives_the_same(node):
    made, model = node.run(TABLE)
    saved = skops.io.dumps(model.estimator)
    untrusted = set(skops.io.get_untrusted_types(data=saved))
    assert untrusted <= TO_TRUST
    loaded = skops.io.loads(saved, trusted=sorted(untrusted))
    given = loaded.transform(TABLE[model.inputs.names])
    again = pd.DataFrame(given, columns=model.outputs.names, index=TABLE.index)
    pd.testing.assert_frame_equal(again, made[model.outputs.names])
