"""A passing folder for what a bundle is packed from and unpacked to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from knode.core.errors import StoreFull, StoreReadOnly, UsageError
from knode.core.passing import passing_folder

HINT = "Make room there, or name another folder by the environment variable TMPDIR"


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder of the system's temporary ones, which is gone afterwards.

    Raises UsageError where there is none that can be written, as in a container whose files are read-only, or when it is full.
    """
    with ExitStack() as passing:
        try:
            folder = passing.enter_context(passing_folder())
        except OSError as error:
            raise UsageError(f"No temporary folder can be written ({error.strerror or error}). {HINT}.") from None
        try:
            yield folder
        except (StoreFull, StoreReadOnly) as error:
            if not str(error.facts.get("folder", "")).startswith(str(folder)):
                raise
            raise UsageError(f"The temporary folder {folder.parent} is full or cannot be written. {HINT}.") from None
