"""Does one task in this process: `python -m tests.bench.work MODULE:FUNCTION JSON`."""

from __future__ import annotations

import importlib
import json
import sys


def main() -> None:
    task, facts = sys.argv[1:]
    module, _, function = task.partition(":")
    found = getattr(importlib.import_module(f"tests.bench.work.{module}"), function)
    print(json.dumps(found(**json.loads(facts))))


main()
