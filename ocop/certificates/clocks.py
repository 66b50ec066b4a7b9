"""The legal clock of a revocation. Pure: days in, days out."""

from datetime import date

from ocop.kernel.days import add_days

REVOCATION_DAYS = 15


def revoke_by(concluded_on: date) -> date:
    """Return the last of the 15 days in which a revocation is decided after its conclusion.

    Where production has stopped, the commune's confirmation of it is the conclusion.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 8.2.
    return add_days(concluded_on, REVOCATION_DAYS)


def is_late(concluded_on: date, decided_on: date) -> bool:
    """Tell whether the days for a decision were over before ``decided_on``."""
    return decided_on > revoke_by(concluded_on)
