"""Lots and recalls before the office: the chain of a lot, who has it, and calling it back."""

from django import forms
from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.audit.queries import history
from ocop.documents.letters import docx, file_name, pdf
from ocop.kernel.text import fold
from ocop.trace import operations
from ocop.trace.access import harvests_for, lots_for, recalls_for
from ocop.trace.closure import downstream, downstream_of_harvest
from ocop.trace.flow import RecallState
from ocop.trace.letters import recall_report
from ocop.trace.models import DiaryEntry, RecalledLot, RecallStop
from ocop.trace.queries import recall_of
from ocop.web.forms import DayField, FilterForm, Form, WholeField, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing
from ocop.web.ui.trace import RecallFilter, recall_columns, told_of

P = Permission
KINDS = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx),
    "pdf": ("application/pdf", pdf),
}


class LotFilter(FilterForm):
    tu = forms.CharField(label="Sản phẩm, chủ thể, số lô", max_length=200)

    def narrow(self, rows):
        words = self.cleaned_data["tu"]
        if not words:
            return rows
        return rows.filter(Q(product__folded__contains=fold(words)) | Q(code__icontains=words))


class DrillForm(Form):
    reason = forms.CharField(
        label="Lý do", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class RecallForm(DrillForm):
    decision = forms.CharField(label="Số quyết định thu hồi", max_length=80)
    advice = forms.CharField(
        label="Người mua cần làm gì", max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Hiện trên trang quét tem, ví dụ: không dùng, mang trả nơi mua.",
    )  # fmt: skip
    effective_on = DayField(label="Thu hồi từ ngày", required=False)


class CountForm(Form):
    found = WholeField(label="Tìm thấy", min_value=0, max_value=100_000_000)


class StopForm(CountForm):
    note = forms.CharField(label="Ghi chú", max_length=250, required=False)


class ConclusionForm(Form):
    conclusion = forms.CharField(
        label="Kết luận", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class LiftForm(Form):
    reason = forms.CharField(
        label="Lý do bãi bỏ", max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


@requires(P.VIEW_OFFICE)
def lots(request):
    """List the lots of my area."""
    rows = lots_for(request.user, P.VIEW_OFFICE, request.act.day)
    listing = Listing(
        request,
        rows.select_related("product__producer", "product__commune"),
        title="Lô hàng",
        columns=[
            Column("lo", "Số lô", "code", sort=("code",), link=address),
            Column("sp", "Sản phẩm", "product.name", sort=("product__sort_key",)),
            Column("ct", "Chủ thể", "product.producer.name"),
            Column("xa", "Xã", "product.commune.full_name", sort=("product__commune__sort_key",)),
            Column("sx", "Ngày làm", "made_on", kind="day", sort=("made_on",)),
            Column("hsd", "Hạn sử dụng", "expires_on", kind="day", sort=("expires_on",)),
            Column("dv", "Số đơn vị", "units", kind="number", sort=("units",)),
            Column("nl", "Nguyên liệu (kg)", "material_kg", kind="number"),
            Column("sai", "Đã báo sai", lambda lot: "Đã báo sai" if lot.is_void else ""),
        ],
        filters=LotFilter,
        order="-sx",
        name="lo-hang",
        empty="Chưa có lô hàng nào.",
    )
    return listing.answer("office/trace/lots.html")


@requires(P.VIEW_OFFICE)
def lot(request, pk):
    """Show a lot with its chain, what it lacks, and who would have to be called."""
    day = request.act.day
    mine = lots_for(request.user, P.VIEW_OFFICE, day).select_related("product__producer__commune")
    found = get_object_or_404(mine, pk=pk)
    # A chain may leave my place: what is beyond is drawn, and not opened.
    reachable = set(mine.filter(pk__in=downstream(found.pk)).values_list("pk", flat=True))
    told = told_of(
        found, request.GET.get("xem", "all"),
        lambda box: address(box) if box.lot in reachable else "",
    )  # fmt: skip
    context = {
        **told,
        "recall": recall_of(found.product, found.code, day),
        "harvests": [one.harvest for one in found.inputs.select_related("harvest") if one.harvest],
        "can_recall": lots_for(request.user, P.RECALL_LOTS, day).filter(pk=pk).exists(),
        "history": history(found),
    }
    return render(request, "office/trace/lot.html", context)


@requires(P.VIEW_OFFICE)
def recalls(request):
    """List the recalls and drills that reach my area."""
    listing = Listing(
        request,
        recalls_for(request.user, P.VIEW_OFFICE, request.act.day).select_related("lot", "harvest"),
        title="Thu hồi lô hàng",
        columns=recall_columns("office:recall"),
        filters=RecallFilter,
        order="-ma",
        name="thu-hoi-lo",
        empty="Chưa có đợt thu hồi nào. Mở từ trang của một lô hàng.",
    )
    return listing.answer("office/trace/recalls.html")


@requires(P.RECALL_LOTS)
def new_recall(request, what, pk):
    """Look at everything that a recall of a lot or harvest reaches; drill it, or do it."""
    day = request.act.day
    if what == "lo":
        rows = lots_for(request.user, P.RECALL_LOTS, day).select_related("product__producer")
        start, keys = get_object_or_404(rows, pk=pk), downstream(pk)
        of = {"lot": start}
    elif what == "me":
        rows = harvests_for(request.user, P.RECALL_LOTS, day).select_related("site", "producer")
        start, keys = get_object_or_404(rows, pk=pk), downstream_of_harvest(pk)
        of = {"harvest": start}
    else:
        raise Http404
    asked = request.POST.get("act", "")
    real = RecallForm(request.POST if asked == "recall" else None, prefix="t")
    drill = DrillForm(request.POST if asked == "drill" else None, prefix="d")
    for form, operation in ((real, operations.recall), (drill, operations.drill)):
        if done := carried_out(form, operation, request.act, **of):
            messages.success(request, f"Đã mở {done.result}.")
            return redirect("office:recall", code=done.result.code)
    leaving = DiaryEntry.objects.standing().filter(kind__in=DiaryEntry.LEAVING)
    reached = lots_for(request.user, P.VIEW_OFFICE, day).filter(pk__in=keys[:2_000])
    gone = leaving.filter(lot__in=reached).select_related("lot__product", "producer")
    context = {
        "start": start,
        "what": what,
        "many": len(keys),
        "lots": reached.select_related("product__producer").order_by("made_on", "pk")[:20],
        "gone": gone.order_by("-done_at", "-pk")[:20],
        "stops": leaving.filter(lot__in=keys[:2_000]).count(),
        "real": real,
        "drill": drill,
    }  # fmt: skip
    return render(request, "office/trace/recall_new.html", context)


@requires(P.VIEW_OFFICE)
def recall(request, code):
    """Show a recall: lots, buyers, what was found; count, end it or take it back."""
    day = request.act.day
    found = get_object_or_404(
        recalls_for(request.user, P.VIEW_OFFICE, day).select_related(
            "lot__product", "harvest__site", "opened_by"
        ),
        code=code,
    )
    mine = recalls_for(request.user, P.RECALL_LOTS, day).filter(pk=found.pk).exists()
    asked = request.POST.get("act", "") if mine else ""
    closing = ConclusionForm(request.POST if asked == "close" else None, prefix="c")
    lifting = LiftForm(request.POST if asked == "lift" else None, prefix="l")
    if carried_out(closing, operations.close_recall, found, request.act):
        messages.success(request, "Đã kết thúc đợt thu hồi.")
        return redirect("office:recall", code=code)
    if carried_out(lifting, operations.lift_recall, found, request.act):
        messages.success(request, "Đã bãi bỏ thu hồi.")
        return redirect("office:recall", code=code)
    lots = found.lots.select_related("lot__product__producer").order_by("step", "pk")
    stops = found.stops.select_related("entry__lot__product", "entry__producer", "entry__site")
    context = {
        "recall": found,
        "mine": mine,
        "is_open": found.state == RecallState.OPEN,
        "can_lift": mine and found.state != RecallState.LIFTED,
        "lots": list(lots[:SHOWN]),
        "stops": list(stops.order_by("pk")[:SHOWN]),
        "tally": tally(found),
        "closing": closing,
        "lifting": lifting,
        "history": history(found),
    }
    return render(request, "office/trace/recall.html", context)


SHOWN = 200


def tally(recall):
    """Return how much is called back, how much was found, and how many were counted."""
    lots = recall.lots.aggregate(rows=Count("pk"), told=Count("found"), units=Sum("units"),
                                 found=Sum("found"))  # fmt: skip
    stops = recall.stops.aggregate(rows=Count("pk"), told=Count("found"), units=Sum("units"),
                                   found=Sum("found"))  # fmt: skip
    return {
        "lots": lots["rows"],
        "stops": stops["rows"],
        "counted": lots["told"] + stops["told"],
        "all": lots["rows"] + stops["rows"],
        "units": lots["units"] or 0,
        "gone": stops["units"] or 0,
        "kept": lots["found"] or 0,
        "back": stops["found"] or 0,
    }


@requires(P.RECALL_LOTS)
def count_lot(request, code, pk):
    """Write down what was found of a lot."""
    return _count(request, code, pk, RecalledLot, CountForm, operations.count_lot)


@requires(P.RECALL_LOTS)
def count_stop(request, code, pk):
    """Write down what came back from a buyer."""
    return _count(request, code, pk, RecallStop, StopForm, operations.count_stop)


def _count(request, code, pk, model, form_class, operation):
    held = get_object_or_404(recalls_for(request.user, P.RECALL_LOTS, request.act.day), code=code)
    row = get_object_or_404(model, recall=held, pk=pk)
    form = form_class(request.POST or None, initial={"found": row.found})
    if carried_out(form, operation, row, request.act):
        messages.success(request, "Đã ghi số tìm thấy.")
        return redirect("office:recall", code=code)
    context = {"recall": held, "row": row, "form": form, "is_lot": model is RecalledLot}
    return render(request, "office/trace/recall_count.html", context)


@requires(P.VIEW_OFFICE)
def report(request, code, kind):
    """Give the report of a recall as a letter, to be edited or printed."""
    held = get_object_or_404(recalls_for(request.user, P.VIEW_OFFICE, request.act.day), code=code)
    if kind not in KINDS:
        raise Http404
    mime, make = KINDS[kind]
    letter = recall_report(held, request.act.day)
    answer = HttpResponse(make(letter), content_type=mime)
    name = file_name("Báo cáo thu hồi", held.code, ending=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def address(row):
    """Return the address of a lot's page; of a row, or of a box in the drawing."""
    return reverse("office:lot", args=[row.lot if hasattr(row, "lot") else row.pk])
