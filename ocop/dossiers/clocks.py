"""The legal clocks of a dossier. Pure: days in, days out."""

from datetime import date, timedelta

from ocop.kernel.days import add_days, add_working_days, working_days_between
from ocop.kernel.holidays import ONE_DAY

COMMUNE_WORKING_DAYS = 15
RENEWAL_DAYS = 45


def commune_deadline(filed_on: date) -> date:
    """Return the last of the 15 working days that the commune has from the filing.

    The clock starts with the filing itself: on the system a dossier has the value of paper from
    the moment it is filed, whether an officer has opened it or not.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 7.1 and 7.2.
    return add_working_days(filed_on, COMMUNE_WORKING_DAYS)


def working_days_left(filed_on: date, day: date) -> int:
    """Return how many working days the commune has left after ``day``; below zero it is late."""
    return working_days_between(day, commune_deadline(filed_on))


def is_overdue(filed_on: date, day: date) -> bool:
    """Tell whether the commune's days were over before ``day``."""
    return day > commune_deadline(filed_on)


def last_overdue_filing(day: date) -> date:
    """Return the latest day of filing whose 15 working days were over before ``day``."""
    filed_on = day - timedelta(days=COMMUNE_WORKING_DAYS)
    while not is_overdue(filed_on, day):
        filed_on -= ONE_DAY
    return filed_on


def renewal_finish(complete_on: date) -> date:
    """Return the last of the 45 days in which a complete renewal is evaluated."""
    # QĐ 26/2026/QĐ-TTg, Điều 7.6.
    return add_days(complete_on, RENEWAL_DAYS)


def last_overdue_renewal(day: date) -> date:
    """Return the latest day of a complete renewal whose 45 days were over before ``day``."""
    complete_on = day - timedelta(days=RENEWAL_DAYS)
    while renewal_finish(complete_on) >= day:
        complete_on -= ONE_DAY
    return complete_on
