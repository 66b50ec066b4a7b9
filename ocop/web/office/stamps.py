"""Stamps before the province: orders with their balance, stock, batches, coverage."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.accounts.queries import posts
from ocop.audit.queries import history
from ocop.figures.definitions import some
from ocop.figures.scope import Scope
from ocop.mark.right import right_of
from ocop.stamps import operations
from ocop.stamps.access import batches_for, orders_for
from ocop.stamps.flow import BatchState, OrderState
from ocop.stamps.queries import balance_of, ranges_of
from ocop.stamps.ranges import to_hand_over
from ocop.trace.queries import completeness
from ocop.web.forms import Form, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Listing
from ocop.web.ui.stamps import (
    BatchFilter,
    OrderFilter,
    PrintForm,
    RangeForm,
    VoidForm,
    bars,
    batch_columns,
    order_columns,
    tally,
)

P = Permission


class ApprovalForm(Form):
    reason = forms.CharField(
        label="Lý do, nếu duyệt vượt cân đối",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RefusalForm(Form):
    reason = forms.CharField(
        label="Lý do không duyệt", max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class HandingForm(RangeForm):
    receiver = forms.CharField(label="Người nhận tem", max_length=120)


@requires(P.VIEW_OFFICE)
def index(request):
    """List the orders of my place, with how many wait and how far products are stamped."""
    day = request.act.day
    rows = orders_for(request.user, P.VIEW_OFFICE, day)
    listing = Listing(
        request,
        rows.select_related("lot__product__producer"),
        title="Đơn đặt tem điện tử",
        columns=order_columns(lambda o: reverse("office:stamp-order", args=[o.code])),
        filters=OrderFilter,
        order="-ma",
        name="don-dat-tem",
        empty="Chưa có đơn đặt tem nào.",
    )
    mine = orders_for(request.user, P.APPROVE_STAMPS, day).filter(state=OrderState.ASKED)
    stock = batches_for(request.user, P.APPROVE_STAMPS, day).filter(state=BatchState.ALLOTTED)
    province = _province(request)
    return listing.answer(
        "office/stamps/index.html",
        place=province or "Cả nước",
        waiting=mine.count(),
        stock=stock.count(),
        coverage=some(
            Scope.of_year(day, province=province and province.pk), "stampable", "stamped"
        ),
    )


@requires(P.VIEW_OFFICE)
def order(request, code):
    """Show an order with its balance as bars; approve or refuse it, where that is my power."""
    day = request.act.day
    found = get_object_or_404(
        orders_for(request.user, P.VIEW_OFFICE, day).select_related(
            "lot__product__producer", "lot__product__commune__province", "lot__source", "asked_by"
        ),
        code=code,
    )
    decides = orders_for(request.user, P.APPROVE_STAMPS, day).filter(
        pk=found.pk, state=OrderState.ASKED
    )
    asked = request.POST.get("act", "") if decides.exists() else ""
    approval = ApprovalForm(request.POST if asked == "approve" else None, prefix="a")
    refusal = RefusalForm(request.POST if asked == "refuse" else None, prefix="r")
    if done := carried_out(approval, operations.approve, found, request.act):
        messages.success(request, f"Đã duyệt và cấp lô tem {done.result}.")
        return redirect("office:stamp-batch", pk=done.result.pk)
    if carried_out(refusal, operations.refuse, found, request.act):
        messages.success(request, "Đã trả lời chủ thể.")
        return redirect("office:stamp-order", code=code)
    balance = balance_of(found.lot, found.count, besides=found)
    context = {
        "order": found,
        "balance": balance,
        "whole": completeness(found.lot),
        "bars": bars(balance),
        "right": right_of(found.lot.product, day),
        "decides": decides.exists(),
        "approval": approval,
        "refusal": refusal,
        "batch": getattr(found, "batch", None),
        "history": history(found),
    }
    return render(request, "office/stamps/order.html", context)


@requires(P.VIEW_OFFICE)
def batches(request):
    """List the batches of my place: what is in stock, what was handed over."""
    rows = batches_for(request.user, P.VIEW_OFFICE, request.act.day)
    listing = Listing(
        request,
        rows.select_related("product__producer", "lot"),
        title="Lô tem điện tử",
        columns=batch_columns(lambda b: reverse("office:stamp-batch", args=[b.pk])),
        filters=BatchFilter,
        order="-ngay",
        name="lo-tem",
        empty="Chưa có lô tem nào được cấp.",
    )
    return listing.answer("office/stamps/batches.html")


@requires(P.VIEW_OFFICE)
def batch(request, pk):
    """Show a batch; hand it over, make a range void, print it, where that is my power."""
    day = request.act.day
    found = get_object_or_404(
        batches_for(request.user, P.VIEW_OFFICE, day).select_related(
            "product__producer", "lot", "order"
        ),
        pk=pk,
    )
    mine = batches_for(request.user, P.APPROVE_STAMPS, day).filter(pk=pk).exists()
    asked = request.POST.get("act", "") if mine else ""
    first, last = to_hand_over(ranges_of(found), found.first, found.last) or (None, None)
    handing = HandingForm(
        request.POST if asked == "hand" else None,
        initial={"first": first, "last": last},
        prefix="h",
    )
    voiding = VoidForm(request.POST if asked == "void" else None, prefix="v")
    printing = PrintForm(request.POST if asked == "print" else None, prefix="p")
    if carried_out(handing, operations.hand_over, found, request.act):
        messages.success(request, "Đã ghi việc giao tem.")
        return redirect("office:stamp-batch", pk=pk)
    if carried_out(voiding, operations.void, found, request.act):
        messages.success(request, "Đã huỷ dải tem, các số này không dùng lại.")
        return redirect("office:stamp-batch", pk=pk)
    if done := carried_out(printing, operations.print_stamps, found, request.act):
        return redirect("office:job", pk=done.result.pk)
    context = {
        "batch": found,
        "mine": mine,
        "tally": tally(found),
        "spans": found.spans.order_by("first", "pk"),
        "right": right_of(found.product, day),
        "can_hand": mine and first is not None,
        "handing": handing,
        "voiding": voiding,
        "printing": printing,
        "history": history(found),
    }
    return render(request, "office/stamps/batch.html", context)


def _province(request):
    """Return the province of which I am an officer; none for the country."""
    mine = posts(request.user, request.act.day).exclude(province=None)
    post = mine.select_related("province").first()
    return post.province if post else None
