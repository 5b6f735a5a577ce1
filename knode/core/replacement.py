"""Files that take the place of others once they are whole, whatever becomes of the process that writes them."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from knode.core.passing import passing


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to, which takes the place of `path` at the end; after an error the old file is as it was.

    The new file has the rights of the old one, or those that the umask allows. Raises OSError.
    """
    target = path.resolve()  # The file behind a symbolic link changes, not the link.
    if target.exists() and not target.is_file() and not target.is_dir():
        raise OSError(errno.EINVAL, "it is a pipe or a device, and no plain file")
    with passing(target) as file:
        written = Path(file.name)
        rights = stat.S_IMODE(target.stat().st_mode if target.exists() else written.stat().st_mode)
        with suppress(OSError):
            # At once, as nobody else may read what the old file hid; but whoever writes it may.
            written.chmod(rights | stat.S_IRUSR | stat.S_IWUSR)
        yield file
        finish(file)
        with suppress(OSError):
            written.chmod(rights)
        if sys.platform == "win32":
            # There nobody may rename an open file.
            file.close()
        written.replace(target)


def finish(file: IO[bytes]) -> None:
    """Bring what was written to the disk."""
    file.flush()
    os.fsync(file.fileno())
