"""Settings: how columns are chosen, what a secret may be, and what a person is told of a wrong value."""

from __future__ import annotations

import json
import traceback
from typing import Any

import pandas as pd
import pytest
from pydantic import BaseModel, ValidationError

from knode.api import Column, Columns, DataError, Node, Table, TableSpec, setting
from knode.core.errors import SettingError, UnknownName
from tests.stub.nodes import Echo, Split

TABLE = pd.DataFrame({"id": [1], "name": ["x"], "x_1": [1.5], "x_2": [True], "when": pd.to_datetime(["2026-01-01"])})
TYPED_IN = "hunter2!secret value"


def columns(value: Any) -> Columns:
    return Echo.from_settings({"columns": value}).columns


# ---- columns


@pytest.mark.parametrize(
    ("value", "chosen", "written"),
    [
        ("*", ["id", "name", "x_1", "x_2", "when"], "*"),
        ({}, ["id", "name", "x_1", "x_2", "when"], "*"),
        ({"but": ["id", "when"]}, ["name", "x_1", "x_2"], {"but": ["id", "when"]}),
        (["name", "id"], ["name", "id"], ["name", "id"]),
        ([], [], []),
        ("", [], []),
        ("name", ["name"], ["name"]),
        ("name, id", ["name", "id"], ["name", "id"]),
        ({"names": ["name"]}, ["name"], ["name"]),
        ({"names": ["name", "id"], "but": ["id"]}, ["name"], {"names": ["name", "id"], "but": ["id"]}),
        (["name", "name"], ["name"], ["name", "name"]),
        ({"types": ["number", "boolean"]}, ["id", "x_1", "x_2"], {"types": ["number", "boolean"]}),
        ({"types": ["number"], "but": ["id"]}, ["x_1"], {"types": ["number"], "but": ["id"]}),
        ({"types": ["duration"]}, [], {"types": ["duration"]}),
        ({"pattern": "x_*"}, ["x_1", "x_2"], {"pattern": "x_*"}),
        ({"pattern": "X_*"}, [], {"pattern": "X_*"}),
        ({"pattern": "x_[12]", "but": ["x_1"]}, ["x_2"], {"pattern": "x_[12]", "but": ["x_1"]}),
        ({"by": "types", "types": ["text"]}, ["name"], {"types": ["text"]}),
    ],
)
def test_every_form_of_choice_is_understood_and_written_back_in_short(value: Any, chosen: list[str], written: Any):
    made = columns(value)
    assert made.of(TABLE) == chosen
    assert made.of_spec(TableSpec.of(TABLE)) == chosen
    assert made.model_dump(mode="json") == written
    assert columns(written) == made


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (7, "columns"),
        ({"types": ["numbr"]}, "columns.types.0"),
        ({"kinds": ["number"]}, "columns.kinds"),
        ([1, 2], "columns.names.0"),
        ({"names": "name"}, "columns.names"),
        (None, "columns"),
    ],
)
def test_a_wrong_choice_of_columns_is_a_setting_error_that_says_where(value: Any, where: str):
    with pytest.raises(SettingError) as refused:
        Echo.from_settings({"columns": value}, node="n")
    assert refused.value.facts["setting"] == where
    assert 'of node "n"' in refused.value.message


def test_an_absent_column_is_an_error_with_the_nearest_name_and_the_port():
    with pytest.raises(DataError, match='there is no column "nmae"; did you mean "name"') as refused:
        Columns.named("nmae").of(TABLE, port="table")
    assert refused.value.facts == {"port": "table", "column": "nmae"}
    with pytest.raises(DataError, match='there is no column "zzz"; the table has: id, name, x_1'):
        Columns.named("zzz").of_spec(TableSpec.of(TABLE))
    with pytest.raises(DataError, match="the table has: no columns"):
        Columns.named("zzz").of(pd.DataFrame())


