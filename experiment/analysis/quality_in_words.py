"""What a researcher reads of the quality of sessions: each measure over the study, and each flagged session."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from experiment.analysis.quality_checks import CHECKS, Notation
from experiment.config.quality import Quality


def study_quality(quality: pd.DataFrame, limits: Quality) -> pd.DataFrame:
    """Return one row for each check: how the study's sessions are spread, and how many are flagged.

    Parameters
    ----------
    quality
        What `load_quality` gives.
    limits
        The thresholds by which it was made.

    Returns
    -------
    DataFrame
        `flag` and `label` of the check; `limit` (missing: nothing is flagged, or yes is); `n`: sessions that have the
        measure; `median`, `lowest` and `highest` of them; `n_flagged`.
    """
    rows = []
    for check in CHECKS:
        values = quality[check.measure].astype("Float64").dropna()
        figures = [values.median(), values.min(), values.max()] if len(values) else [None] * 3
        if check.notation is Notation.YES_NO:
            figures = [None] * 3
        limit = check.limit_in(limits)
        rows.append((check.flag, check.label, limit, len(values), *figures, flagged_by(quality, check.flag)))
    names = ["flag", "label", "limit", "n", "median", "lowest", "highest", "n_flagged"]
    table = pd.DataFrame(rows, columns=names)
    return table.astype(dict.fromkeys(["limit", "median", "lowest", "highest"], "Float64") | {"n": "Int64"})


def flagged_by(quality: pd.DataFrame, flag: str) -> int:
    """Return how many sessions have a flag."""
    return sum(flag in str(flags).split() for flags in quality["flags"].dropna())


def quality_page(quality: pd.DataFrame, limits: Quality) -> Iterator[str]:
    """Return the quality of a study, line by line: each measure over all sessions, then every session that is flagged.

    Parameters
    ----------
    quality, limits
        As for `study_quality`.
    """
    rows: list[tuple[str, ...]] = [("", "limit", "median", "lowest", "highest", "flagged")]
    of_study = study_quality(quality, limits).set_index("flag")
    for check in CHECKS:
        one = of_study.loc[check.flag]
        figures = ["", "", ""]
        if check.notation is not Notation.YES_NO:
            figures = [check.said(one[name]) for name in ("median", "lowest", "highest")]
        flagged = "–" if one["n"] == 0 else f"{one['n_flagged']} of {one['n']}"
        rows.append((check.label, check.limit_said(limits), *figures, flagged))
    yield from _columns(rows)
    lines = list(flagged_lines(quality, limits))
    if lines:
        yield ""
        yield from lines


def flagged_lines(quality: pd.DataFrame, limits: Quality) -> Iterator[str]:
    """Return a line for each session that is flagged: what for, with its figures and their limits.

    Parameters
    ----------
    quality, limits
        As for `study_quality`.
    """
    by_flag = {check.flag: check for check in CHECKS}
    for session in quality[quality["n_flags"] > 0].to_dict("records"):
        said = []
        for flag in str(session["flags"]).split():
            check = by_flag[flag]
            figure = f": {check.beside_limit(session[check.measure], limits)}"
            said.append(check.label + ("" if check.notation is Notation.YES_NO else figure))
        yield f"{session['participant_id']} {session['visit']} run {session['run']}: {'; '.join(said)}"


def _columns(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        first, *others = (cell.ljust(width) if n == 0 else cell.rjust(width) for n, (cell, width) in
                          enumerate(zip(row, widths, strict=True)))  # fmt: skip
        yield "  ".join([first, *others]).rstrip()
