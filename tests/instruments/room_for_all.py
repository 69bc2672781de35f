"""Whether everything of a composition has its place."""

from __future__ import annotations

from itertools import combinations, product

from experiment.layout.composition import Composition
from experiment.layout.size import Size
from experiment.layout.views import (
    Notice,
)


def assert_room_for_everything(composition: Composition, size: Size) -> None:
    for notice, chosen in product((None, *Notice), (False, True)):
        boxes = composition.boxes(notice, chosen)
        assert all(0 <= box.left and box.right <= size.width for box in boxes)
        assert all(0 <= box.top and box.bottom <= size.height for box in boxes)
        assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
