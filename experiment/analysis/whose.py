"""Who answered: nobody is to take what was simulated or tried for data of people."""

from __future__ import annotations

from collections.abc import Collection

from experiment.format.vocabulary import ParticipantMode, SessionKind


def no_data_of_the_study(kind: SessionKind, modes: Collection[ParticipantMode]) -> str | None:
    """Return what sessions are that are no data of the study, in a sentence or two; ``None``: they are.

    Parameters
    ----------
    kind
        What they were for.
    modes
        Who answered.
    """
    if kind is SessionKind.STUDY and set(modes) <= {ParticipantMode.HUMAN}:
        return None
    who = "; ".join(f"{mode.meaning} (`{mode}`)" for mode in sorted(set(modes), key=str))
    return f"NO DATA OF THE STUDY. Each is {kind.meaning}. Who answered: {who}."
