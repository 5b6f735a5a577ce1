"""What a database needs to be reached: its driver, the package that holds it, and how that is installed."""

from __future__ import annotations

from typing import Any, NamedTuple

from knode.api import DataError, quoted


class Driver(NamedTuple):
    """How SQLAlchemy reaches a system: the module of the driver, and the name of both in a URL."""

    module: str
    name: str


OURS = {"mysql": Driver("pymysql", "mysql+pymysql"), "postgresql": Driver("pg8000", "postgresql+pg8000")}
"""The drivers of systems that are read and written here: always these."""
THEIRS = {"oracle": Driver("oracledb", "oracle+oracledb"), "mssql": Driver("pyodbc", "mssql+pyodbc")}
"""The usual drivers of other systems, where a URL names none."""
EXTRA = frozenset(
    {"sqlalchemy", "pymysql", "pg8000", "adbc_driver_manager", "adbc_driver_postgresql", "adbc_driver_sqlite"}
)
"""What the extra knode[database] holds."""
DIALECTS = {
    "bigquery": "sqlalchemy-bigquery",
    "clickhouse": "clickhouse-sqlalchemy",
    "databricks": "databricks-sqlalchemy",
    "db2": "ibm_db_sa",
    "hana": "sqlalchemy-hana",
    "redshift": "sqlalchemy-redshift",
    "snowflake": "snowflake-sqlalchemy",
    "trino": "trino",
}
"""Packages that teach SQLAlchemy further systems."""


def driver_name(written: str) -> str:
    """The name of a system and its driver, for what stands before `://` in a URL."""
    system = written.partition("+")[0]
    if system in OURS:
        return OURS[system].name
    return THEIRS[system].name if written in THEIRS else written


def needs(package: str, what: str) -> DataError:
    """A driver is not installed."""
    how = "install knode[database]" if package in EXTRA else f"pip install {package}"
    return DataError(f"{what} needs the package {package}, which is not installed: {how}")


def unknown(system: str) -> DataError:
    """A system that SQLAlchemy does not know."""
    if package := DIALECTS.get(system):
        return needs(package, f"a database of {system}")
    return DataError(
        f"SQLAlchemy knows no database of {quoted(system)}: correct the URL, or install the package for it"
    )


def said(error: BaseException) -> str:
    """What a database says, out of what its driver makes of it: a pair of a number and a text, or a dict."""
    args: tuple[Any, ...] = error.args
    if len(args) == 2 and isinstance(args[1], str):
        return f"{args[1]} ({args[0]})"
    if len(args) == 1 and isinstance(args[0], dict) and args[0].get("M"):
        return ". ".join(str(args[0][key]) for key in ("M", "D", "H") if args[0].get(key))
    return str(error)
