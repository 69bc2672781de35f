"""The report of the check as a page of text, for whoever is at the lab PC."""

from __future__ import annotations

from collections.abc import Iterator

from experiment.format.check_report import CheckReport, Verdict

_CONCLUSIONS = {
    Verdict.PASS: "nothing that software can find stands in the way of a session.",
    Verdict.WARN: "a session can be run; show the lines with WARN to whoever looks after this computer.",
    Verdict.FAIL: "do what the lines with FAIL say and check again before a study session.",
}


def check_text(report: CheckReport) -> str:
    """Write the report: a line for each thing that was tried, what to do, and what software cannot know."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: CheckReport) -> Iterator[str]:
    yield f"Check of this computer, {report.made_utc}, study {report.study}, display {report.display}"
    yield ", ".join(f"{name} {value}" for name, value in report.machine.items())
    if report.emulated_display:
        yield "EMULATED DISPLAY: flips were paced by software; this says nothing about a real display."
    yield ""
    verdicts = [line.verdict for line in report.lines]
    for line in report.lines:
        yield f"{line.verdict.upper():<5} {line.name:<29} {line.found}"
        if line.verdict is not Verdict.PASS:
            yield f"      {'':<29} wanted: {line.bar}"
            yield f"      {'':<29} do: {line.remedy}"
    yield ""
    yield "What software cannot know; only a photodiode and a button box can tell:"
    yield from (f"  * {unknown}" for unknown in report.cannot_know)
    yield ""
    counts = ", ".join(f"{verdicts.count(v)} {v}" for v in Verdict)
    yield f"{report.verdict.upper()} ({counts}): {_CONCLUSIONS[report.verdict]}"
