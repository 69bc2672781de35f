"""The tables that `fit` makes: what each column of them says."""

from __future__ import annotations

from collections.abc import Iterator

from experiment.format.columns import Column
from experiment.format.made_columns import ARM, FOUND_IN_NULLS, MEASURE, OF_SESSION, SCORE, VISIT, of

_EVIDENCE = of("log_evidence", float, "natural logarithm of how likely the model makes the session's answers")
_MODEL = of("model", int, "number of the published model, 1 to 12; see models.md")
_FAMILY = of("family", str, "its family: `rl`, `rl_pr` (with personal relevance), `bayes`")


def _marginal(name: str, what: str, unit: str | None = None) -> Iterator[Column]:
    yield of(name, float, f"{what}: posterior mean", unit)
    yield of(f"{name}_sd", float | None, "its posterior standard deviation; n/a where the model fixes it", unit)
    yield of(f"{name}_low", float | None, "lower end of its central 95 %", unit)
    yield of(f"{name}_high", float | None, "upper end of it", unit)


PARAMETERS = (
    *OF_SESSION,
    _MODEL,
    _FAMILY,
    of("trials", int, "updates that it was fitted to"),
    _EVIDENCE,
    *_marginal("scaling", "S"),
    *_marginal("asymmetry", "A"),
    *_marginal("learning_good", "S + A, the learning rate after good news"),
    *_marginal("learning_bad", "S − A, the learning rate after bad news"),
    of("noise_sd_pct", float, "σ of the updates around the model", "pct"),
)

LATENT = (
    *OF_SESSION,
    of("events", int, "events with an answer"),
    of("retest_events", int, "of these, events whose rate was not shown"),
    *_marginal("learning_good", "share of the way that a belief goes after good news"),
    *_marginal("learning_bad", "share of the way that a belief goes after bad news"),
    *_marginal("learning_difference", "the first less the second"),
    *_marginal("noise_sd_pct", "noise of answers", "pct"),
    *_marginal("belief_mean_pct", "mean of beliefs", "pct"),
    *_marginal("belief_slope", "slope of beliefs on base rates"),
    *_marginal("belief_spread_pct", "scatter of beliefs around that line", "pct"),
    of("log_evidence", float, "not to be compared with that of the published models"),
    of("effective_draws", float, "how many draws from the posterior the numbers rest on"),
    of("tail_draws", float, "how many the end of an interval rests on that has fewest"),
    of("tail_shape", float, "k̂: how heavy the tail of what draws count is; above 0.5 their number says nothing"),
    of("settled", bool, "whether both are 400 or more, and k̂ at most 0.5: otherwise use no interval of the row"),
)

MODEL_COMPARISON = (
    ARM,
    VISIT,
    of("sessions", int, "sessions that were compared"),
    _MODEL,
    of("frequency", float, "expected share of people whom the model describes best"),
    of("exceedance", float, "probability that it is the most frequent one"),
    of("protected_exceedance", float, "the same, allowing for all being equally frequent"),
    of("omnibus_risk", float, "probability that all are equally frequent; the same for all models of a comparison"),
)

MODEL_STABILITY = (
    ARM,
    of("visit_before", str, "the earlier visit"),
    of("visit_after", str, "the later visit"),
    of("participants", int, "who have both"),
    of("same_frequency", float, "expected share of people who keep their model"),
    of("same_exceedance", float, "probability that keeping it is the more frequent"),
    of(
        "same_protected",
        float,
        "the same, if both may be equally frequent; small changes go unseen (models.md)",
    ),
    of("omnibus_risk", float, "probability that both are"),
)

PREDICTIVE = (
    ARM,
    VISIT,
    of("news", str, "`good` or `bad`"),
    of("from_pct", float, "size of the estimation error, from", "pct"),
    of("to_pct", float, "to", "pct"),
    of("sessions", int, "sessions that have such updates"),
    of("observed_pct", float, "mean update", "pct"),
    of("predicted_pct", float, "mean update that the first published model, fitted to each, makes again", "pct"),
    of("low_pct", float, "lower end of where 95 % of what it makes lie", "pct"),
    of("high_pct", float, "upper end of it", "pct"),
)

