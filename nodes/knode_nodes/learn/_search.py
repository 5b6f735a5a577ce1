"""Where to look for good parameters: what each may be, and which combinations are tried, in batches."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from knode.api import DataError, quoted, setting

if TYPE_CHECKING:
    import numpy as np

Scalar = str | int | float | bool
Value = Scalar | list[Scalar] | dict[str, Scalar] | None
"""What a parameter may be: what a setting may be, which is a list or a mapping at times, or empty."""
Method = Literal["grid", "random", "halving", "tpe"]
NUMBERS = {"kind": ("number", "whole number")}
MOST_GRID = 100_000
DRAWS = 100
"""How often a combination that was drawn before is drawn anew."""
BATCH = 4
"""How many trials TPE thinks of at once; the same on any number of cores, so that the same ones are tried."""
FACTOR = 3
"""Halving keeps one of so many, and gives it so many times the rows."""
FEWEST_ROWS = 100


class Searched(BaseModel):
    """A parameter of what is inside, and what it may be."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    name: str = setting("parameter", "The parameter of the nodes inside.", form="parameter", min_length=1)
    kind: Literal["values", "number", "whole number"] = setting(
        "values", "One of some values, or any number or whole number from lowest to highest."
    )
    values: tuple[Value, ...] = setting(
        (),
        "Its values; for settings that take such, also empty for none, lists such as [50, 20], and mappings such as "
        '{"yes": 5}.',
        when={"kind": ("values",)},
    )
    lowest: float = setting(0.0, "The lowest number.", when=NUMBERS)
    highest: float = setting(1.0, "The highest number.", when=NUMBERS)
    log: bool = setting(False, "For orders of magnitude: each of them is as likely.", when=NUMBERS)
    steps: int = setting(5, "On a grid: how many numbers.", ge=1, le=1000, when=NUMBERS)

    @field_validator("values", mode="before")
    @classmethod
    def _read(cls, values: Any) -> Any:
        """Lists and mappings that are written as JSON, in a form or on the command line, are such."""
        return [_read(value) for value in values] if isinstance(values, list | tuple) else values

    @model_validator(mode="after")
    def _can_be_searched(self) -> Searched:
        if self.kind == "values":
            return self
        if self.lowest > self.highest:
            raise ValueError(f"the lowest value {self.lowest:g} is above the highest {self.highest:g}")
        if self.log and self.lowest <= 0:
            raise ValueError("orders of magnitude begin above 0: give a lowest value above 0, or take log away")
        if self.kind == "whole number" and math.ceil(self.lowest) > math.floor(self.highest):
            raise ValueError(f"there is no whole number from {self.lowest:g} to {self.highest:g}")
        return self

    def grid(self) -> list[Any]:
        """Its values on a grid."""
        if self.kind == "values":
            return list({repr(value): value for value in self.values}.values())
        shares = [step / (self.steps - 1) for step in range(self.steps)] if self.steps > 1 else [0.5]
        return list(dict.fromkeys(self._at(share) for share in shares))

    def listed(self) -> Searched:
        """The same with all its values in a list; it is no number."""
        if self.kind == "values":
            return self
        whole = range(math.ceil(self.lowest), math.floor(self.highest) + 1)
        return self.model_copy(update={"kind": "values", "values": tuple(whole)})

    def drawn(self, random: np.random.Generator) -> Any:
        """One of its values."""
        if self.kind == "values":
            return self.values[int(random.integers(len(self.values)))]
        if self.kind == "whole number" and not self.log:
            return int(random.integers(math.ceil(self.lowest), math.floor(self.highest) + 1))
        return self._at(float(random.random()))

    def _at(self, share: float) -> float | int:
        """The number at a share of the way from the lowest to the highest."""
        low, high = self.lowest, self.highest
        value = low * (high / low) ** share if self.log else low * (1 - share) + high * share
        value = min(max(value, low), high)
        return value if self.kind == "number" else min(max(round(value), math.ceil(low)), math.floor(high))


@dataclass(frozen=True)
class Candidate:
    """A value for each parameter, learnt from a share of the rows."""

    parameters: dict[str, Any]
    share: float = 1.0

    @property
    def told(self) -> str:
        """Its values in words, numbers to four digits."""
        return ", ".join(f"{name} = {told(value)}" for name, value in self.parameters.items())


def _read(value: Any) -> Any:
    """A value; a text that is a list or mapping of JSON as that, any other as it is."""
    if not isinstance(value, str) or value.strip()[:1] not in ("[", "{"):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def told(value: Any) -> str:
    """A value in words: numbers to four digits, lists and mappings as JSON."""
    if value is None:
        return "empty"
    if isinstance(value, list | dict):
        return str(plain(value))
    return f"{value:.4g}" if isinstance(value, float) else quoted(value)


