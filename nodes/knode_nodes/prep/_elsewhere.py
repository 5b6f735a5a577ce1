"""What KNIME, Alteryx, Excel, Orange, R and pandas call a function, and how the same is written in an expression here."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

CAPITALS = "array_to_string(list_transform(string_split(text, ' '), lambda x: upper(x[1]) || lower(x[2:])), ' ')"
WRITTEN_HERE = (
    ("isNull(value)", "value IS NULL"),
    ("isNull(value, other)", "coalesce(value, other)"),
    ("isMissing(value)", "value IS NULL"),
    ("missing(value)", "value IS NULL"),
    ("isNone(value)", "value IS NULL"),
    ("isNa(value)", "value IS NULL"),
    ("isBlank(value)", "value IS NULL"),
    ("isEmpty(text)", "coalesce(text, '') = ''"),
    ("notNull(value)", "value IS NOT NULL"),
    ("isNotNull(value)", "value IS NOT NULL"),
    ("notNa(value)", "value IS NOT NULL"),
    ("null()", "NULL"),
    ("toNull()", "NULL"),
    ("na()", "NULL"),
    ("nvl(value, other)", "coalesce(value, other)"),
    ("fillna(value, other)", "coalesce(value, other)"),
    ("ifNa(value, other)", "coalesce(value, other)"),
    ("nvl2(value, yes, no)", "if(value IS NOT NULL, yes, no)"),
    ("ifError(value, other)", "coalesce(TRY(value), other)"),
    ("isError(value)", "TRY(value) IS NULL"),
    ("iif(condition, yes, no)", "if(condition, yes, no)"),
    ("ifelse(condition, yes, no)", "if(condition, yes, no)"),
    ("where(condition, yes, no)", "if(condition, yes, no)"),
    ("if(condition, yes)", "if(condition, yes, NULL)"),
    ("ifs(condition, yes)", "CASE WHEN condition THEN yes END"),
    ("ifs(condition, yes, second, no)", "CASE WHEN condition THEN yes WHEN second THEN no END"),
    ("switch(text, part, yes)", "CASE text WHEN part THEN yes END"),
    ("switch(text, part, yes, no)", "CASE text WHEN part THEN yes ELSE no END"),
    ("switch(text, part, yes, other_part, no)", "CASE text WHEN part THEN yes WHEN other_part THEN no END"),
    ("choose(n, ...)", "list_extract([...], n)"),
    ("and(condition, second)", "condition AND second"),
    ("or(condition, second)", "condition OR second"),
    ("!(condition)", "NOT condition"),
    ("between(number, low, high)", "number BETWEEN low AND high"),
    ("upperCase(text)", "upper(text)"),
    ("toUpperCase(text)", "upper(text)"),
    ("toUpper(text)", "upper(text)"),
    ("lowerCase(text)", "lower(text)"),
    ("toLowerCase(text)", "lower(text)"),
    ("toLower(text)", "lower(text)"),
    ("capitalize(text)", CAPITALS),
    ("titleCase(text)", CAPITALS),
    ("proper(text)", CAPITALS),
    ("initcap(text)", CAPITALS),
    ("join(...)", "concat(...)"),
    ("joinSep(sep, ...)", "concat_ws(sep, ...)"),
    ("textJoin(sep, skip, ...)", "concat_ws(sep, ...)"),
    ("concatenate(...)", "concat(...)"),
    ("strcat(...)", "concat(...)"),
    ("paste(...)", "concat_ws(' ', ...)"),
    ("paste0(...)", "concat(...)"),
    ("mid(text, n, m)", "substring(text, n, m)"),
    ("first_chars(text, n)", "left(text, n)"),
    ("last_chars(text, n)", "right(text, n)"),
    ("indexOf(text, part)", "strpos(text, part) - 1"),
    ("findString(text, part)", "strpos(text, part) - 1"),
    ("find(part, text)", "strpos(text, part)"),
    ("search(part, text)", "strpos(lower(text), lower(part))"),
    ("charIndex(part, text)", "strpos(text, part)"),
    ("substitute(text, part, new)", "replace(text, part, new)"),
    ("replaceFirst(text, part, new)", "regexp_replace(text, part, new)"),
    ("replace(text, n, m, new)", "left(text, n - 1) || new || substring(text, n + m)"),
    ("replaceChars(text, chars, new)", "translate(text, chars, new)"),
    ("replaceChar(text, chars, new)", "translate(text, chars, new)"),
    ("removeChars(text, chars)", "translate(text, chars, '')"),
    ("removeDiacritic(text)", "strip_accents(text)"),
    ("strip(text)", "trim(text)"),
    ("stripStart(text)", "ltrim(text)"),
    ("stripEnd(text)", "rtrim(text)"),
    ("trimLeft(text)", "ltrim(text)"),
    ("trimRight(text)", "rtrim(text)"),
    ("stripQuotes(text)", "trim(text, '\"')"),
    ("clean(text)", "regexp_replace(text, '[[:cntrl:]]', '', 'g')"),
    ("padLeft(text, n)", "lpad(text, n, ' ')"),
    ("padLeft(text, n, part)", "lpad(text, n, part)"),
    ("pad_start(text, n, part)", "lpad(text, n, part)"),
    ("padRight(text, n)", "rpad(text, n, ' ')"),
    ("padRight(text, n, part)", "rpad(text, n, part)"),
    ("pad_end(text, n, part)", "rpad(text, n, part)"),
    ("reverseString(text)", "reverse(text)"),
    ("rept(text, n)", "repeat(text, n)"),
    ("space(n)", "repeat(' ', n)"),
    ("nchar(text)", "length(text)"),
    ("exact(text, other_text)", "text = other_text"),
    ("equalStrings(text, other_text)", "text = other_text"),
    ("startsWith(text, part)", "starts_with(text, part)"),
    ("endsWith(text, part)", "ends_with(text, part)"),
    ("countWords(text)", "length(regexp_extract_all(text, '[^ ]+'))"),
    ("countChars(text, chars)", "length(text) - length(translate(text, chars, ''))"),
    ("getWord(text, n)", "split_part(text, ' ', n + 1)"),
    ("regexMatcher(text, pattern)", "regexp_full_match(text, pattern)"),
    ("regex_match(text, pattern)", "regexp_full_match(text, pattern)"),
    ("regexReplace(text, pattern, new)", "regexp_replace(text, pattern, new, 'g')"),
    ("regex_extract(text, pattern)", "regexp_extract(text, pattern)"),
    ("regex_countMatches(text, pattern)", "length(regexp_extract_all(text, pattern))"),
    ("gsub(pattern, new, text)", "regexp_replace(text, pattern, new, 'g')"),
    ("sub(pattern, new, text)", "regexp_replace(text, pattern, new)"),
    ("grepl(pattern, text)", "regexp_matches(text, pattern)"),
    ("char(n)", "chr(n)"),
    ("charFromInt(n)", "chr(n)"),
    ("code(text)", "ascii(text)"),
    ("charToInt(text)", "ascii(text)"),
    ("md5Checksum(text)", "md5(text)"),
    ("urlEncode(text)", "url_encode(text)"),
    ("urlDecode(text)", "url_decode(text)"),
    ("toNumber(digits)", "CAST(digits AS DOUBLE)"),
    ("toDouble(digits)", "CAST(digits AS DOUBLE)"),
    ("parse_float(digits)", "CAST(digits AS DOUBLE)"),
    ("numberValue(digits)", "CAST(digits AS DOUBLE)"),
    ("value(digits)", "CAST(digits AS DOUBLE)"),
    ("double(digits)", "CAST(digits AS DOUBLE)"),
    ("float(digits)", "CAST(digits AS DOUBLE)"),
    ("toInt(digits)", "CAST(digits AS BIGINT)"),
    ("toInteger(digits)", "CAST(digits AS BIGINT)"),
    ("toLong(digits)", "CAST(digits AS BIGINT)"),
    ("parse_int(digits)", "CAST(digits AS BIGINT)"),
    ("int(number)", "CAST(trunc(number) AS BIGINT)"),
    ("integer(digits)", "CAST(digits AS BIGINT)"),
    ("bool(value)", "CAST(value AS BOOLEAN)"),
    ("boolean(value)", "CAST(value AS BOOLEAN)"),
    ("toBoolean(value)", "CAST(value AS BOOLEAN)"),
    ("toString(value)", "CAST(value AS VARCHAR)"),
    ("toString(number, n)", "CAST(round(number, n) AS VARCHAR)"),
    ("varchar(value)", "CAST(value AS VARCHAR)"),
    ("string(value)", "CAST(value AS VARCHAR)"),
    ("str(value)", "CAST(value AS VARCHAR)"),
    ("text(value)", "CAST(value AS VARCHAR)"),
    ("text(number, shape)", "format('{:.2f}', number)"),
    ("text(moment, shape)", "strftime(moment, '%d.%m.%Y')"),
    ("to_char(moment, shape)", "strftime(moment, '%d.%m.%Y')"),
    ("isNumber(value)", "TRY_CAST(value AS DOUBLE) IS NOT NULL"),
    ("isNumeric(value)", "TRY_CAST(value AS DOUBLE) IS NOT NULL"),
    ("isInteger(value)", "TRY_CAST(value AS BIGINT) IS NOT NULL"),
    ("isDigit(text)", "regexp_full_match(text, '[0-9]+')"),
    ("isString(value)", "typeof(value) = 'VARCHAR'"),
    ("isText(value)", "typeof(value) = 'VARCHAR'"),
    ("average(...)", "list_avg([...])"),
    ("max_in_args(...)", "greatest(...)"),
    ("min_in_args(...)", "least(...)"),
    ("roundHalfUp(number, n)", "round(number, n)"),
    ("roundUp(number, n)", "ceil(number * 10 ** n) / 10 ** n"),
    ("roundDown(number, n)", "trunc(number * 10 ** n) / 10 ** n"),
    ("mround(number, low)", "round(number / low) * low"),
    ("signum(number)", "sign(number)"),
    ("sgn(number)", "sign(number)"),
    ("square(number)", "number ** 2"),
    ("log1p(number)", "ln(1 + number)"),
    ("expm1(number)", "exp(number) - 1"),
    ("e()", "exp(1)"),
    ("bound(number, low, high)", "least(greatest(number, low), high)"),
    ("clip(number, low, high)", "least(greatest(number, low), high)"),
    ("isInfinite(number)", "isinf(number)"),
    ("toDegrees(number)", "degrees(number)"),
    ("toRadians(number)", "radians(number)"),
    ("time(hour, minute, n)", "make_time(hour, minute, n)"),
    ("time(moment)", "CAST(moment AS TIME)"),
    ("toDate(date_text)", "CAST(date_text AS DATE)"),
    ("to_date(date_text, shape)", "strptime(date_text, '%Y-%m-%d')"),
    ("toDateTime(date_text)", "CAST(date_text AS TIMESTAMP)"),
    ("dateValue(date_text)", "CAST(date_text AS DATE)"),
    ("datetime(date_text)", "CAST(date_text AS TIMESTAMP)"),
    ("parseDate(date_text)", "CAST(date_text AS DATE)"),
    ("parse_date(date_text, shape)", "strptime(date_text, '%Y-%m-%d')"),
    ("dateTimeParse(date_text, shape)", "strptime(date_text, shape)"),
    ("dateTimeFormat(moment, shape)", "strftime(moment, shape)"),
    ("dateTimeToday()", "today()"),
    ("dateTimeNow()", "now()"),
    ("getDate()", "now()"),
    ("currentDate()", "today()"),
    ("dateTimeAdd(moment, n, unit)", "moment + n * INTERVAL 1 unit"),
    ("dateAdd(unit, n, moment)", "moment + n * INTERVAL 1 unit"),
    ("addDays(moment, n)", "moment + n * INTERVAL 1 DAY"),
    ("addMonths(moment, n)", "moment + n * INTERVAL 1 MONTH"),
    ("eDate(moment, n)", "moment + n * INTERVAL 1 MONTH"),
    ("eoMonth(moment, n)", "last_day(moment + n * INTERVAL 1 MONTH)"),
    ("dateTimeDiff(moment, earlier, unit)", "date_sub('unit', earlier, moment)"),
    ("dateDif(earlier, moment, unit)", "date_sub('unit', earlier, moment)"),
    ("days(moment, earlier)", "date_diff('day', earlier, moment)"),
    ("dateTimeTrim(moment, unit)", "date_trunc('unit', moment)"),
    ("dateTimeFirstOfMonth()", "date_trunc('month', today())"),
    ("dateTimeLastOfMonth()", "last_day(today())"),
    ("dateTimeYear(moment)", "year(moment)"),
    ("dateTimeMonth(moment)", "month(moment)"),
    ("dateTimeDay(moment)", "day(moment)"),
    ("dateTimeHour(moment)", "hour(moment)"),
    ("dateTimeHours(moment)", "hour(moment)"),
    ("dateTimeMinutes(moment)", "minute(moment)"),
    ("dateTimeSeconds(moment)", "second(moment)"),
    ("extract_year(moment)", "year(moment)"),
    ("extract_month(moment)", "month(moment)"),
    ("weekNum(moment)", "week(moment)"),
    ("isoWeekNum(moment)", "week(moment)"),
    ("iso_week(moment)", "week(moment)"),
)
"""Calls as they are written elsewhere, and here. Those of a person take the places of the arguments; a name with `_` is the
same without."""
OTHER_ROWS = (
    ("col_max(value)", "max(value) OVER ()"),
    ("col_min(value)", "min(value) OVER ()"),
    ("col_mean(value)", "avg(value) OVER ()"),
    ("col_sum(value)", "sum(value) OVER ()"),
    ("col_median(value)", "median(value) OVER ()"),
    ("col_stddev(value)", "stddev(value) OVER ()"),
    ("col_var(value)", "variance(value) OVER ()"),
    ("stdev(value)", "stddev(value) OVER ()"),
    ("std(value)", "stddev(value) OVER ()"),
    ("var(value)", "variance(value) OVER ()"),
    ("percentile(value, share)", "quantile_cont(value, share) OVER ()"),
    ("counta(value)", "count(value) OVER ()"),
    ("rowIndex()", "row_number() OVER () - 1"),
    ("rowNum()", "row_number() OVER ()"),
    ("rowCount()", "count(*) OVER ()"),
    ("cumsum(value)", "sum(value) OVER (ROWS UNBOUNDED PRECEDING)"),
    ("shift(value)", "lag(value) OVER ()"),
    ("shift(value, n)", "lag(value, n) OVER ()"),
    ("offset(value, n)", "lag(value, n) OVER ()"),
    ("diff(value)", "value - lag(value) OVER ()"),
    ("rand()", "random()"),
    ("randInt(n)", "floor(random() * (n + 1))"),
    ("randBetween(low, high)", "floor(low + random() * (high - low + 1))"),
)
"""The same for what looks at other rows, which Window Formula does."""
CHOSEN = "write CASE WHEN condition THEN value WHEN other_condition THEN other_value ELSE value_otherwise END"
LOOKS_UP = "Look Up takes values from another table by a key"
COUNTS = "Group By counts and sums up in groups, and Window Formula takes sum(if(city = 'Bern', price, 0)) OVER ()"
NODES = {
    "=>": f"{CHOSEN}, with texts in single quotes",
    "vlookup": LOOKS_UP,
    "hlookup": LOOKS_UP,
    "xlookup": LOOKS_UP,
    "lookup": LOOKS_UP,
    "index": LOOKS_UP,
    "match": LOOKS_UP,
    "sumif": COUNTS,
    "averageif": COUNTS,
    "countifs": COUNTS,
    "sumifs": COUNTS,
    "averageifs": COUNTS,
    "sumproduct": COUNTS,
    "unique": "Duplicate Rows leaves each row only once",
    "sort": "Sorter sorts rows",
    "networkdays": "Date Shift counts in business days",
    "workday": "Date Shift shifts by business days",
    "rolling": "Window Aggregate has moving means, sums and more",
}
"""What is no matter of a function, with what does it."""
ACROSS = {
    "max": "greatest(a, b)",
    "min": "least(a, b)",
    "sum": "list_sum([a, b])",
    "avg": "list_avg([a, b])",
    "mean": "list_avg([a, b])",
    "median": "list_median([a, b])",
}
"""What is one value of all rows here, and one of several columns elsewhere."""
UNITS = {
    "d": "day",
    "m": "month",
    "y": "year",
    "yyyy": "year",
    "h": "hour",
    "s": "second",
    "min": "minute",
    "w": "week",
    "q": "quarter",
}
CALL = re.compile(r"(?P<name>\w+|!)\((?P<arguments>.*)\)")
ASKED = re.compile(
    r"""(?P<column>"[^"]+"|\w+)\s+is\s+(?P<no>not\s+)?(?:missing|empty|blank|none|na|nan)\b""", re.IGNORECASE
)
VERBS = re.compile(
    r"""(?P<column>"[^"]+"|\w+)\s+(?P<no>not\s+|does\s+not\s+|doesn't\s+)?"""
    r"""(?P<verb>contains?|starts?\s*with|ends?\s*with|matches|match)\s+(?P<text>'[^']*'|"[^"]*")""",
    re.IGNORECASE,
)
"""What is asked of a column in the words of rules."""


