"""How captured workflows join: which output feeds which input, by the names of the ports or as a person says.

The parts are called segments. For each name that is not wired by hand:

- a segment that gives the name and does not take it, the giver, feeds all that take it;
- segments that take the name and give it again stand between, one behind the other, in the order in which they come;
- a name that nobody gives is an input of the combination, one for all that take it;
- an output that feeds nobody is an output of the combination.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from knode.core.errors import CombineError, UnknownName, quoted
from knode.core.spec import WorkflowSpec

End = tuple[str, str]
"""A segment and the name of one of its inputs or outputs."""


@dataclass(slots=True)
class Wiring:
    """What feeds each input of each segment, and what the combination takes and gives."""

    order: list[str]
    """The segments, each behind those that feed it."""
    fed: dict[End, End] = field(default_factory=dict)
    """The output that feeds an input."""
    inputs: dict[str, list[End]] = field(default_factory=dict)
    """The inputs of the combination, and those of segments that each of them fills."""
    outputs: dict[str, End] = field(default_factory=dict)


def wired(specs: Mapping[str, WorkflowSpec], by_hand: Mapping[str, str]) -> Wiring:
    """The wiring of segments by name.

    Args:
        specs: their inputs and outputs, which are all known, in the order in which the segments were connected.
        by_hand: `{"b.rows": "a.table"}` feeds an input, `{"b.rows": "extra"}` makes it the input `extra` of the
            combination, `{"scored": "a.table"}` gives an output under that name, whether it feeds others or not.

    Raises:
        UnknownName: `by_hand` names a segment or port that does not exist.
        CombineError: two outputs have one name, or segments feed each other in a circle.
    """
    made = Wiring(list(specs))
    for target, source in by_hand.items():
        _wire_by_hand(specs, made, target, source)
    for name in _names(specs):
        _wire_by_name(specs, made, name, set(by_hand))
    _give_the_rest(specs, made, set(by_hand.values()))
    made.order = _ordered(list(specs), made.fed)
    made.inputs = {name: sorted(ends, key=lambda end: made.order.index(end[0])) for name, ends in made.inputs.items()}
    return made


def _wire_by_hand(specs: Mapping[str, WorkflowSpec], made: Wiring, target: str, source: str) -> None:
    if "." in target:
        into = _end(specs, target, "inputs")
        if "." in source:
            made.fed[into] = _end(specs, source, "outputs")
        else:
            made.inputs.setdefault(_plain(source), []).append(into)
    else:
        made.outputs[_plain(target)] = _end(specs, source, "outputs")


def _plain(name: str) -> str:
    if not name.isidentifier():
        raise CombineError(f"{quoted(name)} is no name for an input or output: use letters, digits and _.")
    return name


def _end(specs: Mapping[str, WorkflowSpec], text: str, side: str) -> End:
    segment, _, port = text.partition(".")
    if segment not in specs:
        raise UnknownName("segment", segment, specs, f"for {quoted(text)} in the wiring")
    known = getattr(specs[segment], side) or {}
    if port not in known:
        raise UnknownName(side.removesuffix("s"), port, known, f"of segment {quoted(segment)}")
    return segment, port


def _names(specs: Mapping[str, WorkflowSpec]) -> list[str]:
    """Every name of an input, in the order in which they first come."""
    return list(dict.fromkeys(name for spec in specs.values() for name in spec.inputs or {}))


def _wire_by_name(specs: Mapping[str, WorkflowSpec], made: Wiring, name: str, by_hand: set[str]) -> None:
    takers = [
        segment for segment, spec in specs.items() if name in (spec.inputs or {}) and f"{segment}.{name}" not in by_hand
    ]
    givers = [segment for segment, spec in specs.items() if name in (spec.outputs or {}) and segment not in takers]
    if takers and len(givers) > 1:
        raise _two_outputs(name, (givers[0], name), (givers[1], name), f"and {takers[0]}.{name} takes one of them")
    last = givers[0] if givers else None
    onward = [segment for segment in takers if name in (specs[segment].outputs or {})]
    for segment in [*onward, *(segment for segment in takers if segment not in onward)]:
        if last is None:
            made.inputs.setdefault(name, []).append((segment, name))
        else:
            made.fed[segment, name] = last, name
        last = segment if segment in onward else last


def _two_outputs(name: str, one: End, other: End, why: str) -> CombineError:
    return CombineError(
        f"Two outputs have the name {quoted(name)}: {'.'.join(one)} and {'.'.join(other)}, {why}. Say in the wiring "
        f'what is meant, such as {{"{name}_{other[0]}": "{".".join(other)}"}}.'
    )


def _give_the_rest(specs: Mapping[str, WorkflowSpec], made: Wiring, by_hand: set[str]) -> None:
    """Outputs that feed nobody, and are not given by hand, are given under their own names."""
    used = set(made.fed.values())
    for segment, spec in specs.items():
        for name in spec.outputs or {}:
            if (segment, name) in used or f"{segment}.{name}" in by_hand:
                continue
            if name in made.outputs:
                raise _two_outputs(name, made.outputs[name], (segment, name), "neither of which feeds a segment")
            made.outputs[name] = segment, name


def _ordered(segments: list[str], fed: Mapping[End, End]) -> list[str]:
    """Each segment behind those that feed it; otherwise as they came. Raises CombineError for a circle."""
    needs = {segment: {source for (target, _), (source, _) in fed.items() if target == segment} for segment in segments}
    order: list[str] = []
    while len(order) < len(segments):
        ready = next((one for one in segments if one not in order and needs[one] <= set(order)), None)
        if ready is None:
            left = [one for one in segments if one not in order]
            raise CombineError(f"The segments feed each other in a circle: {' → '.join(_circle(left, needs))}.")
        order.append(ready)
    return order


def _circle(left: list[str], needs: Mapping[str, set[str]]) -> list[str]:
    path = [left[0]]
    while path.count(path[-1]) == 1:
        path.append(min(needs[path[-1]] & set(left)))
    return list(reversed(path[path.index(path[-1]) :]))


def segment_names(count: int, given: Sequence[str] = ()) -> list[str]:
    """What segments are called: the names that are given for the first of them, then letters: a, b … z, s27 …

    Raises CombineError for names that are too many, stand twice, or cannot stand in the wiring.
    """
    letters = [chr(ord("a") + place) if place < 26 else f"s{place + 1}" for place in range(count)]
    names = [*given, *letters[len(given) :]]
    wrong = next((name for name in names if not name.isidentifier() or names.count(name) > 1), None)
    if wrong is not None:
        raise CombineError(f"{quoted(wrong)} is no name for a segment, or stands twice: use letters, digits and _.")
    if len(names) > count:
        raise CombineError(f"There are {len(names)} names for {count} segments.")
    return names
