"""When the tests play: inside the second round of 2026."""

from datetime import datetime

from ocop.kernel.act import VIETNAM

NOW = datetime(2026, 10, 5, 10, 0, tzinfo=VIETNAM)
TODAY = NOW.date()
