"""The launcher, on a real display, in a process of its own: it tells what is on its page and where, and nothing else.

``python -m tests.instruments.driven_launcher STUDY DATA LANGUAGE``: each line on standard input is the beginning of a
text that can be pressed or typed into, or ``?``; the answer is a line of JSON. Keys and clicks come from outside.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from PyQt6.QtCore import QPoint, QSocketNotifier
from PyQt6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QTableWidget, QWidget

from experiment.cli import act
from experiment.config.load import load_study
from experiment.launcher.app import make_app
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.main_window import MainWindow
from experiment.launcher.speaking import language_named
from experiment.verbs.defaults import DISPLAYS


def name_of(widget: QWidget) -> str:
    """What somebody reads on a widget, or beside it."""
    if isinstance(widget, QAbstractButton):
        return widget.text().replace("&", "")
    if isinstance(widget, QLineEdit | QComboBox):
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QLabel) else ""


def cells_of(tables: Iterable[QTableWidget]) -> Iterator[tuple[str, QPoint]]:
    """Read what stands in lists, and where."""
    for table in tables:
        viewport = table.viewport()
        for item in (
            table.item(row, column) for row in range(table.rowCount()) for column in range(table.columnCount())
        ):
            if item is not None and viewport is not None:
                yield item.text(), viewport.mapToGlobal(table.visualItemRect(item).center())


def main(study: str, data: str, language: str, width: str, height: str) -> int:
    """Open it."""
    app = make_app()
    lab = Laboratory(
        study=load_study(Path(study)),
        study_file=Path(study),
        data=Path(data),
        displays=DISPLAYS,
        act=act,
        session_command=(sys.executable, "-X", "utf8", "-m", "tests.instruments.paced"),
    )
    window = MainWindow(lab, language_named(language))
    window.resize(int(width), int(height))
    window.move(720, 0)  # beside the task, which stands in the corner
    window.show()

    def answer() -> None:
        line = sys.stdin.readline()
        if not line:
            app.quit()
            return
        asked = line.strip()
        if asked.startswith("picture "):
            window.grab().save(asked.removeprefix("picture "))
        page = window.page
        widgets = [one for one in page.findChildren(QWidget) if one.isVisible()]
        named = [one for one in widgets if asked and name_of(one).startswith(asked)]
        found = min(named, key=lambda one: isinstance(one, QLabel), default=None)
        at = found.mapToGlobal(found.rect().center()) if found is not None else None
        cells = list(cells_of(one for one in widgets if isinstance(one, QTableWidget)))
        if at is None:
            at = next((where for text, where in cells if asked and text.startswith(asked)), None)
        told = {
            "page": type(page).__name__,
            "texts": [one.text() for one in widgets if isinstance(one, QLabel)],
            "cells": [text for text, _ in cells],
            "at": [at.x(), at.y()] if at is not None else None,
            "active": window.isActiveWindow(),
        }
        print(json.dumps(told), flush=True)

    notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
    notifier.activated.connect(answer)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
