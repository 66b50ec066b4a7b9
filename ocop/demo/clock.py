"""Days and hours of a chain of acts: working days, each act after the one before it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from ocop.accounts.models import User
from ocop.kernel.act import VIETNAM, Act
from ocop.kernel.days import is_working_day

ONE_DAY = timedelta(days=1)
BREATH = timedelta(minutes=7)


@dataclass
class Clock:
    """Tells when the acts of one chain happen, counted back from ``on``.

    Offices rest on weekends and holidays, so an act slides to the working day before; where two
    acts slide onto each other, the later one keeps behind. None is ever later than ``until``.
    """

    on: date
    until: datetime | None = None
    last: datetime = field(default=datetime(1, 1, 2, tzinfo=VIETNAM))

    def act(self, by: User | None, days: int, hour: int) -> Act:
        """Return an act of ``by``, so many days before ``on`` and after the act before it."""
        at = datetime.combine(working_day(self.on - days * ONE_DAY), time(hour), VIETNAM)
        at = max(at, self.last + BREATH)
        if self.until is not None:
            at = max(min(at, self.until), self.last)
        self.last = at
        return Act(by=by, at=at, origin="demo")

    def after(self, *others: "Clock") -> "Clock":
        """Return this clock, set so that its next act follows all that ``others`` told."""
        self.last = max([self.last, *(other.last for other in others)])
        return self


def working_day(day: date) -> date:
    """Return the day itself when offices work on it, else the last day before on which they do."""
    while not is_working_day(day):
        day -= ONE_DAY
    return day
