"""What a node's `run` may ask of the engine: progress, cancelling, messages, the seed, secrets, and its services."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from knode.core.errors import KnodeError

if TYPE_CHECKING:
    from pathlib import Path

    from knode.core.inside import Inside
    from knode.core.settings import Secret
    from knode.core.target import Target
    from knode.core.values import Captured, View


class Context(ABC):
    """Given to a `run` that has an argument of this type. All methods may be called from any thread."""

    node: str
    """The id of the node that runs."""
    seed: int
    """The run's seed; the same seed gives the same result."""
    cores: int
    """How many cores the node may use for its own parallelism (scikit-learn's `n_jobs`)."""
    folder: Path
    """The folder that relative file names start from: the workflow's own."""

    @abstractmethod
    def progress(self, fraction: float | None, message: str = "") -> None:
        """Say how far the node is, in [0, 1]; raises Cancelled when the person has stopped the run."""

    @abstractmethod
    def check_cancelled(self) -> None:
        """Raise Cancelled when the person has stopped the run. Cheap: call it in long loops."""

    @abstractmethod
    def info(self, text: str) -> None:
        """Tell the person something about this run of the node, such as what a reader guessed."""

    @abstractmethod
    def warn(self, text: str) -> None:
        """Tell the person about something that is probably not meant."""

    @abstractmethod
    def secret(self, secret: Secret) -> str:
        """The value of a secret. Raises SecretMissing. It must reach no file, log or message."""

    def show(self, port: str, view: Callable[[], View]) -> None:
        """Show what an output that is a view has come to, while the node runs; its result takes the place of it.

        `view` makes it; it is asked once the one before has been there for a moment.
        """
        return

    def do_not_reuse(self) -> None:
        """Let the node run anew the next time, as what it gives now may have passed by then, such as a failed download."""
        return

    @property
    def inside(self) -> Inside:
        """The workflow that the node holds. Raises KnodeError for a node that holds none."""
        raise KnodeError("Only a node that holds a workflow can run what is inside, and only by an engine.")

    @abstractmethod
    def capture(self) -> Captured:
        """The captured workflow that ends at this node. Raises CaptureError."""

    @abstractmethod
    def execute(self, captured: Captured, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Run a captured workflow with `inputs` by name; its outputs by name."""

    @abstractmethod
    def combine(
        self, segments: Sequence[Captured], wiring: Mapping[str, str], names: Sequence[str], *, name: str = ""
    ) -> Captured:
        """Join captured workflows by the names of their ports, and prove it. Raises CombineError."""

    @abstractmethod
    def write_workflow(self, captured: Captured, path: Path, *, name: str, version: str) -> Mapping[str, Any]:
        """Write a `.knode` file or a bundle, as the name of the file says; `sha256`, `bytes`, `rows`, `written`."""

    @abstractmethod
    def deploy(
        self,
        captured: Captured,
        target: Path | Target,
        *,
        name: str,
        version: str,
        intended_use: str = "",
        replace: bool = False,
    ) -> Mapping[str, Any]:
        """Prove parity, then bring a bundle to a target: a Target, a bundle file (`.knodez`), or a folder of bundles.

        Nothing is written where the same bundle is already. Version `auto` is the newest whole number there while nothing
        has changed, and the next one when something has. Gives `path`, `name`, `version`, `sha256`, `bytes`, `parity_rows`,
        and `changed`. Raises ParityFailed, and DeployFailed when the target refuses or cannot be reached.
        """

    @abstractmethod
    def deployed(self, place: Path, name: str = "") -> Mapping[str, Any] | None:
        """The manifest of the bundle at a place, a file or a folder (its newest version); None when there is none."""

    @abstractmethod
    def read_bundle(self, path: Path) -> Captured:
        """Open a bundle: hashes are checked first, no code runs. A `.knode` file with inputs and outputs is taken too.
        Raises BundleDamaged."""
