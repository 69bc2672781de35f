"""The trial-level CSV: its columns, how a value is written, and that it comes back as it was."""

from __future__ import annotations

import csv
import io
import math
from typing import Any, get_args

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from experiment.config.model import Shown
from experiment.format.tables import header
from experiment.format.trial_row import (
    COLUMNS,
    NOT_ASKED,
    AnswerColumns,
    AskedColumns,
    DisplayColumns,
    DurationColumns,
    EventColumns,
    PlaceColumns,
    SessionColumns,
    ShownAgainColumns,
    TimeColumns,
    TrialRow,
)
from experiment.format.vocabulary import (
    AnsweredBy,
    AnswerInput,
    EstimationPhase,
    Outcome,
    ParticipantMode,
    Question,
    SessionKind,
    Strength,
    Table,
    Valence,
    VisitWindow,
)
from experiment.record.table_file import csv_text

HEADER = header(Table.TRIALS)

DESIGN_6 = """
schema_version study session_kind participant_mode participant_id arm visit visit_number list_order run launch
launch_started_utc hours_since_anchor window language
phase block trial trial_in_session practice attempt interrupted
event_id event_list event_category event_valence event_text base_rate_pct base_rate_strength base_rate_shown
rate_seen_before base_rate_shown_again
self_pct self_outcome self_unconfirmed_pct self_rt_s self_first_rt_s self_changes
self_start_pct self_input self_by self_min_pct self_max_pct self_onset_s self_deadline_s self_words
population_pct population_outcome population_unconfirmed_pct population_rt_s population_first_rt_s population_changes
population_start_pct population_input population_by population_min_pct population_max_pct population_onset_s
population_deadline_s population_words
confidence_pct confidence_outcome confidence_unconfirmed_pct confidence_rt_s confidence_first_rt_s confidence_changes
confidence_start_pct confidence_input confidence_by confidence_min_pct confidence_max_pct confidence_onset_s
confidence_deadline_s confidence_words
trial_onset_s event_onset_s base_rate_onset_s base_rate_offset_s trial_end_s
fixation_planned_s fixation_s event_planned_s event_s base_rate_planned_s base_rate_s
frames_dropped frame_longest_ms timing_flag disturbed
"""

SESSION = SessionColumns(
    schema_version="v2",
    study="ketamine",
    session_kind=SessionKind.TEST,
    participant_mode=ParticipantMode.SCRIPTED,
    participant_id="KD001",
    arm="patient",
    visit="baseline",
    visit_number=1,
    list_order="A C B",
    run=1,
    launch=2,
    launch_started_utc="2026-11-23T07:00:00.000+00:00",
    hours_since_anchor=4.0625,
    window=VisitWindow.INSIDE,
    language="fr",
)
PLACE = PlaceColumns(
    phase=EstimationPhase.FIRST, block=1, trial=7, trial_in_session=9, practice=False, attempt=2, interrupted=True
)
EVENT = EventColumns(
    event_id="skin_burn",
    event_list="A",
    event_category="accident",
    event_valence=Valence.ADVERSE,
    event_text="Brûlure, « grave »",
    base_rate_pct=57,
    base_rate_strength=Strength.WEAK,
    base_rate_shown=True,
    rate_seen_before=False,
)
ANSWERED = AnswerColumns(
    value=42,
    outcome=Outcome.ANSWERED,
    unconfirmed=None,
    rt_s=2.5,
    first_rt_s=1.25,
    changes=0,
    start=None,
    input=AnswerInput.TYPED,
    by=AnsweredBy.DIGITS,
    minimum=3,
    maximum=77,
    onset_s=123.4567891,
)
UNCONFIRMED = AnswerColumns(
    value=None,
    outcome=Outcome.UNCONFIRMED,
    unconfirmed=5,
    rt_s=None,
    first_rt_s=1e-7,
    changes=3,
    start=None,
    input=AnswerInput.TYPED,
    by=AnsweredBy.DIGITS,
    minimum=3,
    maximum=77,
    onset_s=0.0,
)
ROW = TrialRow(
    session=SESSION,
    place=PLACE,
    event=EVENT,
    shown_again=ShownAgainColumns(base_rate_shown_again=False),
    answers={Question.SELF: ANSWERED, Question.POPULATION: UNCONFIRMED, Question.CONFIDENCE: NOT_ASKED},
    asked={
        Question.SELF: AskedColumns(deadline_s=8.0, words="long_term"),
        Question.POPULATION: AskedColumns(deadline_s=None, words="somebody"),
        Question.CONFIDENCE: AskedColumns(deadline_s=None, words=None),
    },
    times=TimeColumns(
        trial_onset_s=117.0, event_onset_s=118.5, base_rate_onset_s=None, base_rate_offset_s=None, trial_end_s=140.25
    ),
    durations=DurationColumns(
        fixation_planned_s=1.4999,
        fixation_s=1.5,
        event_planned_s=None,
        event_s=4.0,
        base_rate_planned_s=None,
        base_rate_s=None,
    ),
    display=DisplayColumns(frames_dropped=0, frame_longest_ms=16.66666, timing_flag=True, disturbed=False),
)


