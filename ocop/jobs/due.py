"""When a timer's turn has come: every so often, or once a day from an hour of Vietnam on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ocop.kernel.act import VIETNAM


@dataclass(frozen=True, slots=True)
class Every:
    """Again when so much time has passed since the last time."""

    span: timedelta

    def is_due(self, last: datetime | None, now: datetime) -> bool:
        """Tell whether its turn has come at ``now``."""
        return last is None or now - last >= self.span


@dataclass(frozen=True, slots=True)
class Daily:
    """Once each calendar day of Vietnam, from this hour on; a missed day is not made up."""

    hour: int = 0

    def is_due(self, last: datetime | None, now: datetime) -> bool:
        """Tell whether its turn has come at ``now``."""
        here = now.astimezone(VIETNAM)
        done_today = last is not None and last.astimezone(VIETNAM).date() >= here.date()
        return here.hour >= self.hour and not done_today
