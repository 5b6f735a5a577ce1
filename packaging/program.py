"""Where the packed program starts: as knode, or as one of the helper processes that it starts of itself.

A packed program has no Python beside it. Whoever starts `sys.executable` with Python's own options, as joblib does for its
workers, starts this file again, and it must then be that helper and not open a second window.
"""

from __future__ import annotations

import multiprocessing
import re
import runpy
import sys

WORKER = re.compile(r"joblib\.externals\.loky\.backend\.popen_loky_(posix|win32)")
TRACKER = re.compile(
    r"from (joblib\.externals\.loky\.backend|multiprocessing)\.resource_tracker import main; ?main\([\d, \w=]*\)"
)
ENGINE = "--engine-process"


def helper(arguments: list[str]) -> bool:
    """Be the helper that the arguments ask for; False when they ask for none."""
    options = [word for word in arguments if word not in ("-s", "-S", "-E", "-B", "-I")]
    if len(options) >= 2 and options[0] == "-m" and WORKER.fullmatch(options[1]):
        sys.argv = options[1:]
        runpy.run_module(options[1], run_name="__main__", alter_sys=True)
        return True
    if len(options) >= 2 and options[0] == "-c" and TRACKER.fullmatch(options[1].strip()):
        exec(options[1], {"__name__": "__main__"})
        return True
    if options[:1] == [ENGINE]:
        sys.argv = [sys.argv[0], *options[1:]]
        runpy.run_module("knode.host", run_name="__main__", alter_sys=True)
        return True
    return False


def main() -> None:
    """Start."""
    multiprocessing.freeze_support()
    if helper(sys.argv[1:]):
        return
    if sys.argv[1:3] == ["-m", "knode"]:
        del sys.argv[1:3]
    from knode.cli.main import main as knode

    knode()


if __name__ == "__main__":
    main()
