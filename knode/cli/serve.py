"""`knode serve`: answer requests with bundles over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from knode.cli.console import Session, say
from knode.cli.extras import need_serving
from knode.cli.store import Bytes


@click.command(short_help="Answer requests with bundles over HTTP.")
@click.argument("places", metavar="BUNDLE|DIR...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Where to listen.  [127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, metavar="N", help="0 takes a free one.  [8000]")
@click.option("--workers", type=click.IntRange(1, 256), default=1, metavar="N", help="How many processes.  [1]")
@click.option(
    "--keys", type=click.Path(path_type=Path), metavar="FILE", help="Ask for an API key of this file (`knode keys`)."
)
@click.option("--deploy", is_flag=True, help="Let keys with that right deploy bundles into DIR.")
@click.option("--max-bytes", type=Bytes(), default="16777216", metavar="SIZE", help="Size of a request.  [16 MiB]")
@click.option("--max-rows", type=click.IntRange(min=1), default=100_000, metavar="N", help="Rows of one.  [100000]")
@click.option(
    "--max-connections", type=click.IntRange(min=1), default=1000, metavar="N", help="Connections at a time.  [1000]"
)
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), default=30.0, metavar="S", help="For a request to come in.  [30]"
)
@click.option("--grace", type=click.FloatRange(min=0), default=30.0, metavar="S", help="For the last answers.  [30]")
@click.option("--access-log", is_flag=True, help="Log every request.")
@click.option("--log", type=click.Choice(["plain", "json"]), default="plain", help="How to log, on stderr.  [plain]")
@click.pass_obj
def command(session: Session, /, **given: Any) -> int:
    """Serve one or more bundles, or the bundles in a folder, several versions side by side.

    The first line on stdout is the address. A bundle file that is exchanged is served as soon as the new one is open and
    checked; a folder is watched for new ones. The address in a browser shows what is served and how to ask for it.

    \b
    Examples:
      knode serve build/churn.knodez
      knode serve bundles --port 0 --workers 2
      knode serve bundles --keys keys.json --deploy --host 0.0.0.0
      knode serve build/churn.knodez --max-rows 1000 --timeout 5 --log json --access-log
    """
    need_serving()
    from knode.cli.opening import refuse_other_kinds
    from knode.core.errors import UsageError
    from knode.serve.limits import Limits
    from knode.serve.running import Serving, run

    limits = Limits(
        bytes=given["max_bytes"],
        rows=given["max_rows"],
        connections=given["max_connections"],
        waiting=given["max_connections"],
        seconds=given["timeout"],
        grace=given["grace"],
    )
    serving = Serving(
        places=given["places"],
        limits=limits,
        **{name: given[name] for name in ("host", "port", "workers", "keys", "deploy", "access_log", "log")},
    )
    try:
        return run(serving, say)
    except UsageError:
        for place in serving.places:
            if not place.is_dir():
                refuse_other_kinds(place, "serve", "bundle")
        raise
