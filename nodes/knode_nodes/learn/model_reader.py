"""Read a fitted model from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from knode.api import Context, DataError, Example, Model, Node, Spec, model_file_spec, quoted, read_model, setting
from knode_nodes.io._files import existing, fingerprint_of, reading
from knode_nodes.learn._model_files import as_data_error


class ModelReader(Node):
    """Read a fitted model that Model Writer has written, to be applied to new rows.

    The file (`.knodemodel`) is checked before anything in it is used, and reading it runs no code. A model of a type that
    nobody has reviewed is refused.

    Example: choose `churn.knodemodel`, and send the model with new rows to Apply Model.
    """

    pack = "learn"
    icon = "model-reader"
    shelf = "Models"
    keywords = ("Model Reader", "Load Model", "PMML Reader", "joblib.load", "import")
    example = Example({"path": "churn.knodemodel"})
    reads = (".knodemodel",)

    path: str = setting(..., "File to read; a relative name starts at the workflow's folder.", form="file")

    def fingerprint(self, folder: Path) -> dict[str, Any]:
        """The file's path, size and time of change."""
        return fingerprint_of(self.path, folder)

    def peek(self, folder: Path) -> dict[str, Spec | None]:
        """What the file tells of its model."""
        try:
            file = existing(self.path, folder)
            with reading(file), as_data_error():
                return {"model": model_file_spec(file)}
        except DataError:
            return {}

    def run(self, context: Context) -> Model:
        """The model in the file."""
        file = existing(self.path, context.folder)
        with reading(file), as_data_error():
            model = read_model(file)
        context.info(f"Read the {model.kind} {quoted(model.name)}.")
        return model
