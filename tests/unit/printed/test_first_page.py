"""The first page of the document about a study: what an ethics committee reads first."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiment.config.load import load_study
from experiment.printed.first_page import first_rows
from tests.unit.config.study_copies import STUDY, TEXTS, StudyCopy


@pytest.fixture
def copy(tmp_path: Path) -> StudyCopy:
    """A copy of the ketamine study, whose laboratory reads English."""
    made = StudyCopy(tmp_path / "study")
    made.edit(STUDY, "experimenter_language: fr", "experimenter_language: en")
    return made


def rows(copy: StudyCopy) -> dict[str, str]:
    return dict(first_rows(load_study(copy.folder / STUDY, any_screen=False)))


def test_it_says_how_many_of_the_lists_a_person_meets(copy: StudyCopy) -> None:
    """There may be more lists than a person meets: it is said for each arm, or once where all meet as many."""
    assert (
        "of these lists, a person meets 3 (patient), 2 (control), one at each visit, in an order drawn at enrolment"
        == rows(copy)["events"].splitlines()[1]
    )
    copy.edit(STUDY, "visits: [baseline, post4h, day7]", "visits: [baseline, post4h]")
    copy.edit(STUDY, "infusion1_end, infusion3_end]", "infusion1_end]")
    assert "a person meets 2, one at each visit" in rows(copy)["events"]


def test_it_says_on_which_scale_each_question_at_the_end_is_answered(copy: StudyCopy) -> None:
    """Those on one scale stand together; a scale of one's own has its ends, and whether figures are seen."""
    copy.edit(
        STUDY,
        "ratings: {minimum: 1, maximum: 6}",
        "ratings: {minimum: 1, maximum: 6}\n  scales:\n"
        "    vividness: {minimum: 0, maximum: 100, input: slider, figures: false}\n"
        "    arousal: {minimum: 1, maximum: 7, input: typed}\n#",
    )
    assert [
        "memory of the rate: 3 to 77 %, on a slider",
        "prior experience, familiarity, negativity: 1 to 6, on a slider",
        "vividness: 0 to 100, on a slider that shows no figures",
        "arousal: 1 to 7, typed",
    ] == rows(copy)["questions at the end"].splitlines()


def test_it_says_what_is_unusual_and_meant(copy: StudyCopy) -> None:
    """Each warning that the study accepts stands there with its reason."""
    accepted = rows(copy)["unusual, and meant so"].splitlines()
    assert ["[undocumented-rates]", "[unused-texts]"] == [line.split()[-1] for line in accepted]
    assert accepted[0].startswith("they are those of the script of 2013")


def test_a_laboratory_of_another_language_is_told_why_it_reads_english(copy: StudyCopy) -> None:
    """The document is in French or English; where the laboratory's language is neither, it says so."""
    assert "this document" not in rows(copy)
    for file in (STUDY, TEXTS, Path("stimuli/events/adverse.yaml")):
        copy.write(file, copy.text(file).replace("fr:", "es:").replace("fr,", "es,"))
    copy.edit(STUDY, "experimenter_language: en", "experimenter_language: es")
    assert "in English, as the program has it in English and in French only" in rows(copy)["this document"]
    assert "Español" in rows(copy)["this document"]
