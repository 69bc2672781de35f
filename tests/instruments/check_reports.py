"""Reports of the check of the lab PC, as old and as good as one likes."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from experiment.format.check_report import CheckLine, CheckReport, Verdict


def report(hours_ago: float, verdict: Verdict) -> CheckReport:
    """A check that was made some time ago, and ended so."""
    made = datetime.now(timezone.utc) - timedelta(hours=hours_ago)
    line = CheckLine(state="EARLY_FLIPS", facts={"early_pct": 1.5}, verdict=verdict, value=1.5, unit="%", bar="")
    return CheckReport(
        made_utc=made.isoformat(timespec="milliseconds"),
        study="small",
        display="any",
        emulated_display=False,
        machine={},
        lines=(line,),
        intervals_ms=(16.7,),
        cannot_know=(),
    )
