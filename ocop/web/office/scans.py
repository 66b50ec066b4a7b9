"""Stamps that may be copied, and what people noticed on goods: two queues of the office."""

from django import forms
from django.contrib import messages
from django.db.models import F, Q
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.audit.queries import history
from ocop.files import store
from ocop.kernel.text import fold
from ocop.places.models import Province
from ocop.scans import operations
from ocop.scans.access import alarms_for, reports_for
from ocop.scans.copies import WORDS
from ocop.scans.flow import ALARM_FLOW, AlarmState, ReportState
from ocop.scans.models import Alarm, Report
from ocop.scans.queries import scans_of
from ocop.stamps.keys import keys
from ocop.stamps.serials import serial_of, spaced
from ocop.web.forms import FilterForm, Form, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing

P = Permission
ANY = ("", "Tất cả")
NEWEST = 200
AREA = forms.Textarea(attrs={"rows": 4})


class AlarmFilter(FilterForm):
    tu = forms.CharField(label="Mã, sản phẩm, chủ thể, lô", max_length=100)
    tt = forms.ChoiceField(label="Trạng thái", choices=[ANY, *AlarmState.choices])
    dh = forms.ChoiceField(
        label="Dấu hiệu", choices=[ANY, *((str(int(one)), words) for one, words in WORDS.items())]
    )
    kl = forms.ChoiceField(label="Kết luận", choices=[ANY, *Alarm.Finding.choices])

    def narrow(self, rows):
        wanted = self.cleaned_data
        if words := wanted["tu"]:
            named = Q(product__folded__contains=fold(words)) | Q(batch__lot__code__icontains=words)
            rows = rows.filter(named | Q(code__icontains=words))
        if wanted["dh"]:
            signal = int(wanted["dh"])
            rows = rows.annotate(bit=signals_with(signal)).filter(bit=signal)
        for name, field in (("tt", "state"), ("kl", "finding")):
            if wanted[name]:
                rows = rows.filter(**{field: wanted[name]})
        return rows


class ReportFilter(FilterForm):
    tu = forms.CharField(label="Mã, sản phẩm, nội dung", max_length=100)
    tt = forms.ChoiceField(label="Trạng thái", choices=[ANY, *ReportState.choices])
    viec = forms.ChoiceField(label="Việc", choices=[ANY, *Report.Kind.choices])

    def narrow(self, rows):
        wanted = self.cleaned_data
        if words := wanted["tu"]:
            named = Q(product__folded__contains=fold(words)) | Q(text__icontains=words)
            rows = rows.filter(named | Q(code__icontains=words))
        for name, field in (("tt", "state"), ("viec", "kind")):
            if wanted[name]:
                rows = rows.filter(**{field: wanted[name]})
        return rows


class AlarmForm(Form):
    finding = forms.ChoiceField(label="Kết luận", choices=Alarm.Finding.choices)
    words = forms.CharField(label="Đã xem xét gì, thấy gì", max_length=2000, widget=AREA)


class FindingForm(Form):
    finding = forms.ChoiceField(label="Kết luận", choices=Report.Finding.choices)
    words = forms.CharField(label="Đã xem xét gì, thấy gì", max_length=2000, widget=AREA)


@requires(P.WATCH_SCANS)
def alarms(request):
    """List the stamps of my place that may be copied, those nobody has looked into on top."""
    rows = alarms_for(request.user, request.act.day)
    listing = Listing(
        request,
        rows.select_related("product__producer", "product__commune", "batch__lot", "assignee"),
        title="Cảnh báo tem có thể bị sao chép",
        columns=[
            Column("ma", "Mã", "code", sort=("code",),
                   link=lambda a: reverse("office:scan-alarm", args=[a.code])),
            Column("sp", "Sản phẩm", lambda a: a.product.name, sort=("product__sort_key",)),
            Column("ct", "Chủ thể", lambda a: a.product.producer.name),
            Column("xa", "Xã", lambda a: str(a.product.commune), on_page=False),
            Column("lo", "Lô", lambda a: a.batch.lot.code),
            Column("so", "Tem số", "counter", kind="number"),
            Column("dh", "Dấu hiệu", lambda a: "; ".join(a.reasons),
                   template="office/scans/reasons.html"),
            Column("luc", "Lúc", "created_at", kind="moment", sort=("created_at",)),
            Column("ai", "Người xem xét", lambda a: str(a.assignee or "")),
            Column("tt", "Trạng thái", "get_state_display", sort=("state",),
                   template="office/scans/state.html"),
            Column("kl", "Kết luận", "get_finding_display"),
            Column("xong", "Kết luận ngày", "closed_on", kind="day", on_page=False),
        ],
        filters=AlarmFilter,
        order="-luc",
        name="canh-bao-tem",
        empty="Chưa có tem nào bị cảnh báo.",
    )  # fmt: skip
    return listing.answer("office/scans/alarms.html", waiting=rows.waiting().count())


