"""Columns and values."""

from __future__ import annotations

import numpy as np
import pandas as pd

from knode.builder import NodeHandle
from tests.bad_input.bench import Bench, answered, refused, warned


@refused(
    "The column to sort by is not there.",
    'Node "sorter" (Sorter) failed: there is no column "amout"; did you mean "amount"? [port "table", column "amout"]',
)
def _(w: Bench) -> None:
    w.table({"amount": [1, 2]}) >> w.add("Sorter", by=[{"column": "amout"}])


@refused(
    "A formula has a typo in a column.",
    'Node "formula" (Formula) failed: the expression of "double": there is no column "amout"; did you mean '
    '"amount"? (line 1, character 1) [port "table", column "amout"]',
)
def _(w: Bench) -> None:
    w.table({"amount": [1, 2]}) >> w.add("Formula", formulas=[{"name": "double", "expression": "amout * 2"}])


@refused(
    "A formula has a typo in a function.",
    'Node "formula" (Formula) failed: the expression of "r": there is no function "rond"; did you mean '
    '"round"? (line 1, character 1) [port "table", column "r"]',
)
def _(w: Bench) -> None:
    w.table({"amount": [1, 2]}) >> w.add("Formula", formulas=[{"name": "r", "expression": "rond(amount, 1)"}])


@refused(
    "A formula calls a function by the name that it has in another program.",
    'Node "formula" (Formula) failed: the expression of "known": there is no function "isnull": write coalesce(amount, '
    '0) (line 1, character 1) [port "table", column "known"]',
)
def _(w: Bench) -> None:
    w.table({"amount": [1, None]}) >> w.add("Formula", formulas=[{"name": "known", "expression": "IsNull(amount, 0)"}])


@refused(
    "A formula chooses as in other languages.",
    'Node "formula" (Formula) failed: the expression of "band": syntax error at or near "?"; write if(amount > 1, '
    "'high', 'low') (line 1, character 12) [port \"table\", column \"band\"]",
)
def _(w: Bench) -> None:
    expression = "amount > 1 ? 'high' : 'low'"
    w.table({"amount": [1, 2]}) >> w.add("Formula", formulas=[{"name": "band", "expression": expression}])


@refused(
    "A formula is a rule as KNIME writes it.",
    'Node "formula" (Formula) failed: the expression of "band": syntax error at or near "$amount$ > 1 => "high"; write '
    "CASE WHEN condition THEN value WHEN other_condition THEN other_value ELSE value_otherwise END, with texts in single "
    'quotes. A column is written by its name alone: amount (line 1, character 1) [port "table", column "band"]',
)
def _(w: Bench) -> None:
    w.table({"amount": [1, 2]}) >> w.add("Formula", formulas=[{"name": "band", "expression": '$amount$ > 1 => "high"'}])


@refused(
    "A formula asks for missing values in words.",
    'Node "formula" (Formula) failed: the expression of "gap": syntax error at or near "missing"; write amount IS NULL '
    '(line 1, character 11) [port "table", column "gap"]',
)
def _(w: Bench) -> None:
    w.table({"amount": [1, None]}) >> w.add("Formula", formulas=[{"name": "gap", "expression": "amount is missing"}])


@refused(
    "A function that looks at all rows is meant for several columns of one.",
    'Node "formula" (Formula) failed: the expression of "most": max looks at many rows, and here each row is worked out '
    "by itself; Window Formula does that; of several columns of a row, write greatest(a, b) "
    '[port "table", column "most"]',
)
def _(w: Bench) -> None:
    w.table({"a": [1, 2], "b": [3, 1]}) >> w.add("Formula", formulas=[{"name": "most", "expression": "max(a, b)"}])


@refused(
    "A formula is not complete.",
    'Node "formula" (Formula) failed: the expression of "r": the expression ends too early: something is '
    'missing at its end (line 1, character 12) [port "table", column "r"]',
)
def _(w: Bench) -> None:
    w.table({"amount": [1, 2]}) >> w.add("Formula", formulas=[{"name": "r", "expression": "(amount + 1"}])


