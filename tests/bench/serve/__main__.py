"""`python -m tests.bench.serve [SERVER…]`: our server beside others, with the same models and the same rows."""

from __future__ import annotations

import argparse
import os
import tempfile
from dataclasses import replace
from pathlib import Path

from tests.bench.figures import table
from tests.bench.process import answer
from tests.bench.serve.measure import MODELS, Plan, all_measured, figures, measure
from tests.bench.serve.running import can_pin
from tests.bench.serve.servers import SERVERS, Place

TINY = Plan(turns=1, train=400, fast=(20, 40, 10), slow=(5, 16, 5))
"""Shows that the benchmark works; the figures say nothing."""


def main(arguments: list[str] | None = None) -> None:
    """Fit the models, measure the servers, print the tables."""
    asked = _parser().parse_args(arguments)
    plan = _plan(asked)
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        _say_who_is_there(plan, folder, asked.peers)
        fitted = answer("fitted:prepare", folder=text, train=plan.train, models=list(plan.models))
        for model, facts in fitted.items():
            notes = "".join(f" {note}" for note in facts["notes"])
            print(f"{model}: knode and scikit-learn differ by at most {facts['difference']:.1g}.{notes}", flush=True)
        found = measure(plan, folder, asked.peers)
    print(f"\nOur server [serve]\n\n{table(figures(found, plan.models))}")
    print(f"\nAll that was measured, medians of {plan.turns} turns\n\n{all_measured(found)}", flush=True)


def _say_who_is_there(plan: Plan, folder: Path, peers: Path) -> None:
    if not can_pin():
        print("Server and client share cores: this needs two cores and taskset.")
    for name in plan.servers:
        server, place = SERVERS[name], Place(folder, peers / name, "")
        if not server.is_there(place):
            print(f"{name} is not installed in {peers} and left out; tests/bench/serve/peers.sh installs it.")
        elif server.peer:
            print(f"{name} {server.version(place)}")


def default_peers() -> Path:
    """The folder of the peers' environments, as `peers.sh` chooses it."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get("KNODE_PEERS") or cache / "knode-peers")


def _plan(asked: argparse.Namespace) -> Plan:
    given = {"servers": tuple(asked.servers), "models": tuple(asked.models or ()), "turns": asked.turns}
    return replace(TINY if asked.tiny else Plan(), **{name: value for name, value in given.items() if value})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.serve", description="Measure servers side by side.")
    parser.add_argument("servers", nargs="*", type=_server, metavar="SERVER", help=", ".join(SERVERS))
    parser.add_argument("--models", nargs="+", choices=MODELS, help="[all]")
    parser.add_argument("--turns", type=int, help=f"of which medians are taken [{Plan().turns}]")
    parser.add_argument("--peers", type=Path, default=default_peers(), help="folder that peers.sh installed into")
    parser.add_argument("--tiny", action="store_true", help="only show that the benchmark works")
    return parser


def _server(text: str) -> str:
    if text not in SERVERS:
        raise argparse.ArgumentTypeError(f"there is no server {text!r}; known: {', '.join(SERVERS)}")
    return text


if __name__ == "__main__":
    main()
