"""Expressions as they are written in other programs: what a person is told works here."""

import re

import pandas as pd
import pytest

from knode.core.check import QuietContext
from knode.core.errors import DataError
from knode_nodes.prep._elsewhere import ACROSS, NODES, OTHER_ROWS, WRITTEN_HERE, taken_apart
from knode_nodes.prep.formula import Formula
from knode_nodes.prep.window_formula import WindowFormula

TABLE = pd.DataFrame(
    {
        "amount": [1.5, 20.0, None],
        "pieces": [1, 2, 3],
        "unit price": [0.5, 2.5, 3.5],
        "name": ["anna MEIER", "bo", None],
        "number": ["1", "2", "3"],
        "day": pd.to_datetime(["2026-01-31", None, "2024-02-29"]),
        "first day": pd.to_datetime(["2025-12-30", "2025-12-30", "2024-01-01"]),
    }
)
ARGUMENTS = {
    "value": "amount",
    "other": "0",
    "text": "name",
    "other_text": "'bo'",
    "part": "'a'",
    "other_part": "'bo'",
    "new": "'x'",
    "chars": "'ab'",
    "pattern": "'[a-z]+'",
    "sep": "', '",
    "skip": "true",
    "condition": "amount > 2",
    "second": "pieces > 1",
    "yes": "'yes'",
    "no": "'no'",
    "number": "pieces * 1.5",
    "low": "1",
    "high": "5",
    "share": "0.5",
    "n": "1",
    "m": "2",
    "moment": "day",
    "earlier": '"first day"',
    "date_text": "'2026-01-31'",
    "shape": "'%Y-%m-%d'",
    "unit": "'months'",
    "digits": '"number"',
    "year": "2026",
    "month": "1",
    "hour": "8",
    "minute": "5",
    "...": "pieces, amount",
}
ALSO_HERE = {"if", "replace", "switch", "date"}
"""What exists here too, for other arguments."""


def error_of(expression, node=Formula, table=TABLE):
    with pytest.raises(DataError) as error:
        value_of(expression, node, table)
    return str(error.value)


def value_of(expression, node=Formula, table=TABLE):
    made = node.from_settings({"formulas": {"made": expression}})
    return (made.run(table) if node is Formula else made.run(table, QuietContext()))["made"].tolist()


def proposals(said):
    """What is to be written instead, as it stands in a message."""
    found = re.search(
        r'function "[^"]+": (?:write|Window Formula takes) (.*?)(?:\. A column is| \(line 1, | \[port)', said
    )
    assert found, said
    assert "…" not in found[1]
    return found[1].split(" or ")


def call_of(call):
    name, names = taken_apart(call)
    return f"{name}({', '.join(ARGUMENTS[one] for one in names)})"


@pytest.mark.parametrize("call", [call for call, _ in WRITTEN_HERE if taken_apart(call)[0] not in ALSO_HERE])
def test_what_is_proposed_for_a_function_of_another_program_works(call):
    proposed = proposals(error_of(call_of(call)))
    assert len(proposed) == (2 if call.startswith("text(") and "shape" in call else 1)
    # A text and a date are written in two ways, of which one fits.
    worked = 0
    for one in proposed:
        try:
            worked += len(value_of(one)) == 3
        except DataError:
            assert len(proposed) == 2
    assert worked


@pytest.mark.parametrize("call", [call for call, _ in OTHER_ROWS])
def test_what_is_proposed_for_a_function_of_other_rows_works_in_window_formula(call):
    said = error_of(call_of(call))
    assert "Window Formula takes" in said
    assert len(value_of(*proposals(said), WindowFormula)) == 3


