"""What is wrong with a model file, as an error of the node."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from knode.api import DataError, StoreError


@contextmanager
def as_data_error() -> Iterator[None]:
    """Tell what the store says of a model as a DataError."""
    try:
        yield
    except StoreError as error:
        message = error.message.rstrip(".")
        raise DataError(message[:1].lower() + message[1:]) from None
