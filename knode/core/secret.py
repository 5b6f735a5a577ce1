"""Where the values of secrets are: in the environment, told by the person for this process, or in the system's keyring."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import TypeVar

from knode.core.errors import UsageError
from knode.core.settings import Secret

SERVICE = "knode"
NAMES = "names of secrets"
"""The entry of the keyring that lists the others: keyrings cannot be asked what they hold."""
T = TypeVar("T")
_told: dict[str, str] = {}


def value_of(secret: Secret) -> str | None:
    """The value: of the environment variable first, then what was told to this process, then of the keyring."""
    return os.environ.get(secret.variable) or _told.get(_key(secret)) or _kept(secret)


def tell(secret: Secret, value: str) -> None:
    """Give a value for this process only."""
    _told[_key(secret)] = value


def _key(secret: Secret) -> str:
    """Names differ by their letters only, as environment variables do."""
    return secret.upper()


def _kept(secret: Secret) -> str | None:
    from importlib.util import find_spec

    if find_spec("keyring") is None:
        return None
    import keyring.errors

    try:
        return keyring.get_password(SERVICE, _key(secret)) or None
    except (keyring.errors.KeyringError, OSError, RuntimeError):
        # A machine without a keyring, or a locked one: the secret is not there, and that is said.
        return None


def keep(secret: Secret, value: str) -> None:
    """Put a value into the keyring. Raises UsageError when there is none."""
    import keyring

    _guarded(lambda: keyring.set_password(SERVICE, _key(secret), value))
    _note({*kept_names(), _key(secret)})


def kept_names() -> list[str]:
    """The names that the keyring holds. Raises UsageError when there is none."""
    _need()
    import keyring

    listed = _guarded(lambda: keyring.get_password(SERVICE, NAMES))
    return sorted(json.loads(listed)) if listed else []


def forget(secret: Secret) -> bool:
    """Remove a value from the keyring; whether there was one. Raises UsageError when there is none."""
    _need()
    import keyring

    if _guarded(lambda: keyring.get_password(SERVICE, _key(secret))) is None:
        return False
    _guarded(lambda: keyring.delete_password(SERVICE, _key(secret)))
    _note(set(kept_names()) - {_key(secret)})
    return True


def _note(names: set[str]) -> None:
    import keyring

    _guarded(lambda: keyring.set_password(SERVICE, NAMES, json.dumps(sorted(names))))


def _need() -> None:
    from importlib.util import find_spec

    if find_spec("keyring") is None:
        raise UsageError(
            "The package keyring is not installed: install knode[keyring], or set an environment variable, "
            "KNODE_SECRET_ and the name of the secret, such as KNODE_SECRET_SALES_DB."
        )


def _guarded(call: Callable[[], T]) -> T:
    _need()
    import keyring.errors

    try:
        return call()
    except (keyring.errors.KeyringError, OSError, RuntimeError) as error:
        raise UsageError(
            f"This system's keyring cannot be used ({type(error).__name__}). Set an environment variable instead, "
            "KNODE_SECRET_ and the name of the secret, such as KNODE_SECRET_SALES_DB."
        ) from None
