"""Enrolments that have gone on apart on several computers, put together where their changes do not touch each other.

What is entered of somebody is about one of three kinds of thing: when a certain anchor was, whether they take part, and
what was drawn (arm, language, site, and what follows from them). Changes of different things do not touch. Of one thing
an entry that two computers have made alike, with the same reason, counts once, as the earlier one. If one state only
has what led to the other, the other holds; if both went on, they must have come to the same in the end.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from experiment.format.enrolment import AnchorEntry, Change, Enrolment
from experiment.format.interleaved import interleaved
from experiment.format.ledger import read_line
from experiment.format.vocabulary import EnrolmentChange
from experiment.record.alike import in_both
from experiment.record.sources import Unit
from experiment.record.storage import Storage

_Entry = AnchorEntry | Change
_Thing = tuple[str, str]

_OF_ONE = ("participant_id", "study", "enrolled_utc")
"""What is the same in all of them if they are of one enrolment."""

_DRAWN = ("arm", "language", "site", "list_order", "place_in_arm")
_DRAW: _Thing = ("draw", "")
_PART: _Thing = ("part", "")


@dataclass(frozen=True)
class Apart:
    """Why states cannot be put together.

    Parameters
    ----------
    differences
        What differs, and what each folder says of it; none: one is not as it was entered, or they are not of one
        enrolment.
    """

    differences: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _State:
    """An enrolment as one folder has it."""

    unit: Unit
    enrolment: Enrolment

    def about(self, thing: _Thing) -> list[_Entry]:
        """List what was entered about something."""
        return [entry for entry in _entries(self.enrolment) if _thing(entry) == thing]

    def fact(self, entry: _Entry) -> Hashable:
        """Return what an entry says, whenever it was entered."""
        if isinstance(entry, AnchorEntry):
            return entry.name, entry.at, entry.reason
        if _thing(entry) == _PART:
            return entry.change, entry.reason
        corrections = [one for one in self.enrolment.history if _thing(one) == _DRAW]
        later = corrections[corrections.index(entry) + 1 :]
        return entry.reason, _drawn(later[0] if later else self.enrolment)


def united(storage: Storage, units: Sequence[Unit]) -> tuple[Enrolment, EnrolmentChange] | Apart:
    """Put states of one enrolment together, of which each adds to what all have.

    Returns
    -------
    tuple of Enrolment and EnrolmentChange
        All that was entered, and what is new of it in the last state.
    Apart
        If two states have gone on with the same and differ in the end, one is not as it was entered, or they are not of
        one enrolment.
    """
    read = [(unit, _as_entered(storage, unit)) for unit in units]
    states = [_State(unit, state) for unit, state in read if state is not None]
    if len(states) < len(units) or any(len({getattr(s.enrolment, name) for s in states}) > 1 for name in _OF_ONE):
        return Apart()
    things = sorted({_thing(entry) for state in states for entry in _entries(state.enrolment)} | {_DRAW})
    earliest = {one: other for thing in things for one, other in _alike(states, thing).items()}
    holding = {thing: _holding(states, thing, earliest) for thing in things}
    values = {thing: {_value(state.enrolment, thing) for state in holding[thing]} for thing in things}
    differing = [thing for thing in things if len(values[thing]) != 1]
    if _DRAW in differing and not any(state.about(_DRAW) for state in states):
        return Apart()
    if differing:
        return Apart(tuple((_name(thing), _said(holding[thing] or states, thing)) for thing in differing))
    together = _together(states, holding, earliest)
    if any({_value(together, thing)} != values[thing] for thing in things):
        return Apart()
    return together, _newest_change([state.enrolment for state in states], together)


def _as_entered(storage: Storage, unit: Unit) -> Enrolment | None:
    """Read an enrolment, if it is as the ledger has it."""
    entered = {getattr(read_line(line), "sha256", None) for line in unit.lines[-1:]}
    ((name, digest),) = unit.sums.items()
    if digest not in entered:
        return None
    try:
        return Enrolment.model_validate_json(storage.read(unit.folder / name))
    except ValidationError:
        return None


def _entries(enrolment: Enrolment) -> Iterator[_Entry]:
    yield from enrolment.anchors
    yield from enrolment.history


def _thing(entry: _Entry) -> _Thing:
    if isinstance(entry, AnchorEntry):
        return "anchor", entry.name
    return _DRAW if entry.change is EnrolmentChange.CORRECTED else _PART


def _time(entry: _Entry) -> str:
    return entry.entered_utc if isinstance(entry, AnchorEntry) else entry.changed_utc


def _drawn(one: Change | Enrolment) -> Hashable:
    return tuple(getattr(one, name) for name in _DRAWN)


def _value(enrolment: Enrolment, thing: _Thing) -> Hashable:
    """Return what holds of something."""
    if thing == _DRAW:
        return _drawn(enrolment)
    return enrolment.withdrawn is not None if thing == _PART else enrolment.anchor_times.get(thing[1])


def _alike(states: Sequence[_State], thing: _Thing) -> dict[_Entry, _Entry]:
    """Name of each entry about something the earliest that says the same at the same turn."""
    alike: dict[_Entry, dict[_Entry, Hashable]] = {}
    known: list[_Entry] = []
    for state in states:
        entries = state.about(thing)

        def same(one: _Entry, entry: _Entry, of: _State = state) -> bool:
            return entry in alike[one] or of.fact(entry) in alike[one].values()

        pairs = in_both(known, entries, same)
        told = [known[pairs[number]] if number in pairs else entry for number, entry in enumerate(entries)]
        for one, entry in zip(told, entries, strict=True):
            alike.setdefault(one, {})[entry] = state.fact(entry)
        known = interleaved([known, told], _time)
    earliest = {
        one: min(some, key=lambda entry: (_time(entry), entry.model_dump_json())) for one, some in alike.items()
    }
    return {entry: earliest[one] for one, some in alike.items() for entry in some}


def _holding(states: Sequence[_State], thing: _Thing, earliest: Mapping[_Entry, _Entry]) -> list[_State]:
    """Choose the states that no other has gone on from."""
    told = [[earliest[entry] for entry in state.about(thing)] for state in states]
    numbers = range(len(states))
    led = {(n, m) for n in numbers for m in numbers if _has_led(told[n], told[m], thing)}
    for by in numbers:  # what has led to one that has led to another has led to that one, too
        led |= {(n, m) for n in numbers for m in numbers if {(n, by), (by, m)} <= led}
    return [states[n] for n in numbers if not any((n, m) in led and (m, n) not in led for m in numbers)]


def _has_led(one: Sequence[_Entry], other: Sequence[_Entry], thing: _Thing) -> bool:
    """Return whether a state changes nothing of what the other went on from.

    That is so, too, if it has entries of its own that came to the same as the last one that both have: so two that were
    brought to say the same can go on from there.
    """
    common = [number for number, entry in enumerate(one) if entry in other]
    own = one[common[-1] + 1 :] if common else one
    if not own:
        return True
    return bool(common) and thing != _DRAW and {_says(entry) for entry in own} == {_says(one[common[-1]])}


def _says(entry: _Entry) -> Hashable:
    return entry.at if isinstance(entry, AnchorEntry) else entry.change


def _together(
    states: Sequence[_State], holding: Mapping[_Thing, Sequence[_State]], earliest: Mapping[_Entry, _Entry]
) -> Enrolment:
    """Put all entries together, each in the order of the computer that entered it; what holds of a thing stands last.

    By the time alone it would not, where a clock went wrong.
    """
    before: dict[_Entry, list[_Entry]] = {}
    for thing, some in holding.items():
        told = [[earliest[entry] for entry in state.about(thing)] for state in some]
        lasts = {entry for entries in told for entry in entries[-1:]}
        known = {earliest[entry]: None for state in states for entry in state.about(thing)}
        for one in lasts:
            later = {entry for entries in told if one in entries for entry in entries[entries.index(one) :]}
            before[one] = [entry for entry in known if entry not in lasts | later]
    last = states[-1].enrolment
    drawn = holding[_DRAW][0].enrolment
    return last.model_copy(
        update={name: getattr(drawn, name) for name in _DRAWN}
        | {
            "anchors": _in_order([state.enrolment.anchors for state in states], earliest, before),
            "history": _in_order([state.enrolment.history for state in states], earliest, before),
        }
    )


def _in_order(
    lists: Sequence[Sequence[_Entry]],
    earliest: Mapping[_Entry, _Entry],
    before: Mapping[_Entry, Sequence[_Entry]],
) -> tuple[_Entry, ...]:
    told = [[earliest[entry] for entry in some] for some in lists]
    return tuple(interleaved(told, _time, lambda entry: before.get(entry, ())))


def _newest_change(states: Sequence[Enrolment], together: Enrolment) -> EnrolmentChange:
    """Say what is new in the last state; if it has all, what another has entered alike."""
    last = states[-1]
    others = [entry for state in states for entry in _entries(state)]
    known = set(_entries(last))
    new = [entry for entry in _entries(together) if entry not in known]
    new = new or [entry for entry in others if entry not in known]
    if changes := [entry for entry in new if isinstance(entry, Change)]:
        return changes[-1].change
    again = bool(new) and _thing(new[-1]) in {_thing(entry) for entry in last.anchors}
    return EnrolmentChange.ANCHOR_CORRECTED if again else EnrolmentChange.ANCHOR_ENTERED


def _name(thing: _Thing) -> str:
    if thing == _DRAW:
        return "arm, language or site"
    return "whether they take part" if thing == _PART else thing[1]


def _said(states: Sequence[_State], thing: _Thing) -> str:
    """Say what each folder has of something."""
    differing = [name for name in _DRAWN if len({getattr(state.enrolment, name) for state in states}) > 1]
    return ", ".join(f"{_shown(state.enrolment, thing, differing)} in {state.unit.folder}" for state in states)


def _shown(enrolment: Enrolment, thing: _Thing, differing: Sequence[str]) -> str:
    if thing == _DRAW:
        values = {name: getattr(enrolment, name) for name in differing}
        shown = {name: ">".join(value) if isinstance(value, tuple) else value for name, value in values.items()}
        return " and ".join(f"{name.replace('_', ' ')} {value}" for name, value in shown.items())
    if thing == _PART:
        return "withdrawn" if enrolment.withdrawn is not None else "taking part"
    at = enrolment.anchor_times.get(thing[1])
    return "not happened" if at is None else at.strftime("%Y-%m-%d %H:%M")
