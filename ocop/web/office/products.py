"""Products of my place: found, entered, described, merged, and their papers."""

from datetime import timedelta

from django import forms
from django.shortcuts import redirect, render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.audit.queries import history
from ocop.certificates.queries import certificates_of, with_stars
from ocop.dossiers.grace import standings_of
from ocop.dossiers.operations import merge_products
from ocop.places.models import Commune
from ocop.registry import operations
from ocop.registry.access import guided_products, papers_for, products_for
from ocop.registry.models import Paper
from ocop.registry.queries import likely_twins, matching, without_papers
from ocop.rulesets.queries import rubrics_in_force
from ocop.web.forms import DayField, FilterForm, Form, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing
from ocop.web.office.doubles import MergeForm, found_or_kept
from ocop.web.office.producers import mine as my_producer

P = Permission


class ProductFilter(FilterForm):
    tu = forms.CharField(label="Sản phẩm, chủ thể, xã")
    bo = forms.IntegerField(label="Bộ", min_value=1, max_value=26)
    sao = forms.ChoiceField(
        label="Sao hôm nay",
        choices=[("", "Tất cả"), ("0", "Chưa có sao"), ("3", "3"), ("4", "4"), ("5", "5")],
    )
    xa = forms.ModelChoiceField(
        label="Xã",
        queryset=Commune.objects.order_by("sort_key"),
        to_field_name="code",
        empty_label="Tất cả",
    )

    lam = forms.ChoiceField(
        label="Sản xuất", choices=[("", "Tất cả"), ("con", "Đang làm"), ("ngung", "Đã ngừng")]
    )
    kho = forms.BooleanField(label="Chỉ sản phẩm chưa có giấy tờ nào trong kho")

    def narrow(self, rows):
        wanted = self.cleaned_data
        rows = matching(rows, wanted["tu"] or "")
        if wanted["lam"]:
            rows = rows.filter(retired_on__isnull=wanted["lam"] == "con")
        if wanted["kho"]:
            rows = without_papers(rows).filter(retired_on=None)
        if wanted["bo"]:
            rows = rows.filter(set_number=wanted["bo"])
        if wanted["sao"]:
            stars = int(wanted["sao"])
            rows = rows.filter(stars=stars) if stars else rows.filter(stars__isnull=True)
        if wanted["xa"]:
            rows = rows.filter(commune=wanted["xa"])
        return rows


