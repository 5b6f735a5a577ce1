"""`knode verify` replays a bundle's held-out rows, and names what differs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from knode.core import document
from knode.core.values import Contract
from knode.deploy.bundle import packed, write_bundle
from knode.engine.report import RunResult
from tests.cli.conftest import Knode
from tests.deploy.conftest import REGISTRY, customers, run, training
from tests.deploy.test_bundle import made_with, rebuilt


@pytest.fixture(scope="module")
def trained() -> RunResult:
    """One run of a training workflow."""
    result = run(training())
    result.raise_if_failed()
    return result


@pytest.fixture
def bundle(trained: RunResult, tmp_path: Path) -> Path:
    """Its bundle."""
    path = tmp_path / "customers.knodez"
    write_bundle(trained["end"].workflow, path, name="customers", version="1")
    return path


@pytest.fixture(autouse=True)
def _training_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The nodes of the training workflow are found, as those of an installed pack are."""
    from knode.core.registry import REGISTRY as INSTALLED

    for cls in REGISTRY._classes.values():
        if cls.pack == "stub":
            INSTALLED.add(cls)


@pytest.fixture
def forged(trained: RunResult, tmp_path: Path) -> Path:
    """A bundle whose contract claims other answers than it gives; its hashes are right."""
    captured = trained["end"].workflow
    table = captured.contract.outputs["predictions"].copy()
    table.loc[table.index[3], "ratio"] += 0.5
    table.loc[table.index[5], "city"] = "Atlantis"
    wrong = replace(captured, contract=Contract(captured.contract.inputs, {"predictions": table}))
    path = tmp_path / "forged.knodez"
    path.write_bytes(packed(wrong, "forged").content("1"))
    return path


def test_a_sound_bundle_is_verified_with_its_tolerances(knode: Knode, bundle: Path) -> None:
    answer = knode("verify", bundle)
    assert answer.code == 0
    for part in ("customers 1", "held-out rows: as the training workflow gave", "floats 1e-09 of the", "plus 1e-12"):
        assert part in answer.out
    assert "Verified in" in answer.out
    assert answer.err == ""


def test_what_differs_is_named_by_column_and_row_with_both_values(knode: Knode, forged: Path) -> None:
    answer = knode("verify", forged)
    assert answer.code == 1
    assert "2 differences" in answer.out
    assert 'Column "ratio", row 3' in answer.err
    assert 'Column "city", row 5' in answer.err
    assert 'expected "Atlantis", got' in answer.err


def test_the_json_report_has_the_same(knode: Knode, forged: Path, bundle: Path) -> None:
    report = knode("verify", forged, "--json").json()
    assert report["status"] == "failed"
    ratio = next(error for error in report["errors"] if error["column"] == "ratio")
    assert (ratio["error"], ratio["row"], ratio["output"]) == ("ParityFailed", 3, "predictions")
    assert float(ratio["expected"]) == pytest.approx(float(ratio["got"]) + 0.5)
    assert report["tolerances"]["floats"] == {"relative": 1e-9, "absolute": 1e-12}
    sound = knode("verify", bundle, "--json").json()
    assert (sound["status"], sound["errors"]) == ("done", [])
    assert sound["rows"]["predictions"] > 50
    assert sum(sound["parts"].values()) < sound["bytes"] == bundle.stat().st_size
    assert min(sound["parts"].values()) > 0


def test_a_damaged_bundle_ends_with_2(knode: Knode, bundle: Path) -> None:
    content = bytearray(bundle.read_bytes())
    content[len(content) // 2] ^= 1
    bundle.write_bytes(content)
    assert knode("verify", bundle).code == 2
    assert knode("verify", "absent.knodez").code == 2


def test_other_package_versions_are_named_by_every_command_that_opens_the_bundle(knode: Knode, bundle: Path) -> None:
    made_with(bundle, pandas="3.0.99", numpy="1.0.0")
    said = "The bundle was made with pandas 3.0.99;"
    answer = knode("verify", bundle)
    assert answer.code == 0
    assert said in " ".join(answer.out.split())
    kinds = {one["package"]: one["kind"] for one in knode("verify", bundle, "--json").json()["packages"]}
    assert kinds["numpy"] == "major"
    customers(5).drop(columns="left").to_csv("new.csv", index=False)
    answer = knode("exec", bundle, "--input", "new.csv", "--output", "scored.csv", "--json")
    assert answer.code == 0, answer.err
    assert any(said in text for text in answer.report()["warnings"])


def test_the_card_of_a_bundle_can_be_read(knode: Knode, bundle: Path) -> None:
    out = knode("show", bundle, "--card").out
    assert out.startswith("# customers 1\n")
    assert "## Models" in out
    Path("w.knode").write_text('{"format": 1, "nodes": {}, "links": []}')
    answer = knode("show", "w.knode", "--card")
    assert answer.code == 2
    assert "only a bundle" in answer.err


def test_show_tells_how_large_the_parts_are(knode: Knode, bundle: Path) -> None:
    out = knode("show", bundle).out
    for part in ("size of workflow", "size of contract rows", "size of learner_model"):
        assert part in out


def test_a_bundle_whose_pack_is_not_installed_names_what_is_missing(knode: Knode, bundle: Path) -> None:
    def other_pack(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        manifest["packages"] |= {"other-pack": "1.2"}
        members["manifest.json"] = document.canonical(manifest).encode()
        members["workflow.knode"] = members["workflow.knode"].replace(b"stub.Ratio", b"other.Ratio")

    rebuilt(bundle, other_pack)
    verified = knode("verify", bundle)
    assert verified.code == 2
    assert "other-pack 1.2 (here: not installed)" in verified.err
    customers(5).drop(columns="left").to_csv("new.csv", index=False)
    ran = knode("exec", bundle, "--input", "new.csv")
    assert ran.code == 2
    assert "made with other-pack 1.2, which is not installed here" in ran.err


def test_a_plan_of_another_release_is_no_reason_to_fail(knode: Knode, bundle: Path) -> None:
    def other_release(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        manifest["plan"] = {"base64": "bm8gcGxhbg=="}
        members["manifest.json"] = document.canonical(manifest).encode()

    rebuilt(bundle, other_release)
    report = knode("verify", bundle, "--json").json()
    assert (report["status"], report["compiled"]) == ("done", [])
    assert "cannot be read" in report["not_compiled"]["predictions"]
