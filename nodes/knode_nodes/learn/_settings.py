"""Settings that the learners share, word for word."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from knode.api import Column, Columns, setting

ClassWeight = Literal["none", "balanced", "custom"]
ClassWeights = dict[str, Annotated[float, Field(gt=0, le=1e9)]]
Missing = Literal["fill", "error"]

TARGET = setting(Column(""), "Column to predict.")
FEATURES = setting(Columns.all(), "Columns to predict it from; the target is left out by itself.")
COMPARED = setting(Columns.all(), "Columns that rows are compared by.")
CLUSTER = setting("cluster", "Name of the new column.", min_length=1)
TASK = setting(
    "auto",
    "Predict a class or a number; auto takes a number for targets with decimals, with more than 20 different numbers, or with "
    "numbers that hardly repeat.",
)
WEIGHT = setting(
    Column(""),
    "Column of numbers that says how much each row counts, 0 for not at all; empty takes the one whose role is weight, or "
    "counts all alike.",
)


def how_classes_count(**when: tuple[str, ...]) -> Any:
    """The setting that says how much classes count; it matters where others have these values."""
    return setting(
        "none",
        "Balanced gives rare classes as much weight as frequent ones; custom takes the weights below.",
        when=when or None,
        labels={
            "none": "all classes alike",
            "balanced": "rare classes more (balanced)",
            "custom": "own weights, below (custom)",
        },
    )


def weights_of_classes(**when: tuple[str, ...]) -> Any:
    """The setting with the weights of classes, beside `class_weight`."""
    return setting(
        {},
        "How much each row of a class counts, by class: 5 counts as five rows. A class that is not named counts 1.",
        values_of="target",
        when={**when, "class_weight": ("custom",)},
    )


BALANCED, OWN_WEIGHTS = how_classes_count(), weights_of_classes()
"""Of learners of classes only."""
CLASS_WEIGHT = how_classes_count(task=("auto", "classification"))
CLASS_WEIGHTS = weights_of_classes(task=("auto", "classification"))
MISSING = setting(
    "fill",
    "Fill takes the column's median for missing numbers, and makes missing texts a value of their own; error stops.",
)
MAX_CATEGORIES = setting(100, "Most values of a text column told apart; rarer ones count as the same.", ge=2, le=10_000)
STANDARDIZE = setting(True, "Bring number columns to the same scale, so that each counts alike.")
SEED = setting(None, "Number that fixes the random choices; empty takes the run's.", ge=0, le=2**32 - 1)
