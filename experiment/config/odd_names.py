"""Names that are misspelt where they are defined: who uses them writes the right one, and would be blamed for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, Position

CUSTOMARY = frozenset(
    re.findall(
        r"\w+",
        """
    A B C already_happened answers_slider answers_two_digits answers_typed arousal baseline check confidence control
    day7 estimate_again familiarity figure first_phase half_way infusion1_end infusion3_end limited_time memory
    negativity own_estimate own_pace participant patient population positivity post4h practice prior_experience
    rates rates_of_most rest retest same_age_and_gender second_phase second_phase_with_most_rates
    second_phase_without_rates self self_again session1 spare stopped_early task task_own_estimate
    task_same_age_and_gender thanks thanks_favourable vividness welcome welcome_both welcome_favourable
""",
    )
)
"""Names in the studies that come with the program, which most studies are made from."""


def odd_definitions(defined: Iterable[str], named: Mapping[str, Sequence[object]]) -> dict[str, str]:
    """Find names that are used and nowhere defined, and are spelt otherwise where they should be.

    Of two that are nearly the same, the odd one is that which the program's own studies do not have and the other is
    one of theirs; that which is not formed as its siblings are; or that which stands once, where the other is used more
    than once. Where neither can be told, whoever uses a name is to look.

    Parameters
    ----------
    defined
        The names that are defined.
    named
        Those that are used, with every use of each.

    Returns
    -------
    dict
        For each name that is right and not defined: as what it is defined.
    """
    there = list(defined)
    unused = [one for one in there if one not in named]
    odd: dict[str, str] = {}
    for name, uses in named.items():
        if name in there:
            continue
        near = get_close_matches(name, [one for one in unused if one not in odd.values()], n=1, cutoff=0.6)
        if near and _is_odd(near[0], name, {*there, *named}, len(uses)):
            odd[name] = near[0]
    return odd


def misspelt(odd: Mapping[str, str], kind: str, places: Mapping[str, Position], user: str) -> Iterator[Mistake]:
    """Say of each odd definition what it should be.

    Parameters
    ----------
    odd
        As :func:`odd_definitions` finds them.
    kind
        What they are names of.
    places
        Where each stands.
    user
        Who names them: another file, an arm, a visit.
    """
    for name, definition in odd.items():
        facts = {"kind": kind, "name": definition, "other": name, "user": user}
        yield Mistake.at(places[definition], Fault.NAME_MISSPELT, **facts)


def _is_odd(definition: str, name: str, all_names: set[str], uses: int) -> bool:
    if (definition in CUSTOMARY) != (name in CUSTOMARY):
        return name in CUSTOMARY
    others = {_form(one) for one in all_names - {definition, name}}
    if (_form(definition) in others) != (_form(name) in others):
        return _form(name) in others
    return uses > 1


def _form(name: str) -> str:
    return re.sub(r"\d+", "#", name)
