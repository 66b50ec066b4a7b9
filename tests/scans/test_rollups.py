"""Scans and events by province and day: always what a recount comes to."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from ocop.base.rollups import add_up, kept, recounted
from ocop.epcis.models import EventDay
from ocop.places.models import Province
from ocop.scans import copying
from ocop.scans.copying import copy_spools
from ocop.scans.models import Scan, ScanDay
from ocop.scans.rollups import per_day
from ocop.scans.spool import Spool
from tests.factories.stamps import a_batch

ALWAYS = date(2000, 1, 1)
BEGIN = datetime(2026, 9, 30, 16, 0, tzinfo=UTC)
# Vietnam is seven hours ahead.
BEFORE_MIDNIGHT, MIDNIGHT = "2026-09-30 16:59:59.999999", "2026-09-30 17:00:00.000000"


def told(province, at, *, batch="\\N", signals=0):
    """Return a scan as it stands in a spool, without its number."""
    counter = "\\N" if batch == "\\N" else 1
    return f"{province}\t{at}+00\t1\t{batch}\t{counter}\t1\tab12\t22\t{signals}"


def lines_of(*scans):
    return "".join(f"{number}\t{scan}\n" for number, scan in enumerate(scans)).encode()


def moments(count):
    """Return moments of three days, out of order, as several spools in one would hold them."""
    random = Random(36)
    spread = [BEGIN + timedelta(seconds=random.randrange(3 * 86_400)) for _ in range(count)]
    return [f"{at:%Y-%m-%d %H:%M:%S.%f}" for at in spread]


@pytest.fixture
def spool(settings, tmp_path):
    """A spool of its own, of which nothing was copied."""
    settings.SCANS = tmp_path / "scans"
    return Spool()


def counted():
    """Return what is kept of each province and day, and what the rows come to."""
    return kept(ScanDay, since=ALWAYS), recounted(Scan.objects.all(), "at")


@pytest.mark.parametrize(
    ("at", "day"), [(BEFORE_MIDNIGHT, date(2026, 9, 30)), (MIDNIGHT, date(2026, 10, 1))]
)
def test_a_day_turns_at_midnight_in_vietnam(at, day):
    assert per_day(lines_of(told(22, at))) == {(22, day): 1}


@pytest.mark.parametrize("provinces", [(22,), (22, 1), (22, 1, 79, 2)])
def test_lines_of_any_provinces_and_days_are_counted_one_by_one(provinces):
    every = [(provinces[n % len(provinces)], at) for n, at in enumerate(moments(500))]
    naive = Counter(
        (province, (datetime.fromisoformat(at) + timedelta(hours=7)).date())
        for province, at in every
    )

    assert per_day(lines_of(*[told(*scan) for scan in every])) == naive


def test_nothing_copied_adds_nothing():
    assert per_day(b"") == {}


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_of_each_day_is_what_a_recount_comes_to(act, spool, monkeypatch):
    provinces = [one.pk for one in Province.objects.order_by("pk")[:2]] or [made().pk]
    monkeypatch.setattr(copying, "PIECE", 4_000)
    for turn in range(3):
        for n, at in enumerate(moments(100 + turn)):
            spool.append(told(provinces[n % len(provinces)], at))
        copy_spools(act)

    days, again = counted()
    assert days == again
    assert sum(days.values()) == 303


def made():
    return Province.objects.create(code="22", name="Quảng Ninh", full_name="Tỉnh Quảng Ninh")


@pytest.mark.django_db(transaction=True)
def test_a_copier_that_ends_between_rows_and_numbers_has_added_neither(act, spool):
    batch = a_batch()
    province = batch.product.commune.province_id
    spool.append(told(province, MIDNIGHT))
    spool.append(told(province, MIDNIGHT, batch=batch.pk, signals=4))

    # Nobody acts: the alarm that the second scan raises cannot be told, after all was written.
    with pytest.raises(AttributeError):
        copy_spools(None)
    assert counted() == ({}, {})

    copy_spools(act)
    days, again = counted()
    assert days == again == {(province, date(2026, 10, 1)): 2}


def test_batches_add_up(db):
    day = date(2026, 10, 5)

    add_up(EventDay, {(22, day): 3, (0, day): 1})
    add_up(EventDay, {(22, day): 4})

    assert kept(EventDay, since=day) == {(22, day): 7, (0, day): 1}
    assert kept(EventDay, since=day + timedelta(days=1)) == {}
