"""How long a certificate is good, and what may be said of it on a day. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ocop.kernel.days import add_months

# QĐ 26/2026/QĐ-TTg, Điều 4.3.
MONTHS = 36
# QĐ 26/2026/QĐ-TTg, Điều 7.6.a: not earlier than 180, not later than 120 days before the lapse.
RENEWAL_OPENS = 180
RENEWAL_CLOSES = 120
# QĐ 26/2026/QĐ-TTg, Điều 11 and 12.3: the day on which the window came into the law, and how long
# a certificate whose window was over by then may outlive its lapse (docs/adr/0022).
WINDOW_SINCE = date(2026, 5, 22)
GRACE_DAYS = 180


class Standing(StrEnum):
    """What a certificate is worth on a day; derived from dates, never stored."""

    PENDING = "pending"
    IN_FORCE = "in_force"
    LAPSING = "lapsing"
    GRACE = "grace"
    LAPSED = "lapsed"
    REVOKED = "revoked"

    @property
    def label(self) -> str:
        """Return the word that people see."""
        return LABELS[self]

    @property
    def holds(self) -> bool:
        """Tell whether the star may be shown: while the certificate is in force, or kept so."""
        return self in {Standing.IN_FORCE, Standing.LAPSING, Standing.GRACE}


LABELS = {
    Standing.PENDING: "Chưa có hiệu lực",
    Standing.IN_FORCE: "Còn hiệu lực",
    Standing.LAPSING: "Sắp hết hạn",
    Standing.GRACE: "Đang chờ đánh giá lại",
    Standing.LAPSED: "Đã hết hạn",
    Standing.REVOKED: "Đã thu hồi",
}


@dataclass(frozen=True, slots=True)
class Term:
    """The days between which a certificate is good, and the day of its revocation, if any.

    ``awaits_since`` is the day from which a renewal of its product stands filed without a result.
    """

    issued_on: date
    lapses_on: date
    revoked_on: date | None = None
    awaits_since: date | None = None

    def standing_on(self, day: date) -> Standing:
        """Return the standing on ``day``; revocation outlives the lapse."""
        if self.revoked_on is not None and self.revoked_on <= day:
            return Standing.REVOKED
        if day < self.issued_on:
            return Standing.PENDING
        if day >= self.lapses_on:
            return Standing.GRACE if self._kept_on(day) else Standing.LAPSED
        if self.lapses_on - day <= timedelta(days=RENEWAL_OPENS):
            return Standing.LAPSING
        return Standing.IN_FORCE

    def _kept_on(self, day: date) -> bool:
        ends = grace_ends(self.lapses_on)
        awaits = self.awaits_since is not None and self.awaits_since <= day
        return awaits and ends is not None and day < ends

    @property
    def last_day(self) -> date:
        """Return the last day on which the certificate is good by its own term."""
        return self.lapses_on - timedelta(days=1)

    @property
    def last_kept_day(self) -> date | None:
        """Return the last day to which a renewal under way may keep the certificate, if any."""
        ends = grace_ends(self.lapses_on)
        return ends - timedelta(days=1) if ends else None

    def days_left(self, day: date) -> int:
        """Return the days from ``day`` to the lapse; negative afterwards."""
        return (self.lapses_on - day).days


def lapse_of(issued_on: date) -> date:
    """Return the first day on which a certificate issued on ``issued_on`` is no longer good."""
    return add_months(issued_on, MONTHS)


def renewal_window(lapses_on: date) -> tuple[date, date]:
    """Return the first and the last day on which a renewal is taken."""
    return (
        lapses_on - timedelta(days=RENEWAL_OPENS),
        lapses_on - timedelta(days=RENEWAL_CLOSES),
    )


def is_transitional(lapses_on: date) -> bool:
    """Tell whether the window was over before the law knew it, and the certificate was not."""
    return renewal_window(lapses_on)[1] < WINDOW_SINCE < lapses_on


def grace_ends(lapses_on: date) -> date | None:
    """Return the first day on which even a renewal under way keeps the certificate no more."""
    if not is_transitional(lapses_on):
        return None
    return lapses_on + timedelta(days=GRACE_DAYS)


def renewal_taken(lapses_on: date, day: date) -> bool:
    """Tell whether a renewal is taken on ``day``: in the window, or late where it had none."""
    opens, closes = renewal_window(lapses_on)
    ends = grace_ends(lapses_on)
    if ends is not None:
        return WINDOW_SINCE <= day < ends
    return opens <= day <= closes
