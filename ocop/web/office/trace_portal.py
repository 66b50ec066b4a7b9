"""What the national portal is told of lots: the ledger, and a lot's elements to look at or send."""

import re
from datetime import date, datetime

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.audit.queries import history
from ocop.kernel.text import fold
from ocop.trace import operations
from ocop.trace.access import lots_for, parcels_for
from ocop.trace.flow import ParcelState
from ocop.trace.portal.adapters import adapter
from ocop.trace.portal.document import document_of
from ocop.trace.queries import newest_parcel
from ocop.web.forms import FilterForm, Form, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing

P = Permission
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SHOWN = 50
TYPES = {"json": "application/json", "csv": "text/csv; charset=utf-8"}
# Whoever must still act on them, and how they look.
TONES = {ParcelState.FAILED: "amber", ParcelState.GIVEN_UP: "lacquer"}


class ParcelFilter(FilterForm):
    tu = forms.CharField(label="Sản phẩm, số lô", max_length=200)
    tt = forms.ChoiceField(label="Trạng thái", choices=[("", "Tất cả"), *ParcelState.choices])

    def narrow(self, rows):
        words, state = self.cleaned_data["tu"], self.cleaned_data["tt"]
        if words:
            of_lot = Q(lot__product__folded__contains=fold(words)) | Q(lot__code__icontains=words)
            rows = rows.filter(of_lot)
        return rows.filter(state=state) if state else rows


@requires(P.VIEW_OFFICE)
def parcels(request):
    """List what the portal was told of lots of my area, with what became of it."""
    mine = parcels_for(request.user, P.VIEW_OFFICE, request.act.day)
    listing = Listing(
        request,
        mine.select_related("lot__product__producer"),
        title="Gửi cổng truy xuất quốc gia",
        columns=[
            Column("lo", "Số lô", "lot.code", sort=("lot__code",),
                   link=lambda row: reverse("office:portal-lot", args=[row.lot_id])),
            Column("sp", "Sản phẩm", "lot.product.name", sort=("lot__product__sort_key",)),
            Column("ct", "Chủ thể", "lot.product.producer.name", on_page=False),
            Column("ban", "Bản", "version", kind="number", sort=("version",)),
            Column("lap", "Lập lúc", "created_at", kind="moment", sort=("created_at",)),
            Column("tt", "Trạng thái", "get_state_display", sort=("state",),
                   template="ui/cells/parcel.html"),
            Column("gui", "Gửi xong lúc", "sent_at", kind="moment", sort=("sent_at",)),
            Column("lan", "Số lần thử", "tries", kind="number", sort=("tries",)),
            Column("dap", "Nơi nhận trả lời", "answer", on_page=False),
            Column("cach", "Cách gửi", "adapter", on_page=False),
            Column("dau", "Dấu nội dung (SHA-256)", "digest", on_page=False),
        ],
        filters=ParcelFilter,
        order="-lap",
        name="cong-quoc-gia",
        empty="Chưa gửi lô nào. Mở một lô hàng, chọn Cổng quốc gia để xem và gửi.",
    )  # fmt: skip
    figures = [
        (state.label, mine.filter(state=state).count(), f"?tt={state}", TONES.get(state, ""))
        for state in (ParcelState.SENT, ParcelState.QUEUED, *TONES)
    ]
    return listing.answer("office/trace/portal.html", figures=figures)


@requires(P.VIEW_OFFICE)
def lot(request, pk):
    """Show what a lot tells the portal and what it was told; send it now, or again."""
    found = my_lot(request, pk)
    mine = lots_for(request.user, P.SEND_TRACES, request.act.day).filter(pk=pk).exists()
    newest = newest_parcel(found, adapter().name)
    asked = request.POST.get("act", "") if mine else ""
    sending = Form(request.POST if asked == "send" else None)
    again = Form(request.POST if asked == "again" and newest else None)
    if carried_out(sending, operations.export_lot, found, request.act) or carried_out(
        again, operations.send_parcel_again, newest, request.act
    ):
        messages.success(request, "Đã xếp hàng chờ gửi. Hệ thống gửi trong vài phút.")
        return redirect("office:portal-lot", pk=pk)
    told = document_of(found, request.act.day)
    is_new = newest is None or newest.digest != told.digest
    failed = newest is not None and newest.state in TONES
    context = {
        "lot": found,
        "told": told.body,
        "elements": [(one["name"], [worded(v) for v in one["values"]])
                     for one in told.body["elements"]],
        "newest": newest,
        "parcels": found.parcels.order_by("-pk")[:SHOWN],
        "is_new": is_new,
        "failed": failed,
        # After a refusal its words stand where the button is.
        "can_send": mine and (is_new or sending.is_bound),
        "can_repeat": mine and (failed or again.is_bound),
        "sending": sending,
        "again": again,
        "history": history(newest) if newest else (),
    }  # fmt: skip
    return render(request, "office/trace/portal_lot.html", context)


@requires(P.VIEW_OFFICE)
def data(request, pk, kind):
    """Give what a lot tells as the file that would be sent."""
    if kind not in TYPES:
        raise Http404
    found = my_lot(request, pk)
    told = document_of(found, request.act.day)
    newest = newest_parcel(found, adapter().name)
    version = newest.version if newest else 0
    if newest is None or newest.digest != told.digest:
        version += 1
    made = told.json(version) if kind == "json" else told.csv(version)
    answer = HttpResponse(made, content_type=TYPES[kind])
    name = f"{told.reference(version)}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def my_lot(request, pk):
    """Return a lot of my area."""
    rows = lots_for(request.user, P.VIEW_OFFICE, request.act.day)
    return get_object_or_404(rows.select_related("product__producer__commune"), pk=pk)


def worded(value):
    """Return one value of an element as people read it: days and stages in words, not in code."""
    if isinstance(value, str):
        return f"{date.fromisoformat(value):%d/%m/%Y}" if ISO_DAY.fullmatch(value) else value
    at = datetime.fromisoformat(value["at"])
    told = ", ".join(filter(None, (value[key] for key in ("stage", "goods", "place", "commune"))))
    return f"{at:%H:%M %d/%m/%Y}: {told}"
