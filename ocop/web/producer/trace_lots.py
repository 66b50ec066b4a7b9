"""My lots and what they are made of."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.registry.access import my_producers
from ocop.trace import operations
from ocop.trace.access import (
    lots_in_my_chain,
    my_lots,
    my_recalls,
    my_sites,
    my_sources,
    traceable,
)
from ocop.trace.models import Site, Source
from ocop.trace.queries import left_of_lot, recall_of
from ocop.web.forms import DayField, Form, WholeField, carried_out
from ocop.web.gates import signed_in
from ocop.web.listing import Column, Listing
from ocop.web.ui.trace import lacks_of, recall_columns, told_of


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
    site = forms.ModelChoiceField(
        label="Vùng", queryset=Site.objects.none(), required=False, empty_label="Không theo vùng"
    )
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

    def __init__(self, *args, producers, sites, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["producer"].queryset = producers
        self.fields["site"].queryset = sites


@signed_in
def lots(request):
    """List my lots, each a tap away from an order."""
    listing = Listing(
        request,
        my_lots(request.user, request.act.day).select_related("product", "source"),
        title="Lô hàng",
        columns=[
            Column("lo", "Số lô", "code", sort=("code",), link=address),
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
    return listing.answer("producer/trace/lots.html")


@signed_in
def lot(request, pk):
    """Show a lot of mine, or one step beside mine: its chain, what was done, what is missing."""
    day = request.act.day
    near = lots_in_my_chain(request.user, day).select_related("product__producer__commune")
    found = get_object_or_404(near, pk=pk)
    is_mine = my_lots(request.user, day).filter(pk=pk).exists()
    # Whoever is one step beside sees that step; the whole chain is its maker's.
    reach = request.GET.get("xem", "all") if is_mine else "one"
    reachable = set(near.values_list("pk", flat=True))
    told = told_of(found, reach, lambda box: address(box) if box.lot in reachable else "")
    context = {
        **told,
        "is_mine": is_mine,
        "lacks": lacks_of(found, told["completeness"]),
        "left": left_of_lot(found, found.product.producer) if is_mine else None,
        "recall": recall_of(found.product, found.code, day),
        "inputs": found.inputs.select_related("harvest__site", "lot__product").order_by("pk"),
    }
    return render(request, "producer/trace/lot.html", context)


@signed_in
def new_lot(request):
    """Write down a lot, then go on to its stamps."""
    day = request.act.day
    form = LotForm(
        request.POST or None,
        products=traceable(request.user, day).order_by("sort_key"),
        sources=my_sources(request.user, day),
        initial={"made_on": day},
    )
    if done := carried_out(form, operations.add_lot, request.act):
        messages.success(request, f"Đã ghi lô {done.result.code}.")
        return redirect(ordering(done.result))
    return render(request, "producer/trace/form.html", {"form": form, "title": "Ghi lô hàng"})


@signed_in
def new_source(request):
    """Write down where material comes from."""
    producers = my_producers(request.user, request.act.day)
    sites = my_sites(request.user, request.act.day).in_use().filter(kind__in=Site.GIVING)
    form = SourceForm(request.POST or None, producers=producers, sites=sites)
    if carried_out(form, operations.add_source, request.act):
        messages.success(request, "Đã ghi nguồn nguyên liệu.")
        return redirect("producer:lot-new")
    context = {"form": form, "title": "Ghi nguồn nguyên liệu"}
    return render(request, "producer/trace/form.html", context)


@signed_in
def recalls(request):
    """List the recalls that concern my goods."""
    listing = Listing(
        request,
        my_recalls(request.user, request.act.day).select_related("lot", "harvest"),
        title="Thu hồi lô hàng",
        columns=recall_columns("producer:recall"),
        order="-ma",
        name="thu-hoi-lo",
        empty="Không có lô nào của chủ thể bị thu hồi.",
    )
    return listing.answer("producer/trace/recalls.html")


@signed_in
def recall(request, code):
    """Show a recall: my lots in it, where they went, and what to do."""
    day = request.act.day
    found = get_object_or_404(my_recalls(request.user, day), code=code)
    mine = my_producers(request.user, day).values("pk")
    context = {
        "recall": found,
        "lots": found.lots.filter(lot__product__producer__in=mine).select_related("lot__product"),
        "stops": found.stops.filter(entry__producer__in=mine).select_related("entry__lot__product"),
        "taken": found.stops.filter(entry__partner_producer__in=mine).select_related(
            "entry__lot__product", "entry__producer"
        ),
    }
    return render(request, "producer/trace/recall.html", context)


def address(row):
    """Return the address of a lot's page; of a row, or of a box in the drawing."""
    return reverse("producer:lot", args=[row.lot if hasattr(row, "lot") else row.pk])


def ordering(lot):
    """Return the address at which stamps of a lot are ordered."""
    return f"{reverse('producer:stamp-new')}?lo={lot.pk}"
