"""Makes all editors known: each registers itself when its module is imported."""

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
