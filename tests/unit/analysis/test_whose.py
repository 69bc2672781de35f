"""What is no data of the study says so; what is, says nothing."""

from __future__ import annotations

from experiment.analysis.whose import no_data_of_the_study
from experiment.format.vocabulary import ParticipantMode, SessionKind


def test_sessions_of_people() -> None:
    """Of sessions of the study, before people, nothing is said."""
    assert no_data_of_the_study(SessionKind.STUDY, {ParticipantMode.HUMAN}) is None


def test_everything_else() -> None:
    """Of every other kind, and of whoever else answers, it is said what the sessions are and who answered."""
    for kind in SessionKind:
        for mode in ParticipantMode:
            if (kind, mode) != (SessionKind.STUDY, ParticipantMode.HUMAN):
                said = no_data_of_the_study(kind, {mode})
                assert said is not None
                assert said.startswith("NO DATA OF THE STUDY.")
                assert (kind.meaning in said, f"`{mode}`" in said) == (True, True)
