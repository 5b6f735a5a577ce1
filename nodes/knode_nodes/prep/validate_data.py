"""Check that rows keep rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from knode.api import (
    ColumnSpec,
    Context,
    DataError,
    Example,
    Node,
    Spec,
    Table,
    TableSpec,
    Variables,
    VariablesSpec,
    quoted,
    row_number,
    setting,
)
from knode_nodes.prep._aggregations import check_names
from knode_nodes.prep._keys import with_columns
from knode_nodes.prep._rules import Check, Rule, checks_of
from knode_nodes.prep._syntax import mentioned
from knode_nodes.prep._texts import written

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

FIRST = 5
"""How many broken rows the report lists."""
REPORT = {
    "rule": "str",
    "columns": "str",
    "severity": "str",
    "checked": "int64",
    "broken": "int64",
    "first_rows": "str",
    "first_value": "str",
}
NAMES = ("passed", "rows", "invalid_rows", "broken_rules", "warnings")


class Validated(NamedTuple):
    """What Validate Data gives."""

    valid: Table
    invalid: Table
    report: Table
    variables: Variables


class ValidateData(Node):
    """Check rules on the values of columns, and part the rows that break them from the others, with the reasons.

    - not missing; unique (with several columns: no two rows have the same values in all of them).
    - type: the column is of numbers, text, dates …; range: from a smallest to a largest value, numbers or dates.
    - values: one of a list; pattern: the whole text fits a regular expression; length: so many characters.
    - expression: a condition on the row, such as `start <= finish`.

    Rules of severity "split" move broken rows to `invalid`, where a column names all rules that the row breaks; "warn" only
    tells, and "fail" stops the workflow with the first bad row. A missing value breaks "not missing" and nothing else; an
    expression is broken where it is false. Of rows that are not unique all are broken.

    `report` counts for each rule the rows checked and broken; `variables` say whether all was well. Patterns are those of
    RE2: without look-ahead and look-behind, but none can hang.

    Example: age not missing and from 0 to 120, email fits `.+@.+`, customer unique.
    """

    pack = "prep"
    icon = "validate-data"
    shelf = "Rows"
    keywords = (
        "Table Validator",
        "Data Quality",
        "Assert",
        "Test",
        "Expect",
        "Great Expectations",
        "pandera",
        "constraints",
        "check",
        "rules",
        "Rule-based Row Splitter",
        "Data Cleansing",
        "Unique",
        "schema",
    )
    example = Example(
        {
            "rules": [
                {"columns": ["age"], "check": "range", "least": 0, "most": 120},
                {"columns": ["customer"], "check": "unique"},
            ]
        }
    )
    rules: tuple[Rule, ...] = setting((), "The rules that the rows must keep.")
    reasons: str = setting("reasons", "The column of `invalid` that names the broken rules.", min_length=1)

    def mentions(self) -> set[str]:
        """The columns in conditions."""
        return mentioned(rule.expression for rule in self.rules if rule.check == "expression")

    def run(self, table: Table, context: Context) -> Validated:
        import numpy as np

        checks = self._checks(TableSpec.of(table))
        broken = {}
        for number, check in enumerate(checks):
            context.progress(number / len(checks))
            broken[check] = check.broken(table)
        _stop(checks, broken, table)
        _warn(checks, broken, table, context)
        split = [broken[check] for check in checks if check.rule.severity == "split"]
        bad = np.logical_or.reduce(split) if split else np.zeros(len(table), dtype=bool)
        told = [check for check in checks if broken[check].any()]
        reasons = _reasons([(check.reason, broken[check][bad]) for check in told], int(bad.sum()))
        invalid = with_columns(table[bad], {self.reasons: reasons})
        variables = Variables(
            passed=not told,
            rows=len(table),
            invalid_rows=int(bad.sum()),
            broken_rules=len(told),
            warnings=sum(check.rule.severity == "warn" for check in told),
        )
        return Validated(table[~bad] if bad.any() else table, invalid, _report(checks, broken, table), variables)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        report = TableSpec(columns=tuple(ColumnSpec(name=name, dtype=dtype) for name, dtype in REPORT.items()))
        always: dict[str, Spec | None] = {"report": report, "variables": VariablesSpec(names=NAMES)}
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"valid": None, "invalid": None, **always}
        self._checks(table)
        reasons = ColumnSpec(name=self.reasons, dtype="str")
        return {"valid": table, "invalid": TableSpec(columns=(*table.columns, reasons)), **always}

    def _checks(self, spec: TableSpec) -> list[Check]:
        if not self.rules:
            raise DataError("there is no rule: add one, such as a column that is not missing", port="table")
        check_names([*spec.names, self.reasons])
        return checks_of(self.rules, spec)


def _stop(checks: Sequence[Check], broken: Mapping[Check, np.ndarray], table: pd.DataFrame) -> None:
    """Raise DataError where a rule is broken that must not be."""
    failed = [check for check in checks if check.rule.severity == "fail" and broken[check].any()]
    if not failed:
        return
    first = failed[0]
    rows = broken[first]
    row = int(rows.argmax())
    value = (
        f" ({quoted(written(table[first.column].iloc[row]))})"
        if first.column and first.rule.check != "not missing"
        else ""
    )
    others = f"; {len(failed) - 1} other rules that must hold are broken too" if len(failed) > 1 else ""
    raise DataError(
        f"{quoted(first.reason)}: {int(rows.sum()):,} of {len(table):,} rows break the rule, first row {row}{value}{others}. "
        "Correct the data, or let the rule split off such rows",
        port="table",
        column=first.columns[0] if first.columns else None,
        row=row,
    )


def _warn(checks: Sequence[Check], broken: Mapping[Check, np.ndarray], table: pd.DataFrame, context: Context) -> None:
    for check in checks:
        rows = broken[check]
        if check.rule.severity == "warn" and rows.any():
            first = row_number(table, int(rows.argmax()))
            context.warn(f"{int(rows.sum()):,} rows break a rule: {check.reason} (first row {first}).")


def _reasons(broken: Sequence[tuple[str, np.ndarray]], rows: int) -> Any:
    """(rows) for each row the rules that it breaks, as one text."""
    import numpy as np
    import pandas as pd

    # Several checks may have one name.
    by_reason: dict[str, Any] = {}
    for reason, where in broken:
        by_reason[reason] = where | by_reason.get(reason, False)
    # Many rows break the same rules: each set of rules has a number, and one text.
    numbers, texts = np.zeros(rows, dtype="int64"), [""]
    for reason, where in by_reason.items():
        numbers = 2 * numbers + where
        there = np.flatnonzero(np.bincount(numbers, minlength=2 * len(texts)))
        places = np.zeros(2 * len(texts), dtype="int64")
        places[there] = np.arange(len(there))
        numbers = places.take(numbers)
        before = [texts[place // 2] for place in there]
        texts = [
            (f"{text}; {reason}" if text else reason) if place % 2 else text
            for text, place in zip(before, there.tolist(), strict=True)
        ]
    return pd.array(texts, dtype="str").take(numbers)


def _report(checks: Sequence[Check], broken: Mapping[Check, np.ndarray], table: pd.DataFrame) -> pd.DataFrame:
    """One row for each check."""
    import pandas as pd

    lines = [_line(check, broken[check], table) for check in checks]
    return pd.DataFrame(lines, columns=list(REPORT)).astype(REPORT)


def _line(check: Check, broken: np.ndarray, table: pd.DataFrame) -> tuple[Any, ...]:
    rows = broken.nonzero()[0]
    value = table[check.column].iloc[rows[0]] if check.column and len(rows) else None
    shown = None if value is None or check.rule.check == "not missing" else written(value)[:200]
    first = ", ".join(str(row) for row in rows[:FIRST]) or None
    return (
        check.reason,
        ", ".join(check.columns) or None,
        check.rule.severity,
        check.checked(table),
        len(rows),
        first,
        shown,
    )
