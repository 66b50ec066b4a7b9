"""Which products take part and which bear a star, on any day: two populations, side by side."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.certificates.queries import with_stars
from ocop.cycles import operations
from ocop.cycles.access import participations_for
from ocop.cycles.models import Participation
from ocop.cycles.queries import participating_on, ranked_on
from ocop.registry.access import products_for
from ocop.web.forms import DayField, Form, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing
from ocop.web.office.scope import PlaceFilter

P = Permission
POPULATIONS = (
    ("tham-gia", "Đang tham gia chương trình"),
    ("co-sao", "Đang có sao"),
    ("chua-co-sao", "Tham gia, chưa có sao"),
    ("chua-quyet-dinh", "Có sao, chưa có quyết định chấp thuận"),
    ("da-thoi", "Đã thôi tham gia"),
)


class ParticipationFilter(PlaceFilter):
    commune, words = "commune", "folded"

    so = forms.ChoiceField(label="Gồm", choices=POPULATIONS)
    ngay = DayField(label="Tính đến ngày")


class EndForm(Form):
    ended_on = DayField(label="Thôi từ ngày")
    why = forms.ChoiceField(
        label="Lý do", choices=Participation.Why.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="Ghi chú",
        help_text="Văn bản làm căn cứ, nếu có.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@requires(P.VIEW_OFFICE)
def index(request):
    """List the products of one population on one day, and count each population."""
    day = asked_day(request)
    products = products_for(request.user, P.VIEW_OFFICE, request.act.day)
    asked = request.GET.get("so") or POPULATIONS[0][0]
    populations = {key: population(products, key, day) for key, _ in POPULATIONS}
    rows = populations.get(asked, populations[POPULATIONS[0][0]])
    running = {}
    listing = Listing(
        request,
        with_stars(rows, day).select_related("producer", "commune"),
        title=f"{dict(POPULATIONS).get(asked, POPULATIONS[0][1])}, đến {day:%d/%m/%Y}",
        columns=[
            Column("sp", "Sản phẩm", "name", sort=("sort_key",), link=address),
            Column("ct", "Chủ thể", "producer.name"),
            Column("xa", "Xã", "commune.full_name", sort=("commune__sort_key",)),
            Column("huyen", "Huyện cũ", "commune.old_district", on_page=False),
            Column("sao", "Sao", "stars", kind="number", sort=("stars",)),
            Column("tu", "Tham gia từ", lambda row: began(running, row), kind="day"),
            Column("qd", "Quyết định", lambda row: decision(running, row)),
            *leaving(request, running),
            Column("ma", "Mã", "code", on_page=False),
        ],
        filters=ParticipationFilter,
        order="sp",
        name="tham-gia",
        empty="Không có sản phẩm nào.",
    )
    shown = listing.rows if request.GET.get("tai") else listing.page.object_list
    running |= latest([row.pk for row in shown], day)
    counts = {key: rows.count() for key, rows in populations.items()}
    figures = [
        (label, counts[key], listing.url(so=key, trang=None)) for key, label in POPULATIONS[:4]
    ]
    return listing.answer("office/cycle/participations.html", figures=figures, day=day)


def population(products, key: str, day):
    """Keep the products of one population on ``day``."""
    taking_part, ranked = participating_on(day).values("pk"), ranked_on(day).values("pk")
    if key == "co-sao":
        return products.filter(pk__in=ranked)
    if key == "chua-co-sao":
        return products.filter(pk__in=taking_part).exclude(pk__in=ranked)
    if key == "chua-quyet-dinh":
        return products.filter(pk__in=ranked).exclude(pk__in=taking_part)
    if key == "da-thoi":
        ended = Participation.objects.filter(ended_on__lte=day).values("product")
        return products.filter(pk__in=ended).exclude(pk__in=taking_part)
    return products.filter(pk__in=taking_part)


def asked_day(request):
    """Return the day that the address asks for, or today."""
    form = ParticipationFilter(request.GET)
    form.is_valid()
    return form.cleaned_data.get("ngay") or request.act.day


def latest(keys, day) -> dict[int, Participation]:
    """Return the newest participation begun by ``day`` of each product."""
    rows = Participation.objects.filter(product__in=list(keys), began_on__lte=day)
    return {one.product_id: one for one in rows.select_related("admission").order_by("began_on")}


def leaving(request, running) -> list[Column]:
    """Return the column that leads to letting a product go, for who may."""
    if P.ACCEPT_IDEAS not in request.permissions:
        return []
    return [
        Column(
            "thoi",
            "Cho thôi",
            lambda row: "Cho thôi" if is_open(running, row) else "",
            in_file=False,
            link=lambda row: (
                reverse("office:ending", args=[row.code]) if is_open(running, row) else ""
            ),
        )
    ]


def is_open(running, product) -> bool:
    """Tell whether a product's part in the programme has not ended."""
    one = running.get(product.pk)
    return one is not None and one.ended_on is None


def began(running, product):
    """Return since when a product takes part."""
    one = running.get(product.pk)
    return one.began_on if one else None


def decision(running, product) -> str:
    """Return the decision by which a product takes part."""
    one = running.get(product.pk)
    return one.admission.number if one else ""


def address(product) -> str:
    """Return the page of one product."""
    return reverse("office:product", args=[product.code])


@requires(P.ACCEPT_IDEAS)
def ending(request, code):
    """Let a product go from the programme."""
    mine = participations_for(request.user, P.ACCEPT_IDEAS, request.act.day)
    found = get_object_or_404(
        mine.filter(ended_on=None).select_related("product__producer", "product__commune"),
        product__code=code,
    )
    form = EndForm(request.POST or None, initial={"ended_on": request.act.day})
    if carried_out(form, operations.end_participation, found, request.act):
        messages.success(request, f"Đã ghi “{found.product}” thôi tham gia chương trình.")
        return redirect(f"{reverse('office:participations')}?so=da-thoi")
    return render(request, "office/cycle/ending.html", {"found": found, "form": form})
