"""Mixed models are those of lme4, refuse what cannot be estimated, and say when they are richer than the data."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiment.analysis.contrasts import between
from experiment.analysis.group.designs import two_groups
from experiment.analysis.group.mixed_model import (
    MixedModelFit,
    RandomEffects,
    RankDeficient,
    _Criterion,
    fit_mixed_model,
)
from experiment.analysis.group.spread import singular_in_words, spread_rows

R_SCRIPT = """
suppressMessages(library(lme4))
rows <- read.csv("rows.csv")
fit <- lmer(update ~ error + news * group + (1 + news | participant) + (1 | event), rows, REML = TRUE,
            control = lmerControl(optCtrl = list(ftol_abs = 1e-12, xtol_abs = 1e-10)))
spread <- as.data.frame(VarCorr(fit), order = "lower.tri")
rows <- read.csv("sessions.csv")
finest <- lmerControl(optCtrl = list(ftol_abs = 1e-12, xtol_abs = 1e-10, maxeval = 1e5))
two <- lmer(update ~ error + group * visit * news + (1 + news | participant) + (1 + news | participant:visit) +
            (1 | event), rows, REML = TRUE, control = finest)
effects <- c("error", "group", "visit", "news", "group:visit", "group:news", "visit:news", "group:visit:news")
spreads <- lapply(VarCorr(two)[c("participant", "participant:visit", "event")], function(each)
                  c(attr(each, "stddev"), attr(each, "correlation")[-1, 1]))
cat(sprintf("%.10g", c(fixef(two)[effects], sqrt(diag(as.matrix(vcov(two))))[effects], unlist(spreads), sigma(two),
                       REMLcrit(two))), file = "sessions.txt", sep = "\n")