def instead(name: str, arguments: Sequence[str], *, exactly: bool = False) -> str:
    """How a call is written here that is none, with its arguments if their number fits; empty for an unknown name.

    With `exactly` it is empty for another number of arguments too.
    """
    known = _folded(name)
    calls = _calls().get(known, ())
    fitting = [_filled(names, here, arguments) for names, here in calls if _fits(names, arguments)]
    if exactly and not fitting:
        return ""
    if not fitting and calls:
        fitting = [calls[0][1].replace("...", "a, b").replace("unit", "DAY")]
    if fitting:
        where = "Window Formula takes" if known in _other_rows() else "write"
        return f"{where} {' or '.join(dict.fromkeys(fitting))}"
    return NODES.get(known, "")


def in_other_words(text: str) -> str:
    """How an expression is written that is none, as it is one of another language; empty where that is not seen."""
    bare = re.sub(r"'[^']*'", "''", text)
    words = bare.lower().replace("(", " ").split()
    if text.lstrip().startswith("="):
        return "an expression begins without ="
    if "=>" in bare:
        return NODES["=>"]
    if {"elseif", "elif", "elsif", "endif"} & set(words):
        return CHOSEN
    if "then" in words and "case" not in words:
        return "write if(condition, value, other) or CASE WHEN condition THEN value ELSE other END"
    return _of_signs(text) or _of_words(text)


