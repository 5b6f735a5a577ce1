"""Ports that a person names: shared by the nodes whose ports follow from their settings."""

from __future__ import annotations

from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from knode.api import Port

KindName = Literal["table", "model", "view", "variables", "workflow"]


class NamedPort(BaseModel):
    """A port with its name and the kind of value that it carries."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field("table", pattern=r"^[A-Za-z_]\w*$")
    kind: KindName = "table"

    def port(self) -> Port:
        """The port itself."""
        return Port(self.name, self.kind)


class AnswerPort(NamedPort):
    """A port at which production answers."""

    explains: bool = Field(False, description="Give it only when it is asked for: it explains the answer.")


P = TypeVar("P", bound=NamedPort)


def check_names(ports: tuple[P, ...], taken: tuple[str, ...] = ()) -> tuple[P, ...]:
    """The same ports. Raises ValueError when two have one name, or one has a name that is taken."""
    names = [port.name for port in ports]
    for name in names:
        if names.count(name) > 1 or name in taken:
            raise ValueError(f"the port name {name!r} is used twice")
    if not names:
        raise ValueError("at least one port is needed")
    return ports
