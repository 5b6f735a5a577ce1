"""The form to try a bundle shows what is a prediction as one, by its role."""

from __future__ import annotations

from pathlib import Path

from knode import Workflow
from tests.serve.serving import served
from tests.trained import training


def _bundle(workflow: Workflow, folder: Path) -> Path:
    workflow.run().raise_if_failed()
    return folder / "model.knodez"


def test_a_column_that_is_called_like_a_chance_is_no_chance(tmp_path: Path) -> None:
    workflow = training(tmp_path)
    formula = workflow.add("prep.Formula", id="rain", formulas={"probability_of_rain": "income / 10000"})
    parts, predict = workflow["parts"], workflow["predict"]
    workflow.unlink(parts.test, predict.table)
    parts.test >> formula
    formula >> predict.table

    with served(_bundle(workflow, tmp_path)) as client:
        answer = client.post("/v1/model/try", "rows:income=5000&rows:calls=2&rows:active=true&rows:plan=basic", FORM)

    bars, _, rest = answer.text.partition("<table>")
    assert "of_rain" not in bars.partition("</form>")[2]
    assert "<code>probability_of_rain</code>" in rest
    assert ">yes<" in bars
    assert ">no<" in bars


def test_predictions_of_a_model_with_a_prefix_are_shown_as_predictions(tmp_path: Path) -> None:
    workflow = training(tmp_path)
    workflow["predict"].set(prefix="late_")

    with served(_bundle(workflow, tmp_path)) as client:
        answer = client.post("/v1/model/try", "rows:income=5000&rows:calls=2&rows:active=true&rows:plan=basic", FORM)

    assert '<p class="answer">no</p>' in answer.text
    assert "late_probability_yes" in answer.text
    assert "<code>late_prediction</code>" not in answer.text


FORM = "application/x-www-form-urlencoded"
