"""Fifteen days from the conclusion to the decision."""

from datetime import date

import pytest

from ocop.certificates.clocks import is_late, revoke_by


@pytest.mark.parametrize(
    ("concluded_on", "last"),
    [
        (date(2026, 10, 5), date(2026, 10, 20)),
        # The fifteenth day is a Sunday: the term ends with Monday.
        (date(2026, 10, 10), date(2026, 10, 26)),
        # It would end within Tết 2027.
        (date(2027, 1, 23), date(2027, 2, 12)),
    ],
)
def test_a_revocation_is_decided_within_15_days_from_its_conclusion(concluded_on, last):
    assert revoke_by(concluded_on) == last


@pytest.mark.parametrize(("decided_on", "late"), [(20, False), (21, True)])
def test_a_decision_is_late_from_the_day_after_the_fifteenth(decided_on, late):
    assert is_late(date(2026, 10, 5), date(2026, 10, decided_on)) is late
