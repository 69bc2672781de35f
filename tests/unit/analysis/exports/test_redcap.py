"""A study for REDCap: a dictionary that its upload takes, events of the study file, and sessions to import."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from experiment.analysis import load_phenotype, load_updates, session_scores
from experiment.config.load import load_study
from tests.instruments.exported import export
from tests.instruments.small_study import PROJECT

FIELD = re.compile(r"[a-z][a-z0-9_]{0,99}")


@pytest.fixture(scope="module")
def files(simulated_data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    folder = tmp_path_factory.mktemp("exported") / "redcap"
    assert 0 == export("redcap", simulated_data, folder)
    read = {}
    for file in folder.iterdir():
        with file.open(encoding="utf-8", newline="") as lines:
            read[file.stem] = list(csv.DictReader(lines, strict=True))
    return read


def test_the_dictionary(files: dict[str, list[dict[str, str]]]) -> None:
    """Each field has a name of its own that REDCap allows, a type, a label, and choices where it is a choice."""
    fields = files["data_dictionary"]
    names = [field["Variable / Field Name"] for field in fields]
    assert 18 == len(fields[0])
    assert "record_id" == names[0]
    assert len(names) == len(set(names))
    assert [] == [name for name in names if not FIELD.fullmatch(name)]
    assert {"text", "radio"} == {field["Field Type"] for field in fields}
    of_choices = [bool(field["Choices, Calculations, OR Slider Labels"]) for field in fields]
    assert [field["Field Type"] == "radio" for field in fields] == of_choices
    assert all(field["Field Label"] for field in fields)


def test_events_are_the_visits_of_each_arm(files: dict[str, list[dict[str, str]]]) -> None:
    """Each visit of each arm is an event, in its order, and has the instrument."""
    study = load_study(PROJECT / "configs" / "ketamine.yaml", any_screen=False).file
    expected = [(visit, str(n)) for n, arm in enumerate(study.arms, start=1) for visit in study.arms[arm].visits]
    assert expected == [(event["event_name"], event["arm_num"]) for event in files["events"]]
    control = [event for event in files["events"] if event["unique_event_name"] == "day7_arm_2"]
    assert [("7", "1", "2")] == [(e["day_offset"], e["offset_min"], e["offset_max"]) for e in control]
    assert [e["unique_event_name"] for e in files["events"]] == [
        m["unique_event_name"] for m in files["instrument_event_mapping"] if m["form"] == "belief_update_session"
    ]
    first = ["baseline_arm_1", "baseline_arm_2"]
    assert first == [
        m["unique_event_name"] for m in files["instrument_event_mapping"] if m["form"] == "belief_update_person"
    ]


def test_the_import(simulated_data: Path, files: dict[str, list[dict[str, str]]]) -> None:
    """Each session that counts has a line in its event, with the dictionary's fields and the session's measures."""
    rows = files["import"]
    fields = {field["Variable / Field Name"] for field in files["data_dictionary"]}
    ends = {f"belief_update_{form}_complete" for form in ("session", "scores", "person")}
    assert fields | {"redcap_event_name"} | ends == set(rows[0])
    assert {event["unique_event_name"] for event in files["events"]} >= {row["redcap_event_name"] for row in rows}
    found = {
        (row["record_id"], row["redcap_event_name"].split("_arm_")[0]): row["bu_bias_pct"]
        for row in rows
        if row["belief_update_session_complete"] == "2"
    }
    scores = session_scores(load_updates(simulated_data)).to_dict("records")
    assert {(one["participant_id"], one["visit"]): pytest.approx(one["bias_pct"]) for one in scores} == {
        key: float(value) for key, value in found.items()
    }
    moments = [row["bu_started_utc"] for row in rows if row["belief_update_session_complete"]]
    assert [] == [one for one in moments if not re.fullmatch(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}", one)]


def test_what_was_entered_by_hand(simulated_data: Path, files: dict[str, list[dict[str, str]]]) -> None:
    """Scores stand at their visits, also at one whose session does not count; age, 89 at most, and sex at the first."""
    entered, rows = load_phenotype(simulated_data), files["import"]
    exported = {row["record_id"] for row in rows}
    scores = {
        (one["participant_id"], one["visit"]): one["madrs"]
        for one in entered.of_visits.to_dict("records")
        if one["participant_id"] in exported
    }
    event = {(row["record_id"], row["redcap_event_name"].split("_arm_")[0]): row for row in rows}
    assert scores == {key: float(row["bu_madrs"]) for key, row in event.items() if row["bu_madrs"]}
    ages = {
        one["participant_id"]: (min(89.0, one["age"]), one["sex"])
        for one in entered.of_people.to_dict("records")
        if one["participant_id"] in exported
    }
    assert ages == {
        who: (float(row["bu_age"]), row["bu_sex"]) for (who, visit), row in event.items() if visit == "baseline"
    }
    (sex,) = [one for one in files["data_dictionary"] if one["Variable / Field Name"] == "bu_sex"]
    assert "F, female | M, male | O, other" == sex["Choices, Calculations, OR Slider Labels"]


def test_who_answered(files: dict[str, list[dict[str, str]]]) -> None:
    """Each session says of which study it is, and that it was simulated."""
    said = {(row["bu_study"], row["bu_kind"], row["bu_participant_mode"]) for row in files["import"] if row["bu_kind"]}
    assert {("ketamine", "simulated", "learner")} == said
