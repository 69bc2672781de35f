"""List orders are balanced in every six participants of an arm, whatever the seed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from experiment.config.study_file import StudyFile
from experiment.design.list_orders import all_orders, list_order
from tests.unit.design.studies import known

PROPERTY = settings(deadline=None, derandomize=True)
ARM = st.text(alphabet="abcdefgh_", min_size=1, max_size=10)


def with_seed(seed: int) -> StudyFile:
    return known("ketamine").file.model_copy(update={"seed": seed})


def test_orders_are_numbered_as_the_command_line_says() -> None:
    """Six orders of three lists, from A B C to C B A."""
    orders = [" ".join(order) for order in all_orders(known("ketamine").file)]
    assert ["A B C", "A C B", "B A C", "B C A", "C A B", "C B A"] == orders


@PROPERTY
@given(seed=st.integers(), arm=ARM, block=st.integers(0, 50))
def test_six_in_a_row_have_each_order_once(seed: int, arm: str, block: int) -> None:
    """Each block of six consecutive participants of an arm uses every order exactly once."""
    study = with_seed(seed)
    block_of_six = [list_order(study, arm, 6 * block + place) for place in range(6)]
    assert all_orders(study) == sorted(block_of_six)


@PROPERTY
@given(seed=st.integers(), arm=ARM, place=st.integers(0, 300))
def test_an_order_is_always_the_same(seed: int, arm: str, place: int) -> None:
    """The order of a place depends on seed, arm and place, not on the orders asked for before."""
    first = list_order(with_seed(seed), arm, place)
    list_order(with_seed(seed + 1), arm, place + 1)
    assert first == list_order(with_seed(seed), arm, place)


def test_blocks_arms_and_seeds_differ() -> None:
    """The orders cannot be told from those of the block before, of the other arm, or of a study with another seed."""

    def block(seed: int, arm: str, number: int) -> tuple[tuple[str, ...], ...]:
        return tuple(list_order(with_seed(seed), arm, 6 * number + place) for place in range(6))

    blocks = [block(seed, arm, number) for seed in (1, 2) for arm in ("patient", "control") for number in range(10)]
    assert len(set(blocks)) > 30


def test_a_study_with_one_list_has_one_order() -> None:
    """A study that does not rotate lists gives everybody the same one."""
    study = known("demo").file
    assert [("practice",)] * 3 == [list_order(study, "control", place) for place in range(3)]
