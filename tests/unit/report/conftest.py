"""One conducted study and the page about it, for all that is looked at."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from experiment.report.page import page_of
from experiment.report.report import report_of
from experiment.report.session_list import for_the_script, session_list
from experiment.report.study_data import StudyData, read_study
from tests.instruments.study_data import conduct_a_study
from tests.unit.report.reading import Element, by_id, read_page

SaveReview = Callable[..., Path]


def list_of_sessions(study: StudyData) -> Element:
    """The page as if it had nothing but its list of sessions, for tests that look at that alone."""
    section = session_list(study)
    assert section is not None
    return read_page(page_of("", (), [section], for_the_script(study), ""))


@pytest.fixture(scope="session")
def conducted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return conduct_a_study(tmp_path_factory.mktemp("reported"))


@pytest.fixture(scope="session")
def study(conducted: Path) -> StudyData:
    return read_study(conducted)


@pytest.fixture(scope="session")
def written(study: StudyData) -> str:
    return report_of(study)


@pytest.fixture(scope="session")
def page(written: str) -> Element:
    return read_page(written)


@pytest.fixture
def save_review(page: Element, tmp_path: Path) -> SaveReview:
    """Save a review as the script of the page does, from what the page knows."""

    def save(marks: dict[int, tuple[str, str]], reviewer: str = "AB", **changed: object) -> Path:
        known = json.loads(by_id(page, "study").text)
        review = {
            "review_version": "1.0",
            "study": known["study"],
            "kind": known["kind"],
            "reviewer": reviewer,
            "saved_utc": "2026-11-26T12:00:00.000Z",
            "sessions": [
                {**known["sessions"][place], "mark": mark, "comment": comment}
                for place, (mark, comment) in marks.items()
            ],
        }
        file = tmp_path / f"review-{reviewer}-{len(list(tmp_path.iterdir()))}.json"
        file.write_text(json.dumps(review | changed), encoding="utf-8", newline="\n")
        return file

    return save
