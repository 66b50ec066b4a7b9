"""Places on either side of 1 July 2025."""

from datetime import UTC, date, datetime

import pytest

from ocop.kernel.act import Act
from ocop.places.models import Commune, Predecessor
from ocop.places.operations import load_places
from ocop.places.packaged import packaged_places
from ocop.places.queries import (
    UNKNOWN,
    Placed,
    Tally,
    commune_on,
    district_of,
    heirs,
    roll_up,
)

pytestmark = pytest.mark.django_db

LAST_OLD_DAY = date(2025, 6, 30)
FIRST_NEW_DAY = date(2025, 7, 1)


@pytest.fixture(autouse=True)
def atlas(db):
    act = Act(by=None, at=datetime(2026, 10, 5, 3, tzinfo=UTC), origin="test")
    load_places(act, data=packaged_places())


def names(places):
    return [place.full_name for place in places]


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("06979", ["Xã Đạp Thanh"], ["Xã Kỳ Thượng"]),
        ("07033", ["Xã Kỳ Thượng"], ["Xã Kỳ Thượng"]),
        ("06655", ["Phường Hà Khẩu"], ["Phường Việt Hưng", "Phường Tuần Châu"]),
        ("06978", [], ["Xã Ba Chẽ"]),
    ],
)
def test_a_code_is_the_old_unit_until_june_and_its_heirs_from_july(code, before, after):
    assert names(commune_on(code, LAST_OLD_DAY)) == before
    assert names(commune_on(code, FIRST_NEW_DAY)) == after


def test_a_unit_that_vanished_before_2025_has_no_known_heir():
    assert names(commune_on("06682", date(2024, 10, 31))) == ["Phường Yết Kiêu"]
    assert commune_on("06682", date(2024, 11, 1)) == []
    assert heirs("06682") == []


def test_heirs_are_all_who_took_a_part():
    assert names(heirs("06886")) == ["Xã Hải Hòa", "Xã Hải Lạng", "Xã Ba Chẽ"]


def test_a_commune_is_grouped_by_the_district_whose_code_it_inherits():
    assert district_of(Commune.objects.get(code="06978")).full_name == "Huyện Ba Chẽ"


def test_a_report_of_2020_counts_by_district():
    in_2020 = date(2020, 5, 1)
    rows = [Placed("07033", in_2020), Placed("06652", in_2020), Placed("06982", in_2020)]

    assert roll_up(rows, date(2020, 12, 31)) == [
        Tally("193", "Thành phố Hạ Long", 2),
        Tally("202", "Huyện Ba Chẽ", 1),
    ]


def test_a_report_of_2026_counts_old_rows_by_the_commune_that_took_them_whole():
    rows = [Placed("07033", date(2020, 5, 1)), Placed("06979", date(2026, 5, 1))]

    assert roll_up(rows, date(2026, 12, 31)) == [Tally("06979", "Xã Kỳ Thượng", 2)]


def test_the_era_of_a_report_turns_on_1_july_2025():
    rows = [Placed("06652", date(2025, 1, 1))]

    assert roll_up(rows, LAST_OLD_DAY) == [Tally("193", "Thành phố Hạ Long", 1)]
    assert roll_up(rows, FIRST_NEW_DAY) == [Tally("06652", "Phường Hà Tu", 1)]


def test_no_split_commune_is_mapped_even_to_its_namesake():
    split = Predecessor.objects.filter(heirs__whole=False).distinct()
    rows = [Placed(old.code, LAST_OLD_DAY) for old in split]

    assert roll_up(rows, FIRST_NEW_DAY) == [Tally("", UNKNOWN, 12)]
    assert sum(tally.rows for tally in roll_up(rows, LAST_OLD_DAY)) == 12


@pytest.mark.parametrize(
    ("code", "district"),
    [("06978", UNKNOWN), ("06979", UNKNOWN), ("07192", "Huyện Cô Tô"), ("99999", UNKNOWN)],
)
def test_a_new_row_goes_back_to_a_district_only_when_all_its_land_was_there(code, district):
    [tally] = roll_up([Placed(code, date(2026, 5, 1))], date(2020, 12, 31))

    assert (tally.name, tally.rows) == (district, 1)


def test_a_roll_up_asks_the_database_three_times(django_assert_num_queries):
    rows = [Placed(code, FIRST_NEW_DAY) for code in Commune.objects.values_list("code", flat=True)]

    with django_assert_num_queries(3):
        tallies = roll_up(rows, FIRST_NEW_DAY)

    assert len(tallies) == 54