def _of_signs(text: str) -> str:
    parts = [part.strip() for part in re.split(r"(?:\?\?|\?|(?<!:):(?!:))(?=(?:[^']*'[^']*')*[^']*$)", text)]
    if "??" in text and len(parts) == 2:
        return f"write coalesce({parts[0]}, {parts[1]})"
    if re.search(r"[^?]\?[^?].*:", text, re.DOTALL):
        simple = len(parts) == 3 and all(parts)
        return f"write if({', '.join(parts)})" if simple else "write if(condition, value, other)"
    if found := re.fullmatch(r"(.+?)\s+if\s+(.+?)\s+else\s+(.+)", text.strip(), re.IGNORECASE | re.DOTALL):
        return f"write if({found[2]}, {found[1]}, {found[3]})"
    return ""


def _of_words(text: str) -> str:
    if found := ASKED.search(text):
        return f"write {found['column']} IS {'NOT ' if found['no'] else ''}NULL"
    if found := VERBS.search(text):
        verb = found["verb"].lower()
        function = {"c": "contains", "s": "starts_with", "e": "ends_with", "m": "regexp_matches"}[verb[0]]
        text = found["text"] if found["text"].startswith("'") else "'" + found["text"][1:-1].replace("'", "''") + "'"
        return f"write {'NOT ' if found['no'] else ''}{function}({found['column']}, {text})"
    return ""