def test_a_pattern_that_no_column_fits_is_named_with_the_column_that_may_be_meant():
    for table in (TABLE, TableSpec.of(TABLE)):
        with pytest.raises(DataError, match=r'no column fits the pattern "nam_\*"; did you mean "name"') as refused:
            Columns.matching("nam_*").some_of(table, "choose the columns", port="table")
        assert refused.value.facts == {"port": "table"}
        with pytest.raises(DataError, match=r'no column fits the pattern "zzz\*"; the table has: id, name, x_1'):
            Columns.matching("zzz*").some_of(table, "choose the columns")
        with pytest.raises(
            DataError, match=r'all columns that fit the pattern "na\*" are left out; choose the columns'
        ):
            columns({"pattern": "na*", "but": ["name"]}).some_of(table, "choose the columns")
        with pytest.raises(DataError, match="^choose the columns$"):
            Columns.typed("duration").some_of(table, "choose the columns")
        assert Columns.matching("x_*").some_of(table, "choose the columns") == ["x_1", "x_2"]


def test_leaving_out_an_absent_column_is_no_error():
    assert Columns.all(but=["not there"]).of(TABLE) == list(TABLE.columns)


def test_one_column_is_checked_against_the_table():
    assert Column("name").of(TABLE) == "name"
    with pytest.raises(DataError, match="no column is chosen"):
        Column("").of(TABLE)
    with pytest.raises(DataError, match='did you mean "when"'):
        Column("When").of(TableSpec.of(TABLE), port="table")


# ---- secrets


@pytest.mark.parametrize("field", ["secret", "second_secret"])
@pytest.mark.parametrize("value", [TYPED_IN, 12345678, ["hunter2!secret value"], {"password": TYPED_IN}])
def test_a_secret_that_was_typed_in_instead_of_its_name_is_never_quoted(field: str, value: Any):
    with pytest.raises(SettingError) as refused:
        Echo.from_settings({field: value}, node="n")
    shown = f"{refused.value} {refused.value!r} {json.dumps(refused.value.as_json())} {refused.value.facts}"
    shown += "".join(traceback.format_exception(refused.value))
    for part in ("hunter2", "12345678"):
        assert part not in shown
    assert field in refused.value.message


def test_constructing_a_node_directly_does_not_quote_a_secret_either():
    with pytest.raises(ValidationError) as refused:
        Echo(secret=TYPED_IN)
    assert "hunter2" not in str(refused.value)


def test_a_secret_is_a_name_and_its_value_stands_nowhere(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KNODE_SECRET_DB_PASSWORD", TYPED_IN)
    node = Echo.from_settings({"secret": "db_password"})
    assert node.secret.variable == "KNODE_SECRET_DB_PASSWORD"
    for shown in (repr(node), str(node), node.model_dump_json(), json.dumps(node.to_settings()), repr(node.secret)):
        assert "hunter2" not in shown
    assert Echo.model_json_schema()["properties"]["secret"]["form"] == "secret"


def test_no_secret_yet_is_fine():
    assert Echo.from_settings({"secret": "", "second_secret": None}).secret == ""


# ---- texts, limits, defaults


@pytest.mark.parametrize("text", ["", "one", "one\n", "a\nb", "\n", "a\r\nb", "a\n\n\nb", " "])
def test_a_text_survives_to_the_letter(text: str):
    written = Echo(text=text).to_settings({"text"})["text"]
    assert ("\n" in text) == isinstance(written, list)
    assert Echo.from_settings({"text": written}).text == text


def test_a_list_that_is_no_list_of_lines_is_no_text():
    with pytest.raises(SettingError, match='Setting "text": it must be a text. Got'):
        Echo.from_settings({"text": ["a", 1]})


def test_only_what_differs_from_the_defaults_is_written():
    assert Echo().to_settings() == {}
    assert Echo(number=2, column="a").to_settings() == {"number": 2.0, "column": "a"}
    assert Echo(number=2).to_settings({"number", "switch"}) == {"number": 2.0, "switch": False}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"number": 0}, "greater than 0"),
        ({"number": 1000}, "less than 1000"),
        ({"number": "x"}, "must be a number, such as"),
        ({"number": float("inf")}, 'Setting "number"'),
        ({"number": 10**400}, 'Setting "number"'),
        ({"whole": 1.5}, "whole number: write 1 or 2"),
        ({"switch": "perhaps"}, "true or false"),
        ({"choice": "c"}, 'there is no choice "c".* choices are "a", "b"'),
        ({"text": "x" * 10 + "\x00", "choice": 1}, "choice"),
    ],
)
def test_a_value_outside_its_limits_is_refused(settings: dict[str, Any], said: str):
    with pytest.raises(SettingError, match=said) as refused:
        Echo.from_settings(settings)
    assert len(refused.value.message) < 400


