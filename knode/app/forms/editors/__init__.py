"""Editors: one class for each shape that a setting may have. Importing this package makes all of them known."""

from knode.app.forms.editors import (  # noqa: F401
    boolean,
    chips,
    choice,
    code,
    column,
    columns,
    fixed,
    grid,
    mapping,
    number,
    optional,
    path,
    record,
    rows,
    secret,
    text,
    value,
)
