"""The change of each index between visits, beside the change that a change in noise alone would make."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiment.analysis.null_answers import Null

_WHO = ["participant_id", "arm", "measure", "null"]
_BETWEEN = 1.959964

_OF_NOISE = ("measured", *(f"stated_{noise}" for noise in (5, 10, 15, 20)))
_NULLS = (Null.NEVER_LEARNER.value, Null.EQUAL_LEARNER.value)


def index_changes(nulls: pd.DataFrame) -> pd.DataFrame:
    """Return how much each index of a participant changes from a visit to each later one.

    Parameters
    ----------
    nulls
        What `session_nulls` gives.

    Returns
    -------
    DataFrame
        One row for each participant, two of their visits, index, null (`never_learner`, `equal_learner`) and pair of
        noises: as they are measured (`noise` is `measured` if both are), else every one of the stated range before,
        with every one after. `change`: of the index. `null_change`: the change that these noises alone would make, its
        standard deviation `null_change_sd`, and its 95 % interval, `null_change_low` to `null_change_high`.

    Notes
    -----
    A null of a visit is a sum of some forty answers; the difference of two is taken for normal.
    """
    if nulls.empty:
        return pd.DataFrame(columns=_WHO)
    wanted = nulls[nulls["noise"].isin(_OF_NOISE) & nulls["null"].isin(_NULLS)]
    names = {"visit": "visit", "visit_number": "visit_number", "value": "value", "noise": "noise",
             "noise_sd_pct": "noise_sd_pct", "null_mean": "mean", "null_sd": "sd"}  # fmt: skip
    before, after = (
        wanted[[*_WHO, *names]].rename(columns={old: f"{which}_{new}" for old, new in names.items()})
        for which in ("from", "to")
    )
    both = before.merge(after, on=_WHO)
    both = both[(both["from_visit_number"] < both["to_visit_number"]).to_numpy(dtype=bool)]
    both = both.reset_index(drop=True)
    measured = (both["from_noise"] == "measured") & (both["to_noise"] == "measured")
    middle = both["to_mean"] - both["from_mean"]
    spread = np.sqrt(both["from_sd"] ** 2 + both["to_sd"] ** 2)
    columns = ["participant_id", "arm", "from_visit", "to_visit", "measure", "from_value", "to_value"]
    return both[columns].assign(
        change=both["to_value"] - both["from_value"],
        null=both["null"],
        from_noise_sd_pct=both["from_noise_sd_pct"],
        to_noise_sd_pct=both["to_noise_sd_pct"],
        noise=pd.Categorical(np.where(measured, "measured", "stated"), categories=["measured", "stated"]),
        null_change=middle,
        null_change_sd=spread,
        null_change_low=middle - _BETWEEN * spread,
        null_change_high=middle + _BETWEEN * spread,
    )
