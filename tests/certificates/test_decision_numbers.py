"""A number of a decision stands once in its office's year."""

from datetime import timedelta

import pytest

from ocop.certificates.models import Decision, Level
from ocop.certificates.operations import record_decision
from ocop.kernel.errors import Refused
from tests import cast
from tests.factories.dossiers import a_province, act_of
from tests.moment import TODAY

pytestmark = pytest.mark.django_db


def recorded(number, signed_on=TODAY, level=Level.PROVINCE, province=None):
    return record_decision(
        act_of(cast.leader()),
        number=number,
        kind=Decision.Kind.RECOGNITION,
        level=level,
        province=province or a_province(),
        signed_on=signed_on,
    )


@pytest.mark.parametrize("again", ["12/QĐ-UBND", "012/qđ-ubnd"])
def test_a_number_is_refused_on_another_day_of_the_same_year(again):
    recorded("12/QĐ-UBND", TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="cùng năm"):
        recorded(again)


@pytest.mark.parametrize(
    ("number", "other"),
    [
        ("13/QĐ-UBND", {}),
        ("12/QĐ-UBND", {"signed_on": TODAY.replace(year=TODAY.year - 1, month=12, day=31)}),
        ("12/QĐ-UBND", {"level": Level.NATIONAL}),
    ],
)
def test_another_number_another_year_or_another_office_is_taken(number, other):
    recorded("12/QĐ-UBND", TODAY - timedelta(days=1))
    assert recorded(number, **other).number == number


def test_old_districts_may_share_a_number():
    recorded("12/QĐ-UBND", TODAY - timedelta(days=1), Level.DISTRICT)
    assert recorded("12/QĐ-UBND", TODAY, Level.DISTRICT)
