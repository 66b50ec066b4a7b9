"""Lên sao: which products of my place stand nearest to their next star, and what each lacks."""

from dataclasses import dataclass

from django import forms
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.dossiers.coaching import Coaching
from ocop.kernel.text import fold
from ocop.places.models import Commune
from ocop.registry.access import guided_products
from ocop.registry.models import Product
from ocop.rulesets.coach import Path
from ocop.web.forms import FilterForm
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing
from ocop.web.ui.coaching import coachings

P = Permission
# Ways are worked out for so many products at once; a larger place chooses a commune first.
MOST = 1500


class CoachFilter(FilterForm):
    tu = forms.CharField(label="Sản phẩm, chủ thể")
    xa = forms.ModelChoiceField(
        label="Xã", queryset=Commune.objects.order_by("sort_key"), to_field_name="code"
    )
    len_sao = forms.ChoiceField(
        label="Lên hạng", choices=[("", "Tất cả"), ("3", "3 sao"), ("4", "4 sao"), ("5", "5 sao")]
    )
    theo = forms.ChoiceField(
        label="Xếp theo", choices=[("", "Gần đích nhất"), ("diem", "Điểm cao nhất"), ("ten", "Tên")]
    )

    def narrow(self, rows):
        wanted = self.cleaned_data
        if wanted["len_sao"]:
            rows = [row for row in rows if row.way.stars == int(wanted["len_sao"])]
        if wanted["theo"] == "ten":
            return sorted(rows, key=lambda row: row.product.sort_key)
        if wanted["theo"] == "diem":
            return sorted(rows, key=lambda row: -row.coaching.standing.total)
        return rows


@dataclass(frozen=True, slots=True)
class Row:
    """One product with the way to its next star."""

    product: Product
    coaching: Coaching
    way: Path

    @property
    def words(self) -> str:
        """Return how far it is, in words."""
        if self.way.reached:
            return "Đã đủ điểm và mức sàn"
        if not self.way.reachable:
            return "Ngoài tầm của bộ này"
        return f"{len(self.way.raises)} việc, {self.way.missing_floors} mức sàn"

    @property
    def easiest(self) -> str:
        """Return the easiest thing that is still to do."""
        first = next((one for one in self.way.raises if one.cost), None)
        return f"{first.criterion.code}. {first.criterion.name}" if first else ""


@requires(P.VIEW_OFFICE)
def index(request):
    """List the products of my place by how near their next star is; constant queries."""
    listing = Listing(
        request,
        rows_of(request),
        title="Sản phẩm gần lên sao",
        columns=[
            Column("sp", "Sản phẩm", "product.name", link=address),
            Column("ct", "Chủ thể", "product.producer.name"),
            Column("xa", "Xã", "product.commune.full_name"),
            Column("co", "Đang có", lambda r: r.coaching.stars or None, kind="number"),
            Column("diem", "Điểm", "coaching.standing.total", kind="number"),
            Column("nguon", "Tính từ", "coaching.source.label"),
            Column("len", "Lên hạng", lambda r: f"{r.way.stars} sao"),
            Column("viec", "Còn thiếu", "words"),
            Column("dau", "Việc dễ nhất", "easiest"),
        ],
        filters=CoachFilter,
        name="len-sao",
        empty="Chưa có sản phẩm nào để chỉ đường.",
    )
    return listing.answer("office/coach/index.html", most=MOST)


@requires(P.VIEW_OFFICE)
def product(request, code):
    """Show what stands between one product and each star, and what would prove it."""
    day = request.act.day
    mine = guided_products(request.user, P.VIEW_OFFICE, day).select_related("producer", "commune")
    found = get_object_or_404(mine, code=code)
    coaching = coachings([found], day, case=request.GET.get("th")).get(found.pk)
    ways = [(way, coaching.advice(way)) for way in coaching.ways] if coaching else []
    context = {"product": found, "coaching": coaching, "ways": ways}
    return render(request, "office/coach/product.html", context)


def rows_of(request) -> list[Row]:
    """Return my products that have a next star, the nearest first."""
    day = request.act.day
    mine = guided_products(request.user, P.VIEW_OFFICE, day).select_related("producer", "commune")
    asked = CoachFilter(request.GET)
    if asked.is_valid():
        for word in fold(asked.cleaned_data["tu"] or "").split():
            mine = mine.filter(folded__contains=word)
        if asked.cleaned_data["xa"]:
            mine = mine.filter(commune=asked.cleaned_data["xa"])
    products = list(mine.order_by("sort_key", "pk")[:MOST])
    found = coachings(products, day, only_next=True)
    rows = [
        Row(one, found[one.pk], found[one.pk].next)
        for one in products
        if one.pk in found and found[one.pk].next
    ]
    return sorted(rows, key=lambda row: (not row.way.reachable, row.way.cost))


def address(row: Row) -> str:
    """Return the page of one product's ways."""
    return reverse("office:coach", args=[row.product.code])