@refused(
    "A text stands in double quotes.",
    'Node "formula" (Formula) failed: the expression of "r": there is no column "Bonn"; the table has: city. A '
    'text stands in single quotes: \'Bonn\' (line 1, character 8) [port "table", column "Bonn"]',
)
def _(w: Bench) -> None:
    w.table({"city": ["Bonn", "Oslo"]}) >> w.add("Formula", formulas=[{"name": "r", "expression": 'city = "Bonn"'}])


@refused(
    "A column whose name is no plain word stands in a formula without double quotes.",
    'Node "formula" (Formula) failed: the expression of "r": syntax error at or near "price". Write this column '
    'in double quotes: "unit price" (line 1, character 6) [port "table", column "r"]',
)
def _(w: Bench) -> None:
    w.table({"unit price": [1.5]}) >> w.add("Formula", formulas=[{"name": "r", "expression": "unit price * 2"}])


@refused(
    "A formula compares with NULL, which is missing in every row.",
    'Node "formula" (Formula) failed: the expression of "known": age <> NULL is always missing: write age is not null '
    '(line 1, character 1) [port "table", column "known"]',
)
def _(w: Bench) -> None:
    w.table({"age": [31, None]}) >> w.add("Formula", formulas=[{"name": "known", "expression": "age <> NULL"}])


@refused(
    "A condition compares with NULL.",
    'Node "row_filter" (Row Filter) failed: the condition: age = null is always missing: write age is null (line 1, '
    'character 12) [port "table"]',
)
def _(w: Bench) -> None:
    w.table({"age": [31, None]}) >> w.add("RowFilter", expression="age > 3 or age = null")


@refused(
    "A formula adds a number to a text.",
    'Node "formula" (Formula) failed: the expression of "r": "+" does not take text (city) and number (1): write city || 1, '
    'or CAST(city AS DOUBLE) + 1 (line 1, character 6) [port "table", column "r"]',
)
def _(w: Bench) -> None:
    w.table({"city": ["Bonn", "Oslo"]}) >> w.add("Formula", formulas=[{"name": "r", "expression": "city + 1"}])


@refused(
    "A formula asks for the year of a text.",
    'Node "formula" (Formula) failed: the expression of "r": year takes a date and time, and bought is a text: write '
    'year(CAST(bought AS TIMESTAMP)) (line 1, character 1) [port "table", column "r"]',
)
def _(w: Bench) -> None:
    w.table({"bought": ["2026-01-31"]}) >> w.add("Formula", formulas=[{"name": "r", "expression": "year(bought)"}])


@refused(
    "A function gets too many arguments.",
    'Node "formula" (Formula) failed: the expression of "r": round takes 1 or 2 arguments, round(x, precision), and here are '
    '3 (line 1, character 1) [port "table", column "r"]',
)
def _(w: Bench) -> None:
    w.table({"price": [1.25]}) >> w.add("Formula", formulas=[{"name": "r", "expression": "round(price, 2, 3)"}])


@refused(
    "A condition compares a number with a word.",
    "Node \"row_filter\" (Row Filter) failed: the condition: amount is a number column, and the text 'many' is no number: "
    'write one, such as 5 (line 1, character 1) [port "table"]',
)
def _(w: Bench) -> None:
    w.table({"amount": [1, 2]}) >> w.add("RowFilter", expression="amount > 'many'")


@refused(
    "A formula makes a number of a word.",
    'Node "formula" (Formula) failed: the expression of "years": the text \'forty\' of "age" is no whole number '
    "in row 1; use TRY(…), TRY_CAST(…) or a condition for such rows "
    '[port "table", column "years", row 1]',
)
def _(w: Bench) -> None:
    expression = "CAST(age AS INTEGER)"
    w.table({"age": ["31", "forty"]}) >> w.add("Formula", formulas=[{"name": "years", "expression": expression}])


@refused(
    "Two columns have one name.",
    'Node "rows_1" (Container Input) failed: Two columns are called "a"; rename one of them [port "value", column "a"]',
)
def _(w: Bench) -> None:
    twice = pd.DataFrame([[1, 2, 3]], columns=["a", "b", "a"])
    w.table(twice) >> w.add("Sorter", by=[{"column": "a"}])


