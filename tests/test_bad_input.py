"""A manual of bad input: what went wrong, how it came about, and the whole of what a person is told. Its chapters stand in
`tests/bad_input/`."""

from __future__ import annotations

import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from knode.core.errors import KnodeError
from tests.bad_input import building, columns, files, flow, learning, services, tables
from tests.bad_input.bench import ANSWERED, REFUSED, WARNED, Bench, Case

CHAPTERS = (files, services, columns, tables, learning, flow, building)
DOCUMENT = Path(__file__).parents[1] / "docs" / "bad_input.md"


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    # Long names of files are shortened in messages: a folder with a short name.
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.chdir(folder)
        yield Bench()
        monkeypatch.undo()


def _name(case: Case) -> str:
    return case.situation


@pytest.mark.parametrize("case", REFUSED, ids=_name)
def test_what_cannot_work_says_what_and_where_and_what_to_do(case: Case, bench: Bench) -> None:
    with pytest.raises(KnodeError) as error:
        case.build(bench)
        bench.go()
    assert str(error.value).replace(str(Path().resolve()), "FOLDER") == case.then


@pytest.mark.parametrize("case", WARNED, ids=_name)
def test_what_works_all_the_same_warns(case: Case, bench: Bench) -> None:
    case.build(bench)
    bench.go()
    assert bench.warnings == [case.then]


@pytest.mark.parametrize("case", ANSWERED, ids=_name)
def test_what_only_looks_bad_is_answered(case: Case, bench: Bench) -> None:
    node = case.build(bench)
    table = bench.go()[node.id].table
    assert table.astype(object).where(table.notna(), None).to_dict("list") == case.then
    assert bench.warnings == []


def _manual() -> str:
    """What `docs/bad_input.md` says."""
    parts = [
        "# Bad input",
        "Bad input is the normal case. These are the words in which knode tells what happened, where, and what to do.\n"
        "`tests/bad_input/` has the workflows that lead there. `FOLDER` stands for the workflow's folder.\n\n"
        "Rows are those of a table and are counted from 0, as the table in the window shows them and Row to Variables takes\n"
        "them: row 0 is the first below the header. Lines are those of a file and are counted from 1, as editors show them.\n"
        "Rows of a sheet are called so and are counted from 1, as Excel shows them.",
    ]
    for chapter in CHAPTERS:
        parts.append(f"## {str(chapter.__doc__).removesuffix('.')}")
        parts += [_entry(case) for case in REFUSED if case.stands_in(chapter)]
        parts += [_entry(case, " It goes on, with a warning:") for case in WARNED if case.stands_in(chapter)]
    return "\n\n".join(parts) + "\n"


def _entry(case: Case, how: str = "") -> str:
    return f"{case.situation}{how}\n\n    " + "\n    ".join(textwrap.wrap(case.then, 110, break_on_hyphens=False))


def test_the_manual_is_in_the_documentation() -> None:
    if DOCUMENT.read_text(encoding="utf-8") != _manual():
        DOCUMENT.write_text(_manual(), encoding="utf-8")
        pytest.fail(f"{DOCUMENT} was not current; it is now: look at it and commit it")