def test_the_columns_are_those_of_the_design() -> None:
    """Names and order of the columns are those of design.md, section 6."""
    assert DESIGN_6.split() == list(HEADER)


def test_every_column_says_what_it_is() -> None:
    """Each column has a description, no name stands twice, and the unit is the ending of the name."""
    assert len(HEADER) == len(set(HEADER))
    for column in COLUMNS:
        assert column.description
        ending = next((unit for unit in ("pct", "ms", "s") if column.name.endswith(f"_{unit}")), None)
        ending = "h" if column.name.startswith("hours_") else ending
        assert ending == column.unit, column.name


def test_a_row_is_written_cell_by_cell() -> None:
    """Nothing, truth values, words, whole numbers and seconds to the microsecond each have one way to be written."""
    cells = dict(zip(HEADER, ROW.cells(), strict=True))
    expected = {
        "schema_version": "v2",
        "study": "ketamine",
        "session_kind": "test",
        "participant_mode": "scripted",
        "participant_id": "KD001",
        "arm": "patient",
        "visit": "baseline",
        "visit_number": "1",
        "list_order": "A C B",
        "run": "1",
        "launch": "2",
        "launch_started_utc": "2026-11-23T07:00:00.000+00:00",
        "hours_since_anchor": "4.062",
        "window": "inside",
        "language": "fr",
        "phase": "first_estimate",
        "block": "1",
        "trial": "7",
        "trial_in_session": "9",
        "practice": "false",
        "attempt": "2",
        "interrupted": "true",
        "event_id": "skin_burn",
        "event_list": "A",
        "event_category": "accident",
        "event_valence": "adverse",
        "event_text": "Brûlure, « grave »",
        "base_rate_pct": "57",
        "base_rate_strength": "weak",
        "base_rate_shown": "true",
        "rate_seen_before": "false",
        "base_rate_shown_again": "false",
        "self_pct": "42",
        "self_outcome": "answered",
        "self_unconfirmed_pct": "n/a",
        "self_rt_s": "2.500000",
        "self_first_rt_s": "1.250000",
        "self_changes": "0",
        "self_start_pct": "n/a",
        "self_input": "typed",
        "self_by": "digits",
        "self_min_pct": "3",
        "self_max_pct": "77",
        "self_onset_s": "123.456789",
        "self_deadline_s": "8.000000",
        "self_words": "long_term",
        "population_pct": "n/a",
        "population_outcome": "unconfirmed",
        "population_unconfirmed_pct": "5",
        "population_rt_s": "n/a",
        "population_first_rt_s": "0.000000",
        "population_changes": "3",
        "population_start_pct": "n/a",
        "population_input": "typed",
        "population_by": "digits",
        "population_min_pct": "3",
        "population_max_pct": "77",
        "population_onset_s": "0.000000",
        "population_deadline_s": "n/a",
        "population_words": "somebody",
        "confidence_pct": "n/a",
        "confidence_outcome": "not_asked",
        "confidence_unconfirmed_pct": "n/a",
        "confidence_rt_s": "n/a",
        "confidence_first_rt_s": "n/a",
        "confidence_changes": "n/a",
        "confidence_start_pct": "n/a",
        "confidence_input": "n/a",
        "confidence_by": "n/a",
        "confidence_min_pct": "n/a",
        "confidence_max_pct": "n/a",
        "confidence_onset_s": "n/a",
        "confidence_deadline_s": "n/a",
        "confidence_words": "n/a",
        "trial_onset_s": "117.000000",
        "event_onset_s": "118.500000",
        "base_rate_onset_s": "n/a",
        "base_rate_offset_s": "n/a",
        "trial_end_s": "140.250000",
        "fixation_planned_s": "1.499900",
        "fixation_s": "1.500000",
        "event_planned_s": "n/a",
        "event_s": "4.000000",
        "base_rate_planned_s": "n/a",
        "base_rate_s": "n/a",
        "frames_dropped": "0",
        "frame_longest_ms": "16.667",
        "timing_flag": "true",
        "disturbed": "false",
    }
    assert list(expected.items()) == list(cells.items())


