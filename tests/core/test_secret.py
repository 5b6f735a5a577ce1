"""Where secrets are found, kept and forgotten."""

from __future__ import annotations

import json

import keyring
import keyring.backend
import keyring.errors
import pytest

from knode.core import secret as secrets
from knode.core.errors import UsageError
from knode.core.settings import Secret

DB = Secret("sales_db")


class Memory(keyring.backend.KeyringBackend):
    """A keyring of this test's own."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


class Broken(Memory):
    def get_password(self, *given):
        raise keyring.errors.KeyringLocked("hunter2")

    set_password = delete_password = get_password


@pytest.fixture
def ring(monkeypatch):
    monkeypatch.setattr(secrets, "_told", {})
    monkeypatch.delenv(DB.variable, raising=False)
    before = keyring.get_keyring()
    found = Memory()
    keyring.set_keyring(found)
    yield found
    keyring.set_keyring(before)


def test_a_secret_is_kept_listed_and_forgotten(ring):
    assert secrets.value_of(DB) is None
    secrets.keep(DB, "hunter2")
    secrets.keep(Secret("Other"), "x")
    assert secrets.value_of(DB) == secrets.value_of(Secret("SALES_DB")) == "hunter2"
    assert secrets.kept_names() == ["OTHER", "SALES_DB"]
    assert secrets.forget(DB)
    assert not secrets.forget(DB)
    assert secrets.value_of(DB) is None
    assert secrets.kept_names() == ["OTHER"]
    assert json.loads(ring.kept["knode", secrets.NAMES]) == ["OTHER"]


def test_the_environment_counts_most_then_what_was_told(ring, monkeypatch):
    secrets.keep(DB, "kept")
    secrets.tell(DB, "told")
    assert secrets.value_of(DB) == "told"
    monkeypatch.setenv(DB.variable, "set")
    assert secrets.value_of(DB) == "set"


def test_a_keyring_that_does_not_work_is_no_secret_and_an_error_when_it_is_written_to(ring):
    keyring.set_keyring(Broken())
    assert secrets.value_of(DB) is None
    for call in (lambda: secrets.keep(DB, "x"), secrets.kept_names, lambda: secrets.forget(DB)):
        with pytest.raises(UsageError, match=r"keyring cannot be used \(KeyringLocked\)") as caught:
            call()
        assert "hunter2" not in str(caught.value)


def test_without_the_package_it_is_said_what_to_install(ring, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert secrets.value_of(DB) is None
    with pytest.raises(UsageError, match=r"install knode\[keyring\]"):
        secrets.keep(DB, "x")
