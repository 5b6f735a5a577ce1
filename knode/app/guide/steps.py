"""The steps of the first workflow: what to do, where, and how one sees that it was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRect

from knode.app.guide.stage import Stage

PARTITION, APPLY = "prep.Partition", "learn.ApplyModel"


@dataclass(frozen=True)
class Step:
    """One step. `name` is what is remembered; `place` is where to look, `is_done` whether to go on."""

    name: str
    title: str
    text: str
    place: Callable[[Stage], QRect | None]
    is_done: Callable[[Stage], bool]


def steps() -> tuple[Step, ...]:
    """All steps, in the person's language."""
    tell = QCoreApplication.translate
    return (
        Step(
            "data",
            tell("Guide", "Bring in data"),
            tell(
                "Guide",
                "Type <b>example</b> into the library and press Enter: Example Data gives a small table. Or drop a CSV or "
                "Excel file of yours on the canvas.",
            ),
            lambda stage: stage.panel("library") or stage.canvas(),
            lambda stage: bool(stage.sources()),
        ),
        Step(
            "split",
            tell("Guide", "Split the rows"),
            tell(
                "Guide",
                "A model is tested on rows that it has not seen. Select the node, press <b>Tab</b>, type "
                "<b>partition</b> and press Enter: the new node is connected by itself.",
            ),
            lambda stage: stage.node(stage.sources()[-1]) if stage.sources() else stage.canvas(),
            lambda stage: bool(stage.linked(PARTITION, "table")),
        ),
        Step(
            "learn",
            tell("Guide", "Learn from the training rows"),
            tell(
                "Guide",
                "With Partition selected press <b>Tab</b> and add a <b>Random Forest Learner</b>. Then choose in its settings "
                "what to predict: the column <b>target</b> of the example data.",
            ),
            _learning_place,
            lambda stage: any(stage.has_target(node) for node in stage.learners()),
        ),
        Step(
            "predict",
            tell("Guide", "Predict the test rows"),
            tell(
                "Guide",
                "Drag a wire from the learner's output to empty canvas and choose <b>Apply Model</b>. Then draw a second "
                "wire to it, from Partition's output <b>test</b>.",
            ),
            _predicting_place,
            lambda stage: bool(stage.linked(APPLY, "model", "table")),
        ),
        Step(
            "run",
            tell("Guide", "Run"),
            tell(
                "Guide",
                "Press <b>Run All</b> or F5. The lights on the nodes tell how far it is; nothing that is done already is "
                "computed again.",
            ),
            lambda stage: stage.button("run.all") or stage.canvas(),
            lambda stage: any(stage.is_done(node) for node in stage.linked(APPLY, "model", "table")),
        ),
        Step(
            "look",
            tell("Guide", "Look at the result"),
            tell(
                "Guide", "Double click <b>Apply Model</b>: its table opens below, with the predictions as new columns."
            ),
            _looking_place,
            _has_looked,
        ),
        Step(
            "deploy",
            tell("Guide", "Deploy it"),
            tell(
                "Guide",
                "With Apply Model selected choose <b>Deploy This…</b> in the Run menu: you see what production needs, "
                "and one button packs it into a bundle.",
            ),
            lambda stage: stage.button("deploy.this") or stage.canvas(),
            lambda stage: stage.shows("deploy"),
        ),
    )


def _learning_place(stage: Stage) -> QRect | None:
    """The partition first; once a learner is there, its settings."""
    if stage.learners():
        return stage.panel("settings") or stage.node(stage.learners()[-1])
    found = stage.linked(PARTITION, "table")
    return stage.node(found[-1]) if found else stage.canvas()


def _predicting_place(stage: Stage) -> QRect | None:
    """The learner first; once Apply Model is there, that, for it wants a second wire."""
    nodes = stage.linked(APPLY) or stage.learners()
    return stage.node(nodes[-1]) if nodes else stage.canvas()


def _looking_place(stage: Stage) -> QRect | None:
    nodes = stage.linked(APPLY)
    return stage.node(nodes[-1]) if nodes else stage.canvas()


def _has_looked(stage: Stage) -> bool:
    return any(stage.is_done(node) and stage.was_looked_at(node) for node in stage.linked(APPLY))
