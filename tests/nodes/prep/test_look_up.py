"""LookUp."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode import Workflow
from knode.api import DataError, TableNeeded, TableSpec, arrays_of
from knode.core.check import Example
from knode.core.errors import SettingError
from knode.deploy.bundle import write_bundle
from knode.serve.scoring import Scorer
from knode_nodes.prep.look_up import LookUp

ORDERS = pd.DataFrame({"article": ["a", "B", None, "x", "a"], "pieces": [1, 2, 3, 4, 5]}, index=[9, 9, 7, 3, 1])
ARTICLES = pd.DataFrame(
    {
        "article": pd.Categorical(["b", "a", None]),
        "price": [3, 2**53 + 1, 0],
        "name": ["Bolt", None, "?"],
        "sold": [True, False, True],
        "size": pd.Categorical(["S", "L", "S"]),
        "since": pd.to_datetime(["2026-01-01", "2025-01-01", None]).tz_localize("Europe/Oslo"),
    },
    index=list("xyz"),
)


def look(table=ORDERS, lookup=ARTICLES, **given):
    return LookUp.from_settings(given).run(table, lookup)


def values(column):
    return [None if pd.isna(value) else value for value in column.tolist()]


def test_every_row_stays_in_its_order_with_its_index_and_gets_what_stands_beside_its_key():
    made = look()
    assert list(made.columns) == ["article", "pieces", "price", "name", "sold", "size", "since"]
    assert made.index.tolist() == ORDERS.index.tolist()
    assert values(made["price"]) == [2**53 + 1, None, None, None, 2**53 + 1]
    assert (str(made["price"].dtype), str(made["sold"].dtype)) == ("Int64", "boolean")
    assert made["size"].dtype == ARTICLES["size"].dtype
    assert made["since"].dtype == ARTICLES["since"].dtype
    assert values(look(ignore_case=True)["name"]) == [None, "Bolt", None, None, None]


def test_a_key_that_is_not_found_gets_the_default_or_is_refused():
    made = look(
        columns=["price", "size"], unmatched="default", default="7"
    )  # "7" is a number for the one, a text for the other
    assert values(made["price"]) == [2**53 + 1, 7, 7, 7, 2**53 + 1]
    assert made["price"].dtype == "int64"
    assert values(made["size"]) == ["L", "7", "7", "7", "L"]
    assert made["size"].cat.categories.tolist() == ["L", "S", "7"]
    with pytest.raises(DataError, match='key "B" of row 1 is not in the lookup table') as error:
        look(unmatched="error")
    assert error.value.facts["row"] == 1
    assert look(ORDERS.iloc[[0, 4]], columns=["price"], unmatched="error")["price"].dtype == "int64"


def test_a_key_that_repeats_in_the_lookup_table_is_refused_or_one_row_is_taken():
    twice = pd.concat([ARTICLES, ARTICLES.assign(name="again")], ignore_index=True)
    with pytest.raises(DataError, match='key "b" of row 3 stands in an earlier row') as error:
        look(lookup=twice)
    assert (error.value.facts["port"], error.value.facts["row"]) == ("lookup", 3)
    assert values(look(lookup=twice, repeated="first", ignore_case=True)["name"]) == [None, "Bolt", None, None, None]
    assert values(look(lookup=twice, repeated="last")["name"]) == ["again", None, None, None, "again"]


def test_several_keys_of_other_names():
    prices = pd.DataFrame({"a": ["a", "a", "x"], "from": [1.0, 5.0, 4.0], "price": [10, 20, 30]})
    made = look(lookup=prices, keys=["article", "pieces"], lookup_keys=["a", "from"], suffix="_list")
    assert values(made["price_list"]) == [10, None, None, 30, 20]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"keys": ["articl"]}, 'did you mean "article"'),
        ({"keys": ["pieces"], "lookup_keys": ["name"]}, "number .* in the table, and .* text .* in the lookup"),
        ({"columns": ["article"]}, "no column to add"),
        ({"keys": ["article"], "columns": ["prize"]}, 'did you mean "price"'),
        (
            {"unmatched": "default", "default": "x"},
            '"price" is a (whole )?number column, and the default "x" does not fit',
        ),
        ({"unmatched": "default", "default": 0.5, "columns": ["price"]}, "default 0.5 does not fit"),
    ],
)
def test_settings_that_do_not_fit_are_told_before_anything_runs(given, words):
    with pytest.raises(DataError, match=words):
        LookUp.from_settings(given).spec({"table": TableSpec.of(ORDERS), "lookup": TableSpec.of(ARTICLES)})


def test_a_name_that_is_taken_is_told_and_unequal_numbers_of_keys_are_refused():
    with pytest.raises(DataError, match='already has a column "price": give a suffix'):
        look(ORDERS.assign(price=1), keys=["article"])
    with pytest.raises(SettingError, match="same number"):
        LookUp.from_settings({"keys": ["a"], "lookup_keys": ["a", "b"]})


LIST = pd.DataFrame(
    {
        "k": ["a", "b", None],
        "n": [1, 2, 3],
        "t": ["x", None, "z"],
        "w": [0.5, None, 1],
        "c": pd.Categorical(["u", "v", "u"]),
    }
)


@pytest.mark.parametrize("given", [{}, {"unmatched": "default", "default": "9", "columns": ["n", "t", "c"]}])
@pytest.mark.parametrize("of_numbers", [False, True])
def test_the_step_on_arrays_gives_what_run_gives(given, of_numbers):
    table = pd.DataFrame({"k": pd.Categorical(["b", None, "q", "a"]), "o": ["1", None, "3", "4"]})
    lookup = LIST
    if of_numbers:
        table["k"], lookup = [2.0, None, 7.0, 1.0], LIST.assign(k=pd.array([1, 2, None], dtype="Int64"))
    node = LookUp.from_settings(given)
    step = node.compiled({"lookup": lookup}, TableSpec.of(table))
    made, wanted = step(arrays_of(table)), arrays_of(node.run(table, lookup))
    assert made.names == wanted.names
    for name in wanted.names:
        if name in wanted.layout.numbers:
            assert pd.Series(made.numbers((name,))[:, 0]).equals(pd.Series(wanted.numbers((name,))[:, 0]))
        else:
            assert made.other(name).tolist() == wanted.other(name).tolist()


def test_a_step_refuses_what_run_refuses_and_there_is_none_for_what_arrays_cannot_hold():
    node = LookUp(unmatched="error")
    table = pd.DataFrame({"k": ["a", "q"]})
    step = node.compiled({"lookup": LIST}, TableSpec.of(table))
    with pytest.raises(TableNeeded):
        step(arrays_of(table))
    assert LookUp().compiled({"lookup": ARTICLES}, TableSpec.of(ORDERS)) is None
    assert LookUp().compiled({"table": table}, TableSpec.of(LIST)) is None
    assert LookUp(ignore_case=True).compiled({"lookup": LIST}, TableSpec.of(table)) is None


def test_a_server_looks_up_without_a_table_and_a_filter_by_a_formula_on_the_target_is_left_out(tmp_path):
    rows = pd.DataFrame(
        {
            "city": ["Bern", "Oslo", None] * 8,
            "x": range(24),
            "visit": [row // 3 for row in range(24)],
            "y": [*"aabb"] * 6,
        }
    )
    rows.to_csv(tmp_path / "rows.csv", index=False)
    pd.DataFrame({"city": ["Bern", "Oslo"], "people": [140_000, 700_000]}).to_csv(tmp_path / "cities.csv", index=False)
    w = Workflow("cities")
    tables = tuple(w.add("CsvReader", path=str(tmp_path / f"{name}.csv"), id=name) for name in ("rows", "cities"))
    looked = tables >> w.add("LookUp", unmatched="default", default="0")
    parts = looked >> w.add("RowFilter", expression="y is not null", id="known") >> w.add("Partition", group="visit")
    learner = parts.train >> w.add("LogisticRegressionLearner", target="y")
    (learner, parts.test) >> w.add("ApplyModel", id="predict")
    captured = w.capture("predict")
    assert sorted(captured.lineage["left_out"]) == ["known", "partition"]
    write_bundle(captured, tmp_path / "cities.knodez", name="cities", version="1")
    assert Scorer.open(tmp_path / "cities.knodez").compiled == {"predictions": True}


KEYS = st.none() | st.sampled_from(["", "a", "A", "é", "🙂"])


@given(st.lists(KEYS, max_size=8), st.dictionaries(KEYS, st.integers(-(2**63), 2**63 - 1), max_size=5))
@settings(max_examples=40, deadline=None)
def test_a_row_gets_what_a_dictionary_has(keys, known):
    table = pd.DataFrame({"k": pd.Series(keys, dtype="str")})
    lookup = pd.DataFrame(
        {"k": pd.Series(list(known), dtype="str"), "v": pd.Series(list(known.values()), dtype="int64")}
    )
    made = LookUp().run(table, lookup)
    assert values(made["v"]) == [None if key is None else known.get(key) for key in keys]


def test_what_the_lookup_table_tells_of_its_columns_comes_with_them():
    orders = pd.DataFrame({"article": ["a", "b"], "w": [1, 2]})
    orders.attrs = {"roles": {"w": "weight"}, "units": {"w": "kg"}}
    articles = pd.DataFrame({"article": ["a"], "price": [1.5], "sold": [2.0], "guess": [2.5], "kind": ["x"]})
    articles = articles.astype({"kind": "category"})
    articles.attrs = {
        "roles": {"sold": "target", "guess": "prediction", "kind": "ignore"},
        "units": {"price": "EUR"},
        "predicts": {"guess": "sold"},
    }
    node = LookUp.from_settings({"keys": ["article"], "suffix": "_there"})
    made = node.run(orders, articles)
    assert made.attrs["units"] == {"w": "kg", "price_there": "EUR"}
    spec, told = (
        TableSpec.of(made),
        node.spec({"table": TableSpec.of(orders), "lookup": TableSpec.of(articles)})["table"],
    )
    facts = {column.name: (column.role, column.predicts) for column in spec.columns}
    assert facts == {column.name: (column.role, column.predicts) for column in told.columns}
    assert facts["guess_there"] == ("prediction", "sold_there")
    assert [facts[name][0] for name in ("w", "price_there", "kind_there")] == ["weight", "feature", "ignore"]


EXAMPLES = [
    Example({}, {"table": ORDERS, "lookup": ARTICLES}, rows="table"),
    Example({"columns": ["sold"], "suffix": "?"}, {"table": ORDERS, "lookup": ARTICLES.iloc[:0]}, rows="table"),
    Example(
        {"columns": ["size", "name"], "unmatched": "default", "default": "none", "ignore_case": True},
        {"table": ORDERS, "lookup": ARTICLES},
        rows="table",
    ),
    Example({"unmatched": "error"}, {"table": ORDERS.iloc[[0]], "lookup": ARTICLES}, rows="table"),
    Example({}, {"table": ORDERS.iloc[:0], "lookup": ARTICLES}, rows="table"),
]
