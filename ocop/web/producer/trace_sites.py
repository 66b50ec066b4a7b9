"""My growing areas, packing houses and other places: seen, and proposed."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.audit.queries import history
from ocop.registry.access import my_producers
from ocop.trace import operations
from ocop.trace.access import my_sites
from ocop.trace.models import Site
from ocop.web.forms import Form, WholeField, carried_out
from ocop.web.gates import signed_in
from ocop.web.listing import Column, Listing


class SiteForm(Form):
    producer = forms.ModelChoiceField(label="Chủ thể", queryset=None, empty_label=None)
    kind = forms.ChoiceField(label="Loại", choices=Site.Kind.choices)
    name = forms.CharField(label="Tên", max_length=200, help_text="Ví dụ: Đồi trà Khe Tâm.")
    address = forms.CharField(label="Thôn, khu, địa chỉ", max_length=250, required=False)
    goods = forms.CharField(label="Cây trồng, vật nuôi, mặt hàng", max_length=120, required=False)
    area_m2 = WholeField(
        label="Diện tích (m²)", min_value=1, max_value=2_000_000_000, required=False,
        help_text="Vùng trồng, vùng nuôi cần có. 1 ha là 10.000 m².",
    )  # fmt: skip
    gln = forms.CharField(
        label="Mã GLN", max_length=20, required=False, help_text="Chỉ ghi nếu GS1 đã cấp."
    )

    def __init__(self, *args, producers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["producer"].queryset = producers


@signed_in
def sites(request):
    """List my places."""
    rows = my_sites(request.user, request.act.day).select_related("commune", "producer")
    listing = Listing(
        request,
        rows,
        title="Địa điểm",
        columns=[
            Column("ten", "Tên", "name", sort=("name",), link=address),
            Column("loai", "Loại", "get_kind_display", sort=("kind",)),
            Column("mh", "Mặt hàng", "goods"),
            Column("xa", "Xã", "commune.full_name", sort=("commune__sort_key",)),
            Column("dt", "Diện tích (m²)", "area_m2", kind="number", sort=("area_m2",)),
            Column("tt", "Trạng thái", "get_state_display", sort=("state",),
                   template="ui/cells/status.html"),
        ],
        order="ten",
        name="dia-diem",
        empty="Chưa có địa điểm nào. Khai vùng trồng và xưởng để ghi nhật ký.",
    )  # fmt: skip
    return listing.answer("producer/trace/sites.html")


@signed_in
def new(request):
    """Propose a place."""
    producers = my_producers(request.user, request.act.day).order_by("sort_key")
    form = SiteForm(request.POST or None, producers=producers)
    if done := carried_out(form, operations.propose_site, request.act):
        messages.success(request, "Đã khai địa điểm. Dùng được ngay, cơ quan sẽ xác nhận sau.")
        return redirect("producer:site", code=done.result.code)
    return render(request, "producer/trace/site_new.html", {"form": form})


@signed_in
def site(request, code):
    """Show one of my places with its codes and certificates."""
    mine = my_sites(request.user, request.act.day).select_related("commune", "producer")
    found = get_object_or_404(mine, code=code)
    day = request.act.day
    context = {
        "site": found,
        "codes": [(one, one.holds_on(day)) for one in found.codes.order_by("-valid_from")],
        "standards": [(one, one.holds_on(day)) for one in found.standards.order_by("-valid_from")],
        "history": history(found),
    }
    return render(request, "producer/trace/site.html", context)


def address(row):
    """Return the address of one of my places."""
    return reverse("producer:site", args=[row.code])