def test_an_enormous_wrong_value_is_quoted_in_short():
    with pytest.raises(SettingError) as refused:
        Echo.from_settings({"number": "x" * 1_000_000})
    assert len(refused.value.message) < 400


def test_an_unknown_setting_names_the_nearest():
    with pytest.raises(UnknownName, match='There is no setting "colum" of stub.Echo. Did you mean "column"'):
        Echo.from_settings({"colum": "a"})


class Inner(BaseModel, extra="forbid"):
    operator: str = "equal"
    deeper: tuple[Inner, ...] | None = None


class Outer(Node):
    """Holds settings in settings."""

    pack = "stub"
    conditions: tuple[Inner, ...] = setting((), "Conditions.")

    def run(self, table: Table) -> Table:
        return table


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ({"oprator": "less"}, r'"conditions.0.oprator": there is none of this name \(did you mean "operator"\?\).'),
        ({"test": "less"}, r'"conditions.0.test": there is none of this name \(known: operator, deeper\).'),
        (
            {"deeper": [{}, {"oprator": 1}]},
            r'"conditions.0.deeper.1.oprator": there is none of this name \(did you',
        ),
    ],
)
def test_an_unknown_setting_within_a_setting_names_the_nearest_too(condition: dict[str, Any], said: str):
    with pytest.raises(SettingError, match=f"Setting {said}"):
        Outer.from_settings({"conditions": [condition]})


def test_settings_cannot_be_changed_in_place():
    with pytest.raises(ValidationError):
        Echo().number = 2


def test_older_settings_are_brought_up_to_date_and_newer_ones_refused():
    assert Split.from_settings({"count": 5}, version=1).rows == 5
    with pytest.raises(UnknownName):
        Split.from_settings({"count": 5}, version=2)
    with pytest.raises(SettingError, match="version 3 of stub.Split, this pack has version 2; upgrade the pack"):
        Split.from_settings({}, version=3)


def test_a_setting_carries_its_form_choices_and_help_into_the_schema():
    class Shown(Node):
        """Help."""

        pack = "stub"
        place: str = setting("here", "Where it is.", form="folder", choices=["here", "there"], min_length=2)

        def run(self) -> None:
            """Do nothing."""

    assert Shown.model_json_schema()["properties"]["place"] == {
        "choices": ["here", "there"],
        "default": "here",
        "description": "Where it is.",
        "form": "folder",
        "minLength": 2,
        "title": "Place",
        "type": "string",
    }


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"number": "0,7"}, 'it must be a number: write 0.7. Got "0,7".'),
        ({"number": "70 %"}, 'it must be a number: write 0.7. Got "70 %".'),
        ({"number": "1,000"}, 'it must be a number, such as 1.5. Got "1,000".'),
        ({"number": [2.5]}, "it must be a number: write 2.5. Got [2.5]."),
        ({"number": "9" * 5000}, 'Setting "number" of node "n": it must be'),
        ({"number": None}, "it must be a number, not null; leave the setting out to have its default."),
        ({"text": 5}, 'it must be a text: write "5". Got 5.'),
        ({"column": ["age"]}, 'it must be the name of one column: write "age". Got ["age"].'),
        ({"columns": {"naems": ["age"]}}, 'a choice of columns has no "naems"; did you mean "names"? Write "*" for'),
        ({"switch": [True]}, "it must be true or false. Got [true]."),
    ],
)
def test_what_to_write_instead_is_said_where_it_can_be_told(settings: dict[str, Any], said: str):
    with pytest.raises(SettingError) as refused:
        Echo.from_settings(settings, node="n")
    assert said in refused.value.message


def test_a_list_with_a_wrong_entry_is_told_of_the_entry_where_single_values_are_taken_too():
    class Either(Node):
        """Takes both."""

        pack = "stub"
        value: str | int | tuple[str | int, ...] = setting("", "A value, or several.")

        def run(self, table: Table) -> Table:
            return table

    with pytest.raises(SettingError, match='Setting "value.1": it must be a text or a whole number. Got {"a": 1}.'):
        Either.from_settings({"value": ["x", {"a": 1}]})
    with pytest.raises(
        SettingError, match='Setting "value": it must be a text, a whole number or a list. Got {"a": 1}.'
    ):
        Either.from_settings({"value": {"a": 1}})
