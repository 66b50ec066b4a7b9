"""The programme's figures for officers: of a place, as of a day, each down to its rows."""

from datetime import date

from django import forms
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from ocop.accounts.permissions import Permission
from ocop.accounts.queries import posts
from ocop.certificates.models import Certificate
from ocop.figures.definitions import DEFINITIONS, figures, rows_of, some
from ocop.figures.figure import Figure
from ocop.figures.queries import STARS, cells, ranked_at
from ocop.figures.scope import Scope
from ocop.places.models import Commune
from ocop.registry.models import Producer, Product
from ocop.sheets.writing import Heading, Kind, table_workbook
from ocop.web.forms import DayField, FilterForm
from ocop.web.gates import requires
from ocop.web.listing import XLSX, Column, Listing
from ocop.web.ui import figure_plots

SINGLE = [one.code for one in DEFINITIONS]


class ScopeForm(FilterForm):
    ngay = DayField(label="Số liệu ngày")
    tu = DayField(label="Kỳ từ ngày")
    xa = forms.ChoiceField(label="Xã, phường, đặc khu")
    sao = forms.ChoiceField(
        widget=forms.HiddenInput, choices=[("", ""), *[(str(n), str(n)) for n in STARS]]
    )

    def __init__(self, *args, communes=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["xa"].choices = [("", "Tất cả"), *communes]
        if not communes:
            del self.fields["xa"]

    def clean(self):
        data = super().clean()
        day, since = data.get("ngay"), data.get("tu")
        if day and since and since > day:
            self.add_error("tu", "Kỳ bắt đầu sau ngày lấy số liệu; hãy chọn ngày sớm hơn.")
        return data


@requires(Permission.VIEW_OFFICE)
def index(request):
    """Show the figures of my place as charts, with the list of all of them beneath."""
    form, scope = asked(request)
    way = way_to(request)
    if request.GET.get("tai") == "json":
        plain = [figure.as_json() for figure in figures(scope)]
        return JsonResponse(plain, safe=False, json_dumps_params={"ensure_ascii": False})
    if request.GET.get("tai") == "xlsx":
        return workbook(figures(scope), scope)
    counted = cells(scope)
    told = some(scope, *SINGLE, cells=counted)
    codes = ["industry", "kind"] if scope.commune else ["district", "industry", "kind"]
    context = {
        "form": form,
        "scope": scope,
        "figures": [(figure, led(figure, way)) for figure in told],
        "plots": [
            figure_plots.in_period(told, scope, way),
            *figure_plots.broken_down(scope, codes, way, counted),
        ],
        "over_time": figure_plots.over_time(scope),
    }
    return render(request, "office/figures/index.html", context)


@requires(Permission.VIEW_OFFICE)
def rows(request, code):
    """List the very rows that one figure counts."""
    form, scope = asked(request)
    found = rows_of(code, scope)
    if found is None:
        raise Http404(code)
    title, definition, counted = found
    stars = form.cleaned_data["sao"] if form.is_valid() else ""
    if stars and counted.model is Product:
        counted = counted.filter(pk__in=ranked_at(scope, int(stars)).values("pk"))
        title = f"{title}, {stars} sao"
    listing = Listing(
        request, related(counted), title=title, columns=columns_of(counted.model),
        order=FIRST[counted.model], name="so-lieu",
        empty="Không có dòng nào: số liệu này bằng 0.",
    )  # fmt: skip
    return listing.answer(
        "office/figures/rows.html", form=form, scope=scope, definition=definition, title=title
    )


def asked(request):
    """Return the form of day and place, and the scope that it asks for within my place."""
    today, post = request.act.day, place_of(request)
    communes = (
        Commune.objects.filter(province=post.province_id)
        .order_by("sort_key")
        .values_list("code", "full_name")
        if post.province_id and not post.commune_id
        else ()
    )
    form = ScopeForm(request.GET, communes=list(communes))
    wanted = form.cleaned_data if form.is_valid() else {}
    day = wanted.get("ngay") or today
    commune = post.commune_id
    if code := wanted.get("xa"):
        commune = Commune.objects.get(code=code).pk
    since = wanted.get("tu") or date(day.year, 1, 1)
    return form, Scope(day, since, province=post.province_id, commune=commune)


def place_of(request):
    """Return the post whose place the figures are of: the widest that this person holds."""
    held = posts(request.user, request.act.day).giving(Permission.VIEW_OFFICE)
    return min(held, key=lambda post: (post.commune_id is not None, post.province_id is not None))


def way_to(request):
    """Return how a figure's code becomes the address of its rows, of the same day and place."""
    kept = {key: request.GET[key] for key in ("ngay", "tu", "xa") if request.GET.get(key)}
    query = f"?{urlencode(kept)}" if kept else ""
    return lambda code: reverse("office:figure", args=[code]) + query


def led(figure: Figure, way):
    """Return where a figure leads; nowhere where its rows are people's own business."""
    closed = {one.code for one in DEFINITIONS if one.closed}
    return "" if figure.code in closed else way(figure.code)


FIRST = {Certificate: "het", Producer: "ten", Product: "ten"}
PRODUCT_COLUMNS = [
    Column("ma", "Mã hồ sơ", "code", sort=("code",),
           link=lambda p: reverse("office:product", args=[p.code])),
    Column("ten", "Sản phẩm", "name", sort=("sort_key",)),
    Column("ct", "Chủ thể", "producer.name", sort=("producer__sort_key",)),
    Column("xa", "Xã", "commune.full_name", sort=("commune__sort_key",)),
    Column("bo", "Bộ số", "set_number", kind="number", sort=("set_number",)),
]  # fmt: skip
PRODUCER_COLUMNS = [
    Column("ma", "Mã chủ thể", "code", sort=("code",),
           link=lambda p: reverse("office:producer", args=[p.code])),
    Column("ten", "Chủ thể", "name", sort=("sort_key",)),
    Column("loai", "Loại hình", "get_kind_display", sort=("kind",)),
    Column("xa", "Xã", "commune.full_name", sort=("commune__sort_key",)),
]  # fmt: skip
CERTIFICATE_COLUMNS = [
    Column("so", "Số giấy", "number", sort=("number",),
           link=lambda c: reverse("office:certificate", args=[c.pk])),
    Column("sp", "Sản phẩm", "product.name", sort=("product__sort_key",)),
    Column("ct", "Chủ thể", "product.producer.name"),
    Column("xa", "Xã", "product.commune.full_name"),
    Column("sao", "Sao", "stars", kind="number", sort=("stars",)),
    Column("cap", "Ngày cấp", "issued_on", kind="day", sort=("issued_on",)),
    Column("het", "Hết hiệu lực", "lapses_on", kind="day", sort=("lapses_on",)),
]  # fmt: skip


def columns_of(model):
    """Return the columns of the rows that a figure counts."""
    return {Certificate: CERTIFICATE_COLUMNS, Producer: PRODUCER_COLUMNS}.get(
        model, PRODUCT_COLUMNS
    )


def related(counted):
    """Fetch with the rows what their columns show."""
    if counted.model is Certificate:
        return counted.select_related("product__producer", "product__commune")
    if counted.model is Producer:
        return counted.select_related("commune")
    return counted.select_related("producer", "commune")


FIGURE_HEADINGS = [
    Heading("Mã", Kind.TEXT), Heading("Số liệu", Kind.TEXT), Heading("Cách tính", Kind.TEXT),
    Heading("Đơn vị tính", Kind.TEXT), Heading("Số đếm", Kind.WHOLE),
    Heading("Trên tổng", Kind.WHOLE),
]  # fmt: skip


def workbook(told, scope):
    """Return every figure as a sheet that an office can send on."""
    content = table_workbook(
        title="Số liệu chương trình OCOP",
        columns=FIGURE_HEADINGS,
        rows=[[f.code, f.title, f.definition, f.unit, f.numerator, f.denominator] for f in told],
        as_of=scope.day,
    )
    response = HttpResponse(content, content_type=XLSX)
    name = f"so-lieu-ocop-{scope.day:%Y%m%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
