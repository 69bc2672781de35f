"""The two planned analyses of updates, as designs: what is compared, and how it is coded.

Controls have no visit after an infusion, so that group × news × visit over three visits cannot be estimated. There are
two analyses: both groups at the visits that both have, or at the only one, as while a study is being collected; and the
patients alone at all of theirs (|EE|, and news as −1
and 1: Khalid et al. 2025; age and education: Bottemanne et al. 2022, and Khalid et al., who have gender as well; group
and visit as −½ and ½, so that an effect is a difference).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import numpy as np
import pandas as pd

from experiment.analysis.group.mixed_model import RandomEffects
from experiment.belief.news import Floats


class Classification(str, Enum):
    """By which estimate good and bad news are told apart."""

    OWN = "own"
    """The first estimate of one's own risk: E1 − BR."""
    POPULATION = "population"
    """The estimate of the population's: eBR − BR."""

    def __str__(self) -> str:
        return self.value


_COLUMNS = {
    Classification.OWN: ("update_pct", "news", "estimation_error_pct"),
    Classification.POPULATION: ("population_update_pct", "population_news", "population_error_pct"),
}


@dataclass(frozen=True)
class Design:
    """Rows of updates, and what explains them.

    Parameters
    ----------
    update_pct
        (rows,).
    fixed
        (rows, effects).
    names
        Of the effects.
    random
        Intercept and news by participant, and by session of a participant: people differ in how they change. Without
        the latter, a change would be taken for as certain as if everybody had changed alike. Where everybody has one
        session the two are the same, and the first alone is there. Intercept by event.
    participants
        How many there are.
    left_out
        How many more would be there if all covariates were known of them.
    missing
        Names of the covariates.
    groups
        How many groups participants belong to.
    counted_as
        By the names of effects: what null studies count them as (docs/nulls.md), all of which have several visits.
    """

    update_pct: Floats
    fixed: Floats
    names: tuple[str, ...]
    random: tuple[RandomEffects, ...]
    participants: int
    left_out: int = 0
    missing: str = ""
    groups: int = 1
    counted_as: Mapping[str, str] = field(default_factory=dict)


def two_groups(
    updates: pd.DataFrame,
    arms: tuple[str, str],
    visits: tuple[str, ...],
    by: Classification = Classification.OWN,
    covariates: tuple[str, ...] = (),
) -> Design:
    """Return the design group × visit × news; at one visit group × news.

    Parameters
    ----------
    updates
        What `experiment.analysis.load_updates` gives.
    arms
        The group coded −½, and the one coded ½.
    visits
        The visit coded −½, and the one coded ½; or one visit alone.
    by
        How news are told apart.
    covariates
        Columns that are added, centred: ``age``, ``education``.
    """
    rows = _rows(updates[updates["arm"].isin(arms) & updates["visit"].isin(visits)], by, covariates)
    group = np.where(rows["arm"] == arms[1], 0.5, -0.5)
    news = _news(rows)
    if len(visits) == 1:
        return _design(rows, {"group": group, "news": news, "group × news": group * news}, covariates, {})
    visit = np.where(rows["visit"] == visits[1], 0.5, -0.5)
    return _design(
        rows,
        {
            "group": group,
            "visit": visit,
            "news": news,
            "group × visit": group * visit,
            "group × news": group * news,
            "visit × news": visit * news,
            "group × visit × news": group * visit * news,
        },
        covariates,
        {name: name for name in _TO_BE_COUNTED},
    )


_TO_BE_COUNTED = ("group", "visit", "news", "group × visit", "group × news", "visit × news", "group × visit × news")


def one_group(
    updates: pd.DataFrame,
    arm: str,
    visits: tuple[str, ...],
    by: Classification = Classification.OWN,
    covariates: tuple[str, ...] = (),
) -> Design:
    """Return the design visit × news of one group, each visit against the first; at one visit news alone.

    Parameters
    ----------
    updates, by, covariates
        As for `two_groups`.
    arm
        The group.
    visits
        The first is what the others are compared with.
    """
    rows = _rows(updates[(updates["arm"] == arm) & updates["visit"].isin(visits)], by, covariates)
    news = _news(rows)
    at = {visit: np.where(rows["visit"] == visit, 1.0, 0.0) for visit in visits[1:]}
    effects: dict[str, Floats] = {f"{visit} − {visits[0]}": each for visit, each in at.items()}
    effects["news"] = news
    effects |= {f"({visit} − {visits[0]}) × news": each * news for visit, each in at.items()}
    counted_as = {name: name if name == "news" else "change × news" if "×" in name else "change" for name in effects}
    return _design(rows, effects, covariates, counted_as if len(visits) > 1 else {})


def _rows(updates: pd.DataFrame, by: Classification, covariates: tuple[str, ...]) -> pd.DataFrame:
    update, news, error = _COLUMNS[by]
    rows = updates[updates[update].notna() & updates[news].isin(["good", "bad"])]
    named = rows[["participant_id", "event_id", "arm", "visit", *covariates]].assign(
        update_pct=rows[update], good=rows[news] == "good", error_size_pct=rows[error].abs()
    )
    known = named.dropna(subset=list(covariates)).reset_index(drop=True)
    known.attrs["left_out"] = int(named["participant_id"].nunique() - known["participant_id"].nunique())
    return known


def _news(rows: pd.DataFrame) -> Floats:
    return np.where(rows["good"], 1.0, -1.0)


def _design(
    rows: pd.DataFrame, effects: dict[str, Floats], covariates: tuple[str, ...], counted_as: Mapping[str, str]
) -> Design:
    beside = {name: _centred(rows[name]) for name in ("error_size_pct", *covariates)}
    columns = {"intercept": np.ones(len(rows)), **effects, **beside}
    participant, people = pd.factorize(rows["participant_id"], sort=True)
    event, _ = pd.factorize(rows["event_id"], sort=True)
    session, _ = pd.factorize(pd.MultiIndex.from_frame(rows[["participant_id", "visit"]].astype(str)), sort=True)
    ones = np.ones((len(rows), 1))
    with_news = np.column_stack([ones, _news(rows)])
    of_people = RandomEffects("participant", participant, with_news, ("intercept", "news"))
    of_sessions = RandomEffects("participant × visit", session, with_news, ("intercept", "news"))
    several = len(rows) > 0 and of_sessions.members > of_people.members
    return Design(
        update_pct=rows["update_pct"].to_numpy(dtype=np.float64),
        fixed=np.column_stack(list(columns.values())),
        names=tuple(columns),
        random=(
            *((of_people, of_sessions) if several else (of_people,)),
            RandomEffects("event", event, ones, ("intercept",)),
        ),
        participants=len(people),
        left_out=rows.attrs["left_out"],
        missing=" or ".join(covariates),
        groups=rows["arm"].nunique(),
        counted_as=counted_as,
    )


def _centred(column: pd.Series[Any]) -> Floats:
    numbers = column.to_numpy(dtype=np.float64)
    return np.asarray(numbers - numbers.mean())
