"""How many scans and events each day of my provinces saw, out of what is kept of each day."""

from dataclasses import dataclass
from datetime import date, timedelta

from ocop.accounts.permissions import Permission
from ocop.epcis.models import EventDay
from ocop.places.models import Province
from ocop.scans.models import ScanDay
from ocop.web.forms import DayField, FilterForm
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing
from ocop.web.office.scope import provinces_of
from ocop.web.ui.plots import Plot, Series

# Drawn where no days are asked for; and at most, so that a drawing stays one.
USUAL, LONGEST = 90, 366


@dataclass(frozen=True, slots=True)
class Seen:
    """One day of one province."""

    day: date
    province: Province
    scans: int
    events: int


class PeriodFilter(FilterForm):
    tu = DayField(label="Từ ngày")
    den = DayField(label="Đến ngày")

    def clean(self):
        data = super().clean()
        since, until = data.get("tu"), data.get("den")
        if since and until and since > until:
            self.add_error("den", "Ngày cuối đứng trước ngày đầu; hãy chọn ngày sau đó.")
        return data

    def narrow(self, rows):
        wanted = self.cleaned_data
        since, until = wanted["tu"] or date.min, wanted["den"] or date.max
        return [row for row in rows if since <= row.day <= until]


@requires(Permission.VIEW_OFFICE)
def index(request):
    """Show the days of my provinces: drawn, and in a list."""
    provinces = provinces_of(request, Permission.VIEW_OFFICE)
    listing = Listing(
        request,
        seen(provinces, request.act.day),
        title="Lượt quét và sự kiện mỗi ngày",
        columns=[
            Column("ngay", "Ngày", "day", kind="day"),
            Column("tinh", "Tỉnh", "province.name"),
            Column("quet", "Lượt quét", "scans", kind="number"),
            Column("skien", "Sự kiện truy xuất", "events", kind="number"),
        ],
        filters=PeriodFilter,
        name="luot-quet",
        empty="Chưa có lượt quét hay sự kiện nào trong những ngày này.",
        size=31,
    )
    days = drawn(listing.rows, request.act.day)
    return listing.answer("office/scans/traffic.html", plots=plots(days, request.act.day))


def seen(provinces: list[Province], day: date) -> list[Seen]:
    """Return the days of a year on which anything happened there, the newest first."""
    since = day - timedelta(days=LONGEST)
    mine = {one.pk: one for one in provinces}
    scans = ScanDay.objects.filter(province__in=mine, day__gt=since, day__lte=day)
    numbers = {int(one.code): one.pk for one in provinces}
    events = EventDay.objects.filter(province__in=numbers, day__gt=since, day__lte=day)
    scanned = {(row.day, row.province_id): row.number for row in scans}
    happened = {(row.day, numbers[row.province]): row.number for row in events}
    keys = sorted(
        scanned.keys() | happened.keys(), key=lambda key: (-key[0].toordinal(), mine[key[1]].name)
    )
    return [Seen(key[0], mine[key[1]], scanned.get(key, 0), happened.get(key, 0)) for key in keys]


def drawn(rows: list[Seen], day: date) -> dict[date, tuple[int, int]]:
    """Return scans and events of every day from the first that is listed, quiet days too."""
    first = min((row.day for row in rows), default=day)
    last = max((row.day for row in rows), default=day)
    since = max(first, last - timedelta(days=USUAL - 1))
    days = {since + timedelta(days=n): (0, 0) for n in range((last - since).days + 1)}
    for row in rows:
        if row.day in days:
            scans, events = days[row.day]
            days[row.day] = scans + row.scans, events + row.events
    return days


def plots(days: dict[date, tuple[int, int]], day: date) -> list[Plot]:
    """Draw both numbers, each with an axis of its own."""
    labels = [f"{one:%d/%m/%Y}" for one in days]
    step = max(1, len(labels) // 4)
    told = {"Lượt quét tem": "lượt", "Sự kiện truy xuất": "sự kiện"}
    return [
        Plot(
            "areas",
            f"{title} mỗi ngày",
            labels,
            [Series(title, [numbers[place] for numbers in days.values()])],
            unit=unit,
            as_of=day,
            ticks=labels[::step],
        )
        for place, (title, unit) in enumerate(told.items())
    ]
