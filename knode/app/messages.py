"""What engine and nodes say, in the language of the window. They say it in English; a message is known by its pattern.

What is not known as a whole stays as it is: a text in two languages would help nobody.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

CONTEXT = "Message"
SENTENCES = (
    "Did you mean {name}?",
    "It must be given.",
    "This must be given.",
    # ---- links
    "Node {node} ({title}): input {port} is not connected.",
    "Input {port} is not connected.",
    "Connect {wanted} to it.",
    "{source} gives {given}, but {target} takes {wanted}.",
    "This link would close a cycle: {path}.",
    "A workflow has no cycles; a loop is a component.",
    # ---- nodes that cannot run, or have failed
    "Node {node} cannot run yet.",
    "Node {node} ({title}) failed: {reason}",
    "Node {node} failed: {reason}",
    "Setting {setting} of node {node}: {reason}",
    "It needs the output of {node}, which cannot be had: {reason}",
    "It needs the output of {node}, which is disabled.",
    "It needs the output of {node}, which is bypassed.",
    "Node {node} ({title}) holds no workflow.",
    "Select the nodes that it is to run, and make it of them.",
    # ---- what is not chosen yet
    "No column is chosen: set the column's name.",
    "No column is chosen: set the column's name, or give one the role target with Set Roles.",
    "No column is chosen: choose the columns.",
    "No column is chosen: choose the columns to convert.",
    "No column is chosen: choose the columns of dates.",
    "No column is chosen: choose the start, the end, or both.",
    "No column is chosen: set the columns to count.",
    "No column is chosen: set the columns to rank by.",
    "No column is chosen: set the columns to take apart.",
    "No column is chosen: set the columns that become rows.",
    "No column is chosen to be drawn: set the columns.",
    "No column to sort by is chosen: add one.",
    "No condition is set: add one, such as a column that is not missing.",
    "No file is chosen: set the path.",
    "No formula is set: add one, a name for the new column and an expression such as {example}.",
    "Nothing is to be computed: add a calculation.",
    "There is no rule: add one, such as a column that is not missing.",
    # ---- data
    "There is no column {name}; did you mean {other}?",
    "There is no column {name}; the table has: {names}.",
    "There is no file {file}; did you mean {other}?",
    "There is no file {file}: its folder has no such name ({names}).",
    "There is no file {file}: its folder has no such name (the folder is empty).",
    "There is no file {file}: there is no folder {folder} either.",
    "Put Apply Model before this node, or choose the column of predictions in the setting {setting}.",
    "The column {name} has {count} different values, which looks like an identifier; leave it out, or group its values "
    "(at most {most}).",
    "{name} has {count} different values; the {most} most frequent are told apart, all others count as the same.",
    "If it only identifies the rows, leave it out of the features.",
    "Left out, since a model takes numbers, booleans, texts and categories only: {names}.",
    "Make a number of such a column first if it matters, such as the year of a date.",
    "{name} is predicted as classes (classification).",
    "{name} is predicted as numbers (regression).",
    "If that is not meant, set {setting} to {choice}.",
    # ---- deployment
    "It chooses rows for training only.",
    "{node} is left out: {reason}",
    "{metric} is {value}; at least {limit} is wanted: passed.",
    "{metric} is {value}; at most {limit} is wanted: passed.",
    "{metric} is {value}, and must be at least {limit}.",
    "{metric} is {value}, and must be at most {limit}.",
    "The gate says no: {reason}. Nothing behind it runs.",
    "{bundle} brought to {place}, {count} bytes; parity proved on {rows} held-out rows.",
    "{bundle} left as it is, nothing changed: {place}, {count} bytes; parity proved on {rows} held-out rows.",
    # ---- readers
    "Guessed: {guesses}.",
    "Columns without a name are called {names}.",
    "Column names that stand there more than once were made unique: {names}.",
    "{name} stays text: its values ({example} …) can be dates, day-first or month-first; say which in the setting {setting}.",
    "{name} stays text: its values ({example} …) can be decimals, or whole numbers with marks; say which in the setting "
    "{setting}.",
    "Kept as text for their leading zeros: {names}.",
    "Kept as text, as telephone numbers: {names}.",
    "Kept as text: whole numbers too long to calculate with: {names}.",
    "Long whole numbers are rounded, for decimals stand among them: {names}.",
    "Texts hold halves of characters, such as {example} alone: {mark} stands in their place.",
    "Without any value: {names}.",
    "Dates with a time zone are given in UTC: {names}.",
    # ---- runs
    "Run {number}: {count} of {all} nodes to run.",
    "Run {number}: done in {seconds} s.",
    "Run {number}: failed in {seconds} s.",
    "Run {number}: cancelled in {seconds} s.",
)
GUESSES = (
    "separator {mark}",
    "encoding {encoding}",
    "header in line {line}",
    "no header",
    "{count} lines above the table skipped",
    "comment lines with {mark}",
    "dates ({order}) in {names}",
    "decimal {mark} in {names}",
    "thousands {mark} in {names}",
    "{marks} as missing in {names}",
)
KINDS = ("a table", "a model", "a view", "variables", "a workflow", "a database")
JOINTS = (", ",)
PLACES = ("node", "setting", "port", "column", "row")
MORE = "{names} and {count} more"
TEXTS = (*SENTENCES, *GUESSES, *KINDS, *JOINTS, *PLACES, MORE)
"""All that is translated."""

HERE = " in the node's settings"
END = re.compile(r"(?<=[.!?]) (?=[A-Z])")
PLACE = re.compile(r" (\[[^\]]*\])$")
PLACE_WORD = re.compile(rf"\b({'|'.join(PLACES)}) (?=\")")
COMMA = re.compile(", ")
WIDE = "\u3002\uff1f"
"""The full stop and the question mark of Chinese."""
NUMBERS = ("count", "value", "limit", "rows", "most", "line", "number", "all", "seconds")
NUMBER = r"-?\d(?:[\d,.]*\d)?(?:e[+-]?\d+)?"
WORDS, WORD = ("encoding", "order"), r"[\w.\-]+"
ANY = ".+?"
"""What a fact looks like, by its name."""
KEPT = 2_000


def worded(text: str) -> str:
    """What was said, in the person's language; each line for itself."""
    first = _say(SENTENCES[0])
    return text if first == SENTENCES[0] else "\n".join(_line(line, first) for line in text.split("\n"))


