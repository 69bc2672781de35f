"""The shipped event bank: all its events, each with what is known of its rate."""

from __future__ import annotations

from collections import Counter

from experiment.config.event_bank import load_bank
from experiment.config.event_file import Evidence
from experiment.format.vocabulary import Strength
from tests.instruments.small_study import PROJECT

FOLDER = PROJECT / "stimuli" / "events"
BANK = load_bank(FOLDER / "bank.yaml").lists["bank"]
LISTS = load_bank(FOLDER / "adverse.yaml").lists


def test_it_has_161_events() -> None:
    """161 events by their names, of which 14 may hurt whoever reads them (event bank, section 1)."""
    assert 161 == len(BANK)
    assert 161 == len({event.id for event in BANK})
    assert 14 == sum(event.sensitive is not None for event in BANK)


def test_how_its_rates_are_known() -> None:
    """As many rates were read, computed and taken over as docs/stimuli.md says, and as many are undocumented."""
    assert {Evidence.READ: 77, Evidence.COMPUTED: 11, Evidence.LEGACY: 73} == Counter(event.evidence for event in BANK)
    strengths = {Strength.STRONG: 27, Strength.MEDIUM: 27, Strength.WEAK: 34, Strength.UNDOCUMENTED: 73}
    assert strengths == Counter(event.strength for event in BANK)
    page = (PROJECT / "docs" / "stimuli.md").read_text(encoding="utf-8")
    assert "`read` (77), `computed` from what was read (11" in page
    assert "`legacy` (73)" in page


def test_the_lists_of_the_shipped_studies_are_from_it() -> None:
    """Every event of the lists stands in the bank as it stands in its list; the others are the sensitive ones."""
    bank = {event.id: event for event in BANK}
    listed = {event.id: event for events in LISTS.values() for event in events}
    assert listed == {event_id: event for event_id, event in bank.items() if event_id in listed}
    assert {event.id for event in BANK if event.sensitive} == set(bank) - set(listed)
