"""The board of the year: its steps and rounds drawn, what is due, and what stands where."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import Http404
from django.shortcuts import render

from ocop.accounts.permissions import Permission
from ocop.accounts.queries import posts
from ocop.cycles.calendar import Span, spans_of
from ocop.cycles.models import Phase, Round
from ocop.places.models import Commune, Province
from ocop.web.forms import FilterForm, WholeField
from ocop.web.gates import requires
from ocop.web.office.counts import Scope, groups, tally

P = Permission
MONTHS = 12
SOONEST = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of the year as it is drawn, in percents of the year."""

    x: str
    width: str
    tone: str
    title: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of the drawing: a step or a round, with its bars."""

    y: int
    label: str
    days: str
    bars: list[Bar]

    @property
    def text_y(self) -> int:
        return self.y + 15

    @property
    def bar_y(self) -> int:
        return self.y + 23


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day that is coming, and what it ends."""

    day: date
    label: str


class BoardFilter(FilterForm):
    nam = WholeField(label="Năm", min_value=2013, max_value=2100)
    xa = forms.ChoiceField(label="Xã")
    huyen = forms.ChoiceField(label="Huyện cũ")
    het = forms.BooleanField(label="Cả xã chưa có gì")

    def __init__(self, *args, communes, provinces, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["nam"].widget.attrs["placeholder"] = str(year)
        every = [("", "Tất cả")]
        self.fields["xa"].choices = every + [(one.code, one.full_name) for one in communes]
        districts = dict.fromkeys(one.old_district for one in communes if one.old_district)
        self.fields["huyen"].choices = every + [(name, name) for name in districts]
        if len(provinces) > 1:
            self.fields["tinh"] = forms.ChoiceField(
                label="Tỉnh", choices=[(one.code, one.name) for one in provinces], required=False
            )


@requires(P.VIEW_OFFICE)
def index(request):
    """Show the year of my province: drawn, due, and counted per commune."""
    day = request.act.day
    year = asked_year(request)
    scope, provinces = scope_of(request)
    communes = [
        one
        for one in Commune.objects.standing_on(day)
        .filter(province=scope.province)
        .order_by("sort_key")
        if scope.is_whole or one.pk in {post.commune_id for post in scope.posts}
    ]
    form = BoardFilter(request.GET, communes=communes, provinces=provinces, year=year)
    wanted = form.cleaned_data if form.is_valid() else {}
    rounds = list(
        Round.objects.filter(cycle__province=scope.province, cycle__year=year)
        .select_related("cycle")
        .order_by("number")
    )
    spans = spans_in(scope.province, year)
    counted = tally(scope, year, day)
    shown = groups(scope, year)
    context = {
        "form": form,
        "province": scope.province,
        "year": year,
        "is_open": bool(rounds),
        "drawing": drawing(spans, rounds, year, day),
        "deadlines": deadlines(spans, rounds, day),
        "groups": shown,
        "rows": matrix(shown, counted, narrowed(communes, wanted), wanted.get("het")),
        "totals": totals(shown, counted, narrowed(communes, wanted)),
        "populations": populations(counted, scope),
        "is_narrowed": any(wanted.get(name) for name in ("xa", "huyen")),
    }
    return render(request, "office/cycle/board.html", context)


def asked_year(request) -> int:
    """Return the year that the address asks for, or the present one."""
    asked = request.GET.get("nam", "")
    return int(asked) if asked in {str(y) for y in range(2013, 2101)} else request.act.day.year


def scope_of(request) -> tuple[Scope, list[Province]]:
    """Return what this person counts in the province asked for, and the provinces they may ask."""
    every = posts(request.user, request.act.day).giving(P.VIEW_OFFICE)
    held = tuple(every.select_related("province", "commune__province"))
    mine = {place.pk: place for post in held if (place := home_of(post))}
    provinces = list(mine.values() if mine else opened_provinces())
    asked = request.GET.get("tinh")
    chosen = next((one for one in provinces if one.code == asked), None) or next(
        iter(provinces), None
    )
    if chosen is None:
        raise Http404
    here = tuple(post for post in held if home_of(post) in {chosen, None})
    return Scope(here, chosen), provinces


def home_of(post) -> Province | None:
    """Return the province that a post lies in; none for one of the nation."""
    return post.province or (post.commune.province if post.commune else None)


def opened_provinces():
    """Return the provinces that opened any year, for those whose post has no place."""
    opened = Round.objects.values("cycle__province")
    return Province.objects.filter(pk__in=opened).order_by("name")


def spans_in(province: Province, year: int) -> list[Span]:
    """Return when the steps run: as the province set them, else as usual."""
    kept = Phase.objects.filter(cycle__province=province, cycle__year=year)
    ordered = kept.order_by("step", "is_peak", "starts_on", "pk")
    return [phase.span for phase in ordered] or spans_of(year)


def drawing(spans: list[Span], rounds: list[Round], year: int, day: date) -> dict:
    """Return the year as lanes of bars, its months, and today's line."""
    lanes, y = [], 28
    for step in dict.fromkeys(span.step for span in spans):
        mine = [span for span in spans if span.step == step]
        bars = [
            bar(s.starts_on, s.ends_on, year, "peak" if s.is_peak else "usual", told(s))
            for s in mine
        ]
        days = "; ".join(short(s.starts_on, s.ends_on) for s in mine)
        lanes.append(Lane(y, f"{step}. {mine[0].label}", days, bars))
        y += 44
    previous = date(year, 1, 1)
    for one in rounds:
        until, end = one.proposals_until, one.finish_by
        bars = [
            bar(previous, until, year, "taking", f"Nhận đề nghị trước {until:%d/%m/%Y}"),
            bar(until, end, year, "judging", f"Hoàn thành trước {end:%d/%m/%Y}"),
        ]
        days = f"đề nghị trước {until:%d/%m}, xong trước {end:%d/%m}"
        lanes.append(Lane(y, f"Đợt {one.number}", days, bars))
        previous, y = max(until, previous), y + 44
    return {
        "lanes": lanes,
        "height": y + 4,
        "months": [(f"{100 * m / MONTHS:.2f}%", f"{100 * (m + 0.5) / MONTHS:.2f}%", m + 1)
                   for m in range(MONTHS)],
        "today": f"{place(day, year):.2f}%" if day.year == year else "",
        "today_end": day.month > 10,
    }  # fmt: skip


def place(day: date, year: int):
    """Return where a day lies in a year, in percents; days outside lie on its edge."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    inside = min(max(day, first), last)
    return 100 * (inside - first).days / ((last - first).days + 1)


def bar(start: date, end: date, year: int, tone: str, title: str) -> Bar:
    """Return a stretch as it is drawn; a day is wide enough to be seen."""
    x = place(start, year)
    return Bar(f"{x:.2f}%", f"{max(place(end, year) - x, 0.8):.2f}%", tone, title)


def told(span: Span) -> str:
    """Return a stretch in words."""
    peak = ", cao điểm" if span.is_peak else ""
    return f"{span.label}: {span.starts_on:%d/%m/%Y}–{span.ends_on:%d/%m/%Y}{peak}"


def short(start: date, end: date) -> str:
    """Return two days in few letters."""
    return f"{start:%d/%m}–{end:%d/%m}"


def deadlines(spans: list[Span], rounds: list[Round], day: date) -> list[Deadline]:
    """Return the next days on which something ends, the soonest first."""
    coming = [Deadline(one.proposals_until, f"{one}: nhận đề nghị trước ngày") for one in rounds]
    coming += [Deadline(one.finish_by, f"{one}: hoàn thành trước ngày") for one in rounds]
    coming += [
        Deadline(span.ends_on, f"Hết {'cao điểm ' if span.is_peak else ''}bước {span.step}: "
                 f"{span.label[0].lower()}{span.label[1:]}")
        for span in spans
        if span.step != 5
    ]  # fmt: skip
    ahead = [one for one in coming if one.day >= day]
    return sorted(dict.fromkeys(ahead), key=lambda one: (one.day, one.label))[:SOONEST]


def narrowed(communes: list[Commune], wanted: dict) -> list[Commune]:
    """Return the communes that the filter leaves."""
    return [
        one
        for one in communes
        if wanted.get("xa") in {"", None, one.code}
        and wanted.get("huyen") in {"", None, one.old_district}
    ]


def matrix(shown, counted, communes, even_empty) -> list[tuple]:
    """Return a row of numbers for each commune, with the way to the rows behind each."""
    busy = counted.places()
    return [
        (one, [(n, f"{column.url}&xa={one.code}") for n, column in numbers(shown, counted, one)])
        for one in communes
        if even_empty or one.pk in busy
    ]


def numbers(shown, counted, commune):
    """Yield each number of a commune with its column."""
    for group in shown:
        for column in group.columns:
            yield number(counted, column, commune.pk), column


def number(counted, column, commune: int) -> int:
    """Return one number; a star in place of a state means any state."""
    if column.mark != "*":
        return counted.of(column.source, column.mark, commune)
    return sum(counted.of(column.source, mark, commune) for mark in ("ranked", "unranked"))


def totals(shown, counted, communes) -> list[tuple]:
    """Return the sums of the rows that are shown."""
    return [
        (sum(number(counted, column, one.pk) for one in communes), column)
        for group in shown
        for column in group.columns
    ]


def populations(counted, scope) -> list[tuple]:
    """Return how many take part and how many bear a star: two populations that differ."""
    both, alone = counted.all("part", "ranked"), counted.all("part", "unranked")
    ranked = counted.all("ranked", "ranked")
    return [
        ("Đang tham gia chương trình", both + alone, "tham-gia"),
        ("Đang có sao", ranked, "co-sao"),
        ("Tham gia, chưa có sao", alone, "chua-co-sao"),
        ("Có sao, chưa có quyết định chấp thuận", ranked - both, "chua-quyet-dinh"),
    ]