def plain(value: Any) -> Any:
    """A value as a cell of a table or a variable can hold it: lists and mappings as JSON."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


Batches = Generator[list[Candidate], list[float], None]
"""Gives what to try next, and is sent the scores; a higher one is better, NaN is none."""


def size(space: Sequence[Searched]) -> float:
    """How many combinations there are."""
    return math.prod(math.inf if one.kind == "number" or one.log else _count(one) for one in space)


def _count(one: Searched) -> int:
    return len(one.grid()) if one.kind == "values" else math.floor(one.highest) - math.ceil(one.lowest) + 1


def batches(space: Sequence[Searched], method: Method, trials: int, rows: int, seed: int) -> tuple[Batches, int]:
    """What to try, and how many trials that will be at most.

    Raises DataError for a grid that is too large, and where Optuna is not there for TPE.
    """
    import numpy as np

    random = np.random.default_rng(seed)
    if method == "grid":
        return _at_once(list(_grid(space)))
    if method == "tpe":
        return _tpe(space, trials, seed), trials
    several = _drawn(space, trials, random)
    return _halving(several, rows) if method == "halving" else _at_once(several)


def _at_once(several: list[Candidate]) -> tuple[Batches, int]:
    def all_of_them() -> Batches:
        yield several

    return all_of_them(), len(several)


def _grid(space: Sequence[Searched]) -> Iterator[Candidate]:
    count = math.prod(len(one.grid()) for one in space)
    if count > MOST_GRID:
        raise DataError(
            f"the grid has {count:,} combinations: take fewer values or steps, or another `method` than `grid`"
        )
    for values in itertools.product(*(one.grid() for one in space)):
        yield Candidate(dict(zip([one.name for one in space], values, strict=True)))


def _drawn(space: Sequence[Searched], trials: int, random: np.random.Generator) -> list[Candidate]:
    """Combinations at random, each once; all of them where there are not more."""
    if size(space) <= trials:
        several = list(_grid([one.listed() for one in space]))
        return [several[place] for place in random.permutation(len(several))]
    made: dict[str, Candidate] = {}
    for _ in range(trials):
        for _ in range(DRAWS):
            one = Candidate({searched.name: searched.drawn(random) for searched in space})
            if repr(one.parameters) not in made:
                made[repr(one.parameters)] = one
                break
    return list(made.values())


def _halving(several: list[Candidate], rows: int) -> tuple[Batches, int]:
    """Successive halving (Jamieson & Talwalkar, AISTATS 2016): all on few rows, the best third on three times as many, …"""
    rounds = 1 + int(min(_whole_log(len(several)), _whole_log(rows / FEWEST_ROWS)))
    total, left = 0, len(several)
    for _ in range(rounds):
        total, left = total + left, math.ceil(left / FACTOR)
    return _rounds(several, rounds), total


def _rounds(several: list[Candidate], rounds: int) -> Batches:
    import numpy as np

    for left in range(rounds - 1, -1, -1):
        scores = yield [Candidate(one.parameters, float(FACTOR) ** -left) for one in several]
        order = np.argsort(-np.nan_to_num(np.array(scores), nan=-np.inf), kind="stable")
        kept = math.ceil(len(several) / FACTOR)
        several = [several[place] for place in sorted(order[:kept].tolist())]


def _whole_log(value: float) -> int:
    return max(0, math.floor(math.log(max(value, 1), FACTOR) + 1e-9))


def _tpe(space: Sequence[Searched], trials: int, seed: int) -> Batches:
    """Tree-structured Parzen estimators (Bergstra et al., NeurIPS 2011), by Optuna."""
    try:
        import optuna
    except ImportError:
        raise DataError(
            "the `method` `tpe` needs Optuna, which is not installed: install the extra `tune` (`pip install knode[tune]`), or "
            "choose `random`"
        ) from None
    from knode_nodes.learn._fitted import quiet

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    with quiet():
        sampler = optuna.samplers.TPESampler(
            seed=seed, constant_liar=True, n_startup_trials=min(10, max(1, trials // 3))
        )
    study = optuna.create_study(direction="maximize", sampler=sampler)
    ranges = {one.name: _distribution(one) for one in space}
    for begun in range(0, trials, BATCH):
        with quiet():
            asked = [study.ask(ranges) for _ in range(min(BATCH, trials - begun))]
        scores = yield [Candidate({one.name: _value(one, trial.params[one.name]) for one in space}) for trial in asked]
        for trial, score in zip(asked, scores, strict=True):
            failed = optuna.trial.TrialState.FAIL
            study.tell(trial, score) if score == score else study.tell(trial, state=failed)


def _distribution(one: Searched) -> Any:
    from optuna import distributions

    if one.kind == "values":
        return distributions.CategoricalDistribution(range(len(one.values)))
    if one.kind == "number":
        return distributions.FloatDistribution(one.lowest, one.highest, log=one.log)
    return distributions.IntDistribution(math.ceil(one.lowest), math.floor(one.highest), log=one.log)


def _value(one: Searched, found: Any) -> Any:
    return one.values[found] if one.kind == "values" else found


def check_space(space: Sequence[Searched], taken: Sequence[str]) -> None:
    """Raise DataError where it cannot be searched."""
    if not space:
        raise DataError("nothing says what to search: add a parameter of the nodes inside to `parameters`")
    names = [one.name for one in space]
    for one in space:
        if names.count(one.name) > 1:
            raise DataError(f"the parameter {quoted(one.name)} is searched twice")
        if one.name in taken:
            raise DataError(f"a column of the trials is called {quoted(one.name)}: give the parameter another name")
        if one.kind == "values" and not one.values:
            raise DataError(f"there are no values for the parameter {quoted(one.name)}")
