"""The tables that `score` and `quality` make beside the measures: what each column of them says."""

from __future__ import annotations

from typing import Any

from experiment.format.columns import Column


def of(name: str, type_: Any, description: str, unit: str | None = None) -> Column:
    """Declare a column of a table that is made."""
    return Column(name, description, unit, type_)


PARTICIPANT = of("participant_id", str, "code of the participant; text, also where it looks like a number")
ARM = of("arm", str, "arm of the study")
VISIT = of("visit", str, "visit, as the study file calls it")
RUN = of("run", int, "run of this visit, from 1")
VISIT_NUMBER = of("visit_number", int, "place of the visit among those of the arm, from 1")
OF_SESSION = (PARTICIPANT, VISIT, RUN, ARM, VISIT_NUMBER)
MEASURE = of("measure", str, "which measure: a column of `scores.csv`, or one of those explained in nulls.md")
SCORE = of("score", str, "which clinical score: a column of `phenotype`")
_OF_MEASURE = "in the unit of the measure"

NOISE = (
    *OF_SESSION,
    of("noise", str, "`measured` where at least three retest events were answered twice, else `stated`"),
    of("noise_sd_pct", float | None, "standard deviation of the answer noise, if it is measured", "pct"),
    of("noise_low_pct", float, "lower end of its 95 % interval; if stated, of the range 5 to 20", "pct"),
    of("noise_high_pct", float, "upper end of it", "pct"),
    of("n_retest_pairs", int, "retest events that it was measured by"),
    of("noise_at_most_pct", float | None, "95 % upper limit that the session's other answers set", "pct"),
    of("noise_contradicts", bool | None, "whether that limit lies below the interval that was measured"),
)

NULLS = (
    *OF_SESSION,
    MEASURE,
    of("value", float, "of the session", _OF_MEASURE),
    of("null", str, "whose second estimates: `never_learner`, `equal_learner`, `one_rate`, `bayesian`; see nulls.md"),
    of("noise", str, "which noise: `measured` and the ends of its interval, else `stated_5` to `stated_20`"),
    of("noise_sd_pct", float, "its standard deviation", "pct"),
    of("null_mean", float, "mean over 200 sets of second estimates", _OF_MEASURE),
    of("null_sd", float, "their standard deviation", _OF_MEASURE),
    of("null_low", float, "lower end of where 95 % of them lie", _OF_MEASURE),
    of("null_high", float, "upper end", _OF_MEASURE),
    of("share_below", float, "share of them below the value, from 0 to 1; of those that equal it one half"),
)

CHANGES = (
    PARTICIPANT,
    ARM,
    of("from_visit", str, "the earlier visit"),
    of("to_visit", str, "the later visit"),
    MEASURE,
    of("from_value", float, "at the earlier visit", _OF_MEASURE),
    of("to_value", float, "at the later visit", _OF_MEASURE),
    of("change", float, "later less earlier", _OF_MEASURE),
    of("null", str, "`never_learner` or `equal_learner`"),
    of("from_noise_sd_pct", float, "noise at the earlier visit", "pct"),
    of("to_noise_sd_pct", float, "noise at the later visit", "pct"),
    of("noise", str, "`measured` if both are, else `stated`: then a row for every pair of noises of the range"),
    of("null_change", float, "the change that these noises alone would make", _OF_MEASURE),
    of("null_change_sd", float, "its standard deviation", _OF_MEASURE),
    of("null_change_low", float, "lower end of its 95 % interval", _OF_MEASURE),
    of("null_change_high", float, "upper end of it", _OF_MEASURE),
)

FOUND_IN_NULLS = (
    of(
        "found_in_nulls_low",
        float | None,
        "smallest share of simulated studies of people without bias that had p < .05: of studies like the shipped "
        "ketamine.yaml with 56 participants, so that a study of another size or design has others; n/a: not counted",
    ),
    of("found_in_nulls_high", float | None, "largest such share, over what was tried (nulls.md), but for the next two"),
    of("found_in_nulls_noisier", float | None, "the share where answers of patients are noisier after the first visit"),
    of("found_in_nulls_skewed", float | None, "the share where beliefs have a long tail to high risks"),
)
"""What stands beside every p of a group."""

