"""What the tables of a validation say, and where the models fail, in sentences made of their figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from experiment.analysis.validation.bands import PLACES, below, simultaneous_band
from experiment.analysis.validation.confusion import AS_PUBLISHED as TOLD_AS_PUBLISHED
from experiment.analysis.validation.confusion import EQUAL, NAMES
from experiment.analysis.validation.parameters import AS_PUBLISHED, LATENT, LEARN, NEVER, PUBLISHED
from experiment.analysis.validation.predictions import KINDS


def said_of(tables: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, str]]:
    """Return the name of each figure, and what it says."""
    yield "parameters", " ".join(_parameters(tables["parameters"]))
    yield "correlations", " ".join(_correlations(tables["parameters"]))
    yield "models", " ".join(_models(tables["models"]))
    yield "prior_predictive", _prior(tables["prior_predictive"])
    yield "posterior_predictive", " ".join(_posterior(tables["posterior_predictive"]))
    yield "held_out", " ".join(_held_out(tables["held_out"]))
    yield "calibration", " ".join(_calibration(tables["calibration"]))


def _parameters(table: pd.DataFrame) -> Iterator[str]:
    differences = table[table["parameter"] == "difference"]
    n = int(differences[differences["people"] == NEVER]["n"].iloc[0])
    yield (
        f"How much too large the difference of learning rates after good and bad news comes out: mean and SD over {n} "
        "people for each mark."
    )
    never = differences[differences["people"] == NEVER]
    for model, name in ((LATENT, "λ good − λ bad"), (PUBLISHED, "2·A of the published model")):
        here = never[never["model"] == model]
        yield (
            f"People who never learn get a mean {name} of {here['bias'].min():+.2f} to {here['bias'].max():+.2f}, over "
            "all noises and numbers of retest events."
        )
    learn = differences[(differences["people"] == LEARN) & (differences["model"] == LATENT)]
    noisiest = learn[learn["noise_sd_pct"] == learn["noise_sd_pct"].max()]
    yield (
        f"**Where it fails**: where answers are noisiest, of a mean difference of {noisiest['put_in'].mean():.2f} "
        f"there come back {(noisiest['put_in'] + noisiest['bias']).mean():.2f}; and one session says little "
        f"(SD {learn['spread'].min():.2f} to {learn['spread'].max():.2f})."
    )
    scaling = table[(table["people"] == NEVER) & (table["parameter"] == "scaling")]
    yield (
        f"The published S of people who never learn is {scaling['bias'].min():.2f} to {scaling['bias'].max():.2f}: "
        "to that model, regression to the mean is learning."
    )


def _correlations(table: pd.DataFrame) -> Iterator[str]:
    own = table[table["people"] == AS_PUBLISHED]
    for parameter, name in (("scaling", "S"), ("asymmetry", "A")):
        here = own[own["parameter"] == parameter]
        rs = ", ".join(f"{row.r:.2f} at {row.noise_sd_pct:g}" for row in here.itertuples())
        published = here["published_r"].iloc[0]
        yield f"{name} of the published model, in people of that model: r = {rs} (K25: {published:.2f})."
    yield (
        "r depends on how much the people differ (here SD .2 of S and .1 of A, assumed; K25 state none) and on the "
        "noise: it is for comparison, and no bar."
    )
    latent = table[(table["people"] == LEARN) & (table["model"] == LATENT)]
    for parameter, name in (("difference", "λ good − λ bad"), ("noise_sd_pct", "σ")):
        means = latent[latent["parameter"] == parameter].groupby("retest_events")["r"].mean()
        rs = ", ".join(f"{r:.2f} with {retest}" for retest, r in means.items())
        yield f"{name} of the latent belief, mean r over the noises: {rs} retest events."


def _models(table: pd.DataFrame) -> Iterator[str]:
    yield (
        f"Of {int(table['n'].max())} people for each model that makes answers (noise 10): for how many each model has "
        "most evidence, in per cent (left), and who made the answers where a model is found (right). All answers are "
        "whole numbers on a scale with ends."
    )
    for told in (TOLD_AS_PUBLISHED, EQUAL):
        here = table[table["told"] == told]
        own = here[here["made_by"] == here["found"]].set_index("made_by")["confusion"]
        wrong = here[here["made_by"] != here["found"]].sort_values("confusion", ascending=False).iloc[0]
        yield (
            f"The twelve {told}: the right model is found for {100 * own.min():.0f} to {100 * own.max():.0f} % of "
            f"people; worst, {wrong['found']} is found for {100 * wrong['confusion']:.0f} % where {wrong['made_by']} "
            "made the answers."
        )
    yield (
        "**Where it fails**: the upper row compares priors and the ends of the scale as much as learning. Nobody "
        "should read there that people have a latent belief; the lower row, where these are alike, is what answers can "
        "tell."
    )


def _prior(table: pd.DataFrame) -> str:
    published = table[table["model"] == PUBLISHED]
    every = published.iloc[0]
    low, high = published["share_0.025"].min(), published["share_0.975"].max()
    return (
        "What updates the priors allow, before anything is seen: bands that hold half and 95 of 100 single updates; "
        "blue after good news, red after bad. "
        "**Where it fails**: the published priors, N(1, 1) of S and N(0, 1) of A, allow updates of "
        f"{every['all_low_pct']:.0f} to {every['all_high_pct']:.0f} points (95 of 100 of all; where they are widest, "
        f"{low:.0f} to {high:.0f}); {100 * every['impossible']:.0f} % of their second answers lie below 0 or above 100."
    )


def _posterior(table: pd.DataFrame) -> Iterator[str]:
    yield (
        "Mean updates (marks) beside those that a model, fitted to each session, would make again (band: 95 of 100): "
        "blue circles after good news, red triangles after bad."
    )
    for people in KINDS:
        shares = []
        for model in (PUBLISHED, LATENT):
            here = table[(table["people"] == people) & (table["model"] == model)]
            within = (here["low_pct"] <= here["observed_pct"]) & (here["observed_pct"] <= here["high_pct"])
            shares.append(f"{within.sum()} of {len(here)} by the {model}")
        yield (
            f"People who {people}: within the band lie {', '.join(shares)}."
            if people != AS_PUBLISHED
            else (f"People of the published model: {', '.join(shares)}.")
        )
    yield (
        "**Where it fails**: a model that fits well is not a model that is true. People who never learn are described "
        "about as well by the published model, which calls it learning."
    )


def _held_out(table: pd.DataFrame) -> Iterator[str]:
    yield "Second answers that a model was not fitted to: their mean log density less that of model 1, and its error."
    for people in KINDS:
        here = {str(row["model"]): row for row in table[table["people"] == people].to_dict("records")}
        best = max(here, key=lambda model: float(here[model]["log_density"]))
        first, latent = here["1"], here[NAMES[-1]]
        more = latent["log_density"] - first["log_density"]
        who = f"People who {people}" if people != AS_PUBLISHED else "People of the published model"
        yield (
            f"{who}: most density by {best}; the latent belief gives {more:+.2f} a trial more than "
            f"model 1, and its error is {latent['error_pct']:.1f} points against {first['error_pct']:.1f} "
            f"(mean of the session: {first['error_of_mean_pct']:.1f})."
        )
    yield (
        "It predicts better in part because it knows whole numbers and the ends of the scale, whatever was learned: "
        "the error says less for it than the density."
    )


def _calibration(table: pd.DataFrame) -> Iterator[str]:
    yield (
        "Where in the posterior the parameters lie that made the data, less an even spread; grey: where all of a curve "
        "stays in 95 of 100 cases if the computation is right (so one curve in twenty leaves it by chance)."
    )
    for panel, rows in table.groupby("panel", sort=False):
        outside, covered, fits = [], [], []
        for (model, name), of_parameter in rows.groupby(["model", "parameter"], sort=False):
            shares = of_parameter["share"].dropna().to_numpy(dtype=np.float64)
            low, high = simultaneous_band(len(shares))
            found = below(shares)
            fits.append(len(shares))
            covered.append(100 * float(((shares > 0.025) & (shares < 0.975)).mean()))
            if ((found < low) | (found > high)).any():
                furthest = PLACES[np.abs(found - PLACES).argmax()]
                outside.append(f"{name} of the {model} (most at {furthest:.2f})")
        yield (
            f"{str(panel).capitalize()}, {min(fits)} fits of each: "
            + (f"outside the band: {', '.join(outside)}" if outside else f"all {len(fits)} curves within the band")
            + f"; 95 % intervals hold {min(covered):.1f} to {max(covered):.1f} %."
        )