@functools.cache
def _calls() -> dict[str, list[tuple[list[str], str]]]:
    """By name: the names of the arguments, and what is written here."""
    found: dict[str, list[tuple[list[str], str]]] = {}
    for call, here in (*WRITTEN_HERE, *OTHER_ROWS):
        name, names = taken_apart(call)
        found.setdefault(_folded(name), []).append((names, here))
    return found


@functools.cache
def _other_rows() -> frozenset[str]:
    return frozenset(_folded(taken_apart(call)[0]) for call, _ in OTHER_ROWS)


def _folded(name: str) -> str:
    return name.lower().replace("_", "")


def taken_apart(call: str) -> tuple[str, list[str]]:
    """The name of a call, and those of its arguments; the last may be "..." for any number."""
    found = CALL.fullmatch(call)
    assert found is not None, call
    return found["name"], [name for name in found["arguments"].split(", ") if name]


def _fits(names: Sequence[str], arguments: Sequence[str]) -> bool:
    return len(arguments) >= len(names) if names[-1:] == ["..."] else len(arguments) == len(names)


def _filled(names: Sequence[str], here: str, arguments: Sequence[str]) -> str:
    given = dict(zip(names, arguments, strict=False))
    if names[-1:] == ["..."]:
        given["..."] = ", ".join(arguments[len(names) - 1 :])
    if "unit" in given:
        unit = given["unit"].strip("'\"").lower()
        given["unit"] = UNITS.get(unit) or unit.removesuffix("s")
    wanted = "|".join(rf"\b{name}\b" if name != "..." else r"\.\.\." for name in names)
    return re.sub(wanted, lambda found: given[found[0]], here) if names else here
