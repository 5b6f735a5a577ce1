"""What a person is likely to want: what usually follows what, what they used and what they marked."""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from knode.app import config, resources
from knode.core.catalogue import Hit, Side

OWN_WEIGHT = 6.0
"""How much one link of the person's own counts against the shipped weights, which are about 30 for a usual pair."""
STRONGEST = 9.0
"""How many points of a match the likeliest node gets on top: less than a better kind of match, more than a longer name."""
RECENT = 12


class Habits:
    """The person's own links, counted by the types at their ends, and what they used last and marked as a favourite.

    One small file in the config folder; other windows and programs of the same person write it too, and the last wins.
    """

    FILE = "habits"

    def __init__(self) -> None:
        read = config.read(self.FILE, {})
        data = read if isinstance(read, dict) else {}
        self._links = _counts(data.get("links"))
        self._added = _counts(data.get("added"))
        self.recent: list[str] = _names(data.get("recent"))
        self.favourites: list[str] = _names(data.get("favourites"))

    def count_link(self, source: str, target: str) -> None:
        """A link from a node of one type to one of another was made."""
        self._links[f"{source} {target}"] += 1

    def count_added(self, type_id: str) -> None:
        """A node of that type was added."""
        self._added[type_id] += 1
        self.recent = [type_id, *(one for one in self.recent if one != type_id)][:RECENT]

    def toggle_favourite(self, type_id: str) -> bool:
        """Mark a type as a favourite, or no longer; whether it is one now."""
        if type_id in self.favourites:
            self.favourites.remove(type_id)
        else:
            self.favourites.append(type_id)
        return type_id in self.favourites

    def as_json(self) -> dict[str, Any]:
        """What is kept in the file."""
        return {
            "links": dict(self._links),
            "added": dict(self._added),
            "recent": list(self.recent),
            "favourites": list(self.favourites),
        }

    def likelihood(self, type_id: str, beside: str | None = None, side: Side = "in") -> float:
        """How likely a node of that type is wanted, as a weight.

        Args:
            type_id: the type that may be added.
            beside: the type of the node that it is to be connected with.
            side: the side of the new node on which that one is: "in" when the new one follows it.
        """
        general = _usage().get(type_id, 0) / 100 + min(self._added[type_id], 50) / 10
        if beside is None:
            return general
        source, target = (beside, type_id) if side == "in" else (type_id, beside)
        shipped = _follows().get(source, {}).get(target, 0)
        return float(shipped + OWN_WEIGHT * self._links[f"{source} {target}"] + general)

    def usual_next(self, type_id: str) -> list[str]:
        """The types that follow one, the likeliest first; those that never did are left out."""
        own = {pair.partition(" ")[2] for pair in self._links if pair.partition(" ")[0] == type_id}
        known = {*_follows().get(type_id, {}), *own}
        return sorted(known, key=lambda one: (-self.likelihood(one, type_id), one))

    def ranked(self, hits: list[Hit], beside: str | None = None, side: Side = "in") -> list[Hit]:
        """Hits with the likelier ones further up; a much better match stays before a likelier one."""
        weights = {hit.entry.type: self.likelihood(hit.entry.type, beside, side) for hit in hits}
        most = max(weights.values(), default=0.0) or 1.0
        return sorted(
            hits, key=lambda hit: (-hit.score - STRONGEST * weights[hit.entry.type] / most, hit.entry.title.folded)
        )


@functools.cache
def _priors() -> Mapping[str, Any]:
    found: dict[str, Any] = json.loads(resources.app_file("priors.json").read_text(encoding="utf-8"))
    return found


def _follows() -> Mapping[str, Mapping[str, int]]:
    follows: Mapping[str, Mapping[str, int]] = _priors()["follows"]
    return follows


def _usage() -> Mapping[str, int]:
    usage: Mapping[str, int] = _priors()["usage"]
    return usage


def _counts(data: Any) -> Counter[str]:
    """Counts from a file that somebody may have edited."""
    given = data if isinstance(data, dict) else {}
    return Counter({str(name): count for name, count in given.items() if type(count) is int and count > 0})


def _names(data: Any) -> list[str]:
    return [name for name in data if isinstance(name, str)] if isinstance(data, list) else []