PREDICTIONS = (
    ARM,
    VISIT,
    _MODEL,
    _FAMILY,
    of("log_density", float, "mean natural logarithm of the density given to an update that was held out"),
    of("error_pct", float, "root mean square of update less prediction", "pct"),
    of("error_of_mean_pct", float, "the same, were the prediction the mean of the updates that were kept", "pct"),
    of("sessions", int, "over which these are means"),
)

JOINT = (
    ARM,
    of("visit", str, "visit, or the earlier of two"),
    of("to_visit", str | None, "the later visit of a change"),
    of("parameter", str, "`scaling`, `asymmetry`, `learning_good` or `learning_bad`: the mean of the group"),
    of("participants", int, "in the group"),
    of("mean", float, "posterior mean"),
    of("sd", float, "posterior standard deviation"),
    of("low", float, "lower end of its 95 % interval"),
    of("high", float, "upper end of it"),
    of("r_hat", float, "agreement of its four chains; above 1.01 it should not be used"),
    of("effective_draws", float, "below 400 it should not be used"),
    of("tail_draws", float, "the same of the worse end of its interval; below 400 the interval should not be used"),
)

GROUP_EFFECTS = (
    of("analysis", str, "groups and visits that were analysed"),
    of("classification", str, "by which news are good or bad: `own` (E1 − BR) or `population` (eBR − BR)"),
    of("level", str, "`trials` (mixed model), `participants` (t test) or `noise_robust`"),
    of(
        "effect",
        str,
        "which effect; news is coded −1 and 1: twice its effect is good less bad at the same error of estimation",
    ),
    of("estimate", float | None, "of the effect; of trials and participants", "pct"),
    of("standard_error", float | None, "of the estimate", "as the estimate"),
    of("low", float | None, "lower end of its 95 % interval", "as the estimate"),
    of("high", float | None, "upper end of it", "as the estimate"),
    of("p", float | None, "two-sided: Wald's of trials, Student's t or Welch's of the others"),
    of("effect_size", float | None, "Cohen's d, of participants"),
    of("effect_low", float | None, "lower end of its 95 % interval"),
    of("effect_high", float | None, "upper end of it"),
    of("participants", int | None, "how many"),
    of("rows", int | None, "updates, of trials"),
    of("remark", str | None, "what of random effects is singular, who was left out, or why there is no estimate"),
    *FOUND_IN_NULLS,
)

GROUP_SPREAD = (
    of("analysis", str, "groups and visits that were analysed"),
    of("classification", str, "by which news are good or bad: `own` (E1 − BR) or `population` (eBR − BR)"),
    of("grouping", str, "what differs: `participant`, `participant × visit`, `event`; `residual`: what is left"),
    of("members", int, "how many of these; of what is left, trials"),
    of("effect", str, "`intercept` or `news` (coded −1 and 1), by which they differ; `residual`"),
    of("sd_pct", float, "standard deviation between them", "pct"),
    of("correlation", float | None, "of the effect with the intercept; −1 or 1: the model is singular"),
)

SYMPTOM_CHANGES = (
    SCORE,
    MEASURE,
    ARM,
    of("visit", str, "the earlier visit"),
    of("to_visit", str, "the later visit"),
    of("n", int, "participants who have all four numbers"),
    of("score_change", float, "mean change of the clinical score, later less earlier", "of the score"),
    of("measure_change", float, "mean change of the measure", "in the unit of the measure"),
    of("correlation", float, "of the changes, Pearson's"),
    of("low", float, "lower end of its 95 % interval, by Fisher's z"),
    of("high", float, "upper end of it"),
    of("slope", float, "change of the measure for one point of the score"),
    of("slope_low", float, "lower end of its 95 % interval"),
    of("slope_high", float, "upper end of it"),
    of("p", float, "of the slope, two-sided, by Student's t"),
    *FOUND_IN_NULLS,
)
