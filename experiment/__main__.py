"""``python -m experiment`` is the command ``belief-update``."""

import sys

from experiment.entry import main

sys.exit(main())
