"""The plan, a pure state machine: laws that hold for every graph, whatever happens in whatever order."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.engine.plan import Instructions, Plan, State

ENDED = {State.DONE, State.FAILED, State.SKIPPED}


@dataclass
class World:
    """A graph, and everything that a plan said about it while it was carried out."""

    needed: dict[str, list[str]]
    following: dict[str, list[str]] = field(default_factory=dict)
    started: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    released: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.following = {step: [] for step in self.needed}
        for step, sources in self.needed.items():
            for source in sources:
                self.following[source].append(step)

    def reach(self, steps: set[str], edges: dict[str, list[str]]) -> set[str]:
        found, waiting = set(steps), list(steps)
        while waiting:
            for other in edges[waiting.pop()]:
                if other not in found:
                    found.add(other)
                    waiting.append(other)
        return found

    def plan(self, wanted: set[str], known: set[str] = frozenset(), loadable: set[str] = frozenset()) -> Plan:
        return Plan(self.following, self.needed, sorted(wanted), known, loadable)

    def note(self, instructions: Instructions) -> list[str]:
        self.started += instructions.start
        self.skipped += instructions.skip
        self.released += instructions.release
        return list(instructions.start)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    size = draw(st.integers(1, 9))
    needed: dict[str, list[str]] = {}
    for number in range(size):
        needed[f"s{number}"] = (
            draw(st.lists(st.sampled_from(sorted(needed)), unique=True, max_size=3)) if needed else []
        )
    return World(needed)


def subset(draw: st.DrawFn, world: World, least: int = 0) -> set[str]:
    return set(draw(st.lists(st.sampled_from(sorted(world.needed)), unique=True, min_size=least)))


def carry_out(data: st.DataObject, world: World, plan: Plan, failing: set[str] = frozenset()) -> None:
    """Carry a plan out in a random order, and hold it at each step to what a runner relies on."""
    running = world.note(plan.begin())
    while running:
        step = running.pop(data.draw(st.integers(0, len(running) - 1)))
        assert plan.states[step] is State.RUNNING
        for source in world.needed[step]:
            assert plan.states[source] in (State.DONE, State.REUSED), f"{step} started before {source}"
            assert source not in world.released, f"{source} was released before {step} had it"
        if step in failing:
            world.failed.append(step)
            running += world.note(plan.failed(step))
        else:
            world.done.append(step)
            running += world.note(plan.done(step))
    assert plan.finished


@settings(max_examples=150)
@given(st.data(), worlds())
def test_every_needed_step_runs_once_in_topological_order_and_no_other(data: st.DataObject, world: World):
    wanted = subset(data.draw, world, 1)
    plan = world.plan(wanted)
    needed = world.reach(wanted, world.needed)
    assert set(plan.to_run) == needed
    carry_out(data, world, plan)
    assert sorted(world.started) == sorted(needed)
    assert {step for step, state in plan.states.items() if state is State.UNNEEDED} == set(world.needed) - needed
    assert set(world.released) == needed - wanted, "every value that nobody asked for is let go, and only those"
    assert len(world.released) == len(set(world.released))


@settings(max_examples=150)
@given(st.data(), worlds())
def test_a_failure_skips_exactly_its_descendants(data: st.DataObject, world: World):
    wanted, failing = subset(data.draw, world, 1), subset(data.draw, world)
    plan = world.plan(wanted)
    carry_out(data, world, plan, failing)
    needed = world.reach(wanted, world.needed)
    below = world.reach(set(world.failed), world.following) & needed - set(world.failed)
    assert set(world.skipped) == below
    assert len(world.skipped) == len(below)
    assert set(world.done) == needed - below - set(world.failed)
    assert set(world.started).isdisjoint(world.skipped)


@settings(max_examples=150)
@given(st.data(), worlds())
def test_what_is_known_is_reused_and_its_ancestors_do_not_run_for_it(data: st.DataObject, world: World):
    wanted, known = subset(data.draw, world, 1), subset(data.draw, world)
    loadable = {step for step in known if data.draw(st.booleans())}
    plan = world.plan(wanted, known, loadable)
    carry_out(data, world, plan)
    expected: set[str] = set()
    waiting = [step for step in wanted if step not in known]
    while waiting:
        step = waiting.pop()
        if step not in expected:
            expected.add(step)
            waiting += [source for source in world.needed[step] if source not in loadable]
    assert set(world.started) == expected
    for step in wanted & known - expected:
        assert plan.states[step] is State.REUSED


@settings(max_examples=150)
@given(st.data(), worlds())
def test_lost_results_are_computed_again_and_the_run_still_ends_well(data: st.DataObject, world: World):
    wanted, known = subset(data.draw, world, 1), subset(data.draw, world)
    gone = {step for step in known if data.draw(st.booleans())}
    plan = world.plan(wanted, known, known)
    running, held = world.note(plan.begin()), set()
    while running:
        step = running.pop(data.draw(st.integers(0, len(running) - 1)))
        lost = next((source for source in world.needed[step] if source in gone and source not in held), None)
        if lost is not None:
            running += world.note(plan.lost(lost, by=step))
            continue
        assert step not in held, f"{step} ran twice"
        for source in world.needed[step]:
            assert source in held | known
        held.add(step)
        running += world.note(plan.done(step))
    assert plan.finished
    assert all(plan.states[step] in (State.DONE, State.REUSED) for step in wanted)
    assert not world.skipped


@settings(max_examples=100)
@given(st.data(), worlds())
def test_after_cancelling_nothing_new_starts_and_the_run_ends_with_what_runs(data: st.DataObject, world: World):
    plan = world.plan(subset(data.draw, world, 1))
    running = world.note(plan.begin())
    for _ in range(data.draw(st.integers(0, len(world.needed)))):
        if running:
            running += world.note(plan.done(running.pop()))
    world.note(plan.cancelled())
    before = len(world.started)
    for step in running:
        world.note(plan.done(step) if data.draw(st.booleans()) else plan.failed(step))
    assert plan.finished
    assert len(world.started) == before
    assert all(state in ENDED | {State.UNNEEDED} for state in plan.states.values())


def test_a_failing_diamond_skips_its_end_once():
    world = World({"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"]})
    plan = world.plan({"d"})
    assert plan.begin().start == ["a"]
    assert plan.done("a").start == ["b", "c"]
    assert plan.failed("b").skip == ["d"]
    assert plan.failed("c").skip == []
    assert plan.finished


def test_a_value_is_released_with_its_last_consumer_and_not_before():
    world = World({"a": [], "b": ["a"], "c": ["a"], "d": ["c"]})
    plan = world.plan({"b", "d"})
    plan.begin()
    assert plan.done("a").release == []
    assert plan.done("b").release == []
    assert plan.done("c").release == ["a"]
    assert plan.done("d").release == ["c"]


def test_a_plan_in_which_all_is_known_is_finished_before_it_begins():
    world = World({"a": [], "b": ["a"]})
    plan = world.plan({"b"}, {"b"}, {"b"})
    assert plan.finished
    assert plan.begin() == Instructions()
    assert plan.states == {"a": State.UNNEEDED, "b": State.REUSED}


@pytest.mark.parametrize("shape", ["chain", "wide"])
def test_a_plan_for_twenty_thousand_steps_needs_no_recursion_and_no_square_of_them(shape: str):
    size = 20_000
    chain = {f"s{number}": [f"s{number - 1}"] if number else [] for number in range(size)}
    wide = {"s0": []} | {f"s{number}": ["s0"] for number in range(1, size - 1)}
    wide[f"s{size - 1}"] = [f"s{number}" for number in range(1, size - 1)]
    world = World(chain if shape == "chain" else wide)
    plan = world.plan({f"s{size - 1}"})
    running = world.note(plan.begin())
    while running:
        running += world.note(plan.done(running.pop()))
    assert plan.finished
    assert len(world.started) == size


def test_a_failure_at_the_head_of_a_long_chain_skips_all_of_it():
    size = 20_000
    world = World({f"s{number}": [f"s{number - 1}"] if number else [] for number in range(size)})
    plan = world.plan({f"s{size - 1}"})
    plan.begin()
    assert len(plan.failed("s0").skip) == size - 1
    assert plan.finished
