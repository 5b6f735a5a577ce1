"""Models in files: written, read, looked at, and refused."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from knode.api import QuietContext
from knode.core.errors import DataError, TrustRequired
from knode.core.spec import TableSpec
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.learn.model_reader import ModelReader
from knode_nodes.learn.model_writer import ModelWriter
from knode_nodes.learn.random_forest_learner import RandomForestLearner
from knode_nodes.prep.normalizer import Normalizer


@pytest.fixture
def forest(customers, context):
    return RandomForestLearner(target="left", trees=5).run(customers, context)


@pytest.fixture
def written(forest, context, tmp_path: Path) -> Path:
    ModelWriter(path=str(tmp_path / "churn.knodemodel")).run(forest, context)
    return tmp_path / "churn.knodemodel"


def test_a_model_that_was_read_answers_as_the_one_that_was_written(written: Path, forest, customers, context):
    model = ModelReader(path=str(written)).run(context)
    assert (model.kind, model.target, model.classes) == (forest.kind, forest.target, forest.classes)
    assert model.facts == forest.facts
    pd.testing.assert_frame_equal(
        ApplyModel().run(model, customers, QuietContext()), ApplyModel().run(forest, customers, QuietContext())
    )


def test_the_same_model_gives_the_same_bytes(written: Path, forest, context, tmp_path: Path):
    again = tmp_path / "again.knodemodel"
    ModelWriter(path=str(again)).run(forest, context)
    assert again.read_bytes() == written.read_bytes()


def test_what_a_file_tells_is_known_before_it_is_read(written: Path, forest, customers):
    spec = ModelReader(path=written.name).peek(written.parent)["model"]
    assert spec == forest.spec
    assert ApplyModel().spec({"model": spec, "table": TableSpec.of(customers)})["table"] is not None


def test_a_fitted_preparation_is_written_too(customers, context, tmp_path: Path):
    fitted = Normalizer(columns=["age"]).run(customers)
    file = tmp_path / "scale.knodemodel"
    ModelWriter(path=str(file)).run(fitted.model, context)
    assert ModelReader(path=str(file)).peek(tmp_path)["model"] == fitted.model.spec
    made = ApplyModel().run(ModelReader(path=str(file)).run(context), customers, QuietContext())
    pd.testing.assert_frame_equal(made, fitted.table)


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 but no zip"])
def test_what_is_no_model_file_is_refused(content: bytes, context, tmp_path: Path):
    file = tmp_path / "odd.knodemodel"
    file.write_bytes(content)
    with pytest.raises(DataError, match="no model file"):
        ModelReader(path=str(file)).run(context)
    assert ModelReader(path=str(file)).peek(tmp_path) == {}


def test_a_file_that_is_missing_is_named(context, tmp_path: Path):
    with pytest.raises(DataError, match=r"gone\.knodemodel"):
        ModelReader(path=str(tmp_path / "gone.knodemodel")).run(context)


def changed(file: Path, change) -> None:
    with zipfile.ZipFile(file) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    change(members)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def test_a_changed_estimator_is_refused(written: Path, context):
    def change(members: dict[str, bytes]) -> None:
        name = next(name for name in members if name.startswith("objects/"))
        members[name] = members[name][:-1] + b"!"

    changed(written, change)
    with pytest.raises(DataError, match="damaged"):
        ModelReader(path=str(written)).run(context)


def test_a_file_in_which_one_byte_was_changed_is_refused(written: Path, context):
    content = bytearray(written.read_bytes())
    content[len(content) // 2] ^= 0xFF
    written.write_bytes(content)
    with pytest.raises(DataError, match="damaged"):
        ModelReader(path=str(written)).run(context)


def test_a_type_that_nobody_has_reviewed_is_not_built(written: Path, context):
    def change(members: dict[str, bytes]) -> None:
        data = json.loads(members["model.json"])
        data["model"]["estimator"] = {"type": "subprocess.Popen", "state": {}}
        members["model.json"] = json.dumps(data).encode()

    changed(written, change)
    with pytest.raises(TrustRequired, match="Popen"):
        ModelReader(path=str(written)).run(context)


def test_a_newer_format_says_to_upgrade(written: Path, context):
    def change(members: dict[str, bytes]) -> None:
        data = json.loads(members["model.json"])
        members["model.json"] = json.dumps({**data, "format": 99}).encode()

    changed(written, change)
    with pytest.raises(DataError, match="upgrade"):
        ModelReader(path=str(written)).run(context)
