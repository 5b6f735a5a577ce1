"""Scripts and queries run where they are trusted, in bundles too; formulas are no code and run everywhere."""

from pathlib import Path

import pytest

import knode.deploy
from knode.core.errors import TrustRequired
from knode.core.registry import REGISTRY
from knode.core.workflow import Instance, Workflow
from knode.deploy.verify import verify
from knode.engine.engine import Engine, Request
from knode.engine.inline import Inline, run_captured
from knode.engine.report import RunResult

SCRIPT = {"script": "table['tax'] = table['total'] * 0.08"}
QUERY = {"query": 'SELECT *, upper(name) AS loud FROM "table"'}
ROWS = "name,price,pieces\n" + "\n".join(f"n{number},{number}.5,{number % 4}" for number in range(40))


def workflow(*middle: tuple[str, dict[str, object]]) -> Workflow:
    """A table, a captured formula with what comes behind it, and a bundle of them."""
    made = Workflow("sales", registry=REGISTRY)
    steps = [
        ("data", "io.TableCreator", {"text": ROWS}),
        ("start", "deploy.CaptureStart", {"carry": [{"name": "table"}]}),
        (
            "formula",
            "prep.Formula",
            {"formulas": {"total": "price * pieces", "band": "if(total > 20, 'large', 'small')"}},
        ),
        *((f"step_{place}", *one) for place, one in enumerate(middle)),
        ("end", "deploy.CaptureEnd", {"carry": [{"name": "table"}]}),
    ]
    for place, (node, type_id, settings) in enumerate(steps):
        made.add(Instance(node, type_id, settings=dict(settings)))
        if place:
            made.link(steps[place - 1][0], "table", node, "table")
    made.add(Instance("write", "deploy.BundleWriter", settings={"path": "sales.knodez"}))
    made.link("end", "workflow", "write", "workflow")
    return made


def run(made: Workflow, folder: Path, *, trust: bool) -> RunResult:
    with Engine(services=knode.deploy.services(), trust=trust) as engine:
        return engine.run(made, Request(folder=folder))


@pytest.mark.parametrize("node", [("script.PythonScript", SCRIPT), ("script.SqlQuery", QUERY)])
def test_a_bundle_with_code_needs_trust_where_it_is_made_and_where_it_is_used(
    node: tuple[str, dict[str, object]], tmp_path: Path
) -> None:
    with pytest.raises(TrustRequired, match="step_0"):
        run(workflow(node), tmp_path, trust=False)
    assert list(tmp_path.iterdir()) == []
    run(workflow(node), tmp_path, trust=True).raise_if_failed()
    with pytest.raises(TrustRequired):
        verify(tmp_path / "sales.knodez")
    assert not verify(tmp_path / "sales.knodez", trust=True).errors


def test_formulas_need_no_trust_and_answer_in_production_as_in_training(tmp_path: Path) -> None:
    result = run(workflow(), tmp_path, trust=False)
    result.raise_if_failed()
    assert not verify(tmp_path / "sales.knodez").errors
    captured = result["end"].workflow
    row = result["data"].table.iloc[[39]]
    answer = run_captured(captured, {"table": row}, Inline())["table"]
    assert answer[["total", "band"]].values.tolist() == [[39.5 * 3, "large"]]
