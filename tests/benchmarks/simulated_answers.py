"""``python -m tests.benchmarks.simulated_answers``: first estimates and repeats, simulated, beside published figures.

Draws ``docs/pictures/simulated_answers.png``, and prints what stands in it. Published figures that the assumptions were
fitted to are inputs, and are marked as such.

The published first estimates are those of Vellani et al. 2022: how often each number was answered in all, and how many
people had which mean (``published_*.csv`` beside this file), counted from the table of trials that was published
(DataMixed.xlsx of github.com/affective-brain-lab/TwinStudy_UpdateBiasTask_2020, as of 22 March 2021: 528 people of 40
estimates each, where their article counts 524 people). It names no events: of the spread between people about one event
nothing can be said. Of repeated answers only medians, RMS and shares are known to us, and no distribution.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np

from experiment.config.assumed import AssumedNoise
from experiment.config.assumptions import load_assumptions
from experiment.config.load import load_study
from experiment.format.vocabulary import ParticipantMode
from experiment.simulated_study.simulate import simulate_study
from experiment.simulated_study.simulation import Simulation

_PROJECT = Path(__file__).resolve().parents[2]
_PICTURE = _PROJECT / "docs" / "pictures" / "simulated_answers.png"
_PARTICIPANTS = 200
_PUBLISHED = Path(__file__).parent
_Given: TypeAlias = dict[str, list[int]]


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
        first, forty, pairs = _answers(Path(folder))
    compared = _compared(first, forty, pairs)
    for one in compared:
        print(f"{one.name:48} {one.simulated:6.1f}   {one.published:12} {'input' if one.is_input else ''}")
    _draw(first, forty, pairs, compared)
    print("* of other topics, answered from 0 to 100, three times each: Sundh 2023, Zhu 2020")
    return 0


def _answers(folder: Path) -> tuple[_Given, _Given, dict[str, list[tuple[int, int]]]]:
    """Return the first estimates of each participant, those of one list alone, and the two answers to retest events.

    Those whose means are published answered 40 events each: a mean of more answers scatters less.
    """
    study = load_study(_PROJECT / "configs" / "ketamine_retest.yaml", any_screen=False)
    assumed = load_assumptions(_PROJECT / "configs" / "assumptions.yaml", study.file)
    simulation = Simulation(study, assumed, ParticipantMode.LEARNER, 1)
    done = simulate_study(simulation, _PARTICIPANTS, folder / "data", 2, lambda _done, _of: None)
    first: _Given = defaultdict(list)
    forty: _Given = defaultdict(list)
    asked: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for file in sorted(done.folder.glob("sub-*/ses-*/*_desc-trials_data.csv")):
        for row in csv.DictReader(file.open(encoding="utf-8", newline="")):
            if row["practice"] == "true" or row["self_pct"] == "n/a" or row["participant_mode"] != "learner":
                continue
            if row["phase"] == "first_estimate":
                first[row["participant_id"]].append(int(row["self_pct"]))
                if row["visit"] == "baseline" and row["base_rate_shown"] == "true":
                    forty[row["participant_id"]].append(int(row["self_pct"]))
            if row["base_rate_shown"] == "false":
                asked[row["participant_id"], row["visit"], row["event_id"]][row["phase"]] = int(row["self_pct"])
    pairs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for (who, _, _), both in asked.items():
        if len(both) == 2:
            pairs[who].append((both["first_estimate"], both["second_estimate"]))
    return first, forty, pairs


def _compared(first: _Given, forty: _Given, pairs: dict[str, list[tuple[int, int]]]) -> list[Compared]:
    every = np.array([value for values in first.values() for value in values])
    means = np.array([np.mean(values) for values in forty.values()])
    spread = _spreads(pairs)
    both = np.array([pair for some in pairs.values() for pair in some])
    within = np.array([np.std(values, ddof=1) for values in forty.values()])
    noise = load_assumptions(_PROJECT / "configs" / "assumptions.yaml").people.noise_sd_pct
    noise_rms = float(np.hypot(noise.value, sd_of_sessions(noise)))
    answers, counts = _published("published_first_estimates.csv")
    apart = _distance(every, np.repeat(answers, counts))

    def share(of: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
        return 100 * float(of.mean())

    return [
        Compared("first estimates: mean, %", float(every.mean()), "33.1", True),
        Compared("first estimates: SD between people", float(means.std(ddof=1)), "8.0", True),
        Compared("first estimates: multiples of 5, %", share(every % 5 == 0), "68.5", True),
        Compared("first estimates: multiples of 10, %", share(every % 10 == 0), "43.9", True),
        Compared("first estimates: at 3, %", share(every == every.min()), "8.6", True),
        Compared("first estimates: at 77, %", share(every == every.max()), "3.2", True),
        Compared("first estimates: SD within people, mean", float(within.mean()), "20.5", False),
        Compared("first estimates: distributions apart by, points", 100 * apart, "none", False),
        Compared(
            "noise put in: SD of three answers, median",
            median_of_three(noise.value, sd_of_sessions(noise)),
            "9-10 *",
            True,
        ),
        Compared("noise put in: SD, RMS", noise_rms, "16-19 *", True),
        Compared("repeats from 3 to 77: RMS of one person, median", float(np.median(spread)), "none", False),
        Compared("repeats from 3 to 77: SD, RMS", float(np.sqrt(np.mean(spread**2))), "none", False),
        Compared("repeats from 3 to 77: identical, %", share(both[:, 0] == both[:, 1]), "19-32 *", False),
    ]


def sd_of_sessions(noise: AssumedNoise) -> float:
    """Return by how much sessions differ in noise: people do, and visits of each of them."""
    of_people = 1 + (noise.between_sd / noise.value) ** 2
    return float(noise.value * np.sqrt(of_people * np.exp(noise.visits_sd**2) - 1))


def median_of_three(mean: float, between_sd: float) -> float:
    """Return the median, over people and questions, of the SD of three answers, whose noise has a log-normal SD.

    The SD s of three draws with SD n lies below m with probability 1 - exp(-m²/n²), as s²/n² is exponential: its mean
    over people is found by quadrature, and where it is one half by halving. It is not the product of two medians.
    """
    at, weights = np.polynomial.hermite_e.hermegauss(61)
    log_variance = np.log1p((between_sd / mean) ** 2)
    noises = mean * np.exp(np.sqrt(log_variance) * at - log_variance / 2)
    low, high = 0.0, 10 * mean
    for _ in range(60):
        middle = (low + high) / 2
        below = float(np.average(1 - np.exp(-((middle / noises) ** 2)), weights=weights))
        low, high = (middle, high) if below < 0.5 else (low, middle)
    return middle


def _published(name: str) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], ...]:
    """Read a published table of counts: values, and how often each."""
    values, counts = np.loadtxt(_PUBLISHED / name, delimiter=",", skiprows=1, dtype=np.int64).T
    return values, counts


def _distance(
    one: np.ndarray[tuple[int], np.dtype[np.int64]], other: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> float:
    """Return how far apart two cumulative distributions are where they are farthest (Kolmogorov and Smirnov)."""
    at = np.arange(0, 101)
    shares = [np.searchsorted(np.sort(some), at, side="right") / len(some) for some in (one, other)]
    return float(np.abs(shares[0] - shares[1]).max())


def _spreads(pairs: dict[str, list[tuple[int, int]]]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the SD of one answer within each person, of differences between two."""
    return np.array([np.sqrt(np.mean([(one - other) ** 2 / 2 for one, other in some])) for some in pairs.values()])


