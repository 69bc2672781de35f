"""A simulated study that is exported: three patients and controls, with MADRS, age and sex."""

from __future__ import annotations

from pathlib import Path

from experiment.analysis import load_sessions
from experiment.cli import main
from experiment.format.vocabulary import SessionKind
from tests.instruments.simulated import simulated


def simulated_with_scores(folder: Path) -> Path:
    """Simulate four participants of the ketamine study, and enter scores of theirs."""
    data = simulated(folder, 4).done.folder
    sessions = load_sessions(data, SessionKind.SIMULATED)
    (data / "phenotype").mkdir()
    visits = sessions.drop_duplicates(["participant_id", "visit"])
    scores = [
        f"{who},{visit},{20 + n}"
        for n, (who, visit) in enumerate(zip(visits["participant_id"], visits["visit"], strict=True))
    ]
    people = [f"{who},{91 - 30 * n},{'FM'[n % 2]}" for n, who in enumerate(sorted(set(sessions["participant_id"])))]
    (data / "phenotype" / "madrs.csv").write_text(
        "\n".join(["participant_id,visit,madrs", *scores, ""]), encoding="utf-8", newline="\n"
    )
    (data / "phenotype" / "people.csv").write_text(
        "\n".join(["participant_id,age,sex", *people, ""]), encoding="utf-8", newline="\n"
    )
    return data


def export(form: str, data: Path, target: Path, *more: str) -> int:
    """Export as it is typed."""
    return main(["export", form, str(target), "--data", str(data), *more])
