"""Several tables."""

from __future__ import annotations

import numpy as np

from tests.bad_input.bench import Bench, refused


@refused(
    "The keys of a join are a number here and a text there.",
    'Node "joiner" (Joiner) failed: the key "id" is a whole number column on the left, and "id" a text column '
    'on the right: convert one of them before, such as with Cast Columns [port "right", column "id"]',
)
def _(w: Bench) -> None:
    left, right = w.table({"id": [1, 2]}), w.table({"id": ["1", "2"]})
    (left, right) >> w.add("Joiner", left_keys=["id"])


@refused(
    "A join explodes.",
    'Node "joiner" (Joiner) failed: the join would give 900,000,000 rows, more than the 20,000,000 that are '
    "allowed. The key 0 stands in 30,000 rows of the left and 30,000 rows of the right table. Join by "
    'further keys, remove duplicates before, or set a higher limit [port "right", column "kind", row 0]',
)
def _(w: Bench) -> None:
    many = {"kind": np.zeros(30_000, int)}
    join = w.add("Joiner", left_keys=["kind"])
    w.link(w.table(many), join.left)
    w.link(w.table(many), join.right)


@refused(
    "A key that must be there once is there twice.",
    'Node "joiner" (Joiner) failed: the join is expected to be many to one, and the key 1 of row 1 stands in '
    'another row of the right table before. Remove duplicates, or expect something else [port "right", '
    'column "id", row 1]',
)
def _(w: Bench) -> None:
    join = w.add("Joiner", left_keys=["id"], expect="many to one")
    w.link(w.table({"id": [1, 2]}), join.left)
    w.link(w.table({"id": [1, 1], "city": ["Bonn", "Oslo"]}), join.right)


@refused(
    "A table to look up in has a key twice.",
    'Node "look_up" (Look Up) failed: the key "N" of row 1 stands in an earlier row of the lookup table too: '
    'remove one of them, or take the first or the last [port "lookup", column "code", row 1]',
)
def _(w: Bench) -> None:
    find = w.add("LookUp", keys=["code"])
    w.link(w.table({"code": ["N"]}), find.table)
    w.link(w.table({"code": ["N", "N"], "country": ["Norway", "Niger"]}), find.lookup)


@refused(
    "Every row beside every row is too much.",
    'Node "cross_join" (Cross Join) failed: 20,000 rows with 20,000 rows give 400,000,000 pairs, more than '
    "the 20,000,000 that are allowed. Filter the tables before, join them by a key, or set a higher limit "
    '[port "right"]',
)
def _(w: Bench) -> None:
    cross = w.add("CrossJoin")
    w.link(w.table({"a": range(20_000)}), cross.left)
    w.link(w.table({"b": range(20_000)}), cross.right)


@refused(
    "A pivot would have too many columns.",
    'Node "pivot" (Pivot) failed: "customer" has 300 different values, which would make as many columns; the '
    'limit is 200: choose the values, another column, or a higher limit [port "table", column "customer"]',
)
def _(w: Bench) -> None:
    table = w.table({"shop": ["N"] * 300, "customer": range(300), "paid": range(300)})
    table >> w.add("Pivot", keys=["shop"], column="customer", aggregations=[{"columns": ["paid"]}])


@refused(
    "A table to turn over would have too many columns.",
    'Node "transpose" (Transpose) failed: the table has 2,000 rows, which would become as many columns; the '
    'limit is 1,000: filter or group the rows before, or set a higher limit [port "table"]',
)
def _(w: Bench) -> None:
    w.table({"a": range(2000)}) >> w.add("Transpose")


@refused(
    "Tables that must have the same columns do not.",
    'Node "concatenate" (Concatenate) failed: there is no column "b" in table 1: let the tables have the '
    'same columns, or keep all columns [port "tables", column "b"]',
)
def _(w: Bench) -> None:
    (w.table({"a": [1]}), w.table({"a": [2], "b": [3]})) >> w.add("Concatenate", columns="same")
