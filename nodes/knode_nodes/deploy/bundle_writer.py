"""Write a captured workflow as a bundle file."""

from __future__ import annotations

from pathlib import Path

from knode.api import Captured, Context, Node, Variables, setting


class BundleWriter(Node):
    """Write a captured workflow to one file, a bundle, which runs anywhere knode is installed.

    Before the file gets its name, the held-out rows are sent through it, and it must answer as the training workflow
    did; otherwise nothing is written. The same content gives the same file to the byte, and a file that is there
    already and the same is left alone.

    Example: connect the workflow of a Capture End, choose `models/churn.knodez`, and run
    `knode exec models/churn.knodez --input rows=new.csv --output predictions=out.csv`.
    """

    pack = "deploy"
    icon = "bundle-writer"
    keywords = ("Workflow Writer", "export", "deploy", "save model", "PMML Writer")
    effect = True
    path: str = setting(..., "The bundle file to write; it ends in .knodez.", form="file", pattern=r"\.knodez$")
    name: str = setting("", "The bundle's name; the file's name when empty.")
    bundle_version: str = setting("1", "The bundle's version.")
    create_folder: bool = setting(False, "Make the folder if it does not exist.")

    def run(self, workflow: Captured, context: Context) -> Variables:
        """Write the bundle."""
        path = context.folder / self.path
        if self.create_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        facts = context.write_bundle(
            workflow, path, name=self.name or Path(self.path).stem, version=self.bundle_version
        )
        done = "wrote" if facts["written"] else "left as it is, nothing changed:"
        context.info(f"{done} {self.path}, {facts['bytes']:,} bytes; parity proved on {facts['rows']} held-out rows")
        return Variables(path=self.path, sha256=facts["sha256"], bytes=facts["bytes"], parity_rows=facts["rows"])
