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


class Standing(StrEnum):
    """What a certificate is worth on a day; derived from dates, never stored."""

    PENDING = "pending"
    IN_FORCE = "in_force"
    LAPSING = "lapsing"
    LAPSED = "lapsed"
    REVOKED = "revoked"

    @property
    def label(self) -> str:
        """Return the word that people see."""
        return LABELS[self]

    @property
    def holds(self) -> bool:
        """Tell whether the star may be shown: only while the certificate is in force."""
        return self in {Standing.IN_FORCE, Standing.LAPSING}


LABELS = {
    Standing.PENDING: "Chưa có hiệu lực",
    Standing.IN_FORCE: "Còn hiệu lực",
    Standing.LAPSING: "Sắp hết hạn",
    Standing.LAPSED: "Đã hết hạn",
    Standing.REVOKED: "Đã thu hồi",
}


@dataclass(frozen=True, slots=True)
class Term:
    """The days between which a certificate is good, and the day of its revocation, if any."""

    issued_on: date
    lapses_on: date
    revoked_on: date | None = None

    def standing_on(self, day: date) -> Standing:
        """Return the standing on ``day``; revocation outlives the lapse."""
        if self.revoked_on is not None and self.revoked_on <= day:
            return Standing.REVOKED
        if day < self.issued_on:
            return Standing.PENDING
        if day >= self.lapses_on:
            return Standing.LAPSED
        if self.lapses_on - day <= timedelta(days=RENEWAL_OPENS):
            return Standing.LAPSING
        return Standing.IN_FORCE

    @property
    def last_day(self) -> date:
        """Return the last day on which the certificate is good."""
        return self.lapses_on - timedelta(days=1)

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
