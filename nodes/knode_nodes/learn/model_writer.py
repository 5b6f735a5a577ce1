"""Write a fitted model to a file."""

from __future__ import annotations

from knode.api import Context, Example, Model, Node, quoted, setting, write_model
from knode_nodes.io._files import place_of, replacing
from knode_nodes.learn._model_files import as_data_error


class ModelWriter(Node):
    """Write a fitted model to a file, to be applied by another workflow.

    The file (`.knodemodel`) holds the model's numbers, the columns that it reads and makes, and facts on its training. To put
    a model into production together with its preparation, deploy it instead: then what the workflow does before and after
    it comes along.

    Example: write the model of a learner to `churn.knodemodel`, and read it with Model Reader.
    """

    pack = "learn"
    icon = "model-writer"
    shelf = "Models"
    keywords = ("Model Writer", "Save Model", "PMML Writer", "joblib.dump", "export")
    example = Example({"path": "churn.knodemodel"})
    effect = True

    path: str = setting(..., "File to write; a relative name starts at the workflow's folder.", form="file")
    create_folders: bool = setting(False, "Create the folders of the path that are missing.")

    def run(self, model: Model, context: Context) -> None:
        """Write the file."""
        with replacing(self.path, context, create_folders=self.create_folders) as file, as_data_error():
            write_model(model, file)
        context.info(f"Wrote the {model.kind} {quoted(model.name)} to {place_of(self.path, context)}.")