@pytest.mark.parametrize(
    ("there", "here", "values"),
    [
        ("IsNull([amount])", "amount IS NULL", [False, False, True]),
        ("is_missing(amount + pieces)", "(amount + pieces) IS NULL", [False, False, True]),
        ("ISNULL(amount, 0)", "coalesce(amount, 0)", [1.5, 20.0, 0.0]),
        ('iif("unit price" > 1, 1, 0)', 'if(("unit price" > 1), 1, 0)', [0, 1, 1]),
        ("PROPER(name)", None, ["Anna Meier", "Bo", None]),
        ("joinSep('-', pieces, 'x', name)", None, ["1-x-anna MEIER", "2-x-bo", "3-x"]),
        ("textjoin(', ', true, 'a', pieces)", "concat_ws(', ', 'a', pieces)", ["a, 1", "a, 2", "a, 3"]),
        ("ToNumber(number)", "CAST(number AS DOUBLE)", [1.0, 2.0, 3.0]),
        ("int(amount)", "CAST(trunc(amount) AS BIGINT)", [1, 20, None]),
        ("MID(name, 2, 3)", None, ["nna", "o", None]),
        ("FIND('M', name)", "strpos(\"name\", 'M')", [6, 0, None]),
        ("indexOf(name, 'n')", None, [1, -1, None]),
        ("average(pieces, amount)", "list_avg([pieces, amount])", [1.25, 11.0, 3.0]),
        ("and(pieces > 1, amount > 2)", "(pieces > 1) AND (amount > 2)", [False, True, None]),
        ("EDATE(day, 1)", None, [pd.Timestamp("2026-02-28"), pd.NaT, pd.Timestamp("2024-03-29")]),
        ("DateTimeAdd([day], -1, 'years')", None, [pd.Timestamp("2025-01-31"), pd.NaT, pd.Timestamp("2023-02-28")]),
        ("DATEADD(DAY, 2, day)", None, [pd.Timestamp("2026-02-02"), pd.NaT, pd.Timestamp("2024-03-02")]),
        ('DATEDIF("first day", day, "m")', None, [1, None, 1]),
        ("removeChars(name, 'aM')", None, ["nn EIER", "bo", None]),
        ("roundUp(amount, 0)", None, [2.0, 20.0, None]),
        ("isInteger(number)", None, [True, True, True]),
        ("!(pieces > 1)", None, [True, False, False]),
    ],
)
def test_a_function_of_another_program_is_proposed_with_its_arguments(there, here, values):
    (proposed,) = proposals(error_of(there))
    assert here in (None, proposed)
    assert [None if pd.isna(value) else value for value in value_of(proposed)] == [
        None if pd.isna(value) else value for value in values
    ]


def test_with_another_number_of_arguments_the_form_is_shown():
    assert 'there is no function "iif": write if(condition, yes, no)' in error_of("iif(amount > 1)")
    assert 'there is no function "joinsep": write concat_ws(sep, a, b)' in error_of("joinSep()")


@pytest.mark.parametrize("name", sorted(NODES.keys() - {"=>"}))
def test_what_another_node_does_is_said(name):
    assert NODES[name] in error_of(f"{name}(amount, pieces)")


@pytest.mark.parametrize("name", ACROSS)
def test_what_looks_at_rows_and_was_meant_for_columns_is_proposed(name):
    said = error_of(f"{name}(amount)")
    assert said.count("Window Formula does that; of several columns of a row, write ") == 1
    columns = TABLE.rename(columns={"amount": "a", "pieces": "b"})
    assert len(value_of(ACROSS[name], table=columns)) == 3


def test_a_function_with_a_typo_is_still_one_with_a_typo():
    assert 'there is no function "rond"; did you mean "round"?' in error_of("rond(amount)")


@pytest.mark.parametrize(
    ("there", "told"),
    [
        ("amount > 2 ? 'many' : 'few'", "write if(amount > 2, 'many', 'few')"),
        ("amount > 2 ? pieces::text : 'x?:'", "write if(amount > 2, pieces::text, 'x?:')"),
        ("amount ?? 0", "write coalesce(amount, 0)"),
        ("1 if amount > 2 else 0", "write if(amount > 2, 1, 0)"),
        ("amount is missing", "write amount IS NULL"),
        ('"unit price" is not empty', 'write "unit price" IS NOT NULL'),
        ("name contains 'nn'", "write contains(name, 'nn')"),
        ('name does not contain "nn"', "write NOT contains(name, 'nn')"),
        ("name starts with 'a'", "write starts_with(name, 'a')"),
        ("name matches 'b.'", "write regexp_matches(name, 'b.')"),
    ],
)
def test_a_condition_in_the_words_of_another_program_is_proposed_as_one_that_works(there, told):
    said = error_of(there)
    assert told in said
    assert len(value_of(told.removeprefix("write "))) == 3


@pytest.mark.parametrize(
    "there",
    [
        '$amount$ > 1 => "high"',
        "amount > 1 => 'high'",
        "if amount > 1 then 2 elseif amount > 0 then 1 else 0 endif",
        "CASE WHEN amount > 1 THEN 2 ELSEIF pieces > 1 THEN 1 END",
    ],
)
def test_rules_of_other_programs_lead_to_case(there):
    assert (
        "write CASE WHEN condition THEN value WHEN other_condition THEN other_value ELSE value_otherwise END"
        in error_of(there)
    )


def test_a_column_is_recognised_in_a_rule_and_in_a_script():
    assert "A column is written by its name alone: amount" in error_of('$amount$ > 1 => "high"')
    assert 'A column is written by its name alone: "unit price"' in error_of('column("unit price") * 2')


@pytest.mark.parametrize("word", ["missing", "None", "NaN"])
def test_what_elsewhere_stands_for_missing_leads_to_is_null(word):
    assert "what is missing is asked for by IS NULL, such as amount IS NULL" in error_of(f"amount = {word}")
    assert value_of(f'amount = "{word}"', table=TABLE.rename(columns={"pieces": word})) == [False, False, pd.NA]