def where_worded(text: str) -> str:
    """Places such as `node "learner", column "age"`."""
    return PLACE_WORD.sub(lambda found: f"{_say(found[1])} ", text)


@functools.lru_cache(maxsize=KEPT)
def _line(text: str, language: str) -> str:
    """A line. `language` is what tells the languages apart for the cache."""
    place = PLACE.search(text)
    said = _sentences(text[: place.start()] if place else text)
    if said is None:
        return text
    return f"{said} {where_worded(place[1])}" if place else said


def _sentences(text: str) -> str | None:
    return _sequence(text, END, " ", SENTENCES)


def _guesses(text: str) -> str | None:
    return _sequence(text, COMMA, JOINTS[0], GUESSES)


def _sequence(text: str, joint: re.Pattern[str], between: str, patterns: tuple[str, ...]) -> str | None:
    """Messages that follow each other; None where one is not known. A fact may hold what looks like a joint."""
    parts = joint.split(text)
    for count in range(1, len(parts) + 1):
        said = _one(between.join(parts[:count]).replace(HERE, ""), _patterns(patterns))
        rest = _sequence(between.join(parts[count:]), joint, between, patterns) if count < len(parts) else ""
        if said is not None and rest is not None:
            return f"{said}{_joint(said, between)}{rest}" if rest else said
    return None


def _joint(said: str, between: str) -> str:
    """What stands behind a message; behind a full stop of Chinese, nothing."""
    return "" if said[-1] in WIDE else _say(between) if between in JOINTS else between


def _kind(text: str) -> str | None:
    return _say(text) if text in KINDS else None


def _names(text: str) -> str:
    found = _regex(MORE).fullmatch(text)
    return _say(MORE).format(**found.groupdict()) if found else text


INNER = {"reason": _sentences, "guesses": _guesses, "given": _kind, "wanted": _kind, "names": _names}
"""The facts that are messages themselves."""


def _one(text: str, patterns: Sequence[tuple[str, re.Pattern[str]]]) -> str | None:
    """A message that fits one pattern; its facts stay as they are, but those that are messages themselves."""
    for pattern, regex in patterns:
        found = regex.fullmatch(text)
        if found is None:
            continue
        facts = {name: INNER[name](fact) if name in INNER else fact for name, fact in found.groupdict().items()}
        if None not in facts.values():
            return _say(pattern).format(**facts)
    return None


@functools.cache
def _patterns(texts: tuple[str, ...]) -> list[tuple[str, re.Pattern[str]]]:
    return [(text, _regex(text)) for text in texts]


def _regex(pattern: str) -> re.Pattern[str]:
    """Its first letter may be small, and its full stop may lack, as within another message."""
    parts = re.split(r"({\w+})", pattern.removesuffix("."))
    made = [_fact(part[1:-1]) if part.startswith("{") else re.escape(part) for part in parts]
    if made[0][:1].isalpha():
        made[0] = f"(?i:{made[0][0]}){made[0][1:]}"
    return re.compile("".join(made) + r"\.?")


def _fact(name: str) -> str:
    return f"(?P<{name}>{NUMBER if name in NUMBERS else WORD if name in WORDS else ANY})"


def _say(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)
