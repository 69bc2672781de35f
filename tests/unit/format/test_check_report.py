"""From figures to verdicts, and from verdicts to a page that a nurse can read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.format.check_report import Verdict
from experiment.format.check_text import check_text
from experiment.format.judging import Limit, decided, judged
from experiment.messages.checks import OfDisplay
from tests.instruments.check_reports import report

BAR = Limit(0.5, 1.0, "ms")


@pytest.mark.parametrize(
    ("value", "verdict"),
    [(0.0, Verdict.PASS), (0.5, Verdict.PASS), (0.51, Verdict.WARN), (1.0, Verdict.WARN), (1.01, Verdict.FAIL)],
)
def test_a_figure_is_judged_by_its_bar(value: float, verdict: Verdict) -> None:
    """Up to the first figure of the bar it passes, up to the second it warns, above that it fails."""
    line = judged(OfDisplay.INTERVALS_VARY, value, BAR, {"sd_ms": value})
    assert (verdict, value, "ms") == (line.verdict, line.value, line.unit)
    assert "at most 0.5 ms; fails above 1" == line.bar


@given(st.lists(st.sampled_from(Verdict), min_size=1, max_size=8))
def test_a_report_is_as_bad_as_its_worst_line(verdicts: list[Verdict]) -> None:
    """One line that fails fails the check, one that warns warns, whatever their order."""
    lines = tuple(report(0, verdict).lines[0] for verdict in verdicts)
    whole = report(0, Verdict.PASS).model_copy(update={"lines": lines})
    expected = next(v for v in (Verdict.FAIL, Verdict.WARN, Verdict.PASS) if v in verdicts)
    assert expected is whole.verdict


def test_the_page_says_what_to_do_and_what_nobody_can_know() -> None:
    """A line that passed is one line; one that did not says what was wanted and what to do; the end says the limits."""
    good = judged(OfDisplay.INTERVALS_VARY, 0.1, BAR, {"sd_ms": 0.1})
    bad = decided(OfDisplay.PIXELS_DRAWN, False, "those of the screen", {"requested": "8×6", "drawn": "4×3"})
    whole = report(0, Verdict.PASS).model_copy(
        update={"lines": (good, bad), "cannot_know": ("panel lag",), "emulated_display": True}
    )
    lines = check_text(whole).splitlines()
    assert any(line.startswith("PASS  jitter") and line.endswith("vary with SD 0.100 ms") for line in lines)
    at = next(n for n, line in enumerate(lines) if line.startswith("FAIL  pixels"))
    assert ["wanted: those of the screen", "do: set the system's scaling to 100 %"] == [
        line.strip() for line in lines[at + 1 : at + 3]
    ]
    assert not any("graphics driver" in line for line in lines)
    assert "  * panel lag" in lines
    assert any(line.startswith("EMULATED DISPLAY") for line in lines)
    assert lines[-1].startswith("FAIL (1 pass, 0 warn, 1 fail): do what the lines with FAIL say")