def _draw(first: _Given, forty: _Given, pairs: dict[str, list[tuple[int, int]]], compared: list[Compared]) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    every = np.array([value for values in first.values() for value in values])
    figure, ((left, middle), (right, table)) = pyplot.subplots(2, 2, figsize=(12, 8.6), layout="constrained")
    answers, counts = _published("published_first_estimates.csv")
    simulated = np.array([np.mean(every == answer) for answer in answers])
    left.bar(
        answers - 0.2,
        100 * counts / counts.sum(),
        width=0.45,
        color="tab:red",
        label=f"published, n = {counts.sum():,}",
    )
    left.bar(answers + 0.2, 100 * simulated, width=0.45, color="0.45", label=f"simulated, n = {len(every):,}")
    left.legend(frameon=False, fontsize=8)
    left.set(
        xlabel="first estimate, %", ylabel="share of the answers, %",
        title="First estimates, each number\n(inputs: mean, multiples of 5 and 10, shares at 3 and 77)",
    )  # fmt: skip
    means = np.array([np.mean(values) for values in forty.values()])
    start, people = _published("published_means_of_people.csv")
    middle.bar(
        start + 1,
        100 * people / people.sum(),
        width=1.9,
        color="tab:red",
        alpha=0.55,
        label=f"published, {people.sum()} people",
    )
    bins, _ = np.histogram(means, bins=np.append(start, start[-1] + 2))
    middle.step(
        np.append(start, start[-1] + 2),
        100 * np.append(bins, 0) / len(means),
        where="post",
        color="black",
        label=f"simulated, {len(means)} people",
    )
    middle.legend(frameon=False, fontsize=8)
    middle.set(
        xlabel="mean of somebody's first estimates, %", ylabel="share of the people, %",
        title="Means of people, 40 answers each\n(inputs: their mean and SD)",
    )  # fmt: skip
    spreads = _spreads(pairs)
    right.hist(spreads, bins=np.arange(0, 46, 1.5), color="0.55")
    rms = np.sqrt(np.mean(spreads**2))
    right.axvline(rms, color="black", linewidth=1.5, label=f"simulated, from 3 to 77: RMS {rms:.1f}")
    right.axvspan(16, 19, color="tab:red", alpha=0.15, label="published RMS 16-19, other topics, 0 to 100 (input)")
    right.legend(frameon=False, fontsize=8)
    right.set(
        xlabel="SD of an answer within a person (RMS of the pairs), points", ylabel="participants",
        title=f"Retest events answered twice, {sum(map(len, pairs.values())):,} pairs\n(no distribution is published)",
    )  # fmt: skip
    table.axis("off")
    rows = [[one.name, f"{one.simulated:.1f}", one.published, "input" if one.is_input else ""] for one in compared]
    drawn = table.table(
        rows,
        colLabels=["", "simulated", "published", ""],
        colWidths=[0.62, 0.14, 0.14, 0.1],
        loc="center",
        cellLoc="left",
    )
    drawn.auto_set_font_size(False)
    drawn.set_fontsize(7.5)
    drawn.scale(1, 1.35)
    figure.supxlabel("* of other topics, three answers each (Sundh 2023, Zhu 2020)", fontsize=8)
    figure.savefig(_PICTURE, dpi=100)
    print(_PICTURE)


if __name__ == "__main__":
    sys.exit(main())
