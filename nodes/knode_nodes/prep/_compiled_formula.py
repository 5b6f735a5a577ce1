"""Formulas as steps on arrays, for a server that answers single rows: numbers, texts, comparisons and conditions.

A formula is compiled into nested lists, `[operation, argument, …]`. Numbers and truth values are float64, NaN where missing;
texts are arrays of objects, None where missing. What is not known here is left to `run`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.api import Arrays, ArrayStep, ColumnSpec, Discrete, TableNeeded, TableSpec
from knode_nodes.prep._binding import resolved
from knode_nodes.prep._syntax import Mistake, Part, parsed

if TYPE_CHECKING:
    import numpy as np

EXACT = 2.0**53
"""Whole numbers from here on are not all floats."""
NUMBERS = ("whole", "real")
COMPARISONS = {
    "COMPARE_EQUAL": "equal", "COMPARE_NOTEQUAL": "not_equal", "COMPARE_LESSTHAN": "less",
    "COMPARE_GREATERTHAN": "greater", "COMPARE_LESSTHANOREQUALTO": "less_equal",
    "COMPARE_GREATERTHANOREQUALTO": "greater_equal",
}  # fmt: skip
ARITHMETIC = {"+": "add", "-": "subtract", "*": "multiply", "/": "true_divide"}
REAL = {"sqrt": "sqrt", "exp": "exp", "ln": "log", "log10": "log10", "log2": "log2"}
ROUNDED = {"floor": "floor", "ceil": "ceil"}
TEXTS = {"upper": str.upper, "lower": str.lower}
Typed = tuple[str, list[Any]]
"""A kind (whole, real, truth, text, nothing), and what is to be done."""


class _Unknown(Exception):
    """Something that is not known here."""


@dataclass
class Formulas(ArrayStep):
    """New columns one after the other; `formulas` are [name, kind, what is to be done]."""

    formulas: list[list[Any]]

    def __call__(self, columns: Arrays) -> Arrays:
        import numpy as np

        with np.errstate(all="ignore"):
            for name, kind, expression in self.formulas:
                made = _value(expression, columns)
                if kind == "text":
                    columns = columns.with_others({name: Discrete(made.tolist())})
                else:
                    columns = columns.with_numbers((name,), np.asarray(made, dtype="float64")[:, None])
        return columns


def formulas_step(formulas: Sequence[tuple[str, str]], spec: TableSpec) -> Formulas | None:
    """The step for formulas on such a table; None where one of them does what is not known here."""
    kinds = {column.name: _kind(column) for column in spec.columns}
    made = []
    try:
        for name, text in formulas:
            expression = parsed(text)
            names = resolved(expression, kinds)
            kind, plan = _compiled(expression.part(), names, kinds)
            if kind == "nothing" or (name in kinds and not _fits(kinds[name], kind)):
                return None
            kinds[name] = kind
            made.append([name, kind, plan])
    except (_Unknown, Mistake, RecursionError):
        return None
    return Formulas(made)


def _fits(before: str, now: str) -> bool:
    """Whether a column may be replaced: one outside the matrix stays there, one in it too."""
    return before != "other" and (before == "text") == (now == "text")


def _kind(column: ColumnSpec) -> str:
    lowered = column.dtype.lower()
    if column.type == "category":
        return "text" if column.categories and all(isinstance(one, str) for one in column.categories) else "other"
    if column.type in ("text", "boolean"):
        return "text" if column.type == "text" else "truth"
    if lowered in ("float64", "int64", "int32", "int16", "int8", "uint32", "uint16", "uint8"):
        return "real" if lowered == "float64" else "whole"
    return "other"


# ---- making


def _compiled(part: Part, names: Mapping[str, str], kinds: Mapping[str, str]) -> Typed:
    def of(one: Part) -> Typed:
        return _compiled(one, names, kinds)

    kind = part["class"]
    if kind == "COLUMN_REF" and len(part["column_names"]) == 1 and part["column_names"][0] in names:
        name = names[part["column_names"][0]]
        if kinds[name] == "other":
            raise _Unknown
        return kinds[name], ["text" if kinds[name] == "text" else "number", name]
    makers: dict[str, Callable[[Part, Callable[[Part], Typed]], Typed]] = {
        "CONSTANT": _constant, "FUNCTION": _function, "COMPARISON": _comparison, "CASE": _case,
        "CONJUNCTION": _conjunction, "OPERATOR": _operator, "BETWEEN": _between,
    }  # fmt: skip
    if kind not in makers:
        raise _Unknown
    return makers[kind](part, of)


def _constant(part: Part, of: Callable[[Part], Typed]) -> Typed:
    literal = part.get("literal", {})
    kind, text = literal.get("kind"), literal.get("text", "")
    if kind == "STRING":
        return "text", ["constant", text]
    if kind == "BOOLEAN":
        return "truth", ["constant", float(text == "true")]
    if kind == "NULL_LITERAL":
        return "nothing", []
    if kind in ("INTEGER", "NUMERIC") and abs(float(text)) < EXACT:
        return ("whole" if kind == "INTEGER" else "real"), ["constant", float(text)]
    raise _Unknown


def _function(part: Part, of: Callable[[Part], Typed]) -> Typed:
    name = part["function_name"].lower()
    given = [of(one["expression"]) for one in part["arguments"]]
    kinds, plans = [kind for kind, _ in given], [plan for _, plan in given]
    if name in ARITHMETIC and len(given) == 2 and all(kind in NUMBERS for kind in kinds):
        whole = kinds == ["whole", "whole"] and name != "/"
        return ("whole" if whole else "real"), ["whole" if whole else "plain", ARITHMETIC[name], *plans]
    if name in ("-", "abs") and len(given) == 1 and kinds[0] in NUMBERS:
        return kinds[0], ["plain", "negative" if name == "-" else "absolute", *plans]
    if name in REAL and len(given) == 1 and kinds[0] in NUMBERS:
        return "real", ["plain", REAL[name], *plans]
    if name in ROUNDED and kinds == ["real"]:
        return "real", ["plain", ROUNDED[name], *plans]
    if name in TEXTS and kinds == ["text"]:
        return "text", [name, *plans]
    if name == "||" and kinds == ["text", "text"]:
        return "text", ["join", *plans]
    if name == "if" and len(given) == 3 and kinds[0] == "truth":
        kind = _common(kinds[1:])
        return kind, ["choose", plans[0], *(_as(kind, one) for one in given[1:])]
    raise _Unknown


def _common(kinds: Sequence[str]) -> str:
    """The kind of a value that is one of several."""
    found = set(kinds) - {"nothing"}
    if found == {"whole", "real"}:
        return "real"
    if len(found) != 1:
        raise _Unknown
    return found.pop()


def _as(kind: str, typed: Typed) -> list[Any]:
    """What is to be done for a value of a kind; NULL is of any."""
    if typed[0] != "nothing":
        return typed[1]
    return ["no text"] if kind == "text" else ["no number"]


def _comparison(part: Part, of: Callable[[Part], Typed]) -> Typed:
    return _compared(part["type"], of(part["left"]), of(part["right"]))


def _compared(kind: str, left: Typed, right: Typed) -> Typed:
    numbers = left[0] in NUMBERS and right[0] in NUMBERS
    texts = left[0] == right[0] == "text" and kind in ("COMPARE_EQUAL", "COMPARE_NOTEQUAL")
    if kind not in COMPARISONS or not (numbers or texts):
        raise _Unknown
    return "truth", ["compare", COMPARISONS[kind], left[1], right[1]]


def _between(part: Part, of: Callable[[Part], Typed]) -> Typed:
    value = of(part["input"])
    above = _compared("COMPARE_GREATERTHANOREQUALTO", value, of(part["lower"]))
    below = _compared("COMPARE_LESSTHANOREQUALTO", value, of(part["upper"]))
    return "truth", ["all", above[1], below[1]]


def _case(part: Part, of: Callable[[Part], Typed]) -> Typed:
    checks = [(of(check["when_expr"]), of(check["then_expr"])) for check in part["case_checks"]]
    otherwise = of(part["else_expr"])
    kind = _common([otherwise[0], *(then[0] for _, then in checks)])
    plan = _as(kind, otherwise)
    for when, then in reversed(checks):
        if when[0] != "truth":
            raise _Unknown
        plan = ["choose", when[1], _as(kind, then), plan]
    return kind, plan


def _conjunction(part: Part, of: Callable[[Part], Typed]) -> Typed:
    given = [of(one) for one in part["children"]]
    if any(kind != "truth" for kind, _ in given):
        raise _Unknown
    return "truth", ["all" if part["type"] == "CONJUNCTION_AND" else "any", *(plan for _, plan in given)]


def _operator(part: Part, of: Callable[[Part], Typed]) -> Typed:
    kind, given = part["type"], [of(one) for one in part["children"]]
    plans = [plan for _, plan in given]
    if kind == "OPERATOR_NOT" and given[0][0] == "truth":
        return "truth", ["not", *plans]
    if kind in ("OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL"):
        missing = ["missing", *plans]
        return "truth", missing if kind == "OPERATOR_IS_NULL" else ["not", missing]
    if kind in ("COMPARE_IN", "COMPARE_NOT_IN"):
        found = ["any", *(_compared("COMPARE_EQUAL", given[0], one)[1] for one in given[1:])]
        return "truth", found if kind == "COMPARE_IN" else ["not", found]
    if kind == "OPERATOR_COALESCE":
        common = _common([one for one, _ in given])
        return common, ["first", *(_as(common, one) for one in given)]
    raise _Unknown


# ---- working out


def _value(plan: list[Any], columns: Arrays) -> np.ndarray:
    import numpy as np

    operation, *given = plan
    if operation == "number":
        return columns.numbers((given[0],))[:, 0]
    if operation == "text":
        return np.array(columns.other(given[0]).tolist(), dtype=object)
    if operation in ("constant", "no text", "no number"):
        value = given[0] if given else (None if operation == "no text" else np.nan)
        return np.full(columns.rows, value, dtype="float64" if isinstance(value, float) else object)
    if operation in ("plain", "whole", "compare"):
        return OPERATIONS[operation](given[0], *(_value(one, columns) for one in given[1:]))
    made: np.ndarray = OPERATIONS[operation](*(_value(one, columns) for one in given))
    return made


def _plain(name: str, *values: np.ndarray) -> Any:
    import numpy as np

    return getattr(np, name)(*values)


def _whole(name: str, *values: np.ndarray) -> Any:
    import numpy as np

    made = _plain(name, *values)
    if (np.abs(made) >= EXACT).any():
        raise TableNeeded
    return made


def _missing(values: np.ndarray) -> np.ndarray:
    import numpy as np

    if values.dtype != object:
        return np.isnan(values).astype("float64")
    return np.array([value is None for value in values], dtype="float64")


def _compare(name: str, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    import numpy as np

    known = (_missing(left) == 0) & (_missing(right) == 0)
    return np.where(known, np.asarray(getattr(np, name)(left, right), dtype="float64"), np.nan)


def _all(*values: np.ndarray) -> np.ndarray:
    """False where one is false, else missing where one is missing."""
    import numpy as np

    stacked = np.array(values)
    return np.where((stacked == 0).any(axis=0), 0.0, np.where(np.isnan(stacked).any(axis=0), np.nan, 1.0))


def _any(*values: np.ndarray) -> np.ndarray:
    import numpy as np

    return 1.0 - _all(*(1.0 - np.asarray(value) for value in values))


def _choose(when: np.ndarray, then: np.ndarray, otherwise: np.ndarray) -> np.ndarray:
    import numpy as np

    return np.where(when == 1, then, otherwise)


def _first(*values: np.ndarray) -> np.ndarray:
    found = values[-1]
    for value in reversed(values[:-1]):
        found = _choose(1.0 - _missing(value), value, found)
    return found


def _join(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    import numpy as np

    made = [None if a is None or b is None else a + b for a, b in zip(left, right, strict=True)]
    return np.array(made, dtype=object)


def _cased(change: Callable[[str], str]) -> Callable[[np.ndarray], np.ndarray]:
    def changed(values: np.ndarray) -> np.ndarray:
        import numpy as np

        # Other letters are changed here otherwise than there, such as ß.
        if not all(value is None or value.isascii() for value in values):
            raise TableNeeded
        return np.array([None if value is None else change(value) for value in values], dtype=object)

    return changed


OPERATIONS: dict[str, Callable[..., Any]] = {
    "plain": _plain,
    "whole": _whole,
    "compare": _compare,
    "all": _all,
    "any": _any,
    "not": lambda value: 1.0 - value,
    "missing": _missing,
    "choose": _choose,
    "first": _first,
    "join": _join,
    **{name: _cased(change) for name, change in TEXTS.items()},
}
