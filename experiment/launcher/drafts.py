"""What somebody has typed on a page and not yet sent: kept when the page is left, there again when it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from PyQt6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QLineEdit, QSlider, QWidget

Draft: TypeAlias = Mapping[str, object]
"""The fields of a page by their names, and what stands in them."""


def typed_in(page: QWidget) -> dict[str, object]:
    """Read every field of a page that has a name there."""
    found: dict[str, object] = {}
    for name, field in vars(page).items():
        match field:
            case QLineEdit():
                found[name] = field.text()
            case QComboBox():
                found[name] = field.currentData()
            case QCheckBox():
                found[name] = field.isChecked()
            case QSlider():
                found[name] = field.value()
            case QButtonGroup():
                found[name] = field.checkedId()
    return found


def type_again(page: QWidget, draft: Draft) -> None:
    """Put into the fields of a page what stood there before."""
    for name, value in draft.items():
        match getattr(page, name):
            case QLineEdit() as field:
                field.setText(str(value))
            case QComboBox() as field:
                field.setCurrentIndex(max(0, field.findData(value)))
            case QCheckBox() as field:
                field.setChecked(bool(value))
            case QSlider() as field:
                field.setValue(value)  # type: ignore[arg-type]
            case QButtonGroup() as field:
                if (button := field.button(value)) is not None:  # type: ignore[arg-type]
                    button.setChecked(True)
