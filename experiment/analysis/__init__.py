"""The analyst's side: from the CSVs of a data folder to the measures.

``load_sessions``, ``load_trials`` and ``load_updates`` each give one pandas DataFrame, ``load_quality`` how each
session was answered and went, and ``load_phenotype`` what was entered by hand. What is left out is counted and said,
and what is not as it was written is refused, with file, line and column.

From the updates follow ``session_scores``, the measures of each session; ``session_noise`` and ``session_nulls``, how
noisy its answers are, and what the measures would be without bias, or without learning; ``index_changes`` between
visits; ``group_tests``; ``index_reliability``, ``symptom_correlations`` and ``symptom_changes``. ``MEANINGS`` says what
each index can say, and what not.
"""

from __future__ import annotations

from experiment.analysis.changes import index_changes
from experiment.analysis.group_tests import group_tests
from experiment.analysis.left_out import LeftOut
from experiment.analysis.meaning import MEANINGS, Meaning, meaning_of
from experiment.analysis.noise import session_noise
from experiment.analysis.nulls import session_nulls
from experiment.analysis.phenotype import Phenotype, load_phenotype, with_phenotype
from experiment.analysis.problems import UnreadableData
from experiment.analysis.quality import load_quality
from experiment.analysis.reliability import index_reliability
from experiment.analysis.scores import session_scores
from experiment.analysis.sessions import load_sessions
from experiment.analysis.symptom_changes import symptom_changes
from experiment.analysis.symptoms import symptom_correlations
from experiment.analysis.trials import load_trials
from experiment.analysis.updates import load_updates

__all__ = [
    "MEANINGS", "LeftOut", "Meaning", "Phenotype", "UnreadableData", "group_tests", "index_changes",
    "index_reliability", "load_phenotype", "load_quality", "load_sessions", "load_trials", "load_updates", "meaning_of",
    "session_noise", "session_nulls", "session_scores", "symptom_changes", "symptom_correlations", "with_phenotype",
]  # fmt: skip
