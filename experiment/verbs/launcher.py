"""The launcher: what is opened where no verb is named."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from experiment.config.load import load_study
from experiment.interrupts import importing
from experiment.launcher.laboratory import Laboratory
from experiment.messages import Reason, Refusal


def carry_out(options: argparse.Namespace) -> int:
    """Open the launcher."""
    study = load_study(options.study)
    try:
        with importing():
            from experiment.launcher.app import open_launcher  # noqa: PLC0415
            from experiment.launcher.speaking import language_named  # noqa: PLC0415
    except ImportError as error:
        raise Refusal(Reason.NO_QT, error=error) from error
    sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 (whoever is asked is asked in the window)
    lab = Laboratory(
        study=study,
        study_file=options.study,
        data=options.data,
        displays=options.displays,
        act=options.act,
        session_command=(sys.executable, "-I", "-X", "utf8", "-m", "experiment"),
    )
    return open_launcher(lab, language_named(options.language) if options.language else None)
