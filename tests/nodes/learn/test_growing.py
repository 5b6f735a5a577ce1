"""Progress of ensembles while they are fitted, and stopping them."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor, RandomForestRegressor

from knode.api import Cancelled
from knode_nodes.learn._growing import boosting, growing
from tests.nodes.learn.conftest import NotingContext

RANDOM = np.random.default_rng(0)
ROWS = RANDOM.normal(size=(60, 3))
NUMBERS = ROWS[:, 0] + RANDOM.normal(size=60)
LABELS = np.where(NUMBERS > 0, "high", "low")


class Stopping(NotingContext):
    """Stops at the first check after a share is done."""

    def __init__(self, share: float, cores: int = 1) -> None:
        super().__init__(cores=cores)
        self.share, self.stopped = share, threading.Event()

    def progress(self, fraction, message=""):
        super().progress(fraction, message)
        if fraction >= self.share:
            self.stopped.set()

    def check_cancelled(self):
        if self.stopped.is_set():
            raise Cancelled


@pytest.mark.parametrize("cores", [1, 2, 3])
def test_each_tree_of_a_forest_is_told_and_the_trees_are_the_same_as_by_hand(cores):
    context = NotingContext(cores=cores)
    forest = RandomForestRegressor(7, random_state=1, n_jobs=cores)
    with growing(context, 7):
        forest.fit(ROWS, NUMBERS)
    plain = RandomForestRegressor(7, random_state=1).fit(ROWS, NUMBERS)
    forest.set_params(n_jobs=None)
    np.testing.assert_array_equal(forest.predict(ROWS), plain.predict(ROWS))
    assert sorted(context.fractions) == pytest.approx([0, *(np.arange(1, 8) / 7)])


@pytest.mark.parametrize("cores", [1, 2])
def test_a_stopped_forest_grows_no_more_trees_and_leaves_no_threads(cores):
    before = set(threading.enumerate())
    context = Stopping(0.3, cores)
    with pytest.raises(Cancelled), growing(context, 50):
        RandomForestRegressor(50, random_state=1, n_jobs=cores).fit(ROWS, NUMBERS)
    assert len(context.fractions) < 25
    assert set(threading.enumerate()) <= before


def test_an_error_inside_a_forest_is_raised_as_it_is():
    class Broken(NotingContext):
        def check_cancelled(self):
            raise ZeroDivisionError("broken")

    with pytest.raises(ZeroDivisionError, match="broken"), growing(Broken(cores=2), 5):
        RandomForestRegressor(5, n_jobs=2).fit(ROWS, NUMBERS)


@pytest.mark.parametrize(
    ("make", "target"),
    [(HistGradientBoostingClassifier, LABELS), (HistGradientBoostingRegressor, NUMBERS)],
)
@pytest.mark.parametrize("early_stopping", [False, True])
def test_each_iteration_of_boosting_is_told_and_nothing_stays_behind(make, target, early_stopping):
    settings = {"max_iter": 6, "random_state": 1, "early_stopping": early_stopping, "min_samples_leaf": 5}
    context, estimator = NotingContext(), make(**settings)
    with boosting(context, estimator, 6):
        estimator.fit(ROWS, target)
    plain = make(**settings).fit(ROWS, target)
    assert context.fractions == pytest.approx(np.arange(6) / 6)
    np.testing.assert_array_equal(estimator.predict(ROWS), plain.predict(ROWS))
    assert vars(estimator).keys() == vars(plain).keys()
    assert vars(estimator._loss).keys() == vars(plain._loss).keys()


def test_boosting_stops_at_the_next_iteration_and_can_be_fitted_again():
    class Stopped(NotingContext):
        def progress(self, fraction, message=""):
            super().progress(fraction, message)
            if fraction >= 0.5:
                raise Cancelled

    context, estimator = Stopped(), HistGradientBoostingRegressor(max_iter=10)
    with pytest.raises(Cancelled), boosting(context, estimator, 10):
        estimator.fit(ROWS, NUMBERS)
    assert len(context.fractions) == 6
    assert estimator.fit(ROWS, NUMBERS).n_iter_ == 10


def test_rows_that_boosting_refuses_leave_nothing_behind():
    estimator = HistGradientBoostingRegressor()
    with pytest.raises(ValueError, match="inconsistent numbers"), boosting(NotingContext(), estimator, 100):
        estimator.fit(ROWS, NUMBERS[:5])
    assert "_get_loss" not in vars(estimator)
