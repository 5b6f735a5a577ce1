"""Settings that the learners share, word for word."""

from __future__ import annotations

from typing import Literal

from knode.api import Column, Columns, setting

ClassWeight = Literal["none", "balanced"]
Missing = Literal["fill", "error"]

TARGET = setting(Column(""), "Column to predict.")
FEATURES = setting(Columns.all(), "Columns to predict it from; the target is left out by itself.")
COMPARED = setting(Columns.all(), "Columns that rows are compared by.")
CLUSTER = setting("cluster", "Name of the new column.", min_length=1)
TASK = setting(
    "auto",
    "Predict a class or a number; auto takes a number for targets with decimals or more than 20 different numbers.",
)
WEIGHT = setting(
    Column(""), "Column of numbers that says how much each row counts, 0 for not at all; empty counts all alike."
)
BALANCED = setting("none", "Balanced gives rare classes as much weight as frequent ones.")
CLASS_WEIGHT = setting(
    "none",
    "Balanced gives rare classes as much weight as frequent ones.",
    when={"task": ("auto", "classification")},
)
MISSING = setting(
    "fill",
    "Fill takes the column's median for missing numbers, and makes missing texts a value of their own; error stops.",
)
MAX_CATEGORIES = setting(100, "Most values of a text column told apart; rarer ones count as the same.", ge=2, le=10_000)
STANDARDIZE = setting(True, "Bring number columns to the same scale, so that each counts alike.")
SEED = setting(None, "Number that fixes the random choices; empty takes the run's.", ge=0, le=2**32 - 1)
