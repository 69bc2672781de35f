"""The analyst's side: from the CSVs of a data folder to the measures.

``load_sessions``, ``load_trials`` and ``load_updates`` each give one pandas DataFrame; ``session_scores`` the measures
of each session, ``load_quality`` how each was answered and went, and ``load_phenotype`` what was entered by hand. What
is left out is counted and said, and what is not as it was written is refused, with file, line and column.
"""

from __future__ import annotations

from experiment.analysis.left_out import LeftOut
from experiment.analysis.phenotype import Phenotype, load_phenotype, with_phenotype
from experiment.analysis.problems import UnreadableData
from experiment.analysis.quality import load_quality
from experiment.analysis.scores import session_scores
from experiment.analysis.sessions import load_sessions
from experiment.analysis.trials import load_trials
from experiment.analysis.updates import load_updates

__all__ = [
    "LeftOut", "Phenotype", "UnreadableData", "load_phenotype", "load_quality", "load_sessions", "load_trials",
    "load_updates", "session_scores", "with_phenotype",
]  # fmt: skip
