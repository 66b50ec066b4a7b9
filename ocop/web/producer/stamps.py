"""My stamps: orders in a few taps, batches with their files, ranges on goods or void."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.mark.right import right_of
from ocop.stamps import operations
from ocop.stamps.access import my_batches, my_orders
from ocop.stamps.flow import OrderState
from ocop.stamps.models import Span
from ocop.stamps.queries import balance_of, ranges_of
from ocop.stamps.ranges import to_activate
from ocop.trace.access import my_lots
from ocop.trace.models import Lot
from ocop.web.forms import Form, WholeField, carried_out
from ocop.web.gates import signed_in
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


class LotChoice(forms.ModelChoiceField):
    def label_from_instance(self, lot):
        return f"{lot.product.name}, lô {lot.code} ({lot.units} đơn vị)"


class OrderForm(Form):
    lot = LotChoice(label="Lô hàng", queryset=Lot.objects.none(), empty_label=None)
    count = WholeField(label="Số tem", min_value=1)
    with_pin = forms.BooleanField(label="Có mã cào (cho hàng giá trị cao)", required=False)
    note = forms.CharField(label="Ghi chú", max_length=200, required=False)

    def __init__(self, *args, lots, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lot"].queryset = lots


@signed_in
def index(request):
    """List my orders of stamps, with the ways to lots, batches and a new order."""
    day = request.act.day
    rows = my_orders(request.user, day).select_related("lot__product__producer")
    listing = Listing(
        request,
        rows,
        title="Đơn đặt tem điện tử",
        columns=order_columns(lambda o: reverse("producer:stamp-order", args=[o.code])),
        filters=OrderFilter,
        order="-ma",
        name="don-dat-tem",
        empty="Chưa có đơn đặt tem. Ghi lô hàng rồi đặt tem cho lô đó.",
    )
    handed = my_batches(request.user, day).exclude(handed_on=None)
    waiting = handed.exclude(spans__kind=Span.Kind.ACTIVE).select_related("product")[:5]
    return listing.answer("producer/stamps/index.html", waiting=waiting)


@signed_in
def new_order(request):
    """Order stamps for a lot; from the list of lots, lot and number are filled in already."""
    day = request.act.day
    mine = my_lots(request.user, day).select_related("product", "source").order_by("-made_on")
    key = request.GET.get("lo", "")
    chosen = mine.filter(pk=int(key)).first() if key.isdigit() and len(key) < 12 else None
    initial = {}
    if chosen is not None:
        left = balance_of(chosen, 0).stamps_left
        initial = {"lot": chosen, "count": left or None}
    form = OrderForm(request.POST or None, lots=mine, initial=initial)
    if done := carried_out(form, operations.order, request.act):
        messages.success(request, f"Đã gửi đơn {done.result.code} cho cơ quan OCOP tỉnh.")
        return redirect("producer:stamp-order", code=done.result.code)
    return render(
        request, "producer/stamps/form.html", {"form": form, "title": "Đặt tem", "chosen": chosen}
    )


@signed_in
def order(request, code):
    """Show one of my orders with its balance; take it back while it waits."""
    found = get_object_or_404(
        my_orders(request.user, request.act.day).select_related(
            "lot__product__producer", "lot__source"
        ),
        code=code,
    )
    form = Form(request.POST or None)
    if request.method == "POST" and carried_out(form, operations.withdraw, found, request.act):
        messages.success(request, "Đã rút đơn đặt tem.")
        return redirect("producer:stamps")
    context = {
        "order": found,
        "form": form,
        "bars": bars(balance_of(found.lot, found.count, besides=found)),
        "batch": getattr(found, "batch", None),
        "can_withdraw": found.state == OrderState.ASKED,
    }
    return render(request, "producer/stamps/order.html", context)


@signed_in
def batches(request):
    """List my batches of stamps."""
    rows = my_batches(request.user, request.act.day)
    listing = Listing(
        request,
        rows.select_related("product__producer", "lot"),
        title="Lô tem",
        columns=batch_columns(lambda b: reverse("producer:stamp-batch", args=[b.pk])),
        filters=BatchFilter,
        order="-ngay",
        name="lo-tem",
        empty="Chưa có lô tem nào được cấp.",
    )
    return listing.answer("producer/stamps/batches.html")


@signed_in
def batch(request, pk):
    """Show a batch; make a range active or void, and begin a file to print from."""
    found = get_object_or_404(
        my_batches(request.user, request.act.day).select_related("product__producer", "lot"), pk=pk
    )
    asked = request.POST.get("act", "")
    first, last = to_activate(ranges_of(found)) or (None, None)
    activation = RangeForm(
        request.POST if asked == "activate" else None,
        initial={"first": first, "last": last},
        prefix="a",
    )
    voiding = VoidForm(request.POST if asked == "void" else None, prefix="v")
    printing = PrintForm(request.POST if asked == "print" else None, prefix="p")
    if carried_out(activation, operations.activate, found, request.act):
        messages.success(request, "Đã kích hoạt dải tem.")
        return redirect("producer:stamp-batch", pk=pk)
    if carried_out(voiding, operations.void, found, request.act):
        messages.success(request, "Đã huỷ dải tem, các số này không dùng lại.")
        return redirect("producer:stamp-batch", pk=pk)
    if done := carried_out(printing, operations.print_stamps, found, request.act):
        return redirect("producer:job", pk=done.result.pk)
    context = {
        "batch": found,
        "tally": tally(found),
        "spans": found.spans.order_by("first", "pk"),
        "right": right_of(found.product, request.act.day),
        "can_activate": first is not None,
        "activation": activation,
        "voiding": voiding,
        "printing": printing,
    }
    return render(request, "producer/stamps/batch.html", context)
