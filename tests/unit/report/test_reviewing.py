"""What a reviewer saves in the page is read by the report and the loader, held against the sessions, and only text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from experiment.analysis import UnreadableData, load_sessions
from experiment.messages import TableFault
from experiment.report.study_data import read_study
from tests.unit.report.conftest import SaveReview, list_of_sessions
from tests.unit.report.reading import by_id

NASTY = '</script><img src="x" onerror="alert(1)"> & <b>"bold"</b> ¶ \u2028'


def test_the_report_shows_marks(conducted: Path, save_review: SaveReview) -> None:
    """The marks of two reviewers stand at the session, with their comments."""
    files = [save_review({0: ("fine", ""), 2: ("exclude", "fell asleep")}), save_review({2: ("doubtful", "?")}, "CD")]
    page = list_of_sessions(read_study(conducted, files))
    assert "exclude (AB): fell asleepdoubtful (CD): ?" in by_id(page, "session-KD002-baseline-1").text


def test_a_comment_is_nothing_but_text(conducted: Path, save_review: SaveReview) -> None:
    """Whatever is written in a comment is shown as it was written, and is no markup, nor ends the script."""
    page = list_of_sessions(read_study(conducted, [save_review({0: ("doubtful", NASTY)})]))
    assert NASTY in by_id(page, "session-KD001-baseline-1").text
    assert [] == list(page.all("img"))
    assert NASTY == json.loads(by_id(page, "study").text)["earlier"]["AB"]["0"][1]


def test_the_loader_reads_marks(conducted: Path, save_review: SaveReview) -> None:
    """The table of sessions has the worst mark and all comments; what is not marked has none."""
    files = [save_review({2: ("doubtful", "slow")}), save_review({2: ("exclude", "asleep")}, "CD")]
    table = load_sessions(conducted, reviews=files)
    assert ["exclude", "AB: slow | CD: asleep"] == table.loc[2, ["review", "review_comments"]].tolist()
    assert 1 == table["review"].notna().sum()


def test_a_mark_leaves_nothing_out(conducted: Path, save_review: SaveReview) -> None:
    """Marked sessions count as before."""
    marked = load_sessions(conducted, reviews=[save_review({0: ("exclude", "")})])
    assert load_sessions(conducted)["use"].tolist() == marked["use"].tolist()


SESSION = {"participant_id": "KD001", "visit": "baseline", "run": 1, "plan": "0" * 12, "mark": "fine", "comment": ""}
REFUSED: dict[str, tuple[dict[str, Any], TableFault]] = {
    "another study": ({"study": "other"}, TableFault.REVIEW_OF_ANOTHER),
    "rehearsals": ({"kind": "simulated"}, TableFault.REVIEW_OF_ANOTHER),
    "a session that is not there": (
        {"sessions": [{**SESSION, "participant_id": "KD099"}]}, TableFault.REVIEW_OF_UNKNOWN,
    ),
    "a session of the same name": ({"sessions": [SESSION]}, TableFault.REVIEW_OF_OTHER_RUN),
    "another version": ({"review_version": "2.0"}, TableFault.NO_REVIEW),
    "a mark that is none": ({"sessions": [{**SESSION, "mark": "great"}]}, TableFault.NO_REVIEW),
    "a name for a code": ({"reviewer": "Dr. A. Bee"}, TableFault.NO_REVIEW),
    "a comment without end": ({"sessions": [{**SESSION, "comment": "x" * 501}]}, TableFault.NO_REVIEW),
    "more than belongs there": ({"also": 1}, TableFault.NO_REVIEW),
}  # fmt: skip


@pytest.mark.parametrize(("other", "fault"), REFUSED.values(), ids=list(REFUSED))
def test_what_is_no_review_of_these(
    conducted: Path, save_review: SaveReview, other: dict[str, Any], fault: TableFault
) -> None:
    """A file that is no review, or one of other sessions, is refused at the door."""
    with pytest.raises(UnreadableData) as refused:
        read_study(conducted, [save_review({0: ("fine", "")}, **other)])
    assert [fault] == [one.fault for one in refused.value.problems]


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"{", None], ids=repr)
def test_what_is_no_review_at_all(conducted: Path, tmp_path: Path, content: bytes | None) -> None:
    """Neither is anything else, nor a file that is not there."""
    file = tmp_path / "review.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UnreadableData) as refused:
        load_sessions(conducted, reviews=[file])
    assert [TableFault.NOT_READ if content is None else TableFault.NO_REVIEW] == [
        one.fault for one in refused.value.problems
    ]


def test_the_same_reviewer_twice(conducted: Path, save_review: SaveReview) -> None:
    """An earlier and a later file of the same reviewer are not both taken."""
    with pytest.raises(UnreadableData) as refused:
        load_sessions(conducted, reviews=[save_review({1: ("fine", "")}), save_review({1: ("doubtful", "")})])
    assert [TableFault.REVIEWED_TWICE] == [one.fault for one in refused.value.problems]
