"""Whether it is the time of a visit: said in words before the session, and asked about if it is not."""

from __future__ import annotations

import argparse
import sys

from experiment.design.window_words import in_words
from experiment.design.windows import Timing
from experiment.format.vocabulary import WindowReason
from experiment.messages import Reason, Usage
from experiment.messages.accepting import never
from experiment.record.request import Deviation
from experiment.record.visit_time import facts_of
from experiment.verbs import typed
from experiment.verbs.asking import more_words, reason_for
from experiment.verbs.reasons import impersonal

REASONS = tuple(WindowReason)
read_reason = typed.one_of(REASONS, Usage.NOT_A_WINDOW_REASON)


def deviation_given(options: argparse.Namespace) -> Deviation | None:
    """Return the reason that the command line gives for a visit that is not at its time."""
    reason = options.visit_reason.value
    if reason is None:
        return None
    return Deviation(
        reason, impersonal(options.visit_words, options.accept_words.take) if options.visit_words else None
    )


def say_or_ask(timing: Timing, participant_id: str, given: Deviation | None) -> Deviation | None:
    """Return where the moment lies; if it is not the visit's time and nobody has said why, ask."""
    if timing.as_it_should_be or given is not None:
        for line in in_words(timing):
            print(f"{timing.visit} of {participant_id}: {line}", file=sys.stderr, flush=True)
        return given
    reason = reason_for(Reason.NOT_ITS_TIME, REASONS, read_reason, **facts_of(timing, participant_id))
    if reason is None:
        return None
    words = more_words(typed.reason)
    return Deviation(reason, impersonal(words, never) if words else None)
