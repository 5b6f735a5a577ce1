"""Servers of databases for tests, started where their programs are found; each URL is of an empty database."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PASSWORD = "hunter/2@:%x"
PORTS = range(15_000, 30_000)
"""Below those that systems give out."""
DEADLINE = 120


def free_port() -> int:
    """A port that nobody listens at, and that the system gives to no connection of another test before it is used."""
    for port in random.Random(os.urandom(8)).sample(PORTS, 100):
        with contextlib.suppress(OSError), socket.socket() as taken:
            taken.bind(("127.0.0.1", port))
            return port
    raise AssertionError("a hundred ports are taken")


def account(user: str) -> dict[str, str]:
    """Servers refuse to run as root."""
    return {"user": user, "group": user, "umask": 0o077} if os.geteuid() == 0 else {}


@contextlib.contextmanager
def running(command: list[str], port: int, user: str, log: Path) -> Iterator[None]:
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, **account(user))
    try:
        until = time.monotonic() + DEADLINE
        while True:
            assert process.poll() is None, log.read_text(errors="replace")
            assert time.monotonic() < until, log.read_text(errors="replace")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


def needed(*programs: str) -> None:
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")


@contextlib.contextmanager
def postgres(folder: Path) -> Iterator[str]:
    needed("initdb", "postgres")
    with owned("postgres") as own:
        password, data = own / "password", own / "data"
        password.write_text(PASSWORD, encoding="utf-8")
        hand_over(password, "postgres")
        made = ["initdb", "-D", str(data), "-U", "anna", "-A", "scram-sha-256", f"--pwfile={password}", "-E", "UTF8"]
        subprocess.run([*made, "--no-sync"], check=True, capture_output=True, **account("postgres"))
        port = free_port()
        options = ["-c", "fsync=off", "-c", "listen_addresses=127.0.0.1", "-c", "timezone=Asia/Tokyo"]
        command = ["postgres", "-D", str(data), "-p", str(port), "-k", "", *options]
        with running(command, port, "postgres", folder / "log"):
            yield f"postgresql://anna@127.0.0.1:{port}/postgres"


@contextlib.contextmanager
def mysql(folder: Path) -> Iterator[str]:
    needed("mariadbd", "mariadb-install-db")
    with owned("mysql") as own:
        first, data = own / "first.sql", own / "data"
        first.write_text(
            f"CREATE DATABASE shop CHARACTER SET utf8mb4;\nCREATE USER anna@'%' IDENTIFIED BY '{PASSWORD}';\n"
            "GRANT ALL ON shop.* TO anna@'%';\n",
            encoding="utf-8",
        )
        hand_over(first, "mysql")
        made = ["mariadb-install-db", "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal"]
        subprocess.run(made, check=True, capture_output=True, **account("mysql"))
        port = free_port()
        command = [
            "mariadbd",
            "--no-defaults",
            f"--datadir={data}",
            f"--socket={own / 's'}",
            f"--port={port}",
            "--bind-address=127.0.0.1",
            f"--init-file={first}",
            f"--pid-file={own / 'pid'}",
            "--skip-name-resolve",
        ]
        with running(command, port, "mysql", folder / "log"):
            yield f"mysql://anna@127.0.0.1:{port}/shop"


@contextlib.contextmanager
def owned(user: str) -> Iterator[Path]:
    """A folder of the server's own; pytest's are closed to other users."""
    with tempfile.TemporaryDirectory(prefix="knode-db-") as made:
        own = Path(made)
        hand_over(own, user)
        yield own


def hand_over(path: Path, user: str) -> None:
    if os.geteuid() == 0:
        shutil.chown(path, user, user)
