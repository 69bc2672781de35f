"""A lab PC is used by an ordinary user: the key queue starts for one, every time, and these tests run as one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere every user has the priority")

STARTS = 20
START_AFRESH = f"""
import json, os, time
import experiment.screen.environment
from experiment.screen.keyboard import Keyboard

def start():
    keyboard = Keyboard(0.0)
    time.sleep(0.05)
    keyboard.close()

codes = []
for _ in range({STARTS}):
    fresh = os.fork()  # nothing of the key queue has been used yet
    if fresh == 0:
        code = 1
        try:
            start()
            code = 0
        finally:
            os._exit(code)
    codes.append(os.waitstatus_to_exitcode(os.waitpid(fresh, 0)[1]))
print(json.dumps(codes))
"""
CAP_SYS_NICE = 1 << 23


def test_these_tests_run_without_privileges() -> None:
    """Neither root nor a user who may ask for real-time priority runs the tests with a window, for both hide what an
    ordinary user meets: they are started with ``python3 lab.py test``.
    """
    capabilities = next(
        int(line.split()[1], 16) for line in Path("/proc/self/status").read_text().splitlines() if "CapEff" in line
    )
    assert 0 != os.geteuid()
    assert 0 == capabilities & CAP_SYS_NICE
    refused: list[OSError] = []

    def ask() -> None:
        try:
            os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))  # of this thread alone
        except PermissionError as error:
            refused.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    asking.join()
    assert 1 == len(refused)


def test_the_key_queue_starts_every_time(screen: str) -> None:
    """Of many starts of the key queue each succeeds, and none prints a word."""
    done = subprocess.run([sys.executable, "-c", START_AFRESH], stdout=subprocess.PIPE, text=True, check=True)
    assert f"{json.dumps([0] * STARTS)}\n" == done.stdout
