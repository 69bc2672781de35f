"""``python -m experiment`` is the command ``belief-update``."""

import sys

from experiment.cli import main

sys.exit(main())
