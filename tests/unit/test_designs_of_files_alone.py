"""What a researcher can have by editing files alone: each design is planned and conducted, and stands in the data."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from experiment.config.load import load_study
from experiment.config.mistakes import StudyMistakes
from experiment.design.walkthrough import scenes, visit_plans
from experiment.layout.compose import compose
from experiment.layout.picture import rendered
from experiment.layout.size import Size
from experiment.layout.views import QuestionView
from tests.instruments.small_study import write_small_study
from tests.instruments.typed_lab import Lab

_SIZE = Size(1280, 720)
_WORDS = """
  {name}:
    page: {{fr: "De {{minimum}} à {{maximum}}", en: "From {{minimum}} to {{maximum}}"}}
    question: {{fr: Ma question ?, en: My question?}}
    lowest: {{fr: peu, en: little}}
    highest: {{fr: beaucoup, en: a lot}}
"""


def study_asking(lab: Lab, name: str, scale: str) -> None:
    """Have the baseline ask a question of one's own, on a scale of its own."""
    write_small_study(lab.folder, events=4, afterwards=("memory",))
    lab.edit("study.yaml", "afterwards: [memory]", f"afterwards: [memory, {name}]")
    lab.edit("study.yaml", "  ratings: {minimum: 1, maximum: 6}", f"  scales: {{{name}: {scale}}}")
    lab.edit("texts.yaml", "\nafterwards:\n", f"\nafterwards:{_WORDS.format(name=name)}")


def table(lab: Lab, name: str) -> list[dict[str, str]]:
    """The rows of a table of the session that was simulated."""
    (file,) = lab.simulated.rglob(f"*desc-{name}_data.csv")
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def questions(file: Path, language: str = "fr") -> list[QuestionView]:
    study = load_study(file)
    plan = visit_plans(study, language)[0]
    return [scene.view for scene in scenes(study, plan) if isinstance(scene.view, QuestionView)]


def test_a_likert_scale_of_ones_own(lab: Lab) -> None:
    """A question with a name, words and a scale of the study's own is asked, and answered on that scale."""
    study_asking(lab, "worry", "{minimum: 1, maximum: 7, input: typed}")
    assert 0 == lab.simulate().code
    rows = [row for row in table(lab, "afterwards") if row["question"] == "worry"]
    assert [("1", "7", "typed")] * 4 == [(row["minimum"], row["maximum"], row["input"]) for row in rows]
    assert {True} == {1 <= int(row["rating"]) <= 7 for row in rows}
    assert 0 == lab.say_just("verify", "--data", str(lab.simulated)).code


def test_a_visual_analogue_scale(lab: Lab) -> None:
    """A slider without figures has words at its ends, and no figure anywhere, whatever is answered."""
    study_asking(lab, "worry", "{minimum: 0, maximum: 100, input: slider, figures: false}")
    view = questions(lab.study)[-1]
    composed = compose(view, _SIZE)
    assert composed.track is not None
    assert {""} == {line.text for line in composed.track.values.values()}
    assert {"peu", "beaucoup"} <= {line.text for line in composed.lines}
    assert not [line for line in composed.lines if line.text.rstrip("%").strip().isdigit()]
    answered, digits = (rendered(view, _SIZE, state) for state in _states(view))
    assert answered.getbbox() is not None
    assert digits.tobytes() == rendered(view, _SIZE).tobytes()
    assert 0 == lab.simulate().code
    assert {"0", "100"} == {row[end] for row in table(lab, "afterwards")[4:] for end in ("minimum", "maximum")}


