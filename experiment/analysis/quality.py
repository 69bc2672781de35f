"""``load_quality``: how each session was answered and how it went, against the thresholds of the study."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiment.analysis.left_out import tell
from experiment.analysis.problems import UnreadableData
from experiment.analysis.quality_checks import CHECKS, Notation
from experiment.analysis.sessions import as_table
from experiment.analysis.trials import scored_trials, unread
from experiment.belief.news import estimation_error, update
from experiment.config.quality import Quality
from experiment.format.vocabulary import EstimationPhase, Outcome, Question, SessionKind, Table, VisitWindow

SESSION = ["participant_id", "visit", "run"]
_LATE_SHARE = 0.9
"""Of the time that a question waits: an answer after that is slow, whatever the study calls slow."""


def load_quality(
    folder: Path | str,
    limits: Quality | None = None,
    every_run: bool = False,
    kind: SessionKind | None = None,
    keep_going: bool = False,
) -> pd.DataFrame:
    """Return one row for each session: how it was answered, how it went, and what is flagged.

    Parameters
    ----------
    folder, every_run, kind, keep_going
        As for `load_trials`.
    limits
        The thresholds, `quality` of a study file; ``None``: those that a study has if it says nothing.

    Returns
    -------
    DataFrame
        `n_first`: first estimates that were given. Shares, from 0 to 1: `missed_share` and `unconfirmed_share` of all
        questions of the trials; `anticipations_share`, `fast_share` and `slow_share` of the estimates of one's own
        risk; `commonest_share` and `bounds_share` of the first of them; `wrong_way_share` of the updates;
        `timing_flags_share`, `disturbed_share` of the rows, `repeated_share` of the trials, `frames_lost_share` of the
        refreshes. `first_sd_pct` in points; `distinct`, `longest_run`, `pauses` counted; `rt_median_s`;
        `rt_variation`: SD of the response times over their mean. `outside_window`, `another_run`, `rates_seen`,
        `study_files_changed`, `emulated_display`: whether it is so. What nothing stands for is missing.
        `flags`: words of what is beyond its limit (`CHECKS`), with spaces between; `n_flags`: how many.

    Raises
    ------
    UnreadableData
        If a file is not as it was written.

    Notes
    -----
    A flag is a reason to look, never one to leave out: indices of careless answering find little more than chance
    where it can be checked, and exclusion by them distorted more than it cured (doi 10.1177/0282423X251337843).
    """
    loaded = scored_trials(Path(folder), practice=False, every_run=every_run, kind=kind)
    if loaded.problems and not keep_going:
        raise UnreadableData(loaded.problems)
    bad = {one.file for one in loaded.problems}
    read = tuple(one for one in loaded.sessions if one.files.table(Table.TRIALS) not in bad)
    table = session_quality(loaded.rows, as_table(read), limits or Quality())
    table.attrs["problems"] = list(loaded.problems)
    return tell(table, [*loaded.left_out, *unread(loaded.problems)])


def session_quality(trials: pd.DataFrame, sessions: pd.DataFrame, limits: Quality) -> pd.DataFrame:
    """Return one row for each session; see `load_quality`.

    Parameters
    ----------
    trials
        What `load_trials` gives.
    sessions
        What `load_sessions` gives of the same runs.
    limits
        The thresholds.
    """
    places = trials.groupby(SESSION, observed=True).indices
    cells = _Cells(trials)
    ways = _moved_away(trials)
    nothing = np.empty(0, dtype=np.intp)
    rows: list[dict[str, object]] = []
    for key in sessions[SESSION].itertuples(index=False, name=None):
        at = np.asarray(places.get(key, nothing))
        rows.append({**cells.answers(at), **cells.times(at, limits), **cells.course(at), **ways.get(key, {})})
    names = [check.measure for check in CHECKS]
    measured = pd.DataFrame(rows, index=sessions.index)
    measured = measured.reindex(columns=list(dict.fromkeys(["n_first", *measured.columns, "wrong_way_share"])))
    table = sessions[[*SESSION, "arm", "use"]].join(measured).join(_of_sheets(sessions))
    table = table.astype({name: _dtype(name) for name in ["n_first", "rt_median_s", *names]})
    flags = pd.DataFrame({check.flag: check.flagged(table, limits) for check in CHECKS})
    said = [" ".join(flags.columns[row]) or None for row in flags.to_numpy(dtype=bool)]
    return table.assign(flags=pd.array(said, dtype="string"), n_flags=flags.sum(axis=1).astype("Int64"))


def _dtype(name: str) -> str:
    notation = next((check.notation for check in CHECKS if check.measure == name), None)
    if notation is Notation.YES_NO:
        return "boolean"
    return "Int64" if notation is Notation.NUMBER or name == "n_first" else "Float64"


class _Cells:
    """The columns of trials, as arrays: each session is a selection of their rows."""

    def __init__(self, trials: pd.DataFrame) -> None:
        def floats(name: str) -> NDArray[np.float64]:
            return trials[name].to_numpy(dtype=np.float64, na_value=np.nan)

        def flags(name: str) -> NDArray[np.bool_]:
            return trials[name].to_numpy(dtype=bool, na_value=False)

        self._is_first = (trials["phase"] == EstimationPhase.FIRST.value).to_numpy(dtype=bool)
        self._value, self._rt, self._first_rt = floats("self_pct"), floats("self_rt_s"), floats("self_first_rt_s")
        self._deadline, self._order = floats("self_deadline_s"), floats("trial_in_session")
        self._least, self._most, self._attempt = floats("self_min_pct"), floats("self_max_pct"), floats("attempt")
        self._late, self._disturbed = flags("timing_flag"), flags("disturbed")
        self._seen = flags("rate_seen_before") & flags("base_rate_shown") & ~flags("interrupted") & self._is_first
        outcomes = [trials[f"{question}_outcome"].astype(str).to_numpy(dtype=object) for question in Question]
        self._asked = sum((one != Outcome.NOT_ASKED.value).astype(int) for one in outcomes)
        self._missed = sum((one == Outcome.MISSED.value).astype(int) for one in outcomes)
        self._unconfirmed = sum((one == Outcome.UNCONFIRMED.value).astype(int) for one in outcomes)

    def answers(self, at: NDArray[np.intp]) -> dict[str, object]:
        """Describe which answers were given, and which were not."""
        asked = self._asked[at].sum()
        given = at[self._is_first[at] & ~np.isnan(self._value[at])]
        given = given[np.argsort(self._order[given], kind="stable")]
        first = self._value[given]
        counts = np.unique(first, return_counts=True)[1]
        bound = (first == self._least[given]) | (first == self._most[given])
        return {
            "n_first": len(first),
            "missed_share": _share(self._missed[at].sum(), asked),
            "unconfirmed_share": _share(self._unconfirmed[at].sum(), asked),
            "first_sd_pct": float(first.std(ddof=1)) if len(first) > 1 else None,
            "distinct": len(counts) if len(first) else None,
            "commonest_share": _share(counts.max(initial=0), len(first)),
            "longest_run": longest_run(first) if len(first) else None,
            "bounds_share": _share(bound.sum(), len(first)),
        }

    def times(self, at: NDArray[np.intp], limits: Quality) -> dict[str, object]:
        """Describe the response times of the estimates."""
        timed = at[~np.isnan(self._rt[at])]
        rt, begun = self._rt[timed], self._first_rt[at][~np.isnan(self._first_rt[at])]
        late = np.fmin(limits.slow_s, _LATE_SHARE * self._deadline[timed])
        return {
            "anticipations_share": _share((begun < limits.anticipation_s).sum(), len(begun)),
            "fast_share": _share((rt < limits.fast_s).sum(), len(rt)),
            "slow_share": _share((rt > late).sum(), len(rt)),
            "rt_median_s": float(np.median(rt)) if len(rt) else None,
            "rt_variation": float(rt.std(ddof=1) / rt.mean()) if len(rt) > 1 else None,
        }

    def course(self, at: NDArray[np.intp]) -> dict[str, object]:
        """Describe how the trials went."""
        trials = at[self._is_first[at]]
        return {
            "timing_flags_share": _share(self._late[at].sum(), len(at)),
            "disturbed_share": _share(self._disturbed[at].sum(), len(at)),
            "repeated_share": _share((self._attempt[at] > 1).sum(), len(at)),
            "rates_seen": bool(self._seen[trials].any()) if len(trials) else None,
        }


def _share(part: Any, whole: Any) -> float | None:
    return float(part) / float(whole) if whole else None


def longest_run(answers: NDArray[np.float64]) -> int:
    """Return the length of the longest run of one answer."""
    if not len(answers):
        return 0
    ends = np.flatnonzero(np.diff(answers, append=np.nan) != 0)  # the last one ends a run too: NaN is no number
    return int(np.diff(ends, prepend=-1).max())


def _moved_away(trials: pd.DataFrame) -> dict[tuple[object, ...], dict[str, object]]:
    """Return, for each session, the share of its updates that went away from the rate."""
    key = [*SESSION, "event_id"]
    shown = trials[trials["base_rate_shown"].astype(bool)]
    first = shown[shown["phase"] == EstimationPhase.FIRST.value][[*key, "self_pct", "base_rate_pct"]]
    second = shown[shown["phase"] == EstimationPhase.SECOND.value][[*key, "self_pct"]]
    pairs = first.merge(second, on=key, suffixes=("", "_second"), validate="one_to_one")
    e1, e2, rate = (
        pairs[name].to_numpy(dtype=np.float64, na_value=np.nan)
        for name in ("self_pct", "self_pct_second", "base_rate_pct")
    )
    error = estimation_error(e1, rate)
    moved = np.where(error == 0, np.nan, update(e1, e2, error))
    there = ~np.isnan(moved)
    shares = pairs[there][SESSION].assign(away=moved[there] < 0).groupby(SESSION, observed=True)["away"].mean()
    return {key: {"wrong_way_share": float(share)} for key, share in shares.items()}


def _of_sheets(sessions: pd.DataFrame) -> pd.DataFrame:
    """Return what the sheets say of the course of each session."""
    begun = sessions.dropna(subset=["started_utc"]).sort_values("started_utc", kind="stable")["study_fingerprint"]
    frames = sessions["frames"].astype("Float64")
    deviates = sessions["window"].isin([VisitWindow.EARLY.value, VisitWindow.LATE.value])
    return pd.DataFrame(
        {
            "frames_lost_share": (sessions["frames_dropped"].astype("Float64") / frames).where(frames > 0),
            "pauses": sessions["pauses"],
            "outside_window": deviates | sessions["window_reason"].notna(),
            "another_run": sessions["run"] > 1,
            "study_files_changed": sessions["study_fingerprint"] != begun.iloc[0] if len(begun) else False,
            "emulated_display": sessions["emulated_display"],
        },
        index=sessions.index,
    )
