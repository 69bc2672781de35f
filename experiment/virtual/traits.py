"""What a virtual participant is like at one visit: figures alone; the file of assumptions says where they come from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Traits:
    """What somebody believes, how they learn, and how they answer.

    Percentages are in points, noise is a standard deviation, shares are from 0 to 1.

    Parameters
    ----------
    belief_mean_pct, belief_slope, belief_spread_pct
        Of beliefs about one's own risk: their mean, by how much they rise with the base rate (points a point), and how
        far they scatter around that.
    population_mean_pct, population_slope, population_spread_pct
        The same of beliefs about the population's risk.
    population_shared
        Correlation of the two scatters.
    noise_sd_pct
        Noise of every estimate.
    rounds_to_10, rounds_to_5
        Share of answers that are rounded so; the others are whole numbers.
    learning_good, learning_bad
        Share of the way to the rate that a belief goes, after good and after bad news.
    model_scaling, model_asymmetry
        S and A of whoever follows one of the published models.
    anchor_pull
        Share of the way to a number on the screen that the anchored are drawn.
    memory_screens, memory_noise_sd_pct
        After how many screens a rate is remembered by 37 % only (1/e), and the noise of what is recalled.
    confidence_pct
        Mean confidence in a rate.
    uses_mouse, uses_arrows
        Share of people who answer a slider so; the others type digits.
    first_input_s, tempo_sd
        Usual time to the first input, and how it scatters (SD of its logarithm).
    hardest_longer
        By how much longer, as a share, an estimate takes that could not be less certain (50 %).
    second_shorter
        Times of second estimates, as a share of those of first ones.
    confirm_s
        Usual time from the last input to the confirming one.
    words_per_s
        How fast pages are read.
    misses, leaves_unconfirmed
        Share of the questions with a deadline to which nothing is done, or that are not confirmed.
    changes_mind
        Share of the estimates that are changed before they are confirmed.
    pauses
        How many pauses somebody asks for in a session, on average.
    understands
        Share of the questions about the task that are answered rightly.
    """

    belief_mean_pct: float
    belief_slope: float
    belief_spread_pct: float
    population_mean_pct: float
    population_slope: float
    population_spread_pct: float
    population_shared: float
    noise_sd_pct: float
    rounds_to_10: float
    rounds_to_5: float
    learning_good: float
    learning_bad: float
    model_scaling: float
    model_asymmetry: float
    anchor_pull: float
    memory_screens: float
    memory_noise_sd_pct: float
    confidence_pct: float
    uses_mouse: float
    uses_arrows: float
    first_input_s: float
    tempo_sd: float
    hardest_longer: float
    second_shorter: float
    confirm_s: float
    words_per_s: float
    misses: float
    leaves_unconfirmed: float
    changes_mind: float
    pauses: float
    understands: float
