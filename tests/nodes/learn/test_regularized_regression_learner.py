"""RegularizedRegressionLearner."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import ElasticNet, Lasso, LassoCV, Ridge, RidgeCV
from sklearn.model_selection import KFold, LeaveOneOut, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from knode.api import DataError
from knode.core.check import Example
from knode_nodes.learn._ridge import best_alpha
from knode_nodes.learn.regularized_regression_learner import RegularizedRegressionLearner
from tests.nodes.learn.conftest import new_customers
from tests.nodes.learn.learners import gappy_customers

NUMBERS = ["age", "income", "visits"]


def learner(**settings):
    return RegularizedRegressionLearner.from_settings({"target": "spent", "features": NUMBERS, **settings})


@pytest.mark.parametrize(
    ("settings", "plain"),
    [
        ({"penalty": "ridge", "alpha": 3.0}, Ridge(3.0)),
        ({"penalty": "lasso", "alpha": 0.7}, Lasso(0.7)),
        ({"penalty": "elastic_net", "alpha": 0.7}, ElasticNet(0.7)),
        ({"penalty": "elastic_net", "alpha": 0.7, "l1_ratio": 0.2}, ElasticNet(0.7, l1_ratio=0.2)),
        ({"penalty": "ridge", "alpha": 3.0, "intercept": False}, Ridge(3.0, fit_intercept=False)),
    ],
)
def test_a_fit_is_that_of_plain_scikit_learn(customers, context, settings, plain):
    wanted = make_pipeline(StandardScaler(), plain).fit(customers[NUMBERS], customers["spent"])
    model = learner(**settings).run(customers, context)
    np.testing.assert_allclose(model.apply(customers)["prediction"], wanted.predict(customers[NUMBERS]))
    assert type(model.estimator.named_steps["model"]) is type(plain)


def test_the_alpha_of_ridge_is_the_best_when_each_row_is_left_out(customers, context):
    customers = customers.head(40)
    alpha = learner().run(customers, context).facts["alpha"]
    scaled = StandardScaler().fit_transform(customers[NUMBERS])

    def error(strength):
        made = cross_val_score(
            Ridge(strength), scaled, customers["spent"], cv=LeaveOneOut(), scoring="neg_mean_squared_error"
        )
        return -made.mean()

    assert error(alpha) <= min(error(alpha * factor) for factor in (0.5, 2.0)) + 1e-9
    assert f"alpha {alpha:.4g}" in context.infos[0]


@pytest.mark.parametrize("intercept", [True, False])
@pytest.mark.parametrize("weighted", [True, False])
@pytest.mark.parametrize(("rows", "columns"), [(60, 5), (12, 40), (30, 30)])
def test_the_best_alpha_is_that_of_scikit_learn(rows, columns, weighted, intercept):
    random = np.random.default_rng(rows)
    numbers = random.normal(size=(rows, columns))
    numbers[:, -1] = numbers[:, 0]
    values = numbers[:, :3].sum(axis=1) + random.normal(size=rows) + 5
    weights = random.uniform(0.5, 2, rows) if weighted else None
    alphas = np.logspace(-2, 4, 25)
    plain = RidgeCV(alphas, fit_intercept=intercept).fit(numbers, values, weights)
    assert best_alpha(numbers, values, weights, alphas, intercept) == pytest.approx(plain.alpha_)


def test_coefficients_are_told_in_the_units_of_the_columns(customers, context):
    model = learner(features=["age", "city"], alpha=1.0).run(customers, context)
    row, told = customers.iloc[3], model.facts["coefficients"]
    by_hand = model.facts["intercept"] + told["age"] * row["age"] + told[f"city = {row['city']}"]
    assert by_hand == pytest.approx(model.apply(customers)["prediction"].iloc[3])


def test_the_alpha_of_lasso_is_that_of_shuffled_folds(customers, context):
    folds = KFold(4, shuffle=True, random_state=7)
    plain = LassoCV(alphas=100, cv=folds).fit(StandardScaler().fit_transform(customers[NUMBERS]), customers["spent"])
    facts = learner(penalty="lasso", folds=4).run(customers, context).facts
    assert facts["alpha"] == pytest.approx(plain.alpha_)


def test_an_elastic_net_finds_its_mix(customers, context):
    facts = learner(penalty="elastic_net").run(customers, context).facts
    assert facts["l1_ratio"] in (0.1, 0.5, 0.9)
    assert "l1_ratio" in context.infos[0]


def test_lasso_leaves_out_what_does_not_matter(context):
    random = np.random.default_rng(0)
    table = new_customers().assign(**{f"noise {number}": random.normal(size=120) for number in range(30)})
    facts = learner(features={"but": ["left"]}, penalty="lasso", alpha=2.0).run(table, context).facts
    assert facts["used"] < 8
    assert next(iter(facts["coefficients"])) in ("age", "city = Oslo")


def test_too_few_rows_for_the_folds_is_a_clear_error(customers, context):
    with pytest.raises(DataError, match="3 rows cannot be cut into 5 parts to find alpha"):
        learner(penalty="lasso").run(customers.head(3), context)


def test_a_search_that_did_not_settle_is_a_warning(customers, context):
    learner(penalty="lasso", alpha=1e-6, max_iterations=1).run(customers, context)
    assert "raise max_iterations or alpha" in context.warnings[0]


def test_numbers_too_large_to_find_alpha_by_are_told_in_words(customers, context):
    table = customers.assign(huge=np.linspace(-1e200, 1e200, len(customers)))
    with pytest.raises(DataError, match='"huge" is -1e\\+200 in row 0, too large to calculate with'):
        learner(features=[*NUMBERS, "huge"]).run(table, context)


def test_a_target_too_large_to_square_is_told_in_words(customers, context):
    table = customers.assign(spent=np.linspace(1, 1e200, len(customers)))
    with pytest.raises(DataError, match='the target "spent" is 8.40336e\\+197 in row 1, too large to calculate with'):
        learner().run(table, context)


EXAMPLES = [
    Example({"target": "spent"}, {"table": new_customers()}),
    Example({"target": "spent", "penalty": "lasso", "weight": "counts"}, {"table": gappy_customers()}),
    Example({"target": "spent", "penalty": "elastic_net", "alpha": 0.1}, {"table": gappy_customers()}, seed=2),
]