cat(sprintf("%.10g", c(fixef(fit), sqrt(diag(as.matrix(vcov(fit)))), spread$sdcor, REMLcrit(fit))), sep = "\\n")
"""


def made_up(people: int = 14, events: int = 16, event_sd: float = 3.0) -> pd.DataFrame:
    random = np.random.default_rng(11)
    rows = pd.DataFrame([(p, e) for p in range(people) for e in range(events)], columns=["participant", "event"])
    rows = rows[random.random(len(rows)) > 0.1].reset_index(drop=True)
    own = random.multivariate_normal([0, 0], [[9.0, 2.0], [2.0, 4.0]], people)
    rows["news"] = random.choice([-1.0, 1.0], len(rows))
    rows["group"] = np.where(rows["participant"] < people // 2, -0.5, 0.5)
    rows["error"] = random.uniform(1, 40, len(rows))
    of_event = event_sd * random.standard_normal(events)
    rows["update"] = (
        8 + 0.3 * rows["error"] + 2 * rows["news"] - 3 * rows["news"] * rows["group"] + own[rows["participant"], 0]
        + own[rows["participant"], 1] * rows["news"] + of_event[rows["event"]] + 6 * random.standard_normal(len(rows))
    )  # fmt: skip
    return rows


NAMES = ("intercept", "error", "news", "group", "news × group")


def fitted_to(rows: pd.DataFrame) -> MixedModelFit:
    ones, news = np.ones(len(rows)), rows["news"].to_numpy()
    fixed = np.column_stack([ones, rows["error"], news, rows["group"], news * rows["group"]])
    random = [
        RandomEffects(
            "participant", rows["participant"].to_numpy(), np.column_stack([ones, news]), ("intercept", "news")
        ),
        RandomEffects("event", rows["event"].to_numpy(), ones[:, None], ("intercept",)),
    ]
    return fit_mixed_model(rows["update"].to_numpy(), fixed, NAMES, random)


@cache
def people_who_change() -> pd.DataFrame:
    """Two groups at two visits, of people who differ in how they change; as `load_updates` names it."""
    random = np.random.default_rng(5)
    rows = pd.DataFrame(
        [(p, v, e) for p in range(16) for v in range(2) for e in range(14)], columns=["participant", "visit", "event"]
    )
    own, of_visit = 2.5 * random.standard_normal((16, 2)), 2.5 * random.standard_normal((16, 2, 2))
    error = random.uniform(-40, 40, len(rows))
    news = np.sign(error)
    there = of_visit[rows["participant"], rows["visit"]] + own[rows["participant"]]
    update = 7 + 0.3 * abs(error) + there[:, 0] + news * there[:, 1] + 3 * np.sin(rows["event"])
    arms, visits = np.array(["control", "patient"]), np.array(["first", "last"])
    return pd.DataFrame({
        "participant_id": [f"P{number:02}" for number in rows["participant"]],
        "event_id": [f"e{number}" for number in rows["event"]],
        "arm": arms[(rows["participant"] > 8).astype(int)], "visit": visits[rows["visit"]],
        "update_pct": update + 5 * random.standard_normal(len(rows)),
        "news": np.where(news > 0, "good", "bad"), "estimation_error_pct": error,
    })  # fmt: skip


@cache
def two_visits() -> MixedModelFit:
    design = two_groups(people_who_change(), ("control", "patient"), ("first", "last"))
    return fit_mixed_model(design.update_pct, design.fixed, design.names, design.random)


def sessions_for_r() -> pd.DataFrame:
    rows = people_who_change()
    size = rows["estimation_error_pct"].abs()
    return pd.DataFrame({
        "participant": rows["participant_id"], "event": rows["event_id"], "update": rows["update_pct"],
        "group": np.where(rows["arm"] == "patient", 0.5, -0.5), "visit": np.where(rows["visit"] == "last", 0.5, -0.5),
        "news": np.where(rows["news"] == "good", 1, -1), "error": size - size.mean(),
    })  # fmt: skip


@cache
def ours() -> MixedModelFit:
    return fitted_to(made_up())


@pytest.fixture(scope="module")
def lme4(tmp_path_factory: pytest.TempPathFactory) -> np.ndarray:  # type: ignore[type-arg]
    """What lme4 says: fixed effects, their errors, SDs and correlation, residual SD, criterion."""
    if shutil.which("Rscript") is None:
        pytest.fail("R is not installed; python3 lab.py test installs it, or: apt-get install r-base-core r-cran-lme4")
    folder: Path = tmp_path_factory.mktemp("lme4")
    made_up().to_csv(folder / "rows.csv", index=False)
    sessions_for_r().to_csv(folder / "sessions.csv", index=False)
    (folder / "fit.R").write_text(R_SCRIPT, encoding="utf-8", newline="\n")
    said = subprocess.run(["Rscript", "fit.R"], cwd=folder, capture_output=True, text=True, check=True).stdout
    both = f"{said} {(folder / 'sessions.txt').read_text(encoding='utf-8')}"
    return np.array(json.loads(f"[{','.join(both.split())}]"))


def test_fixed_effects(lme4: np.ndarray) -> None:  # type: ignore[type-arg]
    """The fixed effects are those of lme4, to four digits."""
    assert lme4[:5] == pytest.approx(ours().effects, rel=1e-4, abs=1e-4)


def test_standard_errors(lme4: np.ndarray) -> None:  # type: ignore[type-arg]
    """Their standard errors are those of lme4, to three digits."""
    assert lme4[5:10] == pytest.approx(ours().standard_errors, rel=1e-3)


def test_random_effects(lme4: np.ndarray) -> None:  # type: ignore[type-arg]
    """Standard deviations and correlation of the random effects are those of lme4, to three digits."""
    sds = ours().random_sds
    found = [*sds["participant"], ours().random_correlations["participant"][1, 0], *sds["event"], ours().residual_sd]
    assert sorted(lme4[10:15]) == pytest.approx(sorted(found), rel=2e-3, abs=2e-3)


def test_criterion(lme4: np.ndarray) -> None:  # type: ignore[type-arg]
    """The restricted likelihood is that of lme4 at its best."""
    assert lme4[15] == pytest.approx(ours().reml_deviance, abs=1e-4)


def test_people_who_change_differently(lme4: np.ndarray) -> None:  # type: ignore[type-arg]
    """The model of two groups is lme4's with intercept and news by participant and visit, spreads too, to 3 digits."""
    found, fitted = lme4[16:], two_visits()
    names = ("error_size_pct", *(name for name in fitted.names if name not in ("intercept", "error_size_pct")))
    places = [fitted.names.index(name) for name in names]
    rows = pd.DataFrame(spread_rows(fitted))
    spreads = [rows[rows["grouping"] == name] for name in fitted.random_names]
    of_each = [number for each in spreads for number in (*each["sd_pct"], *each["correlation"].dropna())]
    expected = [
        *fitted.effects[places], *fitted.standard_errors[places], *of_each, rows["sd_pct"].iloc[-1],
        fitted.reml_deviance,
    ]  # fmt: skip
    assert expected == pytest.approx(found, rel=1e-3, abs=1e-4)


def test_a_change_is_not_more_certain_than_people_are_alike() -> None:
    """The error of group × visit × news is as large as that of the contrast of participants, not as that of trials."""
    rows = people_who_change()
    design = two_groups(rows, ("control", "patient"), ("first", "last"))
    without = [each for each in design.random if each.grouping != "participant × visit"]
    as_if_alike = fit_mixed_model(design.update_pct, design.fixed, design.names, without)
    place = design.names.index("group × visit × news")
    cells = rows.groupby(["participant_id", "arm", "visit", "news"])["update_pct"].mean().unstack(["visit", "news"])
    bias = {visit: cells[visit, "good"] - cells[visit, "bad"] for visit in ("first", "last")}
    change = bias["last"] - bias["first"]
    contrast = between(
        *(change[change.index.get_level_values("arm") == arm].to_numpy() for arm in ("control", "patient"))
    )
    assert contrast is not None
    assert contrast.standard_error == pytest.approx(2 * two_visits().standard_errors[place], rel=0.2)
    assert two_visits().standard_errors[place] > 1.3 * as_if_alike.standard_errors[place]


