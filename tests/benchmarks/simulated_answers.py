"""``python -m tests.benchmarks.simulated_answers``: first estimates and repeats, simulated, beside published figures.

Draws ``docs/pictures/simulated_answers.png``, and prints what stands in it. Published figures that the assumptions were
fitted to are inputs, and are marked as such.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from experiment.config.assumptions import load_assumptions
from experiment.config.load import load_study
from experiment.format.vocabulary import ParticipantMode
from experiment.simulated_study.simulate import simulate_study
from experiment.simulated_study.simulation import Simulation

_PROJECT = Path(__file__).resolve().parents[2]
_PICTURE = _PROJECT / "docs" / "pictures" / "simulated_answers.png"
_PARTICIPANTS = 60
_MEDIAN_OF_THREE = float(np.sqrt(np.log(2)))
"""Median of the SD of three draws from a normal distribution of SD 1."""


@dataclass(frozen=True)
class Compared:
    """A figure, simulated and published.

    Parameters
    ----------
    is_input
        Whether the assumptions were made to meet it.
    """

    name: str
    simulated: float
    published: str
    is_input: bool


def main() -> int:
    """Simulate, compare and draw."""
    with tempfile.TemporaryDirectory() as folder:
        first, pairs = _answers(Path(folder))
    compared = _compared(first, pairs)
    for one in compared:
        print(f"{one.name:48} {one.simulated:6.1f}   {one.published:12} {'input' if one.is_input else ''}")
    _draw(first, pairs, compared)
    print("* of other topics, answered from 0 to 100, three times each: Sundh 2023, Zhu 2020")
    return 0


def _answers(folder: Path) -> tuple[dict[str, list[int]], dict[str, list[tuple[int, int]]]]:
    """Return the first estimates of each participant, and the two answers of each to the same retest events."""
    study = load_study(_PROJECT / "configs" / "ketamine_retest.yaml", any_screen=False)
    assumed = load_assumptions(_PROJECT / "configs" / "assumptions.yaml", study.file)
    simulation = Simulation(study, assumed, ParticipantMode.LEARNER, 1)
    done = simulate_study(simulation, _PARTICIPANTS, folder / "data", 2, lambda _done, _of: None)
    first: dict[str, list[int]] = defaultdict(list)
    asked: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for file in sorted(done.folder.glob("sub-*/ses-*/*_desc-trials_data.csv")):
        for row in csv.DictReader(file.open(encoding="utf-8", newline="")):
            if row["practice"] == "true" or row["self_pct"] == "n/a" or row["participant_mode"] != "learner":
                continue
            if row["phase"] == "first_estimate":
                first[row["participant_id"]].append(int(row["self_pct"]))
            if row["base_rate_shown"] == "false":
                asked[row["participant_id"], row["visit"], row["event_id"]][row["phase"]] = int(row["self_pct"])
    pairs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for (who, _, _), both in asked.items():
        if len(both) == 2:
            pairs[who].append((both["first_estimate"], both["second_estimate"]))
    return first, pairs


def _compared(first: dict[str, list[int]], pairs: dict[str, list[tuple[int, int]]]) -> list[Compared]:
    every = np.array([value for values in first.values() for value in values])
    means = np.array([np.mean(values) for values in first.values()])
    spread = _spreads(pairs)
    both = np.array([pair for some in pairs.values() for pair in some])
    noise_median, noise_rms = _noise_put_in()

    def share(of: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
        return 100 * float(of.mean())

    return [
        Compared("first estimates: mean, %", float(every.mean()), "33.1", True),
        Compared("first estimates: SD between people", float(means.std(ddof=1)), "8.0", True),
        Compared("first estimates: multiples of 5, %", share(every % 5 == 0), "68.5", True),
        Compared("first estimates: multiples of 10, %", share(every % 10 == 0), "43.9", True),
        Compared("first estimates: at 3, %", share(every == every.min()), "8.6", True),
        Compared("first estimates: at 77, %", share(every == every.max()), "3.2", True),
        Compared("noise put in: SD of three answers, median", _MEDIAN_OF_THREE * noise_median, "9-10 *", True),
        Compared("noise put in: SD, RMS", noise_rms, "16-19 *", True),
        Compared("repeats from 3 to 77: SD within people, median", float(np.median(spread)), "none", False),
        Compared("repeats from 3 to 77: SD within people, RMS", float(np.sqrt(np.mean(spread**2))), "none", False),
        Compared("repeats from 3 to 77: identical, %", share(both[:, 0] == both[:, 1]), "19-32 *", False),
    ]


def _noise_put_in() -> tuple[float, float]:
    """Return the median of people's noise, and its root mean square, as the assumptions have them: log-normal."""
    noise = load_assumptions(_PROJECT / "configs" / "assumptions.yaml").people.noise_sd_pct
    rms = float(np.hypot(noise.value, noise.between_sd))
    return noise.value**2 / rms, rms


def _spreads(pairs: dict[str, list[tuple[int, int]]]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the SD of one answer within each person, of differences between two."""
    return np.array([np.sqrt(np.mean([(one - other) ** 2 / 2 for one, other in some])) for some in pairs.values()])


def _draw(first: dict[str, list[int]], pairs: dict[str, list[tuple[int, int]]], compared: list[Compared]) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    every = np.array([value for values in first.values() for value in values])
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(11, 4.6), layout="constrained")
    values, counts = np.unique(every, return_counts=True)
    left.bar(values, 100 * counts / len(every), width=0.8, color="0.55", label="simulated")
    for at, published in ((3, 8.6), (77, 3.2)):
        left.plot([at - 1.2, at + 1.2], [published, published], color="tab:red", linewidth=2)
        left.annotate(
            f"{published} % (input)", (at, published), (at + (3 if at < 40 else -24), published + 0.4), color="tab:red"
        )
    left.axvline(33.1, color="tab:red", linestyle="--", linewidth=1)
    left.annotate("mean 33.1 (input)", (33.1, 0), (34.5, 0.97 * left.get_ylim()[1]), color="tab:red", va="top")
    left.set(xlabel="first estimate, %", ylabel="share of the answers, %", title=f"First estimates, n = {len(every):,}")
    right.hist(_spreads(pairs), bins=np.arange(0, 46, 1.5), color="0.55")
    rms = np.sqrt(np.mean(_spreads(pairs) ** 2))
    right.axvline(rms, color="black", linewidth=1.5, label=f"simulated, from 3 to 77: RMS {rms:.1f}")
    right.axvspan(9, 10, color="tab:red", alpha=0.35, label="published median 9-10, other topics, 0 to 100 (input)")
    right.axvspan(16, 19, color="tab:red", alpha=0.15, label="published RMS 16-19, other topics, 0 to 100 (input)")
    right.legend(frameon=False, fontsize=8)
    right.set(
        xlabel="SD of an answer within a person, points", ylabel="participants",
        title=f"Retest events answered twice, {sum(map(len, pairs.values())):,} pairs",
    )  # fmt: skip
    said = "   ".join(
        f"{one.name.split(': ')[1]} {one.simulated:.1f} [{one.published}{', input' if one.is_input else ''}]"
        for one in compared[:6]
    )
    figure.supxlabel(f"simulated [published]: {said}", fontsize=7)
    figure.savefig(_PICTURE, dpi=110)
    print(_PICTURE)


if __name__ == "__main__":
    sys.exit(main())
