"""Regular expressions written by people."""

from __future__ import annotations

import re
import subprocess
import sys
import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError
from knode_nodes.prep._patterns import check_pattern, check_replacement, extract, groups, matches, replaced

TEXTS = ["Zürich 12", "a-b", "x\u00a0y", None, "[q]", "foo]bar", "", "😀_1", "Ωmega\u2028é"]
COLUMN = pd.Series(TEXTS, index=range(20, 11, -1), name="t")
PATTERNS = [
    r"^\w+\s\d+$", r"[\w-]+", r"[^\w]", r"\s", r"[]q]", r"[[]q", r"o{2}", r"(?i)FOO", r"[a\]b]", r"[^\s\d]{3}", r"\u00fc",
    r"^\S+\Z", r"\D\W", r"(?P<x>[a-f])(-|\])b", r"[^]]b", r"q\]?", "😀",
]  # fmt: skip


@pytest.mark.filterwarnings("ignore:Possible nested set")
@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_finds_what_python_finds(pattern):
    check_pattern(pattern)
    compiled = re.compile(pattern)
    for whole, look in ((False, compiled.search), (True, compiled.fullmatch)):
        expected = [text is not None and look(text) is not None for text in TEXTS]
        assert matches(COLUMN, pattern, whole=whole).tolist() == expected


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.text("ab]^-ü 1\n", max_size=4), max_size=4),
    st.lists(
        st.sampled_from(["a", r"\w", r"[^a]", r"(b)", r"\s?", "[-ü]", r"[\d\w]", r"\]", "|"]), min_size=1, max_size=4
    ),
)
def test_groups_and_replacements_are_those_of_python(texts, parts):
    pattern = "".join(parts)
    column = pd.Series(texts, dtype="str", name="t")
    compiled = re.compile(pattern)
    found = [compiled.search(text) for text in texts]
    parted = extract(column, pattern)
    assert list(parted) == groups(pattern)
    for number, name in enumerate(parted):
        wanted = [(one and one[number + 1 if compiled.groups else 0]) or None for one in found]
        assert [None if pd.isna(value) else value for value in parted[name]] == wanted


def test_patterns_look_into_texts_of_all_kinds_of_columns():
    assert matches(pd.Series(["aB", None], dtype="category"), "AB", ignore_case=True).tolist() == [True, False]
    assert matches(pd.Series(["ab", None], dtype=object), "a").tolist() == [True, False]
    assert matches(pd.Series([None, None]), "a").tolist() == [False, False]
    assert matches(pd.Series([], dtype="str"), "a").tolist() == []
    with pytest.raises(DataError, match='"n" is a whole number column'):
        matches(pd.Series([1], name="n"), "a")
    with pytest.raises(DataError, match='"n" holds 1 in row 1'):
        matches(pd.Series(["a", 1], name="n"), "a")


def test_replacements_refer_to_groups_by_number_and_name():
    made = replaced(COLUMN.iloc[:2], r"(\w)(?P<x>\w)", r"\2\g<x>\\\1\n")
    assert made.tolist() == ["üü\\Z\nii\\r\nhh\\c\n 22\\1\n", "a-b"]
    assert made.index.tolist() == [20, 19]
    assert replaced(COLUMN, r"^f.*", "X", ignore_case=True).iloc[5] == "X"


def test_no_pattern_hangs():
    start = time.process_time()
    assert matches(pd.Series(["a" * 100_000]), "(a+)+$b").tolist() == [False]
    assert matches(pd.Series(["x" * 10_000]), r"(x+x+)+y").tolist() == [False]
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("", "the pattern is empty"),
        ("ab(", r"missing \).* at position"),
        ("a(?=b)", r"look-ahead is not supported .* at position 2"),
        ("(?<!x)y", "look-behind is not supported"),
        (r"(a)\1", r"reference to a group within the pattern .* at position 4"),
        ("a{1001}", "invalid repetition size .* at position 2"),
        ("a\\", "trailing"),
    ],
)
def test_what_is_no_pattern_is_refused_with_its_place(pattern, words):
    with pytest.raises(ValueError, match=words):
        check_pattern(pattern)


@pytest.mark.parametrize("replacement", [r"\2", r"\q", r"\g<y>", "a\\"])
def test_a_replacement_refers_to_groups_that_there_are(replacement):
    with pytest.raises(ValueError, match="is no group of the pattern, which has 1"):
        check_replacement("(a)", replacement)


def test_a_pattern_is_checked_without_pandas():
    check = "from knode_nodes.prep._patterns import check_pattern; check_pattern('a+')"
    code = f"import sys; {check}; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
