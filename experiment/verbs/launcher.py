"""The launcher: what is opened where no verb is named."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from experiment.config.load import load_study
from experiment.interrupts import importing
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.speaking import Language, Speaker, language_named
from experiment.launcher.why_not import why_not
from experiment.messages import Reason, Refusal
from experiment.setup import notice


def carry_out(options: argparse.Namespace) -> int:
    """Open the launcher."""
    study = load_study(options.study)
    try:
        with importing():
            from experiment.launcher.app import open_launcher  # noqa: PLC0415
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
    return open_launcher(lab, _language(options))


def wants_again(error: Exception, options: argparse.Namespace) -> bool:
    """Say in a window why the launcher is not opened, to whoever sees no terminal; tell whether to try once more."""
    language = _language(options)
    try:
        with importing():
            from experiment.launcher.app import tried_again  # noqa: PLC0415
        return tried_again(error, language)
    except (ImportError, Refusal):  # Qt itself is what is missing
        say = Speaker(language or (Language.FR if notice.speaks_french() else Language.EN))
        if not notice.is_seen_by_somebody():
            notice.show("\n\n".join(why_not(error, say)))
        return False


def _language(options: argparse.Namespace) -> Language | None:
    return language_named(options.language) if options.language else None
