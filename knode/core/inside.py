"""What a node that holds a workflow does with it: looks at its ends and parameters, and runs it, once or many times."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from knode.core.parameter import Parameter
    from knode.core.spec import Spec
    from knode.core.values import Model


@dataclass(frozen=True, slots=True)
class Call:
    """One run of the inside.

    `inputs` are values by the names of its inputs; one that is absent takes the example that is connected to it inside.
    `parameters` are values of its parameters by name; others keep what the node's settings or the parameter's default say.
    `name` is how a person is told of this run: "iteration 3 (region = North)". `seed` is the run's own unless given.
    `held_out` are other values for some of the inputs: what has learnt from `inputs` answers for these, and every model that
    comes out does so as a `Learnt`. Of tables that are parts of one, see `core.rows`, errors name the rows of that one.
    """

    inputs: Mapping[str, Any] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""
    seed: int | None = None
    held_out: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Learnt:
    """A model that came out of a call with held-out rows.

    `table` are these rows with the model's answers. On their way to it they went through what production's rows would:
    models that were learnt on the way were applied, nodes that choose rows for training only were passed by. `before` are
    those models, in turn; None where other nodes changed the rows too, of which `changed` names the first. `seconds` is what
    the call took.
    """

    model: Model
    table: pd.DataFrame
    before: tuple[Model, ...] | None
    seconds: float
    changed: str = ""


class Inside(ABC):
    """The workflow that a node holds, as its `run` sees it: `context.inside`.

    A node that holds a workflow is one step of the workflow around it:

        class Twice(Node):
            \"\"\"Run what is inside twice, the second time on what the first time gave.\"\"\"

            pack = "flow"
            holds = True

            def run(self, context: Context, **inputs: Any) -> dict[str, Any]:
                first = context.inside.run(inputs, {"round": 1}, name="first round")
                return context.inside.run(first, {"round": 2}, name="second round")

    Its ports are those that `Node.holding` makes of the inside's, by default the same. The inside is compiled once; from run
    to run only the nodes whose settings are bound to parameters are made anew. Nothing in it is stored: the node's own
    result is, and it is reused while neither the settings nor the inside nor the inputs have changed.
    """

    parameters: Mapping[str, Parameter]
    """The inside's parameters by name."""
    inputs: Mapping[str, str]
    """The kinds of its inputs by name."""
    outputs: Mapping[str, str]
    """The kinds of its outputs by name."""

    @abstractmethod
    def specs(self, inputs: Mapping[str, Spec | None], varying: Collection[str] = ()) -> Mapping[str, Spec | None]:
        """The specs of its outputs by name, from those of its inputs; None where they are not known before it runs, or
        depend on a parameter among `varying`. Raises what a node inside knows to be wrong."""

    @abstractmethod
    def run(
        self,
        inputs: Mapping[str, Any],
        parameters: Mapping[str, Any] | None = None,
        *,
        name: str = "",
        seed: int | None = None,
        held_out: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Run it once, in this thread; its outputs by name. See `Call` for the arguments.

        An output behind an inactive branch is `INACTIVE`. Inputs that are None count as absent.

        Raises:
            InsideFailed: a node in it failed, or a parameter or an input does not fit: `call`, `node`, `label`, `reason` and
                `cause` say which and why.
            Cancelled: the person has stopped the run.
        """

    @abstractmethod
    def run_all(
        self,
        calls: Iterable[Call],
        *,
        parallel: bool = True,
        total: int | None = None,
        begun: int = 0,
        keep_errors: bool = False,
    ) -> Iterator[Any]:
        """Run it for each call, and give the outputs in the order of the calls.

        With `parallel` the calls share the cores that are free. They are taken from `calls` as they are started, a few ahead
        of what is given, so that neither all inputs nor all outputs are in memory at once. One progress bar is shown, of
        `total` calls if that is known, of which `begun` came before. With `keep_errors` an `InsideFailed` is given in the
        place of the outputs of a call that failed; otherwise the first one is raised.

        Raises what `run` raises; Cancelled when the person stops the run.
        """
