"""Whether the value of an expression can be missing, told from the expression alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

STRICT = frozenset(
    {
        "+",
        "-",
        "*",
        "&",
        "|",
        "xor",
        "~",
        "<<",
        ">>",
        "abs",
        "sign",
        "round",
        "floor",
        "ceil",
        "ceiling",
        "trunc",
        "length",
        "strlen",
        "len",
        "ascii",
        "contains",
        "starts_with",
        "ends_with",
        "prefix",
        "suffix",
        "isnan",
        "isinf",
        "isfinite",
        "not_like",
        "~~",
        "!~~",
        "~~*",
        "!~~*",
        "like_escape",
        "regexp_matches",
        "regexp_full_match",
        "upper",
        "lower",
        "trim",
    }
)
"""Functions that give a value where all that they are given has one."""
ANY = frozenset({"coalesce", "ifnull", "greatest", "least"})
"""Functions that give a value where anything that they are given has one."""
NEVER = frozenset(
    {
        "concat",
        "concat_ws",
        "count",
        "count_star",
        "count_if",
        "countif",
        "row_number",
        "rank",
        "dense_rank",
        "ntile",
        "hash",
    }
)
FRAMED = frozenset(
    {"sum", "min", "max", "bool_and", "bool_or", "first", "last", "first_value", "last_value", "any_value", "product"}
)

Part = dict[str, Any]


def may_be_missing(part: Part, column: Callable[[Part], bool]) -> bool:
    """Whether a tree may give a missing value; `column` tells that of a column. When in doubt it may."""

    def may(one: Part | None) -> bool:
        return one is None or may_be_missing(one, column)

    kind = part["class"]
    if kind == "CONSTANT":
        return part.get("literal", {}).get("kind", "NULL_LITERAL") == "NULL_LITERAL"
    if kind == "COLUMN_REF":
        return column(part)
    if kind == "CAST":
        return part["try_cast"] or may(part["child"])
    if kind == "COMPARISON":
        return part["type"] not in ("COMPARE_DISTINCT_FROM", "COMPARE_NOT_DISTINCT_FROM") and (
            may(part["left"]) or may(part["right"])
        )
    if kind == "CASE":
        return may(part["else_expr"]) or any(may(check["then_expr"]) for check in part["case_checks"])
    if kind == "BETWEEN":
        return any(may(part[name]) for name in ("input", "lower", "upper"))
    if kind == "CONJUNCTION":
        return any(map(may, part["children"]))
    if kind == "OPERATOR":
        return _of_operator(part, may)
    return _of_function(part, may) if kind in ("FUNCTION", "WINDOW") else True


def _of_operator(part: Part, may: Callable[[Part | None], bool]) -> bool:
    kind = part["type"]
    if kind in ("OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL"):
        return False
    if kind == "OPERATOR_COALESCE":
        return all(map(may, part["children"]))
    return kind not in ("OPERATOR_NOT", "COMPARE_IN", "COMPARE_NOT_IN") or any(map(may, part["children"]))


def _of_function(part: Part, may: Callable[[Part | None], bool]) -> bool:
    name = part["function_name"].lower()
    given = [one["expression"] for one in part["arguments"]]
    if name in NEVER:
        return False
    if name in ("if", "iff") and len(given) == 3:
        return may(given[1]) or may(given[2])
    if part["class"] == "WINDOW":
        whole = part["start"] == "UNBOUNDED_PRECEDING" and part["end"].startswith(("CURRENT_ROW", "UNBOUNDED"))
        plain = whole and part["filter_expr"] is None and part["exclude_clause"] == "NO_OTHER"
        return not (plain and name in FRAMED) or any(map(may, given))
    if name in ANY:
        return all(map(may, given))
    if name in ("%", "//", "mod", "divide"):
        return may(given[0]) or not _is_number_but_zero(given[-1])
    return name not in STRICT or any(map(may, given))


def _is_number_but_zero(part: Part) -> bool:
    literal = part.get("literal", {})
    return literal.get("kind") == "INTEGER" and literal["text"].strip("-0") != ""
