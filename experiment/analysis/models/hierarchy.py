"""All visits of a group at once: S and A of each participant and visit, pulled towards those of the group.

The updates of participant i at visit v are S·x + A·(v·x) + noise, as in the published models, with a noise of its own
for each participant and visit. S and A at all visits of a participant together are normal around the means of the
group, so that what is known of one visit tells something of another. Every conditional distribution is one that can be
drawn from, so that Gibbs sampling needs no tuning and no compiler.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiment.belief.news import Floats


@dataclass(frozen=True)
class HierarchyPriors:
    """Prior distributions of a group; assumed.

    Parameters
    ----------
    scaling_mean, asymmetry_mean
        Means of the group means of S and A.
    mean_sd
        Their standard deviation.
    spread
        Of S and A between participants: the diagonal of the inverse-Wishart scale is its square, times the degrees of
        freedom above the least that give it a mean.
    degrees_above
        Degrees of freedom above the number of parameters of a participant; at least 2, or the mean is not defined.
    precision_shape, precision_rate
        Of the gamma distribution of 1/σ², σ in percentage points.
    """

    scaling_mean: float = 0.5
    asymmetry_mean: float = 0.0
    mean_sd: float = 1.0
    spread: float = 0.25
    degrees_above: int = 3
    precision_shape: float = 2.0
    precision_rate: float = 100.0

    def mean(self, visits: int) -> Floats:
        """Return the prior means of S and A at each visit: (2 × visits,)."""
        return np.tile([self.scaling_mean, self.asymmetry_mean], visits)

    def scale(self, visits: int) -> Floats:
        """Return the inverse-Wishart scale: (2 × visits, 2 × visits)."""
        return np.asarray(np.eye(2 * visits) * self.spread**2 * (self.degrees_above - 1))

    def degrees(self, visits: int) -> int:
        """Return the inverse-Wishart degrees of freedom."""
        return 2 * visits + self.degrees_above


ASSUMED_PRIORS = HierarchyPriors()


@dataclass(frozen=True)
class GroupSums:
    """All that the likelihood needs; a first axis holds data sets, or one data set once for each chain.

    Parameters
    ----------
    evidence
        (sets, participants, visits, 2, 2): sums of the products of x and v·x; 0 where a visit is missing.
    towards
        (sets, participants, visits, 2): sums of x and v·x times the update.
    squares
        (sets, participants, visits): sums of squared updates.
    trials
        (sets, participants, visits).
    """

    evidence: Floats
    towards: Floats
    squares: Floats
    trials: Floats

    @classmethod
    def of(cls, evidence_pct: Floats, news: Floats, update_pct: Floats) -> GroupSums:
        """Sum over trials, the last axis of (sets, participants, visits, trials); NaN where there is none."""
        there = ~(np.isnan(evidence_pct) | np.isnan(update_pct))
        design = np.where(there[..., None], np.stack([evidence_pct, news * evidence_pct], axis=-1), 0.0)
        update = np.where(there, update_pct, 0.0)
        return cls(
            evidence=np.einsum("...tf,...tg->...fg", design, design),
            towards=np.einsum("...tf,...t->...f", design, update),
            squares=(update**2).sum(axis=-1),
            trials=there.sum(axis=-1).astype(np.float64),
        )

    def repeated(self, chains: int) -> GroupSums:
        """Return a single data set once for each chain."""
        return GroupSums(
            *(np.repeat(each, chains, axis=0) for each in (self.evidence, self.towards, self.squares, self.trials))
        )


@dataclass(frozen=True)
class HierarchyDraws:
    """Draws from the posterior; the first axis is the draw, the second the set or chain.

    Parameters
    ----------
    group_mean
        (draws, sets, visits, 2): S and A of the group.
    group_sd
        (draws, sets, visits, 2): between participants.
    participant
        (draws, sets, participants, visits, 2).
    noise_sd_pct
        (draws, sets, participants, visits).
    """

    group_mean: Floats
    group_sd: Floats
    participant: Floats
    noise_sd_pct: Floats


def draw_hierarchy(
    sums: GroupSums, priors: HierarchyPriors, draws: int, warm_up: int, random: np.random.Generator, thin: int = 1
) -> HierarchyDraws:
    """Draw from the posterior of a group by Gibbs sampling.

    Parameters
    ----------
    sums
        Of one or more data sets, which are drawn for side by side.
    priors
        The prior distributions.
    draws
        How many are kept.
    warm_up
        How many are thrown away first.
    random
        Where chance comes from.
    thin
        One draw in so many is kept.
    """
    sets, people, visits = sums.trials.shape
    size = 2 * visits
    prior_mean, scale, degrees = priors.mean(visits), priors.scale(visits), priors.degrees(visits)
    towards = sums.towards.reshape(sets, people, size)
    by_visits = np.zeros((sets, people, visits, 2, visits, 2))
    for visit in range(visits):
        by_visits[:, :, visit, :, visit, :] = sums.evidence[:, :, visit]
    blocks = by_visits.reshape(sets, people, size, size)
    precision = np.broadcast_to(
        1 / np.exp(random.normal(np.log(100.0), 0.5, (sets, people, visits))), sums.trials.shape
    )
    mean = prior_mean + 0.3 * random.standard_normal((sets, size))
    covariance = np.broadcast_to(np.eye(size) * priors.spread**2, (sets, size, size))
    kept: list[tuple[Floats, Floats, Floats, Floats]] = []
    for step in range(-warm_up, draws * thin):
        inverse = np.linalg.inv(covariance)
        by_effect = np.repeat(precision, 2, axis=-1)
        people_precision = blocks * by_effect[..., None] + inverse[:, None]
        weighted = towards * by_effect + np.einsum("sij,sj->si", inverse, mean)[:, None]
        each = _normal(people_precision, weighted, random)
        by_visit = each.reshape(sets, people, visits, 2)
        errors = (
            sums.squares
            - 2 * np.einsum("spvf,spvf->spv", by_visit, sums.towards)
            + np.einsum("spvf,spvfg,spvg->spv", by_visit, sums.evidence, by_visit)
        )
        rate = priors.precision_rate + np.maximum(errors, 0.0) / 2
        precision = random.gamma(priors.precision_shape + sums.trials / 2) / rate
        mean_precision = people * inverse + np.eye(size) / priors.mean_sd**2
        mean_weighted = np.einsum("sij,sj->si", inverse, each.sum(axis=1)) + prior_mean / priors.mean_sd**2
        mean = _normal(mean_precision, mean_weighted, random)
        apart = each - mean[:, None]
        covariance = _inverse_wishart(degrees + people, scale + np.einsum("spi,spj->sij", apart, apart), random)
        if step >= 0 and step % thin == 0:
            sds = np.sqrt(np.einsum("sii->si", covariance))
            kept.append((mean, sds, each, 1 / np.sqrt(precision)))
    means, spreads, participants, noises = (np.stack(each) for each in zip(*kept, strict=True))
    return HierarchyDraws(
        group_mean=means.reshape(draws, sets, visits, 2),
        group_sd=spreads.reshape(draws, sets, visits, 2),
        participant=participants.reshape(draws, sets, people, visits, 2),
        noise_sd_pct=noises,
    )


def _normal(precision: Floats, weighted: Floats, random: np.random.Generator) -> Floats:
    """Draw from normal distributions given by their precision matrix and by that matrix times the mean."""
    lower = np.linalg.cholesky(precision)
    upper = np.swapaxes(lower, -1, -2)
    towards_mean = np.linalg.solve(lower, weighted[..., None])
    drawn = towards_mean + random.standard_normal(towards_mean.shape)
    return np.asarray(np.linalg.solve(upper, drawn)[..., 0])


def _inverse_wishart(degrees: int, scale: Floats, random: np.random.Generator) -> Floats:
    """Draw one matrix for each scale (Bartlett's decomposition of the Wishart distribution of the inverse)."""
    sets, size = scale.shape[:2]
    bartlett = np.zeros((sets, size, size))
    rows, columns = np.tril_indices(size, -1)
    bartlett[:, rows, columns] = random.standard_normal((sets, len(rows)))
    diagonal = np.arange(size)
    bartlett[:, diagonal, diagonal] = np.sqrt(random.chisquare(degrees - diagonal, (sets, size)))
    lower = np.linalg.cholesky(np.linalg.inv(scale)) @ bartlett
    drawn = np.linalg.inv(lower @ np.swapaxes(lower, -1, -2))
    return np.asarray((drawn + np.swapaxes(drawn, -1, -2)) / 2)
