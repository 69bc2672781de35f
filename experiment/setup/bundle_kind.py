"""What kind of computer a bundle is for: a folder that installs without a network, made by `bundle`."""

from __future__ import annotations

import platform
import sys

from experiment.messages import Refusal, Setup
from experiment.setup.places import ROOT
from experiment.setup.stamp import read_stamp
from experiment.setup.system_packages import linux_release

BUNDLE = "bundle.json"  # written last: without it, a bundle was cut short


def this_kind() -> dict[str, str]:
    """Describe what must be the same where a bundle is made and where it is used.

    The release of a Linux, because its system packages fit no other; Windows and macOS by name only.
    """
    release = linux_release()
    system = f"{release['ID']}-{release.get('VERSION_ID', 'rolling')}" if release else platform.system()
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return {"system": system, "processor": platform.machine(), "python": version}


def check_bundle(extras: set[str]) -> None:
    """Refuse to set up from this bundle what it does not hold, or what it was not made for."""
    made_for, here = read_stamp(ROOT / BUNDLE).get("made_for"), this_kind()
    if made_for is None:
        raise Refusal(Setup.BUNDLE_INCOMPLETE)
    if made_for != here:
        have, need = (", ".join(f"{name} {value}" for name, value in kind.items()) for kind in (here, made_for))
        raise Refusal(Setup.BUNDLE_OF_ANOTHER_KIND, need=need, have=have)
    if extras != {"lab"}:
        raise Refusal(Setup.BUNDLE_WITHOUT_TESTS)
