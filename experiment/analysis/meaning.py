"""What each index can say and what it cannot, in two sentences that a clinician reads: for pages and reports."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Meaning:
    """An index, in plain words.

    Parameters
    ----------
    index
        Its column in the table of scores; of a pair for good and bad news, without the word.
    name
        What it is called.
    unit
        `points`: percentage points; `ratio`: a number without unit.
    can
        What it says.
    cannot
        What it does not say.
    """

    index: str
    name: str
    unit: str
    can: str
    cannot: str


MEANINGS: tuple[Meaning, ...] = (
    Meaning(
        "update", "Mean update", "points",
        "It says how far, on average, the second answers lie nearer to the rates that were shown than the first ones.",
        "It does not say that anything was learned: somebody who answers with noise, and learns nothing, has one too.",
    ),
    Meaning(
        "bias_pct", "Belief-updating bias", "points",
        "It says how much farther somebody moves after good news than after bad news.",
        "It does not show optimism by itself: answer noise, the ends of the scale and unequal errors all make one, "
        "and a visit at which answers are noisier has a larger one.",
    ),
    Meaning(
        "bias_adjusted_pct",
        "Bias at one size of error",
        "points",
        "It says how much farther somebody moves after good news than after bad news that lay as far away.",
        "It mends unequal errors and nothing else: noise and the ends of the scale make one all the same.",
    ),
    Meaning(
        "slope", "Learning slope", "ratio",
        "It says how much more somebody moves when the rate was farther from their first answer.",
        "It does not separate learning from regression to the mean: the noisier the answers, the steeper it is.",
    ),
    Meaning(
        "correlation", "Learning score", "ratio",
        "It says how regularly larger errors go with larger moves within one session.",
        "It is not a strength of learning, and with some twenty events after each kind of news it is rough.",
    ),
    Meaning(
        "scaling", "Scaling (S)", "ratio",
        "It says which share of the distance to the rates is gone on average: 0 for none, 1 for all of it.",
        "It takes the first answer for the belief, so that noise of 10 to 15 points alone gives .2 to .5.",
    ),
    Meaning(
        "asymmetry", "Asymmetry (A)", "ratio",
        "It says how much larger that share is after good news than on average; after bad news it is as much smaller.",
        "It takes the first answer for the belief, so that noise alone gives one as large as those published.",
    ),
    Meaning(
        "population_bias_pct", "Bias by the population's risk", "points",
        "It says how much farther somebody moves when the rate is better than they thought it was for others.",
        "It avoids one fault of the other classification and keeps the rest: the ends of the scale, and any link of "
        "what is believed of oneself and of others.",
    ),
    Meaning(
        "residual_bias_pct", "Bias beside Bayes' rule", "points",
        "It says how much the moves after good and after bad news differ beyond what the answers themselves ask for by "
        "Bayes' rule.",
        "It takes both first answers for exact beliefs, so that it is no better protected from noise than the others.",
    ),
    Meaning(
        "comparative_optimism_pct", "Comparative optimism", "points",
        "It says how far somebody puts their own risk below that of people like them, before any rate is shown.",
        "It does not say that they are wrong: their risk may be lower than that of others.",
    ),
    Meaning(
        "error_size_pct", "Size of the estimation error", "points",
        "It says how far the first answers lie from the rates.",
        "It is no mistake about oneself: the rates are those of a population, and noise makes it larger.",
    ),
    Meaning(
        "memory_error_pct", "Memory error", "points",
        "It says how far the recalled rates lie from those that were shown.",
        "A small one does not show that a rate was believed, and only visits that ask for memory have it.",
    ),
    Meaning(
        "noise_sd_pct", "Answer noise", "points",
        "It says how much an answer scatters when the same question is asked again and nothing was told in between.",
        "With a handful of retest events it is rough for one session: read its interval.",
    ),
    Meaning(
        "robust_asymmetry", "Noise-robust asymmetry", "ratio",
        "It says, for a group, whether more is taken over from good news than from bad news, in a way that answer "
        "noise does not imitate.",
        "It needs many people and comes out smaller than it is, the more so the noisier the answers; beliefs with a "
        "long tail to high risks make a level of it as well: conclusions rest on its changes.",
    ),
)  # fmt: skip
"""One for each index, or pair of indices; the order of the pages."""


def meaning_of(index: str) -> Meaning:
    """Return what an index means, by its column in the table of scores.

    Raises
    ------
    KeyError
        If there is none of this name.
    """
    exact = {one.index: one for one in MEANINGS}
    if index in exact:
        return exact[index]
    if index in ("residual_good_pct", "residual_bad_pct"):
        return exact["residual_bias_pct"]
    plain = index.removeprefix("population_").removeprefix("residual_").removesuffix("_pct")
    return exact[plain.removesuffix("_good").removesuffix("_bad")]


def meaning_lines() -> list[str]:
    """Return the table in Markdown, line by line."""
    head = ["| measure | what it can say | what it cannot |", "|---|---|---|"]
    return [*head, *(f"| {one.name} | {one.can} | {one.cannot} |" for one in MEANINGS)]