TEXT_DOOR: TypeAdapter[str] = TypeAdapter(Shown)


def accepted(text: str) -> bool:
    """Whether the door of the study files lets a text through."""
    try:
        TEXT_DOOR.validate_python(text)
    except ValidationError:
        return False
    return True


# Every text of a study goes through this door, which refuses control characters, line separators and READ_AS_MISSING.
EVENT_TEXT = st.one_of(
    st.text(alphabet=st.sampled_from("abé\"',;\t\r\n \u00a0«»%0123.-#\\|/NaTrue"), max_size=12),
    st.text(alphabet=st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(
        ["007", "1e5", "true", "False", "inf", "2026-12-01", "n/a ", "NA.", '"', '""', ",", "#", "a\n\nb", "=1+1"]
    ),
).filter(accepted)
SECONDS = st.floats(0, 1e5, allow_nan=False)
PERCENT = st.integers(0, 100)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


ANSWER = st.builds(
    AnswerColumns,
    value=maybe(PERCENT),
    outcome=st.sampled_from(Outcome),
    unconfirmed=maybe(PERCENT),
    rt_s=maybe(SECONDS),
    first_rt_s=maybe(SECONDS),
    changes=maybe(st.integers(0, 99)),
    start=maybe(PERCENT),
    input=maybe(st.sampled_from(AnswerInput)),
    by=maybe(st.sampled_from(AnsweredBy)),
    minimum=maybe(PERCENT),
    maximum=maybe(PERCENT),
    onset_s=maybe(SECONDS),
)
ASKED = st.builds(AskedColumns, deadline_s=maybe(SECONDS), words=maybe(st.just("long_term")))
ROWS = st.builds(
    TrialRow,
    session=st.just(SESSION),
    place=st.builds(
        PlaceColumns,
        phase=st.sampled_from(EstimationPhase),
        block=st.integers(0, 9),
        trial=st.integers(1, 99),
        trial_in_session=st.integers(1, 99),
        practice=st.booleans(),
        attempt=st.integers(1, 9),
        interrupted=st.booleans(),
    ),
    event=st.builds(
        EventColumns,
        event_id=st.just("an_event"),
        event_list=st.sampled_from("ABC"),
        event_category=st.just("health"),
        event_valence=st.sampled_from(Valence),
        event_text=EVENT_TEXT,
        base_rate_pct=PERCENT,
        base_rate_strength=st.sampled_from(Strength),
        base_rate_shown=st.booleans(),
        rate_seen_before=st.booleans(),
    ),
    shown_again=st.builds(ShownAgainColumns, base_rate_shown_again=st.booleans()),
    answers=st.fixed_dictionaries(dict.fromkeys(Question, ANSWER)),
    asked=st.fixed_dictionaries(dict.fromkeys(Question, ASKED)),
    times=st.builds(
        TimeColumns,
        trial_onset_s=maybe(SECONDS),
        event_onset_s=maybe(SECONDS),
        base_rate_onset_s=maybe(SECONDS),
        base_rate_offset_s=maybe(SECONDS),
        trial_end_s=maybe(SECONDS),
    ),
    durations=st.builds(
        DurationColumns,
        fixation_planned_s=maybe(SECONDS),
        fixation_s=maybe(SECONDS),
        event_planned_s=maybe(SECONDS),
        event_s=maybe(SECONDS),
        base_rate_planned_s=maybe(SECONDS),
        base_rate_s=maybe(SECONDS),
    ),
    display=st.builds(
        DisplayColumns,
        frames_dropped=st.integers(0, 999),
        frame_longest_ms=st.floats(0, 1e4),
        timing_flag=st.booleans(),
        disturbed=st.booleans(),
    ),
)


def values_of(row: TrialRow) -> list[object]:
    groups = [
        row.session,
        row.place,
        row.event,
        row.shown_again,
        *(group for question in Question for group in (row.answers[question], row.asked[question])),
        row.times,
        row.durations,
        row.display,
    ]
    return [value for group in groups for value in vars(group).values()]


def file_of(rows: list[TrialRow]) -> bytes:
    return b"".join(csv_text(cells) for cells in (HEADER, *(row.cells() for row in rows)))


@settings(deadline=None, derandomize=True, max_examples=150)
@given(row=ROWS)
def test_pandas_reads_what_was_written(row: TrialRow) -> None:
    """Every value of a row comes back from ``pandas.read_csv`` with its type, whatever the words of the event."""
    table = pd.read_csv(io.BytesIO(file_of([row, ROW])))
    assert list(HEADER) == list(table.columns)
    assert 2 == len(table)
    for column, value, found in zip(COLUMNS, values_of(row), table.iloc[0], strict=True):
        if value is None:
            assert pd.isna(found), column.name
        elif isinstance(value, float):
            assert math.isclose(round(value, column.decimals), found, rel_tol=1e-12), column.name
        elif isinstance(value, bool):
            assert (bool, value) == (type(bool(found)), found), column.name
        elif isinstance(value, int):
            assert value == found, column.name
        elif column.name == "schema_version":
            assert value == str(found)
        else:
            assert isinstance(found, str), column.name
            assert str(value) == found, column.name


@settings(deadline=None, derandomize=True, max_examples=300)
@given(texts=st.lists(EVENT_TEXT, min_size=2, max_size=8))
def test_the_words_of_events_come_back_letter_by_letter(texts: list[str]) -> None:
    """Quotes, commas, line ends, accents and words that look like figures come back as they were, from every row."""
    rows = [
        ROW,
        *(TrialRow(**{**vars(ROW), "event": EventColumns(**{**vars(EVENT), "event_text": text})}) for text in texts),
    ]
    table = pd.read_csv(io.BytesIO(file_of(rows)))
    assert [EVENT.event_text, *texts] == list(table["event_text"])


@settings(deadline=None, derandomize=True, max_examples=300)
@given(row=ROWS)
def test_any_reader_of_csv_finds_the_cells(row: TrialRow) -> None:
    """The file is plain RFC 4180 with ``\\n`` at the end of each record: Python's own reader finds every cell."""
    content = file_of([row, ROW]).decode("utf-8")
    assert [list(HEADER), row.cells(), ROW.cells()] == list(csv.reader(io.StringIO(content, newline="")))
    assert content.endswith("false\n")


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_the_type_of_a_column_is_the_type_of_its_values(column: Any) -> None:
    """The table of columns declares what the rows hold, so that a reader may rely on it."""
    value = dict(zip(HEADER, values_of(ROW), strict=True))[column.name]
    allowed = get_args(column.type) or (column.type,)
    assert type(value) in allowed