@requires(P.WATCH_SCANS)
def alarm(request, code):
    """Show what speaks for a copy, with every scan; look into it, and conclude."""
    mine = alarms_for(request.user, request.act.day).select_related(
        "product__producer", "product__commune", "batch__lot", "assignee"
    )
    found = get_object_or_404(mine, code=code)
    asked = request.POST.get("act", "")
    taking = Form(request.POST if asked == "look" else None)
    closing = AlarmForm(request.POST if asked == "close" else None)
    if asked == "look" and carried_out(taking, operations.look_into, found, request.act):
        return redirect("office:scan-alarm", code=code)
    if carried_out(closing, operations.close, found, request.act):
        messages.success(request, f"Đã kết luận cảnh báo {found}.")
        return redirect("office:scan-alarm", code=code)
    scans = scans_of(found.batch_id, found.counter)
    provinces = dict(Province.objects.values_list("code", "name"))
    context = {
        "alarm": found,
        "moves": ALARM_FLOW.moves_from(AlarmState(found.state)),
        "closing": closing,
        "scans": [(one, provinces.get(one.place, "")) for one in scans[:NEWEST]],
        "count": scans.count(),
        "link": link_of(found),
        "history": history(found),
    }
    return render(request, "office/scans/alarm.html", context)


@requires(P.WATCH_SCANS)
def reports(request):
    """List what people noticed on goods of my place."""
    rows = reports_for(request.user, request.act.day)
    listing = Listing(
        request,
        rows.select_related("product__producer", "product__commune"),
        title="Phản ánh từ trang quét tem",
        columns=[
            Column("ma", "Mã phiếu", "code", sort=("code",),
                   link=lambda r: reverse("office:scan-report", args=[r.code])),
            Column("sp", "Sản phẩm", lambda r: r.product.name, sort=("product__sort_key",)),
            Column("ct", "Chủ thể", lambda r: r.product.producer.name),
            Column("xa", "Xã", lambda r: str(r.product.commune), on_page=False),
            Column("viec", "Việc", "get_kind_display", sort=("kind",)),
            Column("luc", "Nhận lúc", "created_at", kind="moment", sort=("created_at",)),
            Column("anh", "Ảnh", lambda r: "có" if r.photo_key else ""),
            Column("tt", "Trạng thái", "get_state_display", sort=("state",),
                   template="office/scans/state.html"),
            Column("kl", "Kết luận", "get_finding_display"),
        ],
        filters=ReportFilter,
        order="-luc",
        name="phan-anh-tem",
        empty="Chưa có phản ánh nào từ trang quét tem.",
    )  # fmt: skip
    return listing.answer("office/scans/reports.html", waiting=rows.waiting().count())


@requires(P.WATCH_SCANS)
def report(request, code):
    """Show what somebody noticed, and conclude."""
    mine = reports_for(request.user, request.act.day)
    found = get_object_or_404(
        mine.select_related("product__producer", "product__commune"), code=code
    )
    form = FindingForm(request.POST or None)
    if carried_out(form, operations.close_report, found, request.act):
        messages.success(request, f"Đã kết luận phiếu {found}.")
        return redirect("office:scan-report", code=code)
    context = {
        "report": found,
        "form": form if found.state != ReportState.CLOSED else None,
        "history": history(found),
    }
    return render(request, "office/scans/report.html", context)


@requires(P.WATCH_SCANS)
def photo(request, code):
    """Serve the photo that came with a report."""
    found = get_object_or_404(reports_for(request.user, request.act.day), code=code)
    if not found.photo_key:
        raise Http404
    return FileResponse(store.open_key(found.photo_key), content_type="image/webp")


def signals_with(signal: int):
    """Return the expression that keeps one bit of the signals."""
    return F("signals").bitand(signal)


def link_of(found: Alarm) -> tuple[str, str] | None:
    """Return the stamp's number and page, where its key is on this machine."""
    batch, key = found.batch, keys().get(found.batch.key)
    if key is None:
        return None
    serial = serial_of(key, batch.number, found.counter, batch.about)
    path = f"/{batch.about}/{serial}" if batch.about[0] == "T" else f"/{batch.about}/21/{serial}"
    return spaced(serial), path
