"""The register of rights: which product may bear the OCOP mark today, with which star sign."""

import csv
from io import StringIO
from urllib.parse import quote

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.kernel.text import fold
from ocop.mark.right import Answer, governing, reader, with_answer
from ocop.places.models import Commune
from ocop.registry.models import Product
from ocop.web.forms import FilterForm
from ocop.web.gates import public
from ocop.web.keeping import kept
from ocop.web.listing import FILE, Column, Listing

CSV = "csv"
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
SHOWN = (
    Answer.HELD, Answer.ENDING, Answer.GRACE, Answer.LAPSED, Answer.REVOKED, Answer.RETIRED,
)  # fmt: skip
ANY = ("", gettext_lazy("Tất cả"))


class RightFilter(FilterForm):
    tu = forms.CharField(
        label=gettext_lazy("Sản phẩm, chủ thể hoặc số giấy"),
        max_length=120,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    sao = forms.ChoiceField(
        label=gettext_lazy("Hạng sao"), choices=[ANY, ("5", "5 ★"), ("4", "4 ★"), ("3", "3 ★")]
    )
    xa = forms.CharField(widget=forms.HiddenInput, max_length=5)

    def narrow(self, rows):
        wanted = self.cleaned_data
        if words := fold(wanted["tu"]):
            named = Q(product__folded__contains=words)
            rows = rows.filter(named | Q(folded_number__contains=words.replace(" ", "")))
        if wanted["sao"]:
            rows = rows.filter(stars=int(wanted["sao"]))
        if wanted["xa"]:
            rows = rows.filter(product__commune__code=wanted["xa"])
        return rows


@kept
@public
def index(request):
    """List the rights to the mark, those in force first; ended ones say since when."""
    day = request.act.day
    asked = request.GET.get("quyen", "")
    rows = governing(day).select_related(
        "product__producer", "product__commune", "revocation__decision"
    )
    if asked in set(SHOWN):
        rows = with_answer(rows, Answer(asked), day)
    listing = Listing(
        request,
        rows.order_by("-lapses_on", "pk"),
        title=_("Sổ quyền sử dụng nhãn hiệu OCOP"),
        columns=columns(reader(day)),
        filters=RightFilter,
        name="quyen-nhan-hieu-ocop",
    )
    if request.GET.get(FILE) == CSV:
        return as_csv(listing)
    commune = Commune.objects.filter(code=request.GET.get("xa", "")[:5]).first()
    context = {
        "commune": commune,
        "asked": asked,
        "answers": [(answer.value, answer.label) for answer in SHOWN],
        "has_samples": Product.objects.filter(is_sample=True).exists(),
        "csv_url": listing.url(**{FILE: CSV, "trang": None}),
    }
    return listing.answer("public/mark.html", **context)


def columns(right_of):
    """Return the columns of the register, in the reader's language."""
    return [
        Column("sp", _("Sản phẩm"), "product.name", sort=("product__sort_key",), link=product_url),
        Column("ct", _("Chủ thể"), "product.producer.name"),
        Column("xa", _("Xã, phường, đặc khu"), "product.commune.full_name"),
        Column("sao", _("Biểu trưng sao"), "stars", kind="number", sort=("stars",)),
        Column("tu-ngay", _("Từ ngày"), "issued_on", kind="day", sort=("issued_on",)),
        Column("den", _("Đến hết ngày"), lambda c: right_of(c).last_day, kind="day"),
        Column(
            "quyen", _("Quyền hôm nay"), right_of, template="public/mark_answer.html", in_file=False
        ),
        Column("chu", _("Quyền hôm nay"), lambda c: _(right_of(c).answer.label), on_page=False),
        Column("giay", _("Giấy chứng nhận"), "number", sort=("number",), link=check_url),
    ]


def product_url(certificate):
    """Return the public page of the product."""
    return reverse("public:product", args=[certificate.product.code])


def check_url(certificate):
    """Return where the certificate is checked."""
    return f"{reverse('public:verify')}?so={quote(certificate.number, safe='')}"


def as_csv(listing) -> HttpResponse:
    """Return every filtered row as CSV in UTF-8, with days as 2026-10-05."""
    shown = [column for column in listing.columns if column.in_file]
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([column.label for column in shown])
    for row in listing.rows:
        writer.writerow([plain(column.of(row)) for column in shown])
    response = HttpResponse(
        "\N{ZERO WIDTH NO-BREAK SPACE}" + out.getvalue(), content_type="text/csv; charset=utf-8"
    )
    name = f"{listing.name}-{listing.request.act.day:%Y%m%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def plain(value) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
