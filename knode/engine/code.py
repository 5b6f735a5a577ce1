"""What a node's results depend on beside its settings: its type, version, release and code, as one digest."""

from __future__ import annotations

import functools
import types
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version

from knode.core.node import Node

PACKS = {"knode_nodes": "knode"}
"""The distributions of packages that are not called as theirs."""


def digest(cls: type[Node], settings: bytes) -> bytes:
    """The key of a step: of its class and its settings."""
    return blake2b(_code_of(cls) + settings, digest_size=16).digest()


@functools.lru_cache(maxsize=4096)
def _code_of(cls: type[Node]) -> bytes:
    """The node's type and version, and a digest of the code of its own functions, so that a node whose code was changed, in
    a notebook or by a new release of its pack, does not give its old results."""
    release = release_of(cls.__module__.partition(".")[0])
    made = blake2b(f"{cls.type_id()} {cls.version} {release}".encode(), digest_size=16)
    for name, value in sorted(vars(cls).items()):
        code = getattr(getattr(value, "__func__", value), "__code__", None)
        if isinstance(code, types.CodeType):
            made.update(name.encode() + _plain_code(code))
    return made.digest()


def _plain_code(code: types.CodeType) -> bytes:
    """What a function does, without the file and lines where it stands."""
    inner = b"".join(_plain_code(one) for one in code.co_consts if isinstance(one, types.CodeType))
    constants = repr([_plain_constant(one) for one in code.co_consts if not isinstance(one, types.CodeType)])
    return code.co_code + repr(code.co_names).encode() + constants.encode() + inner


def _plain_constant(constant: object) -> object:
    """A constant with a text that is the same in every process: the order of a set is not."""
    return sorted(map(repr, constant)) if isinstance(constant, frozenset) else constant


@functools.lru_cache(maxsize=64)
def release_of(package: str) -> str:
    """The release of the distribution that a package came with; empty for code of no distribution."""
    try:
        return version(PACKS.get(package, package))
    except PackageNotFoundError:
        return ""
