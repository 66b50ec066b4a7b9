"""The days of a province: scans and events, as they are kept of each day."""

from datetime import date, timedelta

import pytest

from ocop.base.rollups import add_up
from ocop.epcis.models import EventDay
from ocop.places.models import Province
from ocop.scans.models import ScanDay
from tests import cast
from tests.moment import TODAY
from tests.web.desk import at, table, text

TRAFFIC = "/van-phong/luot-quet/"
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def days():
    """Two days of this province, and one of another."""
    here = cast.tung().memberships.get().province
    other = Province.objects.create(code="79", name="Thành phố Hồ Chí Minh", full_name="TP HCM")
    add_up(ScanDay, {(here.pk, TODAY): 1_234, (here.pk, YESTERDAY): 5, (other.pk, TODAY): 77})
    add_up(EventDay, {(22, YESTERDAY): 8, (79, TODAY): 66})


def listed(person, **asked):
    """Return place, scans and events of each day in the file."""
    rows = table(at(person()).get(TRAFFIC, {"tai": "xlsx", **asked}))
    columns = ("Tỉnh", "Lượt quét", "Sự kiện truy xuất")
    return [tuple(row[column].value for column in columns) for row in rows]


@pytest.mark.django_db
@pytest.mark.parametrize("person", [cast.tung, cast.lan])
def test_an_officer_sees_the_days_of_their_province(days, person):
    assert listed(person) == [("Quảng Ninh", 1_234, 0), ("Quảng Ninh", 5, 8)]
    assert "1.234" in text(at(person()).get(TRAFFIC))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("since", "until", "shown"),
    [
        (TODAY, TODAY, 1),
        (YESTERDAY, YESTERDAY, 1),
        (YESTERDAY, TODAY, 2),
        (date(2026, 10, 6), date(2026, 10, 6), 0),
    ],
)
def test_the_days_asked_for_are_shown(days, since, until, shown):
    asked = {"tu": f"{since:%d/%m/%Y}", "den": f"{until:%d/%m/%Y}"}

    assert len(listed(cast.tung, **asked)) == shown
