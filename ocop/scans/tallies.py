"""Scans by day: counted from the table, and kept when its rows are forgotten."""

from collections import Counter
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Count

from ocop.base.partitions import drop_months
from ocop.kernel.act import VIETNAM, Act
from ocop.kernel.days import add_months
from ocop.scans.models import DayToCount, Scan, Tally

# The province's choice, within what the law allows: no position, no address is kept at all.
MONTHS_KEPT = 12


def count_days(act: Act) -> int:
    """Count every day anew of which scans came in since; return how many days that was."""
    days = list(DayToCount.objects.values_list("day", flat=True))
    for day in days:
        _count(day)
    return len(days)


@transaction.atomic
def _count(day: date) -> None:
    """Write what one day comes to; whoever copies more of it meanwhile asks for it again."""
    DayToCount.objects.filter(day=day).delete()
    Tally.objects.filter(day=day).delete()
    Tally.objects.bulk_create(tallies_of(day))


def tallies_of(day: date) -> list[Tally]:
    """Return what the table says of a day."""
    since, until = bounds(day)
    rows = Scan.objects.filter(at__gte=since, at__lt=until).order_by()
    keys = ("province", "product", "headline")
    scans = rows.values_list(*keys).annotate(n=Count("at"))
    stamps: Counter[tuple[int, int, int]] = Counter()
    numbered = rows.filter(counter__isnull=False)
    for province, product, headline, *_ in numbered.values_list(
        *keys, "batch", "counter"
    ).distinct():
        stamps[province, product, headline] += 1
    return [
        Tally(
            province_id=province,
            day=day,
            product_id=product,
            headline=headline,
            scans=n,
            stamps=stamps[province, product, headline],
        )
        for province, product, headline, n in scans
    ]


def bounds(day: date) -> tuple[datetime, datetime]:
    """Return the moments between which a day lies in Vietnam."""
    return (
        datetime.combine(day, time.min, VIETNAM),
        datetime.combine(day + timedelta(days=1), time.min, VIETNAM),
    )


def forget(act: Act) -> int:
    """Take away the scans of the months that ended twelve months ago; what was counted stays."""
    if DayToCount.objects.exists():
        count_days(act)
    return drop_months(Scan, "at", before=kept_since(act.day))


def kept_since(day: date) -> date:
    """Return the first day of which scans are still kept: that of a whole month."""
    return add_months(day, -MONTHS_KEPT).replace(day=1)
