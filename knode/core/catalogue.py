"""The catalogue of all nodes, and the one search in it that the command line, quick add and the library share."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from knode.core.errors import KnodeError
from knode.core.matching import Match, Query, Spans, Text
from knode.core.node import Node
from knode.core.ports import VARIABLES_PORT, Port, Ports
from knode.core.registry import REGISTRY, Registry

SYNONYM, PACK, SUMMARY, HELP = 0.94, 0.6, 0.35, 0.25
"""What a match in another place than the title counts."""
LATER = 0.25, 2.0
"""Points that a synonym loses for each that its author put before it, and at most."""
SEVERAL = 0.85
"""What it counts when the words of the query are found in several places."""
FEW = 4
"""With fewer hits than this, slips of the finger and whole helps are looked through too."""
MOST_WORDS = 0.5
"""The part of the query's words that must be found where no node has them all."""
WORTH = 0.5
"""The part of the best hit's score that another must have: what hardly matches is in the way when something does."""
LONGEST = 200
"""As many characters of what is typed are looked for; no name is longer, and a pasted page would take seconds."""
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z(`])|\n\s*\n|\n(?=-\s)")

Side = Literal["in", "out"]


@dataclass(frozen=True)
class Entry:
    """A node that can be added."""

    cls: type[Node]
    type: str
    title: Text
    pack: Text
    summary: str
    synonyms: tuple[Text, ...]
    ports: Ports
    words: Text = field(repr=False)

    @property
    def name(self) -> str:
        """The title as text."""
        return self.title.shown

    def fitting(self, side: Side, kind: str) -> Port | None:
        """The port that takes (side "in") or gives (side "out") a kind, the most needed first."""
        if side == "out":
            return next((port for port in self.ports.outputs if port.kind == kind), None)
        fitting = [port for port in self.ports.inputs if port.kind == kind]
        if fitting:
            return min(fitting, key=lambda port: port.optional)
        return VARIABLES_PORT if kind == VARIABLES_PORT.kind else None

    def giving_on(self, kind: str) -> bool:
        """Whether the node takes a kind and gives that kind, so that it can stand in a link."""
        sides = (self.ports.inputs, self.ports.outputs)
        return all(any(port.kind == kind for port in ports) for ports in sides)

    @functools.cached_property
    def help(self) -> Text:
        """The whole help, with the names."""
        return Text.of(f"{self.type} {self.words.shown} {self.cls.help()}")

    @property
    def letters(self) -> int:
        """The letters that occur in anything that is searched."""
        return self.words.letters


class Hit(NamedTuple):
    """An entry that was found: how well, what to light up in the title, and the synonym that matched instead of it."""

    entry: Entry
    score: float
    spans: Spans = ()
    synonym: Text | None = None
    synonym_spans: Spans = ()


class Catalogue:
    """All nodes of a registry, read when they are first asked for."""

    def __init__(self, registry: Registry = REGISTRY) -> None:
        self._registry = registry

    @functools.cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, by title."""
        return tuple(sorted(map(entry_of, self._registry.all()), key=lambda entry: entry.title.folded))

    @functools.cached_property
    def by_type(self) -> dict[str, Entry]:
        """The entries by type id."""
        return {entry.type: entry for entry in self.entries}

    @property
    def is_read(self) -> bool:
        """Whether asking for the entries costs nothing any more."""
        return "entries" in self.__dict__

    def search(self, typed: str, among: Iterable[Entry] | None = None) -> list[Hit]:
        """What matches the typed text, the best first; everything by title when nothing was typed.

        Names count most, then synonyms, then the pack, the first sentence, and the whole help. Where little is found, slips
        of the finger are forgiven, and where nothing is, some of the words are enough.
        """
        entries = self.entries if among is None else tuple(among)
        query = Query(typed[:LONGEST])
        if not query:
            return [Hit(entry, 0.0) for entry in entries]
        hits = [hit for entry in entries if (hit := _hit(query, entry))]
        if len(hits) < FEW:
            found = {hit.entry.type for hit in hits}
            others = [entry for entry in entries if entry.type not in found]
            hits += [hit for entry in others if (hit := _slip(query, entry) or _in_help(query, entry))]
        hits = hits or [hit for entry in entries if (hit := _some_words(query, entry))]
        least = max((hit.score for hit in hits), default=0.0) * WORTH
        return sorted((hit for hit in hits if hit.score >= least), key=lambda hit: (-hit.score, hit.entry.title.folded))


def entry_of(cls: type[Node]) -> Entry:
    """The entry of a node class."""
    title, pack, summary = cls.title(), cls.pack, first_sentence(cls.help())
    synonyms = tuple(Text.of(word) for word in cls.keywords if word.lower() != title.lower())
    everything = " ".join((title, pack, summary, *(text.shown for text in synonyms)))
    return Entry(
        cls, cls.type_id(), Text.of(title), Text.of(pack), summary, synonyms, default_ports(cls), Text.of(everything)
    )


def default_ports(cls: type[Node]) -> Ports:
    """The ports of a node that was just added."""
    if cls.ports is Node.ports:
        return cls.declared_ports()
    try:
        return cls.unfinished(()).from_settings({}).ports()
    except KnodeError:
        return Ports((), ())


def first_sentence(text: str) -> str:
    """The first sentence of a help text, on one line."""
    return " ".join(SENTENCE_END.split(text.strip(), maxsplit=1)[0].replace("`", "").split())


def _hit(query: Query, entry: Entry) -> Hit | None:
    if query.letters & ~entry.letters:
        return None
    return _whole(query, entry) or _in_several(query, entry)


def _whole(query: Query, entry: Entry) -> Hit | None:
    """The best place in which the whole query is found."""
    title = query.match(entry.title)
    best = Hit(entry, title.score, title.spans) if title else None
    for number, synonym in enumerate(entry.synonyms):
        match = query.match(synonym)
        if match is None:
            continue
        score = match.score * SYNONYM - min(LATER[0] * number, LATER[1])
        if title is not None:
            best = best and best._replace(score=max(best.score, score))
        elif best is None or score > best.score:
            best = Hit(entry, score, (), synonym, match.spans)
    if best is None and (match := _plain(query, entry.pack)):
        best = Hit(entry, match.score * PACK)
    if best is None and len(query.folded) > 2 and (match := _plain(query, entry.words)):
        best = Hit(entry, match.score * SUMMARY)
    return best


def _plain(query: Query, text: Text) -> Match | None:
    """A match at the begin of a word and nothing cleverer, for texts in which letters in order mean nothing."""
    if query.folded not in text.folded:
        return None
    start = next((start for start in text.starts if text.folded.startswith(query.folded, start)), None)
    return None if start is None else Match(90.0, ((start, start + len(query.folded)),))


def _in_several(query: Query, entry: Entry) -> Hit | None:
    """Each word of the query is found somewhere."""
    if len(query.words) < 2:
        return None
    hits = [_whole(Query(word, strict=True), entry) for word in query.words]
    return _joined(entry, [hit for hit in hits if hit], 1.0) if all(hits) else None


def _some_words(query: Query, entry: Entry) -> Hit | None:
    """Words that are found, if need be with a slip each, when they are enough of those typed."""
    words = [Query(word, strict=True) for word in query.words]
    hits = [hit for word in words if (hit := _whole(word, entry) or _slip(word, entry))]
    share = len(hits) / len(words)
    return _joined(entry, hits, share**2) if len(words) > 1 and share >= MOST_WORDS else None


def _joined(entry: Entry, found: list[Hit], share: float) -> Hit:
    """The hits of single words as one."""
    synonym = next((hit for hit in found if hit.synonym), None)
    return Hit(
        entry,
        SEVERAL * share * sum(hit.score for hit in found) / len(found),
        tuple(sorted(span for hit in found for span in hit.spans)),
        synonym.synonym if synonym else None,
        synonym.synonym_spans if synonym else (),
    )


def _slip(query: Query, entry: Entry) -> Hit | None:
    if not query.may_slip(entry.letters):
        return None
    if title := query.slip(entry.title):
        return Hit(entry, title.score, title.spans)
    for synonym in entry.synonyms:
        if match := query.slip(synonym):
            return Hit(entry, match.score * SYNONYM, (), synonym, match.spans)
    return None


def _in_help(query: Query, entry: Entry) -> Hit | None:
    """Each word of the query begins a word of the whole help, of the type id, or of a synonym."""
    if len(query.joined) < 3:
        return None
    matches = [_plain(Query(word), entry.help) for word in query.words]
    return Hit(entry, HELP * min(match.score for match in matches if match)) if all(matches) else None
