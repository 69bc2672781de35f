"""What the paragraph of methods says of measures: what they are, what they were held against, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from experiment.analysis.noise import STATED_NOISE_PCT, session_noise
from experiment.analysis.null_answers import DRAWS
from experiment.analysis.updates import Excluded
from experiment.report.groups import LEAST_PARTICIPANTS
from experiment.report.study_data import StudyData
from experiment.report.written import number, share


def said_of_measures(data: StudyData) -> Sequence[str]:
    """Return the sentences; none, if no run counts."""
    if not data.measured:
        return ()
    pairs, scores = data.updates, data.scores
    asked = pairs[pairs["excluded"] != Excluded.RATE_NOT_SHOWN.value]
    n = int(pairs["excluded"].isna().sum())
    gone = ", ".join(f"{int((asked['excluded'] == one.value).sum())} {said}" for one, said in _GONE.items())
    return (
        "The estimation error is the first estimate less the base rate; news is good where it is above 0 (for adverse "
        "events), bad where below. Updates are counted in percentage points towards the base rate, with their sign; "
        "the "
        "bias is the mean update after good news less the mean after bad news.",
        f"Of {len(asked)} pairs of estimates {n} ({share(n, len(asked))}) were analysed; left out: {gone}. Sessions "
        "had "
        f"{number(scores['n_good'].mean())} pairs with good and {number(scores['n_bad'].mean())} with bad news on "
        "average.",
        *_benchmarks(data),
        "Intervals are 95 % intervals of means over participants, by Student’s t.",
    )


def _benchmarks(data: StudyData) -> Iterator[str]:
    """Say what the updates were held against: the second classification, Bayes' rule, nulls, noise."""
    if data.updates["population_pct"].notna().any():
        yield (
            "News was classified a second time by the error of the estimate of the population’s risk, and updates were "
            "compared with those that Bayes’ rule expects of both first estimates and the base rate (odds of the "
            "second estimate: those of the base rate, times those of the first estimate, divided by those of the "
            "estimate of the population’s risk)."
        )
    if data.updates["memory_pct"].notna().any():
        yield "Memory error is the distance of the recalled base rate from the base rate."
    nulls = ("people who never learn", "people who learn alike from all news", "one learning rate for all news")
    bayes = ", Bayes’ rule" if (data.nulls["null"].astype(str) == "bayesian").any() else ""
    noise = session_noise(data.updates)
    measured = int((noise["noise"] == "measured").sum())
    stated = f"{STATED_NOISE_PCT[0]:g} to {STATED_NOISE_PCT[-1]:g} points"
    if measured == len(noise):
        at = "at the noise of answers that retest events measured in each session"
    elif measured:
        some = f"{measured} of {len(noise)} sessions"
        at = f"at the noise of answers that retest events measured in {some}, else at {stated}"
    else:
        at = f"at a noise of answers of {stated}"
    yield (
        f"Each measure was compared with {DRAWS} sets of second estimates for each null ({', '.join(nulls)}{bayes}), "
        f"drawn for the session’s own first estimates with its misses, bounds and rounding, {at}."
    )
    yield (
        "The twelve models of Khalid et al. (2025) were fitted to each session, and compared within arms and visits by "
        "random-effects model selection."
    )
    if data.updates["participant_id"].nunique() < LEAST_PARTICIPANTS:
        return
    yield (
        "Groups were compared by a noise-robust asymmetry, the difference between the shares of good and of bad news "
        "taken over, in a regression of second estimates on first estimates, rates and events (Tobit, jackknife over "
        "participants), and by mixed models of single updates, with the size of the error as a covariate and random "
        "intercepts by participant and event and random effects of news by participant."
    )


_GONE = {
    Excluded.FIRST_MISSING: "without a first estimate",
    Excluded.SECOND_MISSING: "without a second estimate",
    Excluded.NO_NEWS: "whose first estimate was the base rate",
}
