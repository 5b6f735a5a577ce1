"""The plan: a pure state machine. What happened goes in, what to do comes out. No threads, no clock, no I/O.

A step is needed when somebody asked for it or when a step that must run needs its output. A needed step whose result is
in the store is reused; its own sources are then not needed for it. A failure skips what depends on it and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum


class State(Enum):
    """Where a step stands."""

    UNNEEDED = "unneeded"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REUSED = "reused"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(slots=True)
class Instructions:
    """What to do now: steps to start, steps that will not run, and steps whose values nobody needs any more."""

    start: list[str] = field(default_factory=list)
    skip: list[str] = field(default_factory=list)
    release: list[str] = field(default_factory=list)


class Plan:
    """Decides what runs next.

    Args:
        following: for each step those that need its output.
        needed: for each step those whose output it needs.
        wanted: the steps that somebody asked for.
        known: steps with a known result; those wanted are reused.
        loadable: the part of `known` whose values can be had, so that steps which run can take them as input.
    """

    def __init__(
        self,
        following: Mapping[str, Sequence[str]],
        needed: Mapping[str, Sequence[str]],
        wanted: Iterable[str],
        known: Collection[str] = (),
        loadable: Collection[str] = (),
    ) -> None:
        self._following = following
        self._sources = needed
        known = set(known)
        self._loadable = set(loadable)
        self._wanted = set(wanted)
        self.states: dict[str, State] = dict.fromkeys(following, State.UNNEEDED)
        self._open: dict[str, int] = {}
        self._users: dict[str, int] = {}
        self._left = 0
        self._need([step for step in self._wanted if step not in known])
        for step in self._wanted:
            if step in known and self.states[step] is State.UNNEEDED:
                self.states[step] = State.REUSED

    @property
    def finished(self) -> bool:
        """Nothing waits and nothing runs."""
        return not self._left

    @property
    def to_run(self) -> list[str]:
        """The steps that have no result yet and will run unless something fails."""
        return [step for step, state in self.states.items() if state is State.WAITING]

    def begin(self) -> Instructions:
        """What to start first."""
        return Instructions(start=self._started(step for step in self.to_run if not self._open[step]))

    def done(self, step: str) -> Instructions:
        """`step` has finished: what it frees, and what nobody needs any more."""
        self.states[step] = State.DONE
        self._left -= 1
        ready = []
        for follower in self._following[step]:
            if self.states[follower] is State.WAITING:
                self._open[follower] -= 1
                if not self._open[follower]:
                    ready.append(follower)
        return Instructions(start=self._started(ready), release=self._let_go(step))

    def failed(self, step: str) -> Instructions:
        """`step` has failed: what depends on it will not run."""
        self.states[step] = State.FAILED
        skipped: list[str] = []
        waiting = [step]
        while waiting:
            for follower in self._following[waiting.pop()]:
                if self.states[follower] is State.WAITING:
                    self.states[follower] = State.SKIPPED
                    skipped.append(follower)
                    waiting.append(follower)
        self._left -= 1 + len(skipped)
        release = self._let_go(step)
        for follower in skipped:
            release.extend(self._let_go(follower))
        return Instructions(skip=skipped, release=release)

    def cancelled(self) -> Instructions:
        """The person stopped the run: what waits will not run. What runs is the runner's to stop."""
        skipped = self.to_run
        for step in skipped:
            self.states[step] = State.SKIPPED
        self._left -= len(skipped)
        return Instructions(skip=skipped)

    def lost(self, step: str, *, by: str) -> Instructions:
        """The stored value of `step` turned out to be gone when `by` wanted to start: it must be computed again."""
        self._loadable.discard(step)
        self.states[by] = State.WAITING
        self._open[by] = 1
        before = set(self.to_run)
        if self.states[step] not in (State.WAITING, State.RUNNING):
            for follower in self._following[step]:
                if follower != by and self.states[follower] is State.WAITING:
                    self._open[follower] += 1
            self._need([step])
        fresh = [found for found in self.to_run if found not in before]
        return Instructions(start=self._started(found for found in fresh if not self._open[found]))

    def _need(self, steps: Iterable[str]) -> None:
        """Mark steps to be run, and find out what they need."""
        waiting = list(steps)
        for step in waiting:
            self.states[step] = State.WAITING
        while waiting:
            step = waiting.pop()
            self._left += 1
            self._open[step] = 0
            for source in self._sources[step]:
                self._users[source] = self._users.get(source, 0) + 1
                state = self.states[source]
                if state is State.UNNEEDED or state is State.REUSED:
                    if source in self._loadable:
                        self.states[source] = State.REUSED
                        continue
                    self.states[source] = State.WAITING
                    waiting.append(source)
                if self.states[source] in (State.WAITING, State.RUNNING):
                    self._open[step] += 1

    def _started(self, steps: Iterable[str]) -> list[str]:
        started = list(steps)
        for step in started:
            self.states[step] = State.RUNNING
        return started

    def _let_go(self, step: str) -> list[str]:
        """The sources of a step that has ended which no other step will ask for."""
        free = []
        for source in self._sources[step]:
            self._users[source] -= 1
            if not self._users[source] and source not in self._wanted:
                free.append(source)
        if not self._users.get(step) and step not in self._wanted and self.states[step] is State.DONE:
            free.append(step)
        return free