@refused(
    "A column gets the name of another.",
    'Node "rename_columns" (Rename Columns) failed: the columns "a" and "b" would both be called "b": give '
    'one of them another name [port "table", column "b"]',
)
def _(w: Bench) -> None:
    w.table({"a": [1], "b": [2]}) >> w.add("RenameColumns", names={"a": "b"})


@refused(
    "A number is compared with a word.",
    'Node "row_filter" (Row Filter) failed: "age" is a whole number column, and "old" is no number; correct the '
    'value of the condition [port "table", column "age"]',
)
def _(w: Bench) -> None:
    condition = {"column": "age", "operator": "greater", "value": "old"}
    w.table({"age": [31, 40]}) >> w.add("RowFilter", conditions=[condition])


@warned(
    "A condition asks for a value that no category of the column has.",
    '"medium" is none of the categories of "size", so no row has it; did you mean "Medium"? They are "Large", "Medium".',
)
def _(w: Bench) -> None:
    sizes = pd.Categorical(["Medium", "Large"])
    w.table({"size": sizes}) >> w.add("RowFilter", conditions=[{"column": "size", "value": "medium"}])


@refused(
    "A column of dates is full of words.",
    'Node "cast_columns" (Cast Columns) failed: "tomorrow" in row 1 of "day", and 1 more, cannot be '
    "read as date and time: give its format, such as %d.%m.%Y %H:%M, and a time zone if the texts have "
    'offsets such as +01:00; or choose what happens with values that cannot be read [port "table", column '
    '"day", row 1]',
)
def _(w: Bench) -> None:
    table = w.table({"day": ["2026-01-31", "tomorrow", "soon"]})
    table >> w.add("CastColumns", casts=[{"columns": ["day"], "type": "date and time"}])


@refused(
    "Numbers are written with a decimal comma, and nobody said so.",
    'Node "cast_columns" (Cast Columns) failed: "12,50" in row 1 of "price" cannot be read as number: set '
    "the decimal mark and the mark between thousands, or list it among the texts that mean missing; or "
    'choose what happens with values that cannot be read [port "table", column "price", row 1]',
)
def _(w: Bench) -> None:
    table = w.table({"price": ["12", "12,50"]})
    table >> w.add("CastColumns", casts=[{"columns": ["price"], "type": "number"}])


@refused(
    "A whole number has decimals.",
    'Node "cast_columns" (Cast Columns) failed: "2.5" in row 1 of "count" cannot be read as integer: take '
    'the type number, or round before; or choose what happens with values that cannot be read [port "table", '
    'column "count", row 1]',
)
def _(w: Bench) -> None:
    table = w.table({"count": [1.0, 2.5]})
    table >> w.add("CastColumns", casts=[{"columns": ["count"], "type": "integer"}])


@refused(
    "Parts of a date are wanted of a text.",
    'Node "date_parts" (Date Parts) failed: "day" is a column of type text ("2026-01-31" in row 0) and holds '
    'no dates: read or convert it as dates before [port "table", column "day", row 0]',
)
def _(w: Bench) -> None:
    w.table({"day": ["2026-01-31"]}) >> w.add("DateParts", columns=["day"])


@refused(
    "The mean of texts is wanted.",
    'Node "group_by" (Group By) failed: the mean of "mayor" cannot be computed, it is a text column; '
    "possible are concatenate, concatenate counts, concatenate distinct, count, count distinct, count missing, count "
    "share, first, last, list, list distinct, list sorted, max, min, mode, share missing "
    '[port "table", column "mayor"]',
)
def _(w: Bench) -> None:
    table = w.table({"city": ["Bonn", "Oslo"], "mayor": ["Anna", "Bo"]})
    table >> w.add("GroupBy", keys=["city"], aggregations=[{"columns": ["mayor"], "method": "mean"}])


@refused(
    "A pattern is not complete.",
    'The settings of node "regex_extract": "(\\d+" is no regular expression: missing ).',
)
def _(w: Bench) -> None:
    w.table({"code": ["A-17"]}) >> w.add("RegexExtract", column="code", pattern=r"(\d+")


@answered("A pattern never ends elsewhere.", {"code": ["a" * 60 + "!"], "code_1": [None]})
def _(w: Bench) -> NodeHandle:
    return w.table({"code": ["a" * 60 + "!"]}) >> w.add("RegexExtract", column="code", pattern="((?:a+)+)$")


