"""The page needs nothing else, is whole for whoever cannot see it, and is the same for the same data."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter

from experiment.report.study_data import StudyData
from tests.unit.report.reading import Element, by_id


def test_nothing_is_loaded_from_elsewhere(page: Element, written: str) -> None:
    """No element names another file or place, no style imports one, and the page forbids itself to load any."""
    named = [one[name] for one in page.all() for name in ("src", "href", "xlink:href", "srcset", "data") if one[name]]
    assert [] == [reference for reference in named if not str(reference).startswith("#")]
    assert [] == re.findall(r"@import|url\((?!#)[^)]*\)", written)
    (policy,) = [str(one["content"]) for one in page.all("meta") if one["http-equiv"]]
    assert policy.startswith("default-src 'none';")


def test_its_own_script_is_the_only_one_that_may_run(page: Element) -> None:
    """The policy of the page names the digest of its script, and nothing else runs."""
    (policy,) = [str(one["content"]) for one in page.all("meta") if one["http-equiv"]]
    (script,) = [one.text for one in page.all("script") if one["type"] is None]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in policy


def test_names_within_the_page(page: Element) -> None:
    """No name is there twice, and every link within the page leads to something."""
    names = Counter(one["id"] for one in page.all() if one["id"])
    links = [str(one["href"])[1:] for one in page.all() if str(one["href"] or "").startswith("#")]
    clips = [str(one["clip-path"])[5:-1] for one in page.all() if one["clip-path"]]
    assert [] == [name for name, n in names.items() if n > 1]
    assert set() == {*links, *clips} - set(names)


def test_every_figure_is_said_in_words(page: Element) -> None:
    """A figure has a caption, and its drawing says what it shows with figures."""
    figures = list(page.all("figure"))
    drawings = [next(figure.all("svg")) for figure in figures]
    assert len(figures) == len([*page.all("svg")]) >= 6
    assert ["img"] * len(figures) == [drawing["role"] for drawing in drawings]
    assert [] == [drawing["aria-label"] for drawing in drawings if not re.search("[0-9]", drawing["aria-label"] or "")]
    assert [] == [figure for figure in figures if not next(figure.all("figcaption")).text.startswith("Figure ")]


def test_every_table_has_heads(page: Element) -> None:
    """A table has a caption, heads of its columns and of its rows, and as many cells in each row."""
    for table in page.all("table"):
        rows = [[*row.all("th", "td")] for row in table.all("tr")]
        assert by_id(page, str(table["aria-labelledby"])).text.startswith("Table ")
        assert {"col"} == {cell["scope"] for cell in rows[0]}
        assert {"row"} == {row[0]["scope"] for row in rows[1:]}
        assert {len(rows[0])} == {len(row) for row in rows}


def test_every_session_is_in_it(page: Element, study: StudyData) -> None:
    """Each run has its row, whether it counts or not."""
    expected = {f"session-{one.sheet.participant_id}-{one.sheet.visit}-{one.sheet.run}" for one in study.sessions}
    assert expected == {row["id"] for row in by_id(page, "sessions").all("tr") if row["id"]}


def test_what_the_script_knows_is_json(page: Element, study: StudyData) -> None:
    """The sessions that can be marked are those of the study, each with its plan, in the order of the rows."""
    known = json.loads(by_id(page, "study").text)["sessions"]
    rows = [row["id"] for row in by_id(page, "sessions").all("tr") if row["id"]]
    assert rows == [f"session-{one['participant_id']}-{one['visit']}-{one['run']}" for one in known]
    assert {one.sheet.plan_sha256[:12] for one in study.sessions} == {one["plan"] for one in known}
