"""All of the validation, in pieces that several processes can share; what comes out is the same however many do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import pandas as pd

from experiment.analysis.validation.calibration import calibrated_groups, calibrated_latent, calibrated_sessions
from experiment.analysis.validation.confusion import NAMES, confused, matrices
from experiment.analysis.validation.parameters import AS_PUBLISHED, LEARN, NEVER, recovered_parameters
from experiment.analysis.validation.predictions import KINDS, posterior_predictive, predicted, prior_predictive
from experiment.workers import HowFar, worked

NOISES_PCT, RETESTS = (5.0, 10.0, 15.0, 20.0), (0, 6, 12, 20)
CONFUSION_NOISE_PCT = 10.0


@dataclass(frozen=True)
class Amount:
    """How much is made.

    Parameters
    ----------
    people
        For each noise, number of retest events and kind of people; ten times as many where only the published model is
        fitted.
    group, groups
        How many people a group has whose answers one model has made, and how many groups each model makes.
    fits
        Of each published model and of the hierarchy, for their calibration.
    latent_fits
        Of the latent-belief model, for its.
    shown
        People whose answers are predicted.
    replicates, folds
        For that.
    """

    people: int
    group: int
    groups: int
    fits: int
    latent_fits: int
    shown: int
    replicates: int
    folds: int


QUICK = Amount(people=10, group=10, groups=1, fits=200, latent_fits=40, shown=15, replicates=40, folds=5)
FULL = Amount(people=100, group=46, groups=3, fits=1000, latent_fits=1000, shown=100, replicates=200, folds=10)

_AT_ONCE = 50
"""So many fits are one piece of work."""

Piece = Callable[[], pd.DataFrame]


def validated(
    amount: Amount, seed: int, jobs: int = 1, done: HowFar = lambda _done, _of: None
) -> dict[str, pd.DataFrame]:
    """Simulate people, fit the models to them, and return the tables.

    Parameters
    ----------
    amount
        How much.
    seed
        Of all that is drawn.
    jobs
        How many processes do it.
    done
        Told of progress.

    Returns
    -------
    dict
        `parameters`, `models`, `prior_predictive`, `posterior_predictive`, `held_out`, `calibration`.
    """
    pieces = list(_pieces(amount, seed))
    found: dict[int, pd.DataFrame] = {}
    for (place, _), made in worked(enumerate(piece for _, piece in pieces), _made, jobs):
        found[place] = made
        done(len(found), len(pieces))
    tables: dict[str, list[pd.DataFrame]] = {}
    for place, (name, _) in enumerate(pieces):
        tables.setdefault(name, []).append(found[place])
    together = {name: pd.concat(each, ignore_index=True) for name, each in tables.items()}
    together["models"] = matrices(together["models"])
    return together


def _pieces(amount: Amount, seed: int) -> Iterator[tuple[str, Piece]]:
    """Return the table that each piece belongs to; each piece has a seed of its own."""
    at = seed * 10_000
    for noise in NOISES_PCT:
        at += 1
        yield "parameters", partial(recovered_parameters, AS_PUBLISHED, noise, 0, 10 * amount.people, at)
        for retest in RETESTS:
            for kind in (LEARN, NEVER):
                at += 1
                yield "parameters", partial(recovered_parameters, kind, noise, retest, amount.people, at)
    for _ in range(amount.groups):
        for maker in NAMES:
            at += 1
            yield "models", partial(confused, maker, amount.group, CONFUSION_NOISE_PCT, at)
    yield "prior_predictive", partial(prior_predictive, 100, at + 1)
    for kind in KINDS:
        at += 2
        yield "posterior_predictive", partial(posterior_predictive, kind, amount.shown, amount.replicates, at)
        yield "held_out", partial(predicted, kind, amount.shown, amount.folds, at + 1)
    for fits, calibrated in (
        (amount.fits, calibrated_sessions),
        (amount.fits, calibrated_groups),
        (amount.latent_fits, partial(_calibrated_latent, 0)),
        (amount.latent_fits, partial(_calibrated_latent, 6)),
    ):
        for begun in range(0, fits, _AT_ONCE):
            at += 2
            yield "calibration", partial(calibrated, min(_AT_ONCE, fits - begun), at)


def _calibrated_latent(retest_events: int, fits: int, seed: int) -> pd.DataFrame:
    return calibrated_latent(fits, retest_events, seed)


def _made(piece: tuple[int, Piece]) -> pd.DataFrame:
    return piece[1]()
