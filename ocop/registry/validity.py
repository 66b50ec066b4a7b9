"""What a paper is worth on a day. Pure: dates in, a word out."""

from datetime import date, timedelta
from enum import StrEnum

from ocop.kernel.days import add_months

# Ours: so many days before its end a paper is to be asked for anew.
SOON = timedelta(days=60)


class Validity(StrEnum):
    """How good a paper is; derived from its dates, never stored."""

    VALID = "valid"
    ENDING = "ending"
    ENDED = "ended"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """Return the word that people see."""
        return _LABELS[self]

    @property
    def serves(self) -> bool:
        """Tell whether the paper may prove something today; an unknown end does not forbid it."""
        return self is not Validity.ENDED


_LABELS = {
    Validity.VALID: "Còn hạn",
    Validity.ENDING: "Sắp hết hạn",
    Validity.ENDED: "Hết hạn",
    Validity.UNKNOWN: "Chưa rõ hạn",
}


def good_until(
    issued_on: date | None, expires_on: date | None, fresh_months: int | None
) -> date | None:
    """Return the last good day: as the paper says, or as long as its kind stays fresh."""
    if expires_on is not None or issued_on is None or fresh_months is None:
        return expires_on
    return add_months(issued_on, fresh_months)


def validity_on(day: date, until: date | None, *, timeless: bool) -> Validity:
    """Return the worth on ``day`` of a paper that is good to the end of ``until``."""
    if until is None:
        return Validity.VALID if timeless else Validity.UNKNOWN
    if day > until:
        return Validity.ENDED
    return Validity.ENDING if until - day <= SOON else Validity.VALID


def last_issue_ended(day: date, fresh_months: int) -> date:
    """Return the latest day of issue whose months of freshness are over before ``day``."""
    issued = add_months(day, -fresh_months) + timedelta(days=3)
    while add_months(issued, fresh_months) >= day:
        issued -= timedelta(days=1)
    return issued
