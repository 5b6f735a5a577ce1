"""Bundles: written once it is proved that they answer, the same bytes for the same content, and opened without trust."""

from __future__ import annotations

import hashlib
import io
import json
import pickle
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import knode.deploy
from knode.core import document
from knode.core.errors import (
    BundleDamaged,
    BundleError,
    KnodeError,
    NewerBundle,
    ParityFailed,
    TrustRequired,
    UsageError,
)
from knode.core.values import Contract
from knode.deploy.archive import as_damage, fingerprint, zipped
from knode.deploy.bundle import read_bundle, read_manifest, write_bundle
from knode.deploy.opening import is_bundle, open_any
from knode.engine.engine import Engine, Request
from knode.engine.report import RunResult
from tests.deploy.conftest import REGISTRY, customers, run, training
from tests.processes import start_python

pytestmark = pytest.mark.uncovered


def members_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rebuilt(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The bundle with changed members, its manifest made to agree with them as a forger would."""
    members = members_of(path)
    change(members)
    manifest = json.loads(members.pop("manifest.json"))
    manifest["members"] = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in members.items()
    }
    manifest["content"] = fingerprint(manifest)
    path.write_bytes(zipped({"manifest.json": document.canonical(manifest).encode(), **members}))
    return path


def made_with(path: Path, **packages: str) -> Path:
    """The bundle as it would be if it had been made with other versions of packages."""

    def older(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        manifest["packages"] |= packages
        members["manifest.json"] = document.canonical(manifest).encode()

    return rebuilt(path, older)


def test_a_bundle_holds_workflow_manifest_requirements_and_objects_by_hash(bundle: Path) -> None:
    members = members_of(bundle)
    assert {"manifest.json", "workflow.knode", "requirements.txt"} < set(members)
    for name, data in members.items():
        if name.startswith("objects/"):
            assert name == f"objects/{hashlib.sha256(data).hexdigest()}"
    manifest = json.loads(members["manifest.json"])
    assert (manifest["format"], manifest["name"], manifest["version"]) == (1, "customers", "1")
    rows = manifest["signature"]["inputs"]["rows"]["items"]
    assert rows["properties"]["age"]["type"] == "number"
    assert set(rows["required"]) == {"age", "income", "city"}
    assert "scikit-learn==" in members["requirements.txt"].decode()


def test_two_exports_of_the_same_thing_are_the_same_file(bundle: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.knodez"
    facts = write_bundle(run(training())["end"].workflow, again, name="customers", version="1")
    assert again.read_bytes() == bundle.read_bytes()
    assert facts["sha256"] == hashlib.sha256(bundle.read_bytes()).hexdigest()


def test_two_processes_export_the_same_file(bundle: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.deploy.conftest import run, training\n"
        "from knode.deploy.bundle import write_bundle\n"
        "write_bundle(run(training())['end'].workflow, Path(sys.argv[1]), name='customers', version='1')"
    )
    other = tmp_path / "other.knodez"
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script, str(other)], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert other.read_bytes() == bundle.read_bytes()


def test_a_file_that_is_there_and_the_same_is_left_alone(trained: RunResult, bundle: Path) -> None:
    before = bundle.stat().st_mtime_ns
    facts = write_bundle(trained["end"].workflow, bundle, name="customers", version="1")
    assert not facts["written"]
    assert bundle.stat().st_mtime_ns == before


def test_an_export_that_does_not_answer_alike_writes_nothing(trained: RunResult, tmp_path: Path) -> None:
    captured = trained["end"].workflow
    wrong = captured.contract.outputs["predictions"].assign(ratio=0.0)
    path = tmp_path / "wrong.knodez"
    with pytest.raises(ParityFailed, match="ratio"):
        write_bundle(
            replace(captured, contract=Contract(captured.contract.inputs, {"predictions": wrong})),
            path,
            name="wrong",
            version="1",
        )
    assert not list(tmp_path.iterdir())


def test_an_opened_bundle_scores_new_rows_through_the_engine(bundle: Path) -> None:
    opened = open_any(bundle, REGISTRY)
    with Engine(services=knode.deploy.services()) as engine:
        request = Request(inputs={"rows": customers(10).drop(columns="left")}, frozen=opened.frozen)
        result = engine.run(opened.workflow, request)
    result.raise_if_failed()
    made = result["predictions"].value
    assert set(made["prediction"]) <= {"yes", "no"}
    assert len(made) == 10


def test_a_category_that_training_never_saw_is_scored(bundle: Path) -> None:
    opened = open_any(bundle, REGISTRY)
    rows = customers(3).drop(columns="left").assign(city="Atlantis")
    with Engine(services=knode.deploy.services()) as engine:
        result = engine.run(opened.workflow, Request(inputs={"rows": rows}, frozen=opened.frozen))
    assert result["predictions"].value["prediction"].notna().all()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows: rows.drop(columns="age"), 'the column "age" is missing'),
        (lambda rows: rows.rename(columns={"age": "Age"}), 'did you mean to call "Age" so'),
        (lambda rows: rows.assign(age=["old", "1", "2"]), "expected a number, got"),
    ],
)
def test_rows_that_do_not_fit_are_refused_with_column_and_row(
    bundle: Path, change: Callable[[pd.DataFrame], pd.DataFrame], said: str
) -> None:
    opened = open_any(bundle, REGISTRY)
    rows = change(customers(3).drop(columns="left"))
    with Engine(services=knode.deploy.services()) as engine:
        result = engine.run(opened.workflow, Request(inputs={"rows": rows}, frozen=opened.frozen))
    assert said in result.errors[0].message
    assert result.errors[0].facts["column"] == "age"


def test_a_flipped_byte_anywhere_is_noticed(bundle: Path) -> None:
    content = bundle.read_bytes()
    opened = 0
    for position in range(0, len(content), max(1, len(content) // 150)):
        bundle.write_bytes(content[:position] + bytes([content[position] ^ 0x41]) + content[position + 1 :])
        try:
            read_bundle(bundle, REGISTRY)
        except (BundleDamaged, BundleError, UsageError):
            continue
        opened += 1
        # The zip format itself has fields that nobody reads, such as timestamps; the content must be as it was.
        assert _contents(bundle.read_bytes()) == _contents(content)
    assert opened < 75


def _contents(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    "name", ["../x", "/etc/x", "objects/../../x", "notes.txt", "objects/" + "A" * 64, "workflow.knode/"]
)
def test_a_member_that_no_bundle_has_is_refused(bundle: Path, name: str) -> None:
    with pytest.raises(BundleDamaged, match="holds no member"):
        read_bundle(rebuilt(bundle, lambda members: members.update({name: b"x"})), REGISTRY)
    assert not (bundle.parent.parent / "x").exists()


def test_a_member_twice_is_refused(bundle: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(bundle, "a") as archive:
            archive.writestr("workflow.knode", "{}")
    with pytest.raises(BundleDamaged, match=r"workflow\.knode"):
        read_bundle(bundle, REGISTRY)


def test_a_compressed_member_is_refused_before_it_is_unpacked(bundle: Path) -> None:
    with zipfile.ZipFile(bundle, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("objects/" + "0" * 64, b"\0" * 50_000_000)
    with pytest.raises(BundleDamaged, match="packed as no bundle packs it"):
        read_bundle(bundle, REGISTRY)


def test_a_pickle_in_the_place_of_a_model_is_refused_and_does_not_run(bundle: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"

    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.touch, (ran,)

    def smuggle(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        text = json.dumps(manifest)
        for name in [name for name in members if name.startswith("objects/")]:
            if members[name][:2] == b"PK":
                evil = pickle.dumps(Evil())
                digest = hashlib.sha256(evil).hexdigest()
                del members[name]
                members[f"objects/{digest}"] = evil
                text = text.replace(name.removeprefix("objects/"), digest)
        members["manifest.json"] = text.encode()

    with pytest.raises((BundleDamaged, TrustRequired)):
        read_bundle(rebuilt(bundle, smuggle), REGISTRY)
    assert not ran.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest.update(frozen={}),
        lambda manifest: manifest.pop("contract"),
        lambda manifest: manifest.update(format="one"),
        lambda manifest: manifest["frozen"].update(ghost={"kind": "model", "payload": {}}),
        lambda manifest: manifest.update(frozen=[1]),
        lambda manifest: manifest.update(version=None),
    ],
)
def test_a_manifest_that_makes_no_sense_is_refused(bundle: Path, change: Callable[[dict[str, object]], None]) -> None:
    def forge(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        change(manifest)
        members["manifest.json"] = json.dumps(manifest).encode()

    path = rebuilt(bundle, forge)
    with pytest.raises(KnodeError):
        opened = read_bundle(path, REGISTRY)
        from knode.deploy.parity import prove

        prove(opened.captured)


@pytest.mark.parametrize("key", ["name", "card", "lineage", "signature"])
def test_a_manifest_that_was_edited_by_hand_is_refused(bundle: Path, key: str) -> None:
    members = members_of(bundle)
    manifest = json.loads(members["manifest.json"])
    manifest[key] = "edited" if key == "name" else {**manifest[key], "edited": True}
    bundle.write_bytes(zipped({**members, "manifest.json": document.canonical(manifest).encode()}))
    with pytest.raises(BundleDamaged, match=r"\"manifest\.json\" was changed after the bundle was made"):
        read_bundle(bundle, REGISTRY)


def test_a_file_that_is_no_bundle_says_so_in_plain_words(bundle: Path, tmp_path: Path) -> None:
    half = tmp_path / "half.knodez"
    half.write_bytes(bundle.read_bytes()[:5_000])
    with pytest.raises(BundleDamaged, match="is damaged, or is no bundle at all"):
        read_bundle(half, REGISTRY)
    half.write_text('{"format": 1, "nodes": {}}')
    with pytest.raises(BundleDamaged, match="is a workflow, and no bundle"):
        read_bundle(half, REGISTRY)


def test_a_bundle_of_a_newer_format_says_so(bundle: Path) -> None:
    def newer(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        members["manifest.json"] = json.dumps({**manifest, "format": 99}).encode()

    with pytest.raises(NewerBundle, match="upgrade knode") as refused:
        read_bundle(rebuilt(bundle, newer), REGISTRY)
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 500, b"not a zip at all"])
def test_a_file_that_is_no_zip_is_no_bundle(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.knodez"
    path.write_bytes(content)
    with pytest.raises(BundleDamaged, match=r"x\.knodez"):
        open_any(path)


def test_another_zip_file_is_no_bundle(tmp_path: Path) -> None:
    path = tmp_path / "x.knodez"
    with zipfile.ZipFile(path, "w"):
        pass
    with pytest.raises(BundleDamaged, match="this zip file is no bundle"):
        read_bundle(path)


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    for reading in (read_bundle, read_manifest, open_any):
        with pytest.raises(UsageError, match=r"absent\.knodez"):
            reading(tmp_path / "absent.knodez")


def test_a_malformed_name_or_version_is_refused(trained: RunResult, tmp_path: Path) -> None:
    for name, version in (("../x", "1"), ("x", "1/2"), ("", "1")):
        with pytest.raises(UsageError, match="use letters"):
            write_bundle(trained["end"].workflow, tmp_path / "x.knodez", name=name, version=version)


def test_a_folder_that_is_not_there_is_named_and_nothing_is_left(trained: RunResult, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_bundle(trained["end"].workflow, tmp_path / "no" / "x.knodez", name="x", version="1")


def test_the_manifest_can_be_read_alone(bundle: Path) -> None:
    assert read_manifest(bundle)["lineage"]["captured_at"] == "end"
    assert is_bundle(bundle)


def test_an_opened_workflow_file_has_nothing_frozen(tmp_path: Path) -> None:
    path = tmp_path / "w.knode"
    document.save(training(), path)
    opened = open_any(path, REGISTRY)
    assert not opened.frozen
    assert opened.folder == tmp_path
    assert not is_bundle(path)


def test_a_bundle_of_other_package_versions_opens_and_names_them(bundle: Path) -> None:
    made_with(bundle, pandas="3.0.99", pyarrow="1.2.3")
    found = {one.package: one for one in read_bundle(bundle, REGISTRY).differences}
    assert set(found) == {"pandas", "pyarrow"}
    assert found["pyarrow"].kind == "major"
    assert "made with pandas 3.0.99" in found["pandas"].message
    assert open_any(bundle, REGISTRY).differences == read_bundle(bundle, REGISTRY).differences


def test_a_bundle_that_cannot_be_loaded_names_the_packages_that_differ(bundle: Path) -> None:
    def other_model(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        manifest["packages"]["scikit-learn"] = "0.1"
        for entry in manifest["frozen"].values():
            entry["payload"]["estimator"] = {"base64": "UEsFBg=="}
        members["manifest.json"] = document.canonical(manifest).encode()

    with pytest.raises(BundleError, match=r"It was made with scikit-learn 0\.1 \(here: 1"):
        read_bundle(rebuilt(bundle, other_model), REGISTRY)


def test_a_package_that_is_missing_altogether_is_named(bundle: Path) -> None:
    made_with(bundle, nosuchpackage="2.0")
    (missing,) = read_bundle(bundle, REGISTRY).differences
    assert (missing.kind, missing.installed) == ("missing", None)
    assert "nosuchpackage 2.0, which is not installed here" in missing.message


def test_two_processes_that_write_one_bundle_at_once_leave_one_of_the_two_whole(
    trained: RunResult, tmp_path: Path
) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.deploy.conftest import REGISTRY\n"
        "from knode.deploy.bundle import read_bundle, write_bundle\n"
        "captured = read_bundle(Path(sys.argv[1]), REGISTRY).captured\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "for _ in range(5):\n"
        "    write_bundle(captured, Path(sys.argv[2]), name='one', version=sys.argv[3])\n"
    )
    source, target = tmp_path / "source.knodez", tmp_path / "one.knodez"
    write_bundle(trained["end"].workflow, source, name="source", version="1")
    writers = [start_python("-c", script, source, target, version, stdin=subprocess.PIPE) for version in ("1", "2")]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    while any(writer.poll() is None for writer in writers):
        if target.exists():
            assert read_manifest(target)["version"] in ("1", "2")
    for writer in writers:
        _, errors = writer.communicate()
        assert writer.returncode == 0, errors
    read_bundle(target, REGISTRY)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.knodez", "source.knodez"]


def test_versions_of_the_same_content_have_one_content_hash(trained: RunResult, tmp_path: Path) -> None:
    captured = trained["end"].workflow
    for version in ("1", "2"):
        write_bundle(captured, tmp_path / f"{version}.knodez", name="x", version=version)
    one, two = read_manifest(tmp_path / "1.knodez"), read_manifest(tmp_path / "2.knodez")
    assert one["content"] == two["content"]
    assert {**one, "version": "2"} == two


class Unreviewed:
    """An estimator of a type that nobody has reviewed."""

    def __init__(self) -> None:
        self.factor = 2.0


def test_a_model_of_a_type_that_nobody_reviewed_asks_for_trust_whatever_the_file_says(bundle: Path) -> None:
    import base64

    import skops.io

    from knode.store.skops_file import canonical

    def other_model(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        held = canonical(skops.io.dumps(Unreviewed()))
        for entry in manifest["frozen"].values():
            entry["payload"]["estimator"] = {"base64": base64.b64encode(held).decode()}
        members["manifest.json"] = document.canonical(manifest).encode()

    with pytest.raises(TrustRequired, match=r"customers\.knodez: .*Unreviewed, which is not on the list"):
        read_bundle(rebuilt(bundle, other_model), REGISTRY)


def test_an_interruption_while_a_library_is_loaded_is_no_missing_library(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), as_damage(tmp_path / "a.knodez"):
        raise ImportError("initialization failed") from KeyboardInterrupt()
    with pytest.raises(
        BundleError, match=r"a library that the bundle needs cannot be loaded: libgomp\.so\.1: cannot open"
    ):
        with as_damage(tmp_path / "a.knodez"):
            raise ImportError("libgomp.so.1: cannot open shared object file")
    with pytest.raises(BundleError, match="the bundle needs nosuch, which is not installed"):
        with as_damage(tmp_path / "a.knodez"):
            raise ModuleNotFoundError("No module named 'nosuch'", name="nosuch")
