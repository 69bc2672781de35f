"""`demo`: a short session to look at, and the data it writes."""

from __future__ import annotations

import argparse
from functools import partial

import pandas as pd

from experiment.conduct import conduct
from experiment.config.load import load_study
from experiment.format import wall_clock
from experiment.format.run_files import rehearsals_beside
from experiment.format.vocabulary import ParticipantMode, SessionKind
from experiment.record import participants
from experiment.record.request import Request
from experiment.record.storage import Disk
from experiment.screen.open_stage import DisplayChoice, open_stage
from experiment.verbs.as_known import read_as_known
from experiment.verbs.defaults import DEMO_STUDY
from experiment.verbs.exit_codes import DONE
from experiment.verbs.some_display import some_display


def carry_out(options: argparse.Namespace) -> int:
    """Run a short session with a virtual participant on real screens, in a fresh folder, and show what it wrote."""
    study = load_study(DEMO_STUDY)
    read_as_known(study, options)
    stamp = wall_clock.now().strftime("%Y%m%dT%H%M%SZ")
    data = rehearsals_beside(options.data) / f"demo-{stamp}"
    participants.enrol(Disk(), data, study.file, "XX001", "control", options.language or "en")
    request = Request(data, "XX001", "baseline", SessionKind.DEMO, ParticipantMode.SCRIPTED)
    with some_display(options.window) as size:
        print("A virtual participant now does a short session on the real screens: about one minute.", flush=True)
        outcome = conduct(study, request, partial(open_stage, DisplayChoice(window=size)))
    table = pd.read_csv(outcome.files.data)
    columns = ["phase", "trial", "event_text", "base_rate_pct", "self_pct", "self_rt_s", "population_pct"]
    with pd.option_context("display.width", 200, "display.max_colwidth", 40):
        print(table[~table["practice"]][columns].head(8).to_string(index=False))
    print(f"… {len(table)} rows and {len(table.columns)} columns in\n{outcome.files.data}")
    return DONE