GROUP = (
    of(
        "test",
        str,
        "`level` (against 0), `change` (`visit` to `to_visit`), `change_between_arms` (its difference)",
    ),
    of("measure", str, "which measure; `slope_difference`, `robust_asymmetry` and `noise_sd_pct` too, see nulls.md"),
    of("arm", str | None, "arm; of two arms `patient - control`, the first less the other; n/a: all sessions"),
    of("visit", str | None, "visit, or the earlier of two; n/a: all sessions"),
    of("to_visit", str | None, "the later visit of a change"),
    of("n", int, "participants"),
    of("estimate", float | None, "mean, mean change, or difference of mean changes", _OF_MEASURE),
    of("low", float | None, "lower end of its 95 % interval", _OF_MEASURE),
    of("high", float | None, "upper end of it", _OF_MEASURE),
    of(
        "p",
        float | None,
        "two-sided; Student's t over participants, Welch's between arms; not corrected",
    ),
    *FOUND_IN_NULLS,
)

RELIABILITY = (
    of("kind", str, "`split_half`, `retest` (correlation) or `retest_agreement` (ICC(A,1)); see nulls.md"),
    MEASURE,
    ARM,
    of("visit", str, "visit, or the earlier of two"),
    of("to_visit", str | None, "the later visit of a retest"),
    of("n", int, "participants"),
    of("reliability", float | None, "from below 0 to 1; with fewer than five participants n/a"),
    of("low", float | None, "lower end of its 95 % interval over participants"),
    of("high", float | None, "upper end of it"),
)

SYMPTOMS = (
    SCORE,
    MEASURE,
    ARM,
    VISIT,
    of("n", int, "participants who have both"),
    of("correlation", float, "Pearson's"),
    of("low", float, "lower end of its 95 % interval, by Fisher's z"),
    of("high", float, "upper end of it"),
    of("reliability", float | None, "split-half reliability of the measure in this arm at this visit"),
    of("corrected", float | None, "correlation over the root of the reliability"),
    of("corrected_low", float | None, "lower end of its interval, which takes the reliability for exact"),
    of("corrected_high", float | None, "upper end of it"),
)

QUALITY = (
    PARTICIPANT, VISIT, RUN, ARM,
    of("use", str, "as in `sessions.csv`: whether the run counts"),
    of("n_first", int, "first estimates that were given"),
    of("missed_share", float | None, "of all questions of the trials, those missed; shares are from 0 to 1"),
    of("unconfirmed_share", float | None, "of all questions of the trials, those answered and not confirmed"),
    of("first_sd_pct", float | None, "standard deviation of first estimates", "pct"),
    of("distinct", int | None, "how many different first estimates"),
    of("commonest_share", float | None, "of first estimates, those with the commonest value"),
    of("longest_run", int | None, "the same first estimate in a row, at most"),
    of("bounds_share", float | None, "of first estimates, those at either end of the scale"),
    of("anticipations_share", float | None, "of estimates, those whose first input came too early to be one"),
    of("fast_share", float | None, "of estimates, those that were fast"),
    of("slow_share", float | None, "of estimates, those that were slow, or in the last tenth of the time"),
    of("rt_median_s", float | None, "median response time of estimates", "s"),
    of("rt_variation", float | None, "standard deviation of the response times over their mean"),
    of("timing_flags_share", float | None, "of rows, those with a timing flag"),
    of("disturbed_share", float | None, "of rows, those that were disturbed"),
    of("repeated_share", float | None, "of trials, those that were presented again"),
    of("rates_seen", bool | None, "whether a first estimate was given after its rate had been seen"),
    of("wrong_way_share", float | None, "of updates, those away from the base rate"),
    of("frames_lost_share", float | None, "of refreshes of the display, those without a new frame"),
    of("pauses", int | None, "pauses of the session"),
    of("outside_window", bool, "whether it was not at its time, or before an earlier visit"),
    of("another_run", bool, "whether it was begun again"),
    of("study_files_changed", bool, "whether other study files were used than the study began with"),
    of("emulated_display", bool | None, "whether the display kept no time by itself"),
    of("flags", str | None, "words of what is beyond its limit, with spaces between them; see analyst.md"),
    of("n_flags", int, "how many"),
)  # fmt: skip

QUALITY_STUDY = (
    of("flag", str, "word of the check, as in `flags` of `quality.csv`"),
    of("label", str, "what it is, for people"),
    of("limit", float | None, "of the study file; n/a: nothing is flagged, or whatever is so", "as the measure"),
    of("n", int, "sessions that have the measure"),
    of("median", float | None, "of these", "as the measure"),
    of("lowest", float | None, "of these", "as the measure"),
    of("highest", float | None, "of these", "as the measure"),
    of("n_flagged", int, "sessions that are flagged"),
)
