"""What was put into the hands and times of simulated people, calculated again from the rows of raw CSVs alone.

How hands move is school-book, too: a mouse button is down for 0.09 s, of three fifths of the answers for 0.12 s more
and 0.04 s for each point of a drag; digits are typed every 0.16 s, an arrow is held until it has moved the marker from
the middle of the track.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from statistics import NormalDist

import numpy as np

from tests.instruments.found_again import (
    FIRST,
    SECOND,
    Answers,
    Floats,
    Found,
    PutIn,
    Rows,
    log_variance,
    mean_of,
    root_of,
    sd_of,
    share_of,
)

_AT, _WEIGHTS = np.polynomial.hermite_e.hermegauss(31)
_SHARES = _WEIGHTS / _WEIGHTS.sum()
_MOUSE_S, _DIGIT_S = 0.09 + 0.6 * (0.12 + 0.04 / (1 - math.exp(-1 / 3))), 0.16
"""On average, and from digit to digit; a drag is of n points with a probability that falls by e^(-1/3) for each."""
_QUESTIONS = (("self", FIRST), ("population", FIRST), ("confidence", FIRST), ("self", SECOND))
_BELOW = NormalDist().cdf


def _longer(hardest: float, beliefs: Floats) -> Floats:
    """Return the logarithm of how much longer an estimate takes, the nearer a belief lies to 50 %."""
    return np.log1p(hardest * (1 - np.minimum(1, np.abs(beliefs / 50 - 1))))


def times(answers: Answers, put: PutIn) -> dict[str, Found]:
    """Times to the first input: their level, their scatter, and how they hang on the belief and on the phase."""
    (usual, between), (hardest, _) = put["first_input_s"], put["hardest_longer"]
    logs = {(of, phase): np.log(answers.of(f"{of}_first_rt_s", phase)) for of, phase in _QUESTIONS}
    first = np.stack([logs[of, FIRST] for of in ("self", "population", "confidence")], axis=-1)
    levels, slopes, _ = answers.lines(answers.first)
    line = levels[:, np.newaxis] + slopes[:, np.newaxis] * (answers.rate - answers.rate[~answers.again].mean())
    around = line[..., np.newaxis] + put["belief_spread_pct"][0] * _AT  # what somebody believes of such an event
    expected = _longer(hardest, around) @ _SHARES
    apart = first - expected[..., np.newaxis]
    whose = np.nanmean(apart, axis=(1, 2))
    level, scatter = mean_of(whose), np.square(apart - whose[:, np.newaxis, np.newaxis])
    asked = (~np.isnan(apart)).sum(axis=(1, 2))
    tempo = mean_of(np.nansum(scatter, axis=(1, 2)) / (asked - 1))
    by_belief = float(np.mean(_longer(hardest, around) ** 2 @ _SHARES - expected**2))
    in_mean = math.exp(level.found + log_variance(usual, between) / 2)
    variance = log_variance(usual, between)
    factors = sd_of(whose.var(ddof=1), math.sqrt(variance), tempo.found / asked.mean(), len(whose))
    halves = [np.nanmean(first[:, half], axis=(1, 2)) for half in (answers.low, answers.high)]
    later = np.nanmean(np.where(answers.again, logs["self", SECOND], np.nan), axis=1)
    sooner = np.nanmean(np.where(answers.again[:, np.newaxis], first, np.nan), axis=(1, 2))
    shorter = mean_of((later - sooner)[~np.isnan(later - sooner)])
    return {
        "first_input_s": Found(in_mean, in_mean * level.error),
        "first_input_s: between": Found(usual * factors.found, usual * factors.error),
        "tempo_sd": root_of(tempo, by_belief),
        "hardest_longer": _hardest(mean_of(halves[1] - halves[0]), around, answers),
        "second_shorter": Found(math.exp(shorter.found), math.exp(shorter.found) * shorter.error),
    }


def _hardest(difference: Found, around: Floats, answers: Answers) -> Found:
    """Return by how much the hardest estimate takes longer, from how much longer high rates take than low ones."""
    tried = np.linspace(0, 4, 81)
    expected = []
    for hardest in tried:
        longer = _longer(hardest, around) @ _SHARES
        expected.append(float((longer[:, answers.high].mean(axis=1) - longer[:, answers.low].mean(axis=1)).mean()))
    found = float(np.interp(difference.found, expected, tried))
    return Found(found, difference.error / float(np.interp(found, tried, np.gradient(expected, tried))))


def confirming(rows: Rows, put: PutIn) -> dict[str, Found]:
    """The time from the last input to the confirming one, of answers that were not changed."""
    (_, between), (tempo, _) = put["confirm_s"], put["tempo_sd"]
    taken_s: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        for of, phase in _QUESTIONS:
            if row["phase"] == phase and row[f"{of}_outcome"] == "answered" and row[f"{of}_changes"] == "0":
                hand_s = _hand_s(row[f"{of}_by"], int(row[f"{of}_pct"]))
                if row[f"{of}_by"] == "mouse" or (row[f"{of}_by"] == "digits" and hand_s < 1.5 * _DIGIT_S):
                    first_s, all_s = (float(row[f"{of}_{name}"]) for name in ("first_rt_s", "rt_s"))
                    taken_s[row["participant_id"]].append(all_s - first_s - hand_s)
    longer = math.exp(tempo**2 / 2)  # than what is usual, on average
    whose = np.array([np.mean(some) for some in taken_s.values()]) / longer
    by_chance = float(np.mean([np.var(some, ddof=1) / len(some) for some in taken_s.values()])) / longer**2
    return {
        "confirm_s": mean_of(whose),
        "confirm_s: between": sd_of(whose.var(ddof=1), between, by_chance, len(whose)),
    }


def _hand_s(by: str, value: int) -> float:
    """Return how long a hand takes, usually, from the first input to the last, to answer with a value."""
    if by == "mouse":
        return _MOUSE_S
    if by == "digits":
        return _DIGIT_S * (len(str(value)) - 1)
    steps = abs(value - 40)
    return sum(_step_s(n) for n in (steps, steps + 1)) / 2 if steps else 0.09


def _step_s(number: int) -> float:
    """Return when a held arrow moves for the n-th time: after 0.4 s, eight times every 0.08 s, then every 0.025 s."""
    if number == 0:
        return 0.0
    slow = min(number - 1, 8)
    return 0.4 + 0.08 * slow + 0.025 * (number - 1 - slow)


def amiss(rows: Rows, put: PutIn, limit_s: float) -> dict[str, Found]:
    """Shares of questions that were missed, left unconfirmed, and answered after a change of mind.

    Who comes too late with the first input misses, too; who comes too late with the confirming one leaves it
    unconfirmed. How many do, follows from how long hands and second thoughts take after the first input.
    """
    outcomes: Counter[str] = Counter()
    changed: Counter[bool] = Counter()
    late = 0.0
    missed_late = 0.0
    misses, leaves, changes = (put[name][0] for name in ("misses", "leaves_unconfirmed", "changes_mind"))
    after = [(row, of) for row in rows for of, phase in _QUESTIONS if row["phase"] == phase]
    for row, of in after:
        outcome, by = row[f"{of}_outcome"], row[f"{of}_by"]
        if outcome == "not_asked":
            continue
        outcomes[outcome] += 1
        missed_late += _never_begun(row["phase"], put, limit_s)
        if outcome == "missed":
            continue
        value = int(row[f"{of}_pct"] if outcome == "answered" else row[f"{of}_unconfirmed_pct"])
        left_s = limit_s - float(row[f"{of}_first_rt_s"]) - _hand_s(by, value)
        again_s = _again_s(by, value)
        late += (1 - changes) * _later(left_s, put) + changes * _later((left_s - again_s) / 2, put)
        if outcome == "answered" and by != "arrows":
            changed[row[f"{of}_changes"] != "0"] += 1
    asked = sum(outcomes.values())
    confirm = 1 - leaves / (1 - misses)
    return {
        "misses": share_of(outcomes["missed"] - (1 - misses) * missed_late, asked, misses),
        "leaves_unconfirmed": share_of(outcomes["unconfirmed"] - confirm * late, asked, leaves),
        "changes_mind": share_of(changed[True], sum(changed.values()), changes),
    }


def _later(left_s: float, put: PutIn) -> float:
    """Return how probable it is that the time to confirm is longer than what is left."""
    if left_s <= 0:
        return 1.0
    variance = log_variance(*put["confirm_s"])
    middle = math.log(put["confirm_s"][0]) - variance / 2
    return 1 - _BELOW((math.log(left_s) - middle) / math.hypot(math.sqrt(variance), put["tempo_sd"][0]))


def _again_s(by: str, value: int) -> float:
    """Return how long a hand takes for the second value of a change of mind, usually some nine points away."""
    if by == "mouse":
        return _MOUSE_S
    return _DIGIT_S * 2 * len(str(value)) if by == "digits" else (_step_s(8) + _step_s(9)) / 2


def _never_begun(phase: str, put: PutIn, limit_s: float) -> float:
    """Return how probable it is that the first input comes after the deadline, of what is believed about 40 %."""
    variance = log_variance(*put["first_input_s"])
    usual = put["first_input_s"][0] * (1 + 0.8 * put["hardest_longer"][0])
    usual *= put["second_shorter"][0] if phase == SECOND else 1
    return 1 - _BELOW((math.log(limit_s / usual) + variance / 2) / math.hypot(math.sqrt(variance), put["tempo_sd"][0]))


def of_sessions(rows: Rows, put: PutIn) -> dict[str, Found]:
    """Who answers with what, and how often a trial was begun anew after a pause."""
    hands: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        hands[row["participant_id"]][row["self_by"]] += row["self_by"] != "n/a"
    habits = Counter(each.most_common(1)[0][0] for each in hands.values())
    n = len(hands)
    begun_anew = sum(int(row["attempt"]) - 1 for row in rows)
    return {
        "uses_mouse": share_of(habits["mouse"], n, put["uses_mouse"][0]),
        "uses_arrows": share_of(habits["arrows"], n, put["uses_arrows"][0]),
        "pauses": Found(begun_anew / n, math.sqrt(put["pauses"][0] / n)),
    }


def understanding(rows: Rows, words: Mapping[str, int], put: PutIn) -> dict[str, Found]:
    """How many questions about the task are answered rightly at once, and how fast they are read."""
    right = sum(row["first_answer"] == row["right_answer"] for row in rows)
    (speed, between), tempo = put["words_per_s"], put["tempo_sd"][0]
    a_word_s: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        read_s = float(row["rt_s"]) / math.exp(tempo**2 / 2) - put["confirm_s"][0]
        a_word_s[row["participant_id"]].append(read_s / words[row["question"]])
    slow = mean_of(np.array([np.mean(some) for some in a_word_s.values()]))
    variance = log_variance(speed, between)
    found = math.exp(variance) / slow.found  # the mean of what one word takes is longer than one word at the mean speed
    one, other = (np.log(np.array(some)) for some in zip(*_pairs(a_word_s), strict=True))
    both = np.cov(one, other)
    error = math.sqrt((both[0, 0] * both[1, 1] + variance**2) / len(one))
    apart = math.sqrt(max(1e-9, float(both[0, 1])))
    return {
        "understands": share_of(right, len(rows), put["understands"][0]),
        "words_per_s": Found(found, found * slow.error / slow.found),
        "words_per_s: between": Found(speed * apart, speed * error / (2 * math.sqrt(variance))),
    }


def _pairs(values: Mapping[str, list[float]]) -> Iterator[tuple[float, float]]:
    return ((max(some[0], 1e-3), max(some[1], 1e-3)) for some in values.values())
