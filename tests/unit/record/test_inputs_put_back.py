"""Inputs of a run that go missing, or are changed, while it goes on or before it is resumed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from experiment.messages import Advice
from experiment.record.storage import Disk
from tests.instruments.conducted import conducted
from tests.instruments.many_views import Views
from tests.instruments.small_study import small_study
from tests.instruments.watched_sessions import Witness, files, run, wrong_checksums


def gone(place: Path) -> None:
    place.unlink()


def edited(place: Path) -> None:
    place.chmod(0o600)
    place.write_text("another study")


@pytest.mark.parametrize("do", [gone, edited])
def test_an_input_that_goes_missing_is_put_back(tmp_path: Path, do: Callable[[Path], None]) -> None:
    """A run is complete with the inputs that it began with, whatever became of them; that is said."""
    place = files(tmp_path / "data").inputs / "study.yaml"
    outcome = conducted(tmp_path, Views(3, lambda: do(place)))
    assert (Advice.FILES_PUT_BACK.say(files="study.yaml"),) == outcome.advice
    assert (tmp_path / "study.yaml").read_bytes() == place.read_bytes()
    assert [] == wrong_checksums(Disk(), outcome.files)


def test_inputs_that_were_lost_before_a_resume(tmp_path: Path) -> None:
    """A run that was broken off, and whose inputs are gone by now, can be completed all the same; that is said."""

    class Killed(BaseException):
        pass

    def kill() -> None:
        raise Killed

    with pytest.raises(Killed):
        conducted(tmp_path, Views(6, kill))
    place = files(tmp_path / "data").inputs / "study.yaml"
    place.unlink()
    outcome = run(small_study(tmp_path), tmp_path / "data", Disk(), Witness(), resume=True)
    assert (Advice.INPUTS_MISSING.say(files="study.yaml"),) == outcome.advice
    assert [] == wrong_checksums(Disk(), outcome.files)
