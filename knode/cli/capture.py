"""`knode capture`: shows what a capture would hold, and writes it as a bundle when asked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from knode.cli.console import Session

if TYPE_CHECKING:
    from knode.core.values import Captured
    from knode.deploy.gesture import Gesture


@click.command(short_help="Show what production needs of a workflow, and write it as a bundle.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--node", default="", metavar="NODE[.PORT]", help="The node that gives the answer, or a Capture End.")
@click.option("--from", "start", multiple=True, metavar="NODE[.PORT]", help="Where production's rows come in.")
@click.option("--select", multiple=True, metavar="A,B,C", help="Capture these nodes, and nothing else.")
@click.option("--keep", multiple=True, metavar="NODE", help="Repeat a node that would be left out.")
@click.option("--parameter", multiple=True, metavar="NAME", help="Let production set a parameter or variable.")
@click.option("--param", multiple=True, metavar="NAME=VALUE", help="Give a parameter of the workflow a value.")
@click.option("--input", multiple=True, metavar="[NAME=]FILE", help="Fill an input of the workflow from a file.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE.knodez", help="Write a bundle.")
@click.option("--name", default="", metavar="TEXT", help="The bundle's name.  [that of its file]")
@click.option("--version", "release", default="1", metavar="TEXT", help="The bundle's version.  [1]")
@click.option(
    "--store", type=click.Path(path_type=Path), metavar="DIR", help="Where results are kept.  [.knode beside FILE]"
)
@click.option("--json", is_flag=True, help="Print one JSON document on stdout, and nothing else there.")
@click.option("--trust", is_flag=True, help="Run code that came with the workflow (script nodes).")
@click.pass_obj
def command(session: Session, /, **given: Any) -> int:
    """Show what production needs of the workflow FILE: the nodes, what enters from outside and what of it is frozen, what
    is left out, the columns that must come and those that are given, and whether the answers are the same. With --output
    it is written as a bundle, after all this was shown to be right.

    What has a result already is reused; the rest of what is needed runs first.

    \b
    Examples:
      knode capture churn.knode
      knode capture churn.knode --node predict
      knode capture churn.knode --node predict.table --from clean
      knode capture churn.knode --select fill,scale,predict --json
      knode capture churn.knode --node predict --parameter threshold --keep adults
      knode capture churn.knode --node end --output churn.knodez --version 2
    """
    from knode.cli.console import notice, say, say_json
    from knode.cli.preview import lines
    from knode.deploy.preview import preview
    from knode.engine.inline import Inline

    _check_output(given)
    captured = _captured(session, given)
    facts = Inline(folder=given["file"].resolve().parent, trust=given["trust"])
    found = preview(captured, facts)
    equal = found["parity"]["equal"]
    written = _written(captured, given, facts) if equal and given["output"] is not None else None
    if given["json"]:
        say_json({"status": "done" if equal else "failed", **found, "bundle": written})
    else:
        for line in lines(found, written):
            say(line)
    if not equal:
        notice("Nothing is written." if given["output"] is not None else "This could not be deployed.")
    return 0 if equal else 1


def _captured(session: Session, given: dict[str, Any]) -> Captured:
    """Run what is needed, and capture."""
    from knode.cli.assignment import parameters
    from knode.cli.console import is_terminal
    from knode.cli.files import connect_inputs
    from knode.cli.interrupt import Interrupt
    from knode.cli.opening import opened as opened_by
    from knode.cli.progress import display
    from knode.cli.run import opened_store, show_cursor
    from knode.deploy import services
    from knode.deploy.taking import take
    from knode.engine.context import CancelToken
    from knode.engine.engine import Engine, Request

    opened = opened_by(given["file"], "capture")
    connect_inputs(opened.workflow, given["input"])
    cancel = CancelToken()
    shown = display("auto" if is_terminal(sys.stderr) else "none")

    def stop() -> None:
        cancel.set()
        shown.stopping()

    with (
        Interrupt(stop, show_cursor) as interrupt,
        interrupt.told(),
        shown,
        opened_store(given["store"], opened.folder, session) as store,
        Engine(store, services=services(), trust=given["trust"]) as engine,
    ):
        request = Request(
            parameters=parameters(opened.workflow, given["param"]),
            frozen=opened.frozen,
            folder=opened.folder,
            listener=shown.hear,
            cancel=cancel,
        )
        shown.begin(opened.workflow)
        return take(engine, opened.workflow, _gesture(given), request)


def _gesture(given: dict[str, Any]) -> Gesture:
    from knode.deploy.gesture import Gesture

    select = (node.strip() for text in given["select"] for node in text.split(","))
    return Gesture(
        node=given["node"],
        start=given["start"],
        select=tuple(node for node in select if node),
        keep=given["keep"],
        asked=given["parameter"],
    )


def _check_output(given: dict[str, Any]) -> None:
    """Raise UsageError for a bundle that could not be written, before anything runs."""
    from knode.core.errors import UsageError
    from knode.deploy.bundle import check_name

    path = given["output"]
    if path is None:
        return
    if path.suffix != ".knodez":
        raise UsageError(f"{path} should end in .knodez, as a bundle does.")
    given["name"] = given["name"] or path.stem
    check_name("name", given["name"])
    check_name("version", given["release"])


def _written(captured: Captured, given: dict[str, Any], facts: Any) -> dict[str, Any]:
    from knode.deploy.bundle import write_bundle

    name, version = given["name"], given["release"]
    made = write_bundle(captured, given["output"], name=name, version=version, facts=facts)
    return {"path": str(given["output"]), "name": name, "version": version, **made}
