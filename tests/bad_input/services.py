"""Databases, the web, secrets."""

from __future__ import annotations

import sqlite3

from tests.bad_input.bench import Bench, refused


@refused(
    "The address of a database has its password in it.",
    'The settings of node "database_reader": the URL holds a password, which would stand in the workflow\'s '
    "file. Take it out, keep it as a secret (knode secret set NAME), and put the secret's name into the "
    "setting password.",
)
def _(w: Bench) -> None:
    w.add("DatabaseReader", url="postgresql://anna:s3cret@db.example.org/shop", table="orders")


@refused(
    "A secret is not set.",
    'Node "database_reader" (Database Reader) failed: The secret "SHOP_PASSWORD" is not set. Set the '
    "environment variable KNODE_SECRET_SHOP_PASSWORD, or keep it in the keyring: knode secret set "
    "SHOP_PASSWORD",
)
def _(w: Bench) -> None:
    w.add("DatabaseReader", url="postgresql://anna@127.0.0.1:1/shop", password="SHOP_PASSWORD", table="orders")


@refused(
    "The database has no such table.",
    'Node "database_reader" (Database Reader) failed: there is no table "order"; did you mean "orders"?',
)
def _(w: Bench) -> None:
    sqlite3.connect("shop.db").execute("CREATE TABLE orders (id INTEGER)").connection.close()
    w.add("DatabaseReader", url="sqlite:///shop.db", table="order")


@refused(
    "The driver of a database is not installed.",
    'Node "database_reader" (Database Reader) failed: a database of oracle needs the package oracledb, which is not '
    "installed: pip install oracledb",
)
def _(w: Bench) -> None:
    w.add("DatabaseReader", url="oracle://anna@127.0.0.1:1/shop", table="orders")


@refused(
    "The file of the database is not there.",
    'Node "database_reader" (Database Reader) failed: there is no file "FOLDER/shop.db": its folder has no '
    "such name (the folder is empty)",
)
def _(w: Bench) -> None:
    w.add("DatabaseReader", url="sqlite:///shop.db", table="orders")


@refused(
    "The table to create is there already.",
    'Node "database_writer" (Database Writer) failed: there is a table "orders" already; choose `append`, '
    "`upsert` or `replace`",
)
def _(w: Bench) -> None:
    sqlite3.connect("shop.db").execute("CREATE TABLE orders (id INTEGER)").connection.close()
    w.table({"id": [1]}) >> w.add("DatabaseWriter", url="sqlite:///shop.db", table="orders")


@refused(
    "The web address has a password in it.",
    'Node "http_request" (HTTP Request) failed: the URL holds a user or password: take them out, and set '
    "`auth` to `basic` with a secret",
)
def _(w: Bench) -> None:
    w.add("HttpRequest", url="https://anna:s3cret@api.example.org/orders")


@refused(
    "Nobody answers at the web address.",
    'Node "http_request" (HTTP Request) failed: "http://127.0.0.1:9/orders" cannot be reached: connection '
    "refused; check the address, and whether its server runs",
)
def _(w: Bench) -> None:
    w.add("HttpRequest", url="http://127.0.0.1:9/orders", retries=0, timeout=2)