@refused(
    "A pattern looks ahead.",
    'The settings of node "regex_extract": "(?=A)(\\d+)" is no regular expression: a look-ahead is not '
    'supported ("(?=") at position 1.',
)
def _(w: Bench) -> None:
    w.table({"code": ["A-17"]}) >> w.add("RegexExtract", column="code", pattern=r"(?=A)(\d+)")


@refused(
    "A text is no JSON.",
    'Node "flatten_json" (Flatten JSON) failed: "{a: 1}" in row 1 of "answer" is no JSON (Expecting property '
    "name enclosed in double quotes: line 1 column 2 (char 1)): correct it, or let what cannot be read be "
    'missing [port "table", column "answer", row 1]',
)
def _(w: Bench) -> None:
    w.table({"answer": ['{"a": 1}', "{a: 1}"]}) >> w.add("FlattenJson", column="answer")


@refused(
    "Bins are to tell classes apart, and there is one class only.",
    'Node "binner" (Binner) failed: the target "left" has 1 class, and two are needed at least: choose another target, or '
    'let the method be equal frequency [port "table", column "left"]',
)
def _(w: Bench) -> None:
    table = w.table({"age": [31, 40, 52], "left": ["no", "no", "no"]})
    table >> w.add("Binner", columns=["age"], method="target tree", target="left")


@refused(
    "Numbers to scale hold an infinite one.",
    'Node "normalizer" (Normalizer) failed: "x" is infinite in row 1: correct it or drop the row [port '
    '"table", column "x", row 1]',
)
def _(w: Bench) -> None:
    w.table({"x": [1.0, np.inf, 3.0]}) >> w.add("Normalizer", columns=["x"])


@refused(
    "A column to scale holds no number at all.",
    'Node "normalizer" (Normalizer) failed: "x" has no values, so it has no scale: leave it out [port '
    '"table", column "x"]',
)
def _(w: Bench) -> None:
    w.table({"x": [np.nan, np.nan]}) >> w.add("Normalizer", columns=["x"])


@answered("A column to scale is constant.", {"x": [0.0, 0.0]})
def _(w: Bench) -> NodeHandle:
    return w.table({"x": [7.0, 7.0]}) >> w.add("Normalizer", columns=["x"])


@refused(
    "A column to fill holds no value that could fill it.",
    'Node "missing_values" (Missing Values) failed: the column "x" has no values at all, so none can be '
    'learnt: give it a fixed value, or leave it out of the columns [port "table", column "x"]',
)
def _(w: Bench) -> None:
    w.table({"x": [np.nan, np.nan], "y": [1, 2]}) >> w.add("MissingValues", columns=["x"])


@refused(
    "A new row holds a value that the encoder has not seen, and must not.",
    'Node "apply_model" (Apply Model) failed: "Kyiv" in row 1 of "city" was not there in training: correct '
    'it, or set `unknown` to `zeros` [port "table", column "city", row 1]',
)
def _(w: Bench) -> None:
    encoder = w.table({"city": ["Bonn", "Oslo"]}) >> w.add("OneHotEncoder", columns=["city"], unknown="error")
    (encoder.model, w.table({"city": ["Oslo", "Kyiv"]})) >> w.add("ApplyModel")


@refused(
    "Edges of bins go down.",
    'The settings of node "binner": the edges must rise: each one larger than the one before.',
)
def _(w: Bench) -> None:
    w.table({"age": [20, 40]}) >> w.add("Binner", columns=["age"], method="edges", edges=[40, 30, 50])


@refused(
    "A rule of the data is broken.",
    'Node "validate_data" (Validate Data) failed: "age is not from 0 to 120": 1 of 2 rows break the rule, '
    'first row 1 ("203"). Correct the data, or let the rule split off such rows [port "table", column "age", '
    "row 1]",
)
def _(w: Bench) -> None:
    rule = {"columns": ["age"], "check": "range", "least": 0, "most": 120, "severity": "fail"}
    w.table({"age": [31, 203]}) >> w.add("ValidateData", rules=[rule])
