"""Write a captured workflow to a file."""

from __future__ import annotations

from pathlib import Path

from knode.api import Captured, Context, Example, Node, Variables, setting


class WorkflowWriter(Node):
    """Write a captured workflow to a file: a bundle (`.knodez`), or a readable workflow (`.knode`).

    A bundle holds everything, fitted models too. A `.knode` file is text that Git compares and the canvas opens, but it
    can hold no fitted model or other frozen value: a workflow that has some is refused, with their names. Before the file
    gets its name, the held-out rows are sent through what it will hold. The same content gives the same file to the
    byte, and a file that is there already and the same is left alone.

    Example: capture the cleaning steps alone, and write them to `clean.knode`, to be run or combined elsewhere.
    """

    pack = "deploy"
    icon = "workflow-writer"
    keywords = ("Workflow Writer", "export", "save workflow", "deploy", "PMML Writer")
    example = Example({"path": "scoring.knode"})
    effect = True
    path: str = setting(
        ..., "The file to write: .knodez for a bundle, .knode for a workflow.", form="file", pattern=r"\.knodez?$"
    )
    name: str = setting("", "The bundle's name; the file's name when empty.")
    bundle_version: str = setting("1", "The bundle's version.")
    create_folder: bool = setting(False, "Make the folder if it does not exist.")

    def run(self, workflow: Captured, context: Context) -> Variables:
        """Write the file."""
        path = context.folder / self.path
        if self.create_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        name = self.name or Path(self.path).stem
        facts = context.write_workflow(workflow, path, name=name, version=self.bundle_version)
        done = "Wrote" if facts["written"] else "Left as it is, as nothing changed:"
        proof = (
            f"parity proved on {facts['rows']} held-out rows"
            if facts["rows"]
            else "there were no rows to prove it with"
        )
        context.info(f'{done} "{path}", {facts["bytes"]:,} bytes; {proof}.')
        return Variables(path=self.path, sha256=facts["sha256"], bytes=facts["bytes"], parity_rows=facts["rows"])
