"""What columns are for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from knode.api import ArrayStep, Columns, DataError, Example, Node, Role, Table, TableSpec, quoted, setting
from knode_nodes.prep._columns import PORT

ROLES = "roles"
"""The key of the roles in the `attrs` of a table."""
ALONE = ("target", "weight")


class RoleOf(BaseModel):
    """Which columns have which role."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: Columns = Field(Columns.named(), description="The columns.")
    role: Role = Field("target", description="What they are for.")


class SetRoles(Node):
    """Say what columns are for: the target to predict, features to predict it from, an id, a weight, or nothing.

    The roles stand in the table from here on, through nodes that keep its columns, and are saved with it. Nodes that learn
    take them where their own settings say nothing: the column to predict is the target, rows count by the weight, and
    columns that are ids, weights or to be ignored are no features unless they are named. Who takes no weights says so. Nodes
    that score take what the model predicts, else the target, and count by the weight. There is one target and one weight at
    most.

    Columns that you do not name keep their role; at first each is a feature. No value changes.

    Example: churned is the target, customer_id the id.
    """

    pack = "prep"
    icon = "set-roles"
    shelf = "Columns"
    keywords = (
        "Edit Domain",
        "Select Columns",
        "Select Attributes",
        "meta attribute",
        "class variable",
        "target",
        "Domain",
    )
    example = Example(
        {"roles": [{"columns": ["churned"], "role": "target"}, {"columns": ["customer_id"], "role": "id"}]}
    )
    rowwise = True
    tells = True
    roles: tuple[RoleOf, ...] = setting((), "Which columns have which role.")
    forget: bool = setting(False, "Forget the roles from before: all other columns are features.")

    def run(self, table: Table) -> Table:
        roles: dict[str, str] = {column.name: column.role for column in TableSpec.of(table).columns}
        if self.forget:
            roles = dict.fromkeys(roles, "feature")
        named = self._named(table)
        for role in ALONE:
            chosen = [name for name, given in named.items() if given == role]
            if len(chosen) > 1:
                raise DataError(
                    f"{quoted(chosen[0])} and {quoted(chosen[1])} are both to be the {role}: there can be one",
                    port=PORT,
                    column=chosen[1],
                )
            if chosen:
                # It goes over from the column that had it.
                roles.update({name: "feature" for name, given in roles.items() if given == role})
        return with_roles(table, roles | named)

    def in_production(self) -> SetRoles:
        """Roles change no value: they say what is learnt from, and production need not send targets and weights."""
        return SetRoles()

    def compiled(self, frozen: Mapping[str, Any], columns: TableSpec) -> ArrayStep | None:
        """The table as it is: arrays have no roles."""
        from knode_nodes.prep._compiled_fitted import Without

        return Without([])

    def _named(self, table: Table) -> dict[str, str]:
        named: dict[str, str] = {}
        for one in self.roles:
            for name in one.columns.of(table, port=PORT):
                if named.setdefault(name, one.role) != one.role:
                    raise DataError(
                        f"{quoted(name)} cannot be both {named[name]} and {one.role}: keep one of them",
                        port=PORT,
                        column=name,
                    )
        return named


def with_roles(table: Table, roles: Mapping[str, str]) -> Table:
    """The same table, its columns with these roles."""
    made = table.copy(deep=False)
    others = {name: role for name, role in roles.items() if role != "feature"}
    made.attrs = {key: value for key, value in table.attrs.items() if key != ROLES} | (
        {ROLES: others} if others else {}
    )
    return made