def _states(view: QuestionView) -> list[Any]:
    from experiment.layout.answer_state import AnswerState

    return [AnswerState(marker=view.scale.maximum // 2), AnswerState("4")]


def test_a_long_scale_has_figures_at_its_ends(lab: Lab) -> None:
    """A rating from 0 to 100 on a slider shows two figures below its track, one of 1 to 6 shows all."""
    shown = {}
    for name, maximum in (("long", 100), ("short", 6)):
        study_asking(lab, name, f"{{minimum: 0, maximum: {maximum}, input: slider}}")
        composed = compose(questions(lab.study)[-1], _SIZE)
        shown[name] = sum(line.text.isdigit() for line in composed.lines)
    assert {"long": 2, "short": 7} == shown


def test_a_question_that_is_misspelt_is_said_where_it_is_asked(lab: Lab) -> None:
    """A question without words is a mistake of the visit that asks it, with the one that was probably meant."""
    write_small_study(lab.folder, afterwards=("vividness",))
    lab.edit("study.yaml", "afterwards: [vividness]", "afterwards: [vividnes]")
    with pytest.raises(StudyMistakes, match=r"study.yaml:.*“vividnes” has no words; .*did you mean “vividness”"):
        load_study(lab.study)


def test_a_fixed_order_is_that_of_the_file(lab: Lab) -> None:
    """`order: fixed` shows the events as they are listed, to everybody; the other phase keeps its own order."""
    lab.edit("study.yaml", "order: random", "order: fixed")
    assert 0 == lab.simulate().code
    rows = [row for row in table(lab, "trials") if row["practice"] == "false" and row["phase"] == "first_estimate"]
    assert [f"main_{n}" for n in range(4)] == [row["event_id"] for row in rows]


def test_retest_events_are_spread_over_a_fixed_order(lab: Lab) -> None:
    """Events without a rate stand evenly among the others, whose order is that of the file."""
    write_small_study(lab.folder, events=4, retest=2)
    lab.edit("study.yaml", "order: random", "order: fixed")
    plan = visit_plans(load_study(lab.study), "fr")[0]
    first = [trial for trial in plan.trials if trial.block and trial.parts[0].phase == "first_estimate"]
    assert [True, True, False, True, False, True] == [trial.base_rate_shown for trial in first]
    assert [f"main_{n}" for n in range(4)] == [t.event.event_id for t in first if t.base_rate_shown]


def test_a_third_language(lab: Lab) -> None:
    """A study in Spanish, made with `new` and translated, is conducted in Spanish, and its texts stand in the data."""
    folder = lab.folder / "estudio"
    assert 0 == lab.say_just("new", str(folder), "--from", str(lab.study), "--languages", "es,en").code
    events = folder / "events.yaml"
    events.write_text(
        events.read_text(encoding="utf-8").replace("TODO Event", "Suceso n.º"), encoding="utf-8", newline="\n"
    )
    lab.study, lab.data = folder / "study.yaml", folder / "data"
    assert 0 == lab.simulate("--language", "es").code
    assert {"es"} == {row["language"] for row in table(lab, "trials")}
    assert {True} == {row["event_text"].startswith("Suceso n.º") for row in table(lab, "trials")}


def several(lists: dict[str, list[dict[str, Any]]]) -> None:
    lists["second"] = [{**event, "id": f"second_{n}"} for n, event in enumerate(lists["main"])]


@pytest.mark.parametrize(
    ("change", "names", "orders"), [(lambda _: None, "main", 1), (several, "main, second", 2)], ids=["one", "two"]
)
def test_one_list_or_several(lab: Lab, change: Callable[[Any], None], names: str, orders: int) -> None:
    """A study has as many orders as its lists can stand in: one list has one, and needs no other key."""
    lab.events(change)
    lab.edit("study.yaml", "names: [main]", f"names: [{names}]")
    session = ("--arm", "patient", "--visit", "baseline", "--participant", "KD009")
    assert 0 == lab.say("plan", *session, "--order", str(orders)).code
    assert 1 == lab.say("plan", *session, "--order", str(orders + 1)).code


def test_favourable_events_are_favourable_everywhere(lab: Lab) -> None:
    """`valence: favourable` stands in the plan, in the rows, in the comparison of lists and in the printed table."""

    def change(lists: dict[str, list[dict[str, Any]]]) -> None:
        for event in lists["main"][:3]:
            event["valence"] = "favourable"

    lab.events(change)
    assert 0 == lab.simulate().code
    said = {row["event_id"]: row["event_valence"] for row in table(lab, "trials") if row["practice"] == "false"}
    assert ["favourable"] * 3 + ["adverse"] == [said[f"main_{n}"] for n in range(4)]
    listed = json.loads(lab.say_just("lists", "--study", str(lab.study), "--json").out)
    assert [3] == [one["favourable"] for one in listed["lists"]]
    session = ("--participant", "KD001", "--visit", "baseline", "--trials")
    assert 6 == lab.say("plan", *session).out.count("favourable")
