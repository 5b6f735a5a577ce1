"""A fitted model as one file (`.knodemodel`): a zip with its description as JSON and its estimator by skops. No pickle.

The same model gives the same bytes: members in a fixed order, with fixed times and no compression.
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from knode.core import document
from knode.core.errors import StoreDamaged
from knode.core.passing import passing_folder
from knode.core.spec import ModelSpec, TableSpec
from knode.core.values import Model

FORMAT = 1
DESCRIPTION = "model.json"
EPOCH = (1980, 1, 1, 0, 0, 0)


class _Folder:
    """The large parts of one model, files named by the sha256 of their content."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, write: Callable[[IO[bytes]], None]) -> str:
        with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as file:
            write(file)
        made = Path(file.name)
        name = sha256(made.read_bytes()).hexdigest()
        made.replace(self.path(name))
        return name

    def path(self, sha256: str) -> Path:
        return self.folder / sha256


def write_model(model: Model, file: IO[bytes]) -> None:
    """Write a model.

    Raises:
        ValueRefused: its estimator, or a fact about it, cannot be stored.
        TrustRequired: it holds a type that nobody has reviewed, so it could not be read again.
    """
    from knode.store.models import ModelCodec

    with passing_folder() as folder:
        payload = ModelCodec().dump(model, _Folder(folder))
        objects = sorted(folder.iterdir())
        description = document.canonical({"format": FORMAT, "model": payload}) + "\n"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(zipfile.ZipInfo(DESCRIPTION, EPOCH), description)
            for one in objects:
                archive.writestr(zipfile.ZipInfo(f"objects/{one.name}", EPOCH), one.read_bytes())


def read_model(path: Path) -> Model:
    """The model in a file.

    Raises:
        OSError: the file cannot be read.
        StoreDamaged: it is no model file, or was changed.
        TrustRequired: it holds a type that nobody has reviewed.
    """
    from knode.store.models import ModelCodec

    with passing_folder() as folder, _opened(path) as archive:
        payload = _description(archive, path)
        for info in archive.infolist():
            name = info.filename.removeprefix("objects/")
            if info.filename == DESCRIPTION:
                continue
            try:
                content = archive.read(info)
            except zipfile.BadZipFile:
                raise _no_model(path) from None
            if sha256(content).hexdigest() != name:
                raise StoreDamaged(f"{path} is damaged: a part of the model is not what its name says.")
            (folder / name).write_bytes(content)
        try:
            return ModelCodec().load(payload, _Folder(folder))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _no_model(path) from error


def model_file_spec(path: Path) -> ModelSpec:
    """What a file tells of its model, without unpacking the estimator. Raises OSError or StoreDamaged."""
    from knode.store.plain import from_plain

    with _opened(path) as archive:
        payload = _description(archive, path)
        try:
            return ModelSpec(
                kind=payload["kind"],
                target=payload["target"],
                inputs=TableSpec(**from_plain(payload["inputs"])),
                outputs=TableSpec(**from_plain(payload["outputs"])),
                replaces=from_plain(payload["replaces"]) if payload["kind"] == "transformer" else None,
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _no_model(path) from error


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile:
        raise _no_model(path) from None
    names = [info.filename for info in archive.infolist()]
    stored = all(info.compress_type == zipfile.ZIP_STORED for info in archive.infolist())
    if DESCRIPTION not in names or len(set(names)) < len(names) or not stored:
        archive.close()
        raise _no_model(path)
    return archive


def _description(archive: zipfile.ZipFile, path: Path) -> Any:
    try:
        found = json.loads(archive.read(DESCRIPTION))
        form = found["format"]
        payload = found["model"]
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, RecursionError) as error:
        raise _no_model(path) from error
    if form != FORMAT:
        raise StoreDamaged(f"{path} has model format {form}, this knode reads {FORMAT}: upgrade knode.")
    return payload


def _no_model(path: Path) -> StoreDamaged:
    return StoreDamaged(f"{path} is no model file, or it is damaged. Model Writer writes such files.")
