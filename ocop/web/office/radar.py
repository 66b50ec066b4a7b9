"""The lapse radar: certificates by weeks to their lapse, who was told, and one act to tell all."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.db.models import Case, Count, IntegerField, OuterRef, Subquery, Value, When
from django.shortcuts import redirect, render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.certificates.access import certificates_for, radar_for
from ocop.certificates.models import Certificate, LapseAlert
from ocop.certificates.operations import remind_all
from ocop.certificates.operations.alerts import awaiting_reminder
from ocop.certificates.queries import lapsing_soon
from ocop.certificates.radar import THRESHOLDS, WEEKS, by_weeks, week_bounds
from ocop.jobs.operations import start
from ocop.kernel.text import fold
from ocop.web.forms import DayField, FilterForm, Form, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing

ANY = ("", "Tất cả")
SHOWN = 12
AHEAD = (30, 60, 90)
# More than a page can wait for is told by the worker.
AT_ONCE = 60


# What a filter is compared with as it stands.
FOUND_BY = {"xa": "product__commune__code", "ct": "product__producer__code", "sao": "stars"}


def radar_filter(user, day, communes):
    """Return the radar's filters: weeks counted from ``day``, and the communes that occur.

    The hidden ones are a producer, and the day on which a list of lapses was sent to ``user``.
    """

    class RadarFilter(FilterForm):
        tu = forms.CharField(label="Sản phẩm hoặc chủ thể", max_length=100)
        tuan = forms.ChoiceField(
            label="Còn", choices=[ANY, *[(str(n), week_label(n)) for n in range(-1, WEEKS)]]
        )
        xa = forms.ChoiceField(label="Xã", choices=[ANY, *communes])
        con = forms.ChoiceField(
            label="Hết hạn trong", choices=[ANY, *[(str(n), f"{n} ngày tới") for n in AHEAD]]
        )
        ct = forms.CharField(widget=forms.HiddenInput, max_length=20)
        hom = DayField(widget=forms.HiddenInput)
        sao = forms.ChoiceField(label="Hạng", choices=[ANY, ("3", "3"), ("4", "4"), ("5", "5")])
        bao = forms.ChoiceField(
            label="Đã báo", choices=[ANY, ("chua", "Chưa báo mốc này"), ("roi", "Đã báo mốc này")]
        )

        def narrow(self, rows):
            wanted = self.cleaned_data
            if words := wanted["tu"]:
                rows = rows.filter(product__folded__contains=fold(words))
            if wanted["tuan"]:
                rows = rows.filter(lapses_on__range=week_bounds(int(wanted["tuan"]), day))
            rows = within(rows, wanted["con"], day)
            for name, path in FOUND_BY.items():
                if wanted[name]:
                    rows = rows.filter(**{path: wanted[name]})
            if wanted["hom"]:
                mine = LapseAlert.objects.filter(user=user, told_on=wanted["hom"])
                rows = rows.filter(pk__in=mine.values("certificate"))
            if wanted["bao"]:
                rows = rows.filter(told_at__isnull=wanted["bao"] == "chua")
            return rows

    return RadarFilter


def ahead(days, day):
    """Return the last day of lapse within so many days."""
    return day + timedelta(days=int(days))


def within(rows, days, day):
    """Keep what lapses within the days asked for, and has not lapsed yet."""
    return rows.filter(lapses_on__gt=day, lapses_on__lte=ahead(days, day)) if days else rows


def week_label(week):
    """Say in words how far a week is."""
    if week < 0:
        return "Đã hết hạn (30 ngày qua)"
    return f"{week} tuần" if week else "Dưới 1 tuần"


def with_alerts(rows, day):
    """Annotate each certificate with the threshold it is at, how many were told of it, and when."""
    mark = Case(
        *[
            When(lapses_on__lte=day + timedelta(days=threshold), then=Value(threshold))
            for threshold in sorted(THRESHOLDS)
        ],
        output_field=IntegerField(),
    )
    told = LapseAlert.objects.filter(
        certificate=OuterRef("pk"), threshold=OuterRef("mark"), by_hand=False
    ).order_by()
    return rows.annotate(mark=mark).annotate(
        told=Subquery(told.values("certificate").annotate(n=Count("pk")).values("n")),
        told_at=Subquery(told.order_by("created_at").values("created_at")[:1]),
    )


def radar_listing(request):
    """Return the radar as its URL asks for it, and all that it could show."""
    day = request.act.day
    scope = lapsing_soon(radar_for(request.user, day), day)
    communes = tallied(scope, "product__commune__code", "product__commune__full_name")
    rows = with_alerts(scope, day).select_related("product__producer", "product__commune")
    listing = Listing(
        request,
        rows,
        title="Giấy chứng nhận sắp hết hạn",
        columns=[
            Column("sp", "Sản phẩm", "product.name", sort=("product__sort_key",), link=address),
            Column("ct", "Chủ thể", "product.producer.name"),
            Column("xa", "Xã", "product.commune.full_name", sort=("product__commune__sort_key",)),
            Column("sao", "Sao", "stars", kind="number", sort=("stars",)),
            Column("het", "Hết hiệu lực", "lapses_on", kind="day", sort=("lapses_on",)),
            Column("con", "Còn lại", lambda c: (c.lapses_on - day).days,
                   template="office/radar/left.html", in_file=False),
            Column("ngay", "Còn lại (ngày)", lambda c: (c.lapses_on - day).days, kind="number",
                   on_page=False),
            Column("bao", "Đã báo", "told_at", template="office/radar/told.html", in_file=False),
            Column("moc", "Mốc (ngày)", lambda c: c.mark, kind="number", on_page=False),
            Column("nguoi", "Số người đã báo", lambda c: c.told or 0, kind="number", on_page=False),
            Column("luc", "Báo lúc", "told_at", kind="moment", on_page=False),
            Column("so", "Số giấy", "number", on_page=False),
        ],
        filters=radar_filter(
            request.user, day, [(code, name) for code, name, _ in by_name(communes)]
        ),
        order="het",
        name="ra-da-het-han",
        empty="Không có giấy chứng nhận nào hết hạn trong 180 ngày tới.",
    )  # fmt: skip
    return listing, scope, communes


def tallied(scope, *names):
    """Count the certificates by the values of ``names``, the most first."""
    rows = scope.order_by().values_list(*names).annotate(n=Count("pk"))
    return sorted(rows, key=lambda row: (-row[-1], row[:-1]))


def by_name(rows):
    """Return (code, name, number) rows in the order of their names."""
    return sorted(rows, key=lambda row: fold(row[1]))


def address(certificate):
    """Return the page of one certificate."""
    return reverse("office:certificate", args=[certificate.pk])


@requires(Permission.VIEW_OFFICE)
def index(request):
    """Show what lapses within 180 days, by weeks, commune and producer, and who was told."""
    listing, scope, communes = radar_listing(request)
    day, query = request.act.day, request.GET.copy()
    for name in ("trang", "tai", "sap"):
        query.pop(name, None)
    producers = tallied(scope, "product__producer__code", "product__producer__name")
    weeks = by_weeks(tallied(scope, "lapses_on"), day)
    context = {
        "weeks": [("hết" if n < 0 else str(n), total, f"?tuan={n}") for n, total in weeks],
        "chosen_week": {"-1": "hết"}.get(request.GET.get("tuan", ""), request.GET.get("tuan", "")),
        "communes": [(name, n, f"?xa={code}") for code, name, n in communes[:SHOWN]],
        "more_communes": max(0, len(communes) - SHOWN),
        "producers": [(name, n, f"?ct={code}") for code, name, n in producers[:SHOWN]],
        "more_producers": max(0, len(producers) - SHOWN),
        "query": query.urlencode(),
        "may_remind": Permission.REMIND_OF_LAPSE in request.permissions,
    }
    return listing.answer("office/radar/index.html", **context)


@requires(Permission.REMIND_OF_LAPSE)
def reminder(request):
    """Say exactly who would be told of which of the filtered certificates, and tell them."""
    listing, _, _ = radar_listing(request)
    mine = certificates_for(request.user, Permission.REMIND_OF_LAPSE, request.act.day)
    chosen = Certificate.objects.filter(pk__in=listing.rows.order_by().values("pk")).filter(
        pk__in=mine.values("pk")
    )
    whole = chosen.select_related("product__producer", "product__commune")
    waiting = awaiting_reminder(list(whole.order_by("lapses_on", "pk")), request.act)
    back = f"{reverse('office:radar')}?{request.GET.urlencode()}"
    form = Form(request.POST if request.method == "POST" else None)
    if len(waiting) > AT_ONCE:
        keys = [one.certificate.pk for one in waiting]
        title = f"Nhắc về {len(keys)} giấy chứng nhận sắp hết hạn"
        asked = {"kind": "remind", "title": title, "args": {"certificates": keys}}
        if done := carried_out(form, start, request.act, **asked):
            return redirect("office:job", done.result.pk)
    elif done := carried_out(form, remind_all, chosen, request.act):
        sent = done.result
        messages.success(
            request, f"Đã nhắc {sent.notices} lượt người về {sent.certificates} giấy chứng nhận."
        )
        return redirect(back)
    people = set().union(*(one.people.everyone for one in waiting))
    context = {
        "form": form, "waiting": waiting, "people": len(people), "back": back,
        "left_out": listing.count - len(waiting),
        "times": sum(len(one.people.everyone) for one in waiting),
    }  # fmt: skip
    return render(request, "office/radar/reminder.html", context)
