"""What is to be simulated."""

from __future__ import annotations

from dataclasses import dataclass

from experiment.config.assumptions import Assumptions
from experiment.config.load import Study
from experiment.format.vocabulary import ParticipantMode


@dataclass(frozen=True)
class Simulation:
    """What is simulated.

    Parameters
    ----------
    study, assumptions
        Of which study, and under which assumptions.
    mode
        As what everybody answers, but for a few who answer everything with one value.
    seed
        Of all that happens by chance.
    """

    study: Study
    assumptions: Assumptions
    mode: ParticipantMode
    seed: int