def test_the_slope_of_the_deviance() -> None:
    """The slope that the search follows is how the deviance changes, also where a spread is told with a minus."""
    design = two_groups(people_who_change(), ("control", "patient"), ("first", "last"))
    criterion = _Criterion(design.update_pct, design.fixed, design.random)
    theta = np.array([0.5, 0.1, -0.3, -0.2, 0.4, 0.3, 0.6])
    step = 1e-5 * np.eye(len(theta))
    changes = [(criterion.deviance(theta + one) - criterion.deviance(theta - one)) / 2e-5 for one in step]
    assert changes == pytest.approx(criterion.deviance_and_slope(theta)[1], rel=1e-4, abs=1e-4)


def test_an_effect_that_follows_from_others() -> None:
    """A design in which no rows tell an effect from the others is refused, by its name."""
    rows = made_up()
    one_news = rows.assign(news=1.0)
    with pytest.raises(RankDeficient) as refused:
        fitted_to(one_news)
    assert ("news", "news × group") == refused.value.effects


def test_richer_than_the_data() -> None:
    """Where events do not differ at all, it is said that they have no spread."""
    rows = made_up(people=6, events=5, event_sd=0.0)
    rows["update"] -= rows.groupby("event")["update"].transform("mean")
    fitted = fitted_to(rows)
    assert "event" in fitted.singular
    assert "SD 0 of intercept by event" == singular_in_words(fitted, "event")


@pytest.mark.parametrize(("sign", "said"), [(1, "1"), (-1, "−1")])
def test_a_correlation_at_its_bound_is_not_called_an_sd_of_nothing(sign: int, said: str) -> None:
    """Where people who update more differ by news in the same measure, it is the correlation that is singular."""
    random = np.random.default_rng(2)
    rows = made_up()
    own, noise = 8 * random.standard_normal(14)[rows["participant"]], 6 * random.standard_normal(len(rows))
    for _, places in rows.groupby("participant").indices.items():  # less of both by chance than chance would make
        both = np.column_stack([np.ones(len(places)), rows["news"].to_numpy()[places]])
        noise[places] -= both @ np.linalg.lstsq(both, noise[places], rcond=None)[0]
    rows["update"] = 8 + own * (1 + sign * rows["news"]) + noise
    fitted = fitted_to(rows)
    assert "participant" in fitted.singular
    assert (fitted.random_sds["participant"] > 2).all()
    assert sign == next(row["correlation"] for row in spread_rows(fitted) if row["effect"] == "news")
    assert f"intercept and news by participant: correlation {said}" == singular_in_words(fitted, "participant")


def test_neither_an_sd_nor_a_correlation_of_two() -> None:
    """Where only more than two effects together are singular, that is what is said."""
    third = np.array([[1.0, 0.0, 0.6], [0.0, 1.0, 0.8], [0.6, 0.8, 1.0]])
    fitted = replace(
        ours(), random_names={"participant": ("a", "b", "c")}, random_sds={"participant": np.ones(3)},
        random_correlations={"participant": third},
    )  # fmt: skip
    assert "effects by participant follow from one another" == singular_in_words(fitted, "participant")


def test_a_search_that_goes_astray() -> None:
    """Where numbers do not hold the sums any more, a search is told that it is far off; it does not stop."""
    rows = made_up(people=4, events=4)
    ones, news = np.ones(len(rows)), rows["news"].to_numpy()
    people = RandomEffects("participant", rows["participant"].to_numpy(), np.column_stack([ones, news]), ("1", "news"))
    criterion = _Criterion(rows["update"].to_numpy(), people.design, [people])
    assert criterion.deviance_and_slope(1e9 * criterion.start)[0] > criterion.deviance(criterion.start)
    assert criterion.deviance(1e9 * criterion.start) > criterion.deviance(criterion.start)


def test_signs_do_not_matter() -> None:
    """A search may cross 0: what lies beyond is the same model, with the signs of spreads as they are told."""
    rows = made_up(people=4, events=4)
    ones, news = np.ones(len(rows)), rows["news"].to_numpy()
    people = RandomEffects("participant", rows["participant"].to_numpy(), np.column_stack([ones, news]), ("1", "news"))
    criterion = _Criterion(rows["update"].to_numpy(), people.design, [people])
    here, beyond = np.array([0.3, -0.2, 0.1]), np.array([-0.3, 0.2, -0.1])
    assert criterion.deviance(here) == pytest.approx(criterion.deviance(beyond))
    assert criterion.factors(beyond)[0] == pytest.approx(criterion.factors(here)[0])
