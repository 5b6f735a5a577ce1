"""Progress of ensembles while they are fitted, and the way to stop them; in one fit, as several cost more than the trees."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from knode.api import Context

MESSAGE = "growing trees"


@contextmanager
def growing(context: Context, trees: int) -> Iterator[None]:
    """While an ensemble grows trees that do not depend on each other, on all cores."""
    from joblib import parallel_config

    from knode_nodes.learn._told_threads import ToldThreads

    context.progress(0.0, MESSAGE)
    with parallel_config(backend=ToldThreads(context, trees, MESSAGE)):
        yield


@contextmanager
def boosting(context: Context, estimator: Any, iterations: int) -> Iterator[None]:
    """While histogram boosting of scikit-learn adds trees, one after the other.

    It has no place where to listen: what it does once in each iteration is to ask its loss for gradients.
    """
    make, done = estimator._get_loss, itertools.count()

    def listening(sample_weight: Any) -> Any:
        loss = make(sample_weight=sample_weight)
        name = "gradient" if loss.constant_hessian else "gradient_hessian"
        ask = getattr(loss, name)

        def asked(**given: Any) -> Any:
            context.progress(next(done) / iterations, MESSAGE)
            return ask(**given)

        setattr(loss, name, asked)
        return loss

    estimator._get_loss = listening
    try:
        yield
    finally:
        del estimator._get_loss
        for name in ("gradient", "gradient_hessian"):
            vars(getattr(estimator, "_loss", estimator)).pop(name, None)
