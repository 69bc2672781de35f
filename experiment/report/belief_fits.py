"""What the hierarchy over all visits and the latent-belief model say of each arm at each visit."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from experiment.analysis.models.convergence import LARGEST_R_HAT, LEAST_DRAWS
from experiment.analysis.models.joint import joint_parameters
from experiment.analysis.models.tables import latent_parameters
from experiment.report.intervals import mean_of
from experiment.report.section import Head, Table
from experiment.report.study_data import StudyData
from experiment.report.written import interval, number

_JOINT = {
    "learning_good": "learning rate, good news", "learning_bad": "learning rate, bad news", "scaling": "S",
    "asymmetry": "A",
}  # fmt: skip
_LATENT = {
    "learning_good": ("λ, good news", 2), "learning_bad": ("λ, bad news", 2),
    "learning_difference": ("good less bad", 2), "noise_sd_pct": ("noise of an answer (points)", 1),
}  # fmt: skip


def joint_table(data: StudyData) -> Table:
    """Return the means of arms at visits, and their changes, by the hierarchy."""
    heads = (Head("arm"), Head("visit"), Head("n", number=True))
    numbers = tuple(Head(text, number=True) for text in (*_JOINT.values(), "R-hat", "effective draws"))
    return Table(
        "All visits of an arm together (a hierarchical model; learning from the size of the error, noise of each "
        "session its own): posterior means of the group and of its changes, with central 95 %. It takes the first "
        f"answer for the belief. Not to be used where R-hat is above {LARGEST_R_HAT:g}, or where there are fewer than "
        f"{LEAST_DRAWS:g} effective draws, in all or at an end of an interval: each is the worst of the row.",
        (*heads, *numbers),
        tuple(_of_arms(joint_parameters(data.updates))),
    )


def _of_arms(joint: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    named = joint.assign(to_visit=joint["to_visit"].astype("string").fillna(""))
    for (arm, visit, later), rows in named.groupby(["arm", "visit", "to_visit"], observed=True, sort=False):
        of = rows.set_index("parameter")
        told = (
            f"{number(of.loc[name, 'mean'], 2)} {interval(of.loc[name, 'low'], of.loc[name, 'high'], 2)}"
            for name in _JOINT
        )
        fewest = min(rows["effective_draws"].min(), rows["tail_draws"].min())
        worst = f"{rows['r_hat'].max():.3f}", f"{fewest:.0f}"
        when = f"{visit} → {later}" if later else str(visit)
        yield str(arm), when, str(rows["participants"].iloc[0]), *told, *worst


def latent_table(data: StudyData) -> Table:
    """Return the means of sessions of each arm at each visit, by the latent-belief model."""
    return Table(
        "The latent-belief model, in which answers have noise: means of the posterior means of sessions, with 95 % "
        "intervals between participants. What differs between λ of good and of bad news comes out smaller than it is, "
        "the more so the noisier the answers: cautious, not sharp (docs/models.md). Sessions whose draws are too few "
        "(not settled) are left out, and counted.",
        (
            Head("arm"), Head("visit"), Head("n", number=True), Head("not settled", number=True),
            *(Head(text, number=True) for text, _ in _LATENT.values()),
        ),
        tuple(_of_visits(latent_parameters(data.updates))),
    )  # fmt: skip


def _of_visits(latent: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    for (arm, visit), rows in latent.groupby(["arm", "visit"], observed=True):
        settled = rows[rows["settled"]]
        means = [(mean_of(settled[name]), decimals) for name, (_, decimals) in _LATENT.items()]
        told = (f"{number(of.mean, decimals)} {interval(of.low, of.high, decimals)}" for of, decimals in means)
        yield str(arm), str(visit), str(len(settled)), str(len(rows) - len(settled)), *told
