"""Faults: what is wrong with the values in a form, said in words, each at the setting and the place inside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pydantic import BaseModel, ValidationError
from PySide6.QtCore import QCoreApplication

from knode.app.forms.calling import called_by
from knode.core.errors import quoted
from knode.core.setting_types import Place, is_model, types_at
from knode.core.settings import Columns
from knode.core.wanted import OWN, Wanted, Wrong, all_wanted, all_wrong, own_words


class Fault(NamedTuple):
    """What is wrong: at which setting ("" when several do not fit together), where inside it, and why."""

    setting: str
    place: Place
    text: str


def faults_of(error: ValidationError, cls: type[BaseModel]) -> list[Fault]:
    """The faults that pydantic found in the settings of a node, one for each place that is wrong."""
    return [_fault(cls, same) for same in _places(all_wrong(cls, error))]


def _places(found: Iterable[Wrong]) -> list[list[Wrong]]:
    """What is wrong, by its place; of a union the readings that got furthest, as one of them was meant."""
    places: dict[Place, list[Wrong]] = {}
    for one in found:
        places.setdefault(one.place, []).append(one)
    outer = {place[:length] for place in places for length in range(1, len(place))}
    return [same for place, same in places.items() if place not in outer]


def _fault(cls: type[BaseModel], same: Sequence[Wrong]) -> Fault:
    place = same[0].place
    if not place or place[0] not in cls.model_fields:
        return Fault("", (), _words(cls, same))
    return Fault(str(place[0]), place[1:], _words(cls, same))


def _words(cls: type[BaseModel], same: Sequence[Wrong]) -> str:
    first = same[0]
    if first.rule in OWN:
        reason = called_by(own_words(first), (cls,))
        return reason[:1].upper() + reason[1:] + "."
    if first.rule == "missing":
        return QCoreApplication.translate("Faults", "This must be given.")
    if first.rule == "extra_forbidden":
        return _unknown(cls, first.place)
    *others, last = map(_translated, all_wanted(cls, same))
    either = QCoreApplication.translate("Faults", "{one} or {other}")
    wanted = either.format(one=", ".join(others), other=last) if others else last
    return QCoreApplication.translate("Faults", "This must be {wanted}.").format(wanted=wanted)


def _unknown(cls: type[BaseModel], place: Place) -> str:
    """What to say of a name that is not known where it stands; of a setting that there once was, what became of it."""
    now = getattr(cls, "gone", {}).get(place[0], "") if len(place) == 1 else ""
    if now:
        text = QCoreApplication.translate("Faults", "There is no setting {name} any more.")
        return f"{text.format(name=quoted(str(place[0])))} {now}"
    models = [model for model in types_at(cls, place[:-1]) if is_model(model)]
    known = ", ".join(key for model in models for key in model.model_fields if model is not Columns or key != "by")
    text = QCoreApplication.translate("Faults", "There is nothing called {name} here; there are {known}.")
    return text.format(name=quoted(str(place[-1])), known=known)


def _translated(wanted: Wanted) -> str:
    return QCoreApplication.translate("Faults", wanted.words).format(**wanted.facts)
