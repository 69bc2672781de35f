"""An infusion so late that the windows of a visit share no time: whoever enters it reads so at once, and so does
everybody after; and each word for where a visit stands is one word everywhere.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from experiment.config.study_file import StudyFile
from experiment.design.schedule import scheduled
from experiment.design.window_words import in_words
from experiment.design.windows import Timing, timing_of
from experiment.format.vocabulary import OutsideWindow, VisitStanding, VisitWindow
from experiment.launcher.board_state import when_of
from experiment.launcher.speaking import Language, Speaker
from experiment.messages import Advice, Refusal
from experiment.record.visit_time import check_not_refused, visit_time
from tests.instruments.ketamine_times import KETAMINE, PARIS, paris
from tests.instruments.study_session import study_session
from tests.instruments.timed_study import with_anchors
from tests.instruments.typed_lab import Lab

ADVICE = {Advice.WINDOWS_APART}
"""What is said here and nowhere else."""

APART = (
    "its windows share no time: 2026-12-02 – 2026-12-05 after infusion1_end, and 2026-12-07 13:30 – 2026-12-07 15:00 "
    "after infusion3_end"
)
APART_FR = (
    "ses fenêtres n’ont aucun moment en commun\u00a0: du 02/12/2026 au 05/12/2026 après infusion 1 (fin), et du "
    "07/12/2026 13:30 au 07/12/2026 15:00 après infusion 3 (fin)"
)
INFUSIONS = {"infusion1_end": paris("2026-11-26 14:05"), "infusion3_end": paris("2026-12-07 10:00")}

WORDS = {
    "done": "faite",
    "running": "en cours",
    "interrupted": "interrompue",
    "aborted": "arrêtée avant la fin",
    "due": "à faire",
    "overdue": "en retard, encore possible",
    "late": "hors délai",
    "later": "plus tard",
    "awaiting": "en attente",
    "withdrawn": "sortie d’étude",
    "missing": "fichiers manquants",
    "damaged": "endommagée",
}
"""Where a visit stands: in English and in French."""


@pytest.fixture
def lab(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Lab:
    """KD001 has had a baseline on 23 November; it is midday of 7 December."""
    lab = Lab(tmp_path, capsys)
    with_anchors(lab.study)
    for verb in ("anchor", "status"):
        monkeypatch.setattr(f"experiment.verbs.{verb}.now", lambda: datetime.fromisoformat("2026-12-07T12:00+01:00"))
    study_session(lab.study, lab.data)
    return lab


def test_whoever_enters_it_is_warned(lab: Lab) -> None:
    """`anchor` and `status` say one sentence: that it is late, and then that there is no time, with both windows."""
    enter = ("anchor", "--participant", "KD001", "--accept-time", "--name")
    first = lab.say(*enter, "infusion1_end", "--at", "2026-11-26 14:05")
    assert "day7 late: 2026-12-02 – 2026-12-05, due 2026-12-03" in first.out, "by now it is over, whatever comes"
    third = lab.say(*enter, "infusion3_end", "--at", "10:00")
    assert f"day7 late: {APART}" in third.out.splitlines()
    assert Advice.WINDOWS_APART.say(visit="day7", participant_id="KD001", words=APART) in third.err.splitlines()
    assert f"day7    late  {APART}; not done before it: post4h" in lab.say("status", "--at", "14:00").out
    read = json.loads(lab.say("status", "--json").out)["participants"][0]["visits"][2]
    assert ("late", None, ["infusion1_end", "infusion3_end"]) == (
        read["standing"],
        read["begins"],
        [one["anchor"] for one in read["windows_apart"]],
    )


def of_day7(moment: str, study: StudyFile = KETAMINE) -> Timing:
    return timing_of(study, "patient", "day7", INFUSIONS, ("baseline", "post4h"), paris(moment))


def test_the_board_and_the_page_before_a_session_say_it() -> None:
    """In both languages, with both windows, and whenever it is looked at."""
    for moment in ("2026-12-07 12:00", "2026-12-07 14:00", "2026-12-08 09:00"):
        timing = of_day7(moment)
        visit = scheduled(timing, None, withdrawn=False)
        for language, said in ((Language.EN, APART), (Language.FR, APART_FR)):
            say = Speaker(language)
            words = said if language is Language.FR else said.replace("infusion1_end", "infusion 1 (end)")
            words = words.replace("infusion3_end", "infusion 3 (end)")
            assert [words] == list(when_of(visit, timing.moment, PARIS, say))
            assert words == in_words(timing, say.window_words)[0]
        assert APART == in_words(timing)[0]


def test_a_session_needs_a_reason_or_is_refused() -> None:
    """Within the hours after the third infusion too: the days after the first are over."""
    timing = of_day7("2026-12-07 14:00")
    with pytest.raises(Refusal, match="its windows share no time"):
        visit_time(timing, "KD001", None)
    check_not_refused(timing, "KD001")
    also = KETAMINE.visits["day7"].also
    assert also is not None
    shut = also.model_copy(update={"outside": OutsideWindow.REFUSE})
    visits = {**KETAMINE.visits, "day7": KETAMINE.visits["day7"].model_copy(update={"also": shut})}
    with pytest.raises(Refusal, match="its windows share no time"):
        check_not_refused(of_day7("2026-12-07 14:00", KETAMINE.model_copy(update={"visits": visits})), "KD001")


@pytest.mark.parametrize("standing", VisitStanding)
def test_one_word_for_where_a_visit_stands(standing: VisitStanding) -> None:
    """`status`, the board in both languages and the table of the docs have the word of the table here."""
    assert str(standing) == Speaker(Language.EN).word(standing)
    assert WORDS[standing] == Speaker(Language.FR).word(standing)
    page = Path(__file__).parents[2].joinpath("docs", "experimenter.md").read_text(encoding="utf-8")
    assert f"| {standing} | {WORDS[standing].replace('’', chr(39))} | " in page


def test_a_window_that_is_over_has_the_word_of_a_visit_that_is() -> None:
    """Late is late on the board and on the page before a session."""
    for language in Language:
        say = Speaker(language)
        assert say.window_words.places[VisitWindow.LATE].startswith(f"{say.word(VisitStanding.LATE)}, ")
