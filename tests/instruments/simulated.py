"""A study, simulated once for all tests that look at it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from experiment.config.assumptions import Assumptions, load_assumptions, with_assumptions
from experiment.config.load import load_study
from experiment.format.vocabulary import ParticipantMode, Table
from experiment.simulated_study.simulate import Simulated, simulate_study
from experiment.simulated_study.simulation import Simulation
from tests.instruments.small_study import PROJECT

ASSUMED = PROJECT / "configs" / "assumptions.yaml"


@dataclass(frozen=True)
class SimulatedStudy:
    """A simulated study, and what was put into it."""

    done: Simulated
    assumptions: Assumptions

    def rows(self, table: Table = Table.TRIALS) -> list[dict[str, str]]:
        """Read all rows of a kind from the raw CSVs."""
        found: list[dict[str, str]] = []
        for file in sorted(self.done.folder.glob(f"sub-*/ses-*/*_desc-{table}_data.csv")):
            found += csv.DictReader(io.StringIO(file.read_text("utf-8"), newline=""))
        return found


def simulated(
    folder: Path,
    participants: int,
    study: str = "ketamine",
    mode: ParticipantMode = ParticipantMode.LEARNER,
    seed: int = 1,
    jobs: int = 1,
    assumptions: Assumptions | None = None,
) -> SimulatedStudy:
    """Simulate a study."""
    loaded = load_study(PROJECT / "configs" / f"{study}.yaml", any_screen=False)
    assumed = assumptions or load_assumptions(ASSUMED, loaded.file)
    simulation = Simulation(with_assumptions(loaded, ASSUMED), assumed, mode, seed)
    done = simulate_study(simulation, participants, folder / "data", jobs, lambda _done, _of: None)
    return SimulatedStudy(done, assumed)


_FOLDERS: list[TemporaryDirectory[str]] = []


@lru_cache(maxsize=1)
def ketamine_retest() -> SimulatedStudy:
    """Simulate the study with retest events, once in a process."""
    folder = TemporaryDirectory()
    _FOLDERS.append(folder)
    return simulated(Path(folder.name), 20, "ketamine_retest")
