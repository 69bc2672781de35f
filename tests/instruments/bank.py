"""A bank of invented events: as many as are asked for, in a few categories, over the range of base rates."""

from __future__ import annotations

from experiment.config.event_file import Event

_CATEGORIES = ("health", "crime", "home", "travel")


def bank_event(number: int, **changed: object) -> Event:
    """One event of the bank."""
    usual = {
        "id": f"event_{number}",
        "category": _CATEGORIES[number % len(_CATEGORIES)],
        "text": {"en": f"Event called {'x' * (number * 5 % 11)}{number:03}"},
        "base_rate_pct": 10 + number * 37 % 60,
        "definition": "invented",
        "period": "lifetime",
        "population": "nobody",
        "source": "invented for tests",
        "evidence": "own",
        "strength": "weak",
    }
    return Event.model_validate({**usual, **changed})


def bank(events: int) -> list[Event]:
    """So many events."""
    return [bank_event(number) for number in range(events)]
