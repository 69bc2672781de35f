"""Threads of the launcher: none can reach a widget, and none is left when a page has gone."""

from __future__ import annotations

import gc
import sys
import threading
import types
from collections.abc import Callable
from dataclasses import replace

import pytest
from PyQt6 import sip
from pytestqt.qtbot import QtBot

from experiment.launcher.command_page import CheckPage, DrillPage
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.main_window import MainWindow
from experiment.launcher.monitor_page import MonitorPage
from experiment.launcher.post import Post
from experiment.launcher.start_page import StartPage

Opened = Callable[..., MainWindow]
SHARED = (types.ModuleType, type, threading.Thread, types.BuiltinFunctionType)


def reached_from(thread: threading.Thread) -> list[object]:
    """Everything of Qt that a thread can reach by what it was given."""
    waiting, seen, found = [thread._target, thread._args, thread._kwargs], set[int](), []  # type: ignore[attr-defined]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, SHARED):
            continue
        seen.add(id(one))
        if isinstance(one, sip.simplewrapper):
            found.append(one)
        elif isinstance(one, types.FunctionType):  # what is global is everybody's
            waiting += [one.__closure__, one.__defaults__, one.__kwdefaults__]
        else:
            waiting += gc.get_referents(one)
    return found


def readers() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name.startswith(("listens to", "looks at"))]


def patient(laboratory: Laboratory) -> Laboratory:
    """A laboratory in which whatever is started lasts until it is ended."""
    lasts = 'import sys; print(\'{"said": "opening", "who": "KD001"}\', flush=True); sys.stdin.read()'
    return replace(laboratory, session_command=(sys.executable, "-c", lasts))


def started(window: MainWindow, qtbot: QtBot) -> None:
    window.show_start("KD001", "baseline")
    page = window.page
    assert isinstance(page, StartPage)
    page.operator.setText("AB")
    page.is_the_person.setChecked(True)
    page.start.click()
    qtbot.waitUntil(lambda: isinstance(window.page, MonitorPage), timeout=10_000)


def test_no_thread_can_reach_a_widget(opened: Opened, laboratory: Laboratory, qtbot: QtBot) -> None:
    """Whoever looks at the computer, listens to a session or to a command has nothing of Qt to touch or to destroy."""
    window = opened(lab=patient(laboratory))
    started(window, qtbot)
    found = readers()
    assert (
        {"looks at this computer", "listens to the session"}
        >= {one.name for one in found}
        >= {"listens to the session"}
    )
    assert [] == [reached for one in found for reached in reached_from(one)]
    running = window.desk.running
    assert running is not None
    assert running.process is not None
    running.process._process.kill()
    qtbot.waitUntil(lambda: window.desk.running is None, timeout=10_000)


def test_a_thread_that_holds_a_widget_would_be_found(opened: Opened) -> None:
    """A reader that was given a method of a page reaches that page."""
    window = opened()
    thread = threading.Thread(target=window.page.gone)
    assert window.page in reached_from(thread)


def test_a_command_is_listened_to_without_widgets(opened: Opened, laboratory: Laboratory, qtbot: QtBot) -> None:
    """While a command is at work its page cannot be left, and its reader has ended when the page can be."""
    waits = 'import time; print(\'{"said": "step", "step": 1}\', flush=True); time.sleep(0.3)'
    window = opened(lab=replace(laboratory, session_command=(sys.executable, "-c", waits)))
    window.show_command(DrillPage)
    page = window.page
    assert isinstance(page, DrillPage)
    page.begin.click()
    assert page.is_at_work
    assert [] == [reached for one in readers() for reached in reached_from(one)]
    qtbot.waitUntil(lambda: not page.is_at_work, timeout=10_000)
    assert page.lines.text().startswith("1/5  ")
    assert [] == [one for one in readers() if one.name == "listens to the session"]


def test_where_no_thread_can_be_begun_that_is_said(
    opened: Opened, laboratory: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session, and every command, is refused on its page, before a process is there that nobody listens to."""
    window = opened(lab=laboratory)

    def none_left(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    processes = list[object]()
    monkeypatch.setattr(threading.Thread, "start", none_left)
    monkeypatch.setattr("experiment.launcher.session_process.subprocess.Popen", processes.append)
    window.show_start("KD001", "baseline")
    start = window.page
    assert isinstance(start, StartPage)
    assert "could not be" in start.preflight.text()
    start.operator.setText("AB")
    start.is_the_person.setChecked(True)
    start.start.click()
    assert "can start no other program now" in start.message.text()
    assert start.start.isEnabled()
    assert window.desk.running is None
    for kind in (DrillPage, CheckPage):
        window.show_command(kind)
        page = window.page
        assert isinstance(page, kind)
        page.begin.click()
        assert "can start no other program now" in page.lines.text()
        assert not page.is_at_work
    assert [] == processes


def test_what_is_said_after_the_window_has_gone_is_nobodys(opened: Opened, laboratory: Laboratory) -> None:
    """A window that is closed and destroyed while its computer is being looked at harms nobody."""
    waits = "import time; time.sleep(0.3); print('[]')"
    window = MainWindow(replace(laboratory, session_command=(sys.executable, "-c", waits)), opened().say.language)
    window.show_start("KD001", "baseline")
    (looking,) = (one for one in readers() if one.name == "looks at this computer")
    window.close()
    sip.delete(window)
    del window
    looking.join(10)
    assert not looking.is_alive()


def test_letters_come_in_their_order() -> None:
    """Whatever was put in is taken out once, in its order, from however many threads."""
    post = Post()
    writers = [threading.Thread(target=lambda n=n: [post((n, k)) for k in range(500)]) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    letters = post.taken()
    assert 2_000 == len(letters)
    for n in range(4):
        assert [(n, k) for k in range(500)] == [one for one in letters if one[0] == n]  # type: ignore[index]
    assert [] == post.taken()
    post.close()
    post("too late")
    with pytest.raises(OSError, match=r".*"):
        post._theirs.send(b"\0")
