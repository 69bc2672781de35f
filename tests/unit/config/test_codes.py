"""Names and codes of a study that some software would read as something else are refused where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiment.config.load import load_study
from experiment.config.mistakes import StudyMistakes
from tests.instruments.small_study import write_small_study

STUDY, EVENTS = "study.yaml", "events.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (STUDY, '"[A-Z]{2}[0-9]{3}"', '"[0-9]{4}"', "as a number"),
        (STUDY, '"[A-Z]{2}[0-9]{3}"', '"[0-9]{2}[A-Z][0-9]"', "as a number"),
        (STUDY, '"[A-Z]{2}[0-9]{3}"', '"[A-Za-z]{2}"', "as a missing value"),
        (STUDY, '"[A-Z]{2}[0-9]{3}"', '"[A-Z]{3}[0-9]{2}"', "as a date or a time"),
        (STUDY, '"[A-Z]{2,3}"', '"[0-9]{2}"', "as a number"),
        (STUDY, "day7", '"7"', "“7” as a number"),
        (STUDY, "day7", "1MAR", "“1MAR” as a date or a time"),
        (STUDY, "post4h", '"12E3"', "“12E3” as a number"),
        (STUDY, "control:", '"inf":', "“inf” as a number"),
        (STUDY, "control:", "CON:", "“CON” as a device of Windows"),
        (STUDY, "[main]", '["T"]', "“T” as true or false"),
        (STUDY, "arms:", "sites: [paris, OCT4]\narms:", "“OCT4” as a date or a time"),
        (EVENTS, '"main_0"', '"MAR01"', "“MAR01” as a date or a time"),
        (EVENTS, '"category": "test"', '"category": "nan"', "nan"),
    ],
)
def test_what_is_read_otherwise_is_refused(tmp_path: Path, file: str, old: str, new: str, says: str) -> None:
    """Patterns, visits, arms, lists, sites and events: each is refused with its line, and as what it is read."""
    study = write_small_study(tmp_path)
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    with pytest.raises(StudyMistakes) as refused:
        load_study(study)
    assert says in str(refused.value)
    assert file in str(refused.value)


def test_operator_codes_may_be_initials(tmp_path: Path) -> None:
    """Codes of those who conduct sessions stand in no table: somebody whose initials are N. A. is not locked out."""
    assert "[A-Z]{2,3}" == load_study(write_small_study(tmp_path)).file.operator_code.pattern