class ProductForm(Form):
    name = forms.CharField(label="Tên sản phẩm", max_length=200)
    set_number = forms.TypedChoiceField(label="Bộ sản phẩm", coerce=int)
    gtin = forms.CharField(
        label="Mã GTIN", max_length=20, required=False,
        help_text="Số dưới mã vạch; để trống nếu sản phẩm chưa có.",
    )  # fmt: skip
    description = forms.CharField(
        label="Mô tả", required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    specification = forms.CharField(label="Quy cách", max_length=250, required=False)
    standard = forms.CharField(label="Tiêu chuẩn áp dụng", max_length=250, required=False)

    def __init__(self, *args, rubrics, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["set_number"].choices = [(r.number, f"{r.number}. {r.title}") for r in rubrics]


class PaperForm(Form):
    kind = forms.ChoiceField(label="Loại giấy tờ", choices=Paper.Kind.choices)
    number = forms.CharField(label="Số", max_length=80, required=False)
    issuer = forms.CharField(label="Nơi cấp", max_length=200, required=False)
    scope = forms.CharField(label="Phạm vi", max_length=250, required=False)
    area_ha = forms.DecimalField(
        label="Diện tích (ha)", min_value=0, max_digits=10, decimal_places=2, required=False,
        localize=True,
    )  # fmt: skip
    issued_on = DayField(label="Ngày cấp", required=False)
    expires_on = DayField(label="Hết hạn", required=False)


@requires(P.VIEW_OFFICE)
def index(request):
    """List the products of my place with the stars that are true today."""
    rows = with_stars(products_for(request.user, P.VIEW_OFFICE, request.act.day), request.act.day)
    listing = Listing(
        request,
        rows.select_related("producer", "commune"),
        title="Danh sách sản phẩm OCOP",
        columns=[
            Column("ten", "Sản phẩm", "name", sort=("sort_key",), link=address),
            Column("ct", "Chủ thể", "producer.name", sort=("producer__sort_key",)),
            Column("xa", "Xã", "commune.full_name", sort=("commune__sort_key",)),
            Column("huyen", "Huyện cũ", "commune.old_district"),
            Column("bo", "Bộ", "set_number", kind="number", sort=("set_number",)),
            Column("sao", "Sao hôm nay", "stars", kind="number", sort=("stars",)),
            Column("den", "Sao đến hết", last_day, kind="day", sort=("star_until",)),
            Column("gtin", "GTIN", "gtin", on_page=False),
            Column("ma", "Mã", "code", on_page=False),
        ],
        filters=ProductFilter,
        order="ten",
        name="san-pham",
        empty="Chưa có sản phẩm nào trong sổ.",
    )
    return listing.answer("office/products/index.html")


def last_day(product):
    """Return the last day of the star that a product bears today, if any."""
    return product.star_until - timedelta(days=1) if product.star_until else None


def address(product):
    """Return the page of one product."""
    return reverse("office:product", args=[product.code])


@requires(P.VIEW_OFFICE)
def product(request, code):
    """Show one product: certificates, papers, codes, likely doubles, history."""
    found = mine(request, code, P.VIEW_OFFICE)
    day = request.act.day
    twins = likely_twins(found.name, found.producer.name, found.commune).exclude(pk=found.pk)
    context = {
        "product": found,
        "certificates": standings(found, day),
        "papers": papers_shown(request, found),
        "codes": found.codes.order_by("-pk"),
        "rubric": rubrics_in_force(day).filter(number=found.set_number).first(),
        "twins": twins,
        "is_guided": guided_products(request.user, P.VIEW_OFFICE, day).filter(pk=found.pk).exists(),
        "history": history(found),
    }
    return render(request, "office/products/product.html", context)


def papers_shown(request, found) -> list[tuple]:
    """Return the papers that speak for a product, each with whether its page is open to me.

    Whose place it is not sees what buyers see: the vault is the producer's.
    """
    open_to_me = papers_for(request.user, P.VIEW_OFFICE, request.act.day)
    mine = set(open_to_me.filter(producer=found.producer).values_list("pk", flat=True))
    speaking = Paper.objects.kept().speaking_for(found)
    known = speaking.filter(pk__in=mine) | speaking.shown_to_all()
    return [(one, one.pk in mine) for one in known.order_by("kind", "pk")]


def standings(found, day) -> list[tuple]:
    """Return the certificates of one product, newest first, with what each is worth today."""
    listed = list(certificates_of(found))
    worth = standings_of(listed, day)
    return [(one, worth[one.pk]) for one in listed]


@requires(P.EDIT_REGISTRY)
def new(request, producer):
    """Enter a product of a producer."""
    owner = my_producer(request, producer, P.EDIT_REGISTRY)
    form = ProductForm(request.POST or None, rubrics=rubrics_in_force(request.act.day))
    if done := carried_out(form, operations.register_product, request.act, producer=owner):
        return redirect("office:product", code=done.result.code)
    return render(request, "office/products/form.html", {"form": form, "producer": owner})


@requires(P.EDIT_REGISTRY)
def edit(request, code):
    """Bring a product's description up to date."""
    found = mine(request, code, P.EDIT_REGISTRY)
    initial = {name: getattr(found, name) for name in ProductForm.base_fields}
    rubrics = rubrics_in_force(request.act.day)
    form = ProductForm(request.POST or None, rubrics=rubrics, initial=initial)
    if carried_out(form, operations.describe_product, found, request.act):
        return redirect("office:product", code=code)
    context = {"form": form, "product": found, "producer": found.producer}
    return render(request, "office/products/form.html", context)


@requires(P.MERGE_REGISTRY)
def merge(request, code):
    """Merge a double entry into the one that stays."""
    found = mine(request, code, P.MERGE_REGISTRY)
    others = products_for(request.user, P.MERGE_REGISTRY, request.act.day)
    twins = likely_twins(found.name, found.producer.name, found.commune)
    if asked := request.GET.get("giu"):
        twins = others.filter(code=asked)
    candidates = others.filter(pk__in=twins.values("pk")).exclude(pk=found.pk)
    form = MergeForm(request.POST or None, candidates=candidates)
    if done := carried_out(form, merge_products, found, request.act):
        return redirect("office:product", code=done.result.code)
    context = {"form": form, "product": found, "candidates": candidates}
    return render(request, "office/products/merge.html", context)


@requires(P.EDIT_REGISTRY)
def paper(request, code):
    """Note a third party's paper of the product."""
    found = mine(request, code, P.EDIT_REGISTRY)
    form = PaperForm(request.POST or None)
    if carried_out(form, operations.add_paper, request.act, producer=found.producer, product=found):
        return redirect("office:product", code=code)
    return render(request, "office/products/paper.html", {"form": form, "product": found})


def mine(request, code, permission):
    """Return a product of the places where this person holds the power; a double leads on."""
    reachable = products_for(request.user, permission, request.act.day)
    found = reachable.select_related("producer__commune", "commune")
    return found_or_kept(found, code)
