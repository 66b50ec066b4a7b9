"""My stamps: lots, orders in a few taps, batches with their files, ranges on goods or void."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.mark.right import right_of
from ocop.registry.access import my_producers
from ocop.stamps import operations
from ocop.stamps.access import my_batches, my_lots, my_orders, my_sources, stampable
from ocop.stamps.flow import BatchState, OrderState
from ocop.stamps.models import Lot, Source
from ocop.stamps.queries import balance_of
from ocop.web.forms import DayField, Form, WholeField, carried_out
from ocop.web.gates import signed_in
from ocop.web.listing import Column, Listing
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


class LotForm(Form):
    product = forms.ModelChoiceField(label="Sản phẩm", queryset=None, empty_label=None)
    code = forms.CharField(label="Số lô", max_length=20, help_text="Ví dụ: L2610. Không dấu.")
    made_on = DayField(label="Ngày sản xuất")
    expires_on = DayField(label="Hạn sử dụng", required=False)
    units = WholeField(label="Số đơn vị", min_value=1, max_value=100_000_000)
    source = forms.ModelChoiceField(
        label="Nguồn nguyên liệu",
        queryset=Source.objects.none(),
        required=False,
        empty_label="Chưa ghi",
    )
    material_kg = WholeField(
        label="Nguyên liệu đã dùng (kg)", min_value=0, max_value=100_000_000, required=False
    )
    grams_per_unit = WholeField(
        label="Nguyên liệu cho một đơn vị (g)", min_value=1, max_value=100_000_000, required=False
    )

    def __init__(self, *args, products, sources, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["product"].queryset = products
        self.fields["source"].queryset = sources

    def keywords(self):
        told = dict(self.cleaned_data)
        told["material_kg"] = told["material_kg"] or 0
        told["grams_per_unit"] = told["grams_per_unit"] or 1
        return told


class SourceForm(Form):
    producer = forms.ModelChoiceField(label="Chủ thể", queryset=None, empty_label=None)
    kind = forms.ChoiceField(label="Loại nguồn", choices=Source.Kind.choices)
    name = forms.CharField(label="Tên nguồn", max_length=200)
    season = forms.CharField(label="Mùa vụ", max_length=80, required=False)
    area_m2 = WholeField(
        label="Diện tích (m²)", min_value=1, max_value=2_000_000_000, required=False
    )
    kg_per_ha = WholeField(
        label="Năng suất (kg/ha)", min_value=1, max_value=2_000_000_000, required=False
    )
    bought_kg = WholeField(
        label="Lượng mua (kg)", min_value=1, max_value=2_000_000_000, required=False
    )
    proof = forms.CharField(label="Giấy tờ chứng minh", max_length=200, required=False)

    def __init__(self, *args, producers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["producer"].queryset = producers


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
    handed = my_batches(request.user, day).filter(state=BatchState.HANDED_OVER, spans=None)
    waiting = handed.select_related("product")[:5]
    return listing.answer("producer/stamps/index.html", waiting=waiting)


@signed_in
def lots(request):
    """List my lots, each a tap away from an order."""
    listing = Listing(
        request,
        my_lots(request.user, request.act.day).select_related("product", "source"),
        title="Lô hàng",
        columns=[
            Column("lo", "Số lô", "code", sort=("code",), link=ordering),
            Column("sp", "Sản phẩm", "product.name", sort=("product__sort_key",)),
            Column("sx", "Ngày sản xuất", "made_on", kind="day", sort=("made_on",)),
            Column("hsd", "Hạn sử dụng", "expires_on", kind="day", sort=("expires_on",)),
            Column("dv", "Số đơn vị", "units", kind="number", sort=("units",)),
            Column("nl", "Nguyên liệu (kg)", "material_kg", kind="number"),
            Column("ng", "Nguồn", lambda lot: str(lot.source or "Chưa ghi")),
        ],
        order="-sx",
        name="lo-hang",
        empty="Chưa có lô hàng nào.",
    )
    return listing.answer("producer/stamps/lots.html")


@signed_in
def new_lot(request):
    """Write down a lot, then go on to its stamps."""
    day = request.act.day
    form = LotForm(
        request.POST or None,
        products=stampable(request.user, day).order_by("sort_key"),
        sources=my_sources(request.user, day),
        initial={"made_on": day},
    )
    if done := carried_out(form, operations.add_lot, request.act):
        messages.success(request, f"Đã ghi lô {done.result.code}.")
        return redirect(ordering(done.result))
    return render(request, "producer/stamps/form.html", {"form": form, "title": "Ghi lô hàng"})


@signed_in
def new_source(request):
    """Write down where material comes from."""
    producers = my_producers(request.user, request.act.day)
    form = SourceForm(request.POST or None, producers=producers)
    if carried_out(form, operations.add_source, request.act):
        messages.success(request, "Đã ghi nguồn nguyên liệu.")
        return redirect("producer:lot-new")
    context = {"form": form, "title": "Ghi nguồn nguyên liệu"}
    return render(request, "producer/stamps/form.html", context)


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
    activation = RangeForm(
        request.POST if asked == "activate" else None,
        initial={"first": found.first, "last": found.last},
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
        "is_handed": found.state == BatchState.HANDED_OVER,
        "activation": activation,
        "voiding": voiding,
        "printing": printing,
    }
    return render(request, "producer/stamps/batch.html", context)


def ordering(lot):
    """Return the address at which stamps of a lot are ordered."""
    return f"{reverse('producer:stamp-new')}?lo={lot.pk}"
