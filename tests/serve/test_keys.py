"""API keys: kept as hashes, asked for where predictions are, and read again when they change."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from knode.core.errors import UnknownName, UsageError
from knode.serve.keys import Keyring, add_key, read_keys, remove_key
from tests.processes import PATIENCE, start_python
from tests.serve.conftest import ROW
from tests.serve.serving import Client, served

PATH = "/v1/model/predict"


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """Where keys are kept."""
    return tmp_path / "keys.json"


@pytest.fixture(scope="module")
def locked(linear: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Client, str]]:
    """A server that asks for keys, and one of them."""
    path = tmp_path_factory.mktemp("keys") / "keys.json"
    token = add_key(path, "webshop")
    with served(linear, keys=path) as client:
        yield client, token


def test_the_file_holds_no_key(keys: Path) -> None:
    token = add_key(keys, "webshop")
    other = add_key(keys, "pipeline", deploy=True)

    assert token != other
    assert len(token) > 40
    assert token not in keys.read_text()
    assert [(key.name, key.deploy) for key in read_keys(keys)] == [("webshop", False), ("pipeline", True)]
    assert keys.stat().st_mode & 0o777 == 0o600
    assert json.loads(keys.read_text())["keys"][0].keys() == {"name", "sha256", "deploy", "created"}


def test_a_key_is_found_by_itself_and_by_nothing_else(keys: Path) -> None:
    token = add_key(keys, "webshop")
    ring = Keyring(keys)

    found = ring.find(token.encode())
    assert found is not None
    assert found.name == "webshop"
    for wrong in (None, b"", token[:-1].encode(), token.encode() + b"x", b"\xff", read_keys(keys)[0].sha256.encode()):
        assert ring.find(wrong) is None


def test_names_are_taken_once(keys: Path) -> None:
    add_key(keys, "webshop")

    with pytest.raises(UsageError, match="already"):
        add_key(keys, "webshop")
    with pytest.raises(UsageError, match="name"):
        add_key(keys, " ")
    with pytest.raises(UnknownName, match='Did you mean "webshop"'):
        remove_key(keys, "webshpo")
    remove_key(keys, "webshop")
    assert read_keys(keys) == []


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"keys": [{"name": "a"}]}', '{"keys": [{"name": "a", "sha256": "zz"}]}']
)
def test_a_file_that_is_none_is_told(keys: Path, text: str) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        Keyring(keys)
    keys.write_text(text)
    with pytest.raises(UsageError, match="no file of keys"):
        Keyring(keys)


def test_predictions_need_a_key_and_health_does_not(locked: tuple[Client, str]) -> None:
    client, token = locked
    paths = (PATH, "/v1/model/1/predict", "/v2/models/model/infer", "/invocations", "/v1/nothing/predict")
    for path in paths:
        reply = client.post(path, [ROW])
        assert "Authorization: Bearer KEY" in reply.problem(401)["detail"]
        assert reply.headers["www-authenticate"].startswith("Bearer")
        assert client.post(path, [ROW], Authorization=f"Bearer {token}").status != 401
    for path in (
        "/v1/bundles",
        "/v1/bundles/model/1",
        "/v2/models/model",
        "/openapi.json",
        "/",
        "/docs",
        "/v1/model/try",
    ):
        client.get(path).problem(401)
        assert client.get(path, X_API_Key=token).status == 200
    for path in ("/healthz", "/readyz", "/metrics", "/ping", "/v2/health/ready", "/style.css"):
        assert client.get(path).status == 200


@pytest.mark.parametrize("header", ["Bearer ", "Bearer nonsense", "Basic {}", "{}", "bearer", "Bearer \xff"])
def test_another_authorization_is_no_key(locked: tuple[Client, str], header: str) -> None:
    client, token = locked

    client.post(PATH, [ROW], Authorization=header.format(token)).problem(401)


def test_of_a_key_that_is_not_known_that_is_said(locked: tuple[Client, str]) -> None:
    client, token = locked

    told = client.post(PATH, [ROW], Authorization=f"Bearer {token}x").problem(401)
    assert told["detail"] == "This key is not known here."


def test_the_word_bearer_is_read_in_any_case_and_a_header_of_its_own_too(locked: tuple[Client, str]) -> None:
    client, token = locked

    assert client.post(PATH, [ROW], Authorization=f"bearer {token}").status == 200
    assert client.post(PATH, [ROW], X_API_Key=token).status == 200


def test_a_browser_gives_the_key_as_a_password(locked: tuple[Client, str]) -> None:
    client, token = locked
    basic = base64.b64encode(f"me:{token}".encode()).decode()

    assert client.get("/").headers["www-authenticate"].startswith("Basic")
    assert client.get("/", Authorization=f"Basic {basic}").status == 200
    assert client.get("/", Authorization="Basic !").status == 401
    # Predictions are not asked for by a browser: another page could make it send the password.
    assert client.post(PATH, [ROW], Authorization=f"Basic {basic}").status == 401


def test_the_document_names_how_keys_are_sent(locked: tuple[Client, str]) -> None:
    client, token = locked

    document = client.get("/openapi.json", X_API_Key=token).json()

    assert document["components"]["securitySchemes"]["bearer"] == {"type": "http", "scheme": "bearer"}
    assert document["paths"][PATH]["post"]["security"] == [{"bearer": []}, {"header": []}]


def test_keys_come_and_go_while_the_server_runs(linear: Path, keys: Path, caplog: pytest.LogCaptureFixture) -> None:
    first = add_key(keys, "first")
    with served(linear, keys=keys) as client:
        second = add_key(keys, "second")
        client.until(lambda c: c.post(PATH, [ROW], X_API_Key=second).status == 200)
        remove_key(keys, "first")
        client.until(lambda c: c.post(PATH, [ROW], X_API_Key=first).status == 401)
        keys.write_text("nonsense")
        client.until(lambda c: "the keys stay as they were" in caplog.text)
        assert client.post(PATH, [ROW], X_API_Key=second).status == 200
    assert first not in caplog.text
    assert second not in caplog.text


def test_keys_that_are_made_at_the_same_time_are_all_kept(keys: Path) -> None:
    names = [f"shop {number}" for number in range(8)]
    code = "import sys; from pathlib import Path; from knode.serve.keys import add_key; add_key(Path(sys.argv[1]), sys.argv[2])"

    made = [start_python("-c", code, keys, name) for name in names]

    assert [process.wait(timeout=PATIENCE) for process in made] == [0] * len(names)
    assert sorted(key.name for key in read_keys(keys)) == names
