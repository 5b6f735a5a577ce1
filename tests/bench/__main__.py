"""`python -m tests.bench [NAME…]`: measures, and prints what was measured beside what is asked."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace

from tests.bench.benchmarks import BENCHMARKS
from tests.bench.figures import table
from tests.bench.scale import TINY, Scale


def main(arguments: list[str] | None = None) -> None:
    """Run the benchmarks that are named, or all."""
    asked = _parser().parse_args(arguments)
    for name in asked.names or BENCHMARKS:
        begun = time.perf_counter()
        figures = BENCHMARKS[name](_scale(asked))
        print(f"\n{BENCHMARKS[name].__doc__} [{name}]\n\n{table(figures)}", flush=True)
        print(f"{name}: {time.perf_counter() - begun:.0f} s", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the speed and memory of knode.")
    parser.add_argument("names", nargs="*", type=_name, metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--turns", type=int, help=f"of which medians are taken [{Scale().turns}]")
    parser.add_argument("--rows", type=int, nargs="+", help="of the pipeline [1000000 10000000]")
    parser.add_argument("--megabytes", type=float, help="of the tables that are stored and changed [100]")
    parser.add_argument("--only", metavar="TEXT", help="of the nodes, those with this text in the names of their cases")
    parser.add_argument("--tiny", action="store_true", help="only show that the benchmarks work")
    return parser


def _name(text: str) -> str:
    if text not in BENCHMARKS:
        raise argparse.ArgumentTypeError(f"there is no benchmark {text!r}; known: {', '.join(BENCHMARKS)}")
    return text


def _scale(asked: argparse.Namespace) -> Scale:
    scale = TINY if asked.tiny else Scale()
    given = {
        "turns": asked.turns,
        "rows": asked.rows and tuple(asked.rows),
        "megabytes": asked.megabytes,
        "only": asked.only,
    }
    return replace(scale, **{name: value for name, value in given.items() if value})


if __name__ == "__main__":
    main()
