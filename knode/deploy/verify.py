"""Verifies a bundle: its hashes, the packages that it wants, and that its contract rows still come out as they did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knode.core.errors import BundleDamaged, BundleError, KnodeError, TrustRequired, UsageError
from knode.core.registry import REGISTRY, Registry
from knode.deploy.bundle import Sealed
from knode.deploy.parity import ABSOLUTE, RELATIVE, differences
from knode.deploy.requirements import Difference, hint
from knode.deploy.sizes import parts_of
from knode.engine.inline import Inline, run_captured

TOLERANCES = {"floats": {"relative": RELATIVE, "absolute": ABSOLUTE}, "everything else": "equal"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of verifying a bundle; it is sound when there are no `errors`.

    `rows` are the contract rows by output, `compiled` the outputs that the compiled plan gives on this machine, and
    `refused` why it does not give the others.
    """

    manifest: Mapping[str, Any]
    sha256: str
    bytes: int
    rows: Mapping[str, int] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    compiled: tuple[str, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)
    errors: tuple[KnodeError, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The verdict as JSON data."""
        return {
            "status": "failed" if self.errors else "done",
            "name": self.manifest["name"],
            "version": self.manifest["version"],
            "sha256": self.sha256,
            "bytes": self.bytes,
            "parts": parts_of(self.manifest),
            "members": len(self.manifest["members"]),
            "rows": dict(self.rows),
            "tolerances": TOLERANCES,
            "compiled": list(self.compiled),
            "not_compiled": dict(self.refused),
            "packages": [difference.as_json() for difference in self.differences],
            "errors": [error.as_json() for error in self.errors],
        }


def verify(path: Path, *, trust: bool = False, registry: Registry = REGISTRY) -> Verdict:
    """Replay the contract rows of a bundle on this machine, through its nodes and through its compiled plan.

    Args:
        path: the bundle.
        trust: run code that is in the bundle.
        registry: where its nodes are found.

    Raises:
        UsageError: there is no such file.
        BundleDamaged: it is no bundle, or its content is not what its manifest says.
        BundleError: it cannot be opened with what is installed here.
        TrustRequired: it holds code, and nobody said to trust it, or a model of unknown types.
    """
    sealed = Sealed.read(path, registry)
    captured = sealed.opened().captured
    contract = captured.contract
    compiled, refused = _plan(sealed, list(contract.outputs))
    errors: list[KnodeError] = []
    if not contract.outputs:
        errors.append(BundleError(f"{path}: no held-out rows came with this bundle, so nothing can prove it."))
    else:
        try:
            errors += differences(contract.outputs, run_captured(captured, contract.inputs, Inline(trust=trust)))
        except TrustRequired:
            raise
        except UsageError as error:
            raise UsageError(f"{error.message}{hint(sealed.manifest.get('packages', {}))}", **error.facts) from None
        except KnodeError as error:
            errors.append(error)
    return Verdict(
        manifest=sealed.manifest,
        sha256=sealed.sha256,
        bytes=sealed.bytes,
        rows={name: len(table) for name, table in contract.outputs.items()},
        differences=sealed.differences,
        compiled=compiled,
        refused=refused,
        errors=tuple(errors),
    )


def _plan(sealed: Sealed, outputs: Iterable[str]) -> tuple[tuple[str, ...], dict[str, str]]:
    """The outputs that the compiled plan gives here, and why it does not give the others: the nodes themselves do."""
    try:
        plan = sealed.plan()
    except BundleDamaged as error:
        # The hashes were right: another release of a pack wrote it.
        return (), dict.fromkeys(outputs, error.message)
    return (tuple(sorted(plan.outputs)), dict(plan.refused)) if plan is not None else ((), {})
