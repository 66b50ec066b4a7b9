"""Producers of my place: found, entered, described, merged, and who acts for them."""

from django import forms
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.urls import reverse

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.accounts.queries import posts
from ocop.audit.queries import history
from ocop.certificates.queries import with_stars
from ocop.kernel.text import fold
from ocop.places.models import Commune
from ocop.registry import operations
from ocop.registry.access import producers_for
from ocop.registry.models import Producer
from ocop.registry.queries import likely_twin_producers, live_products
from ocop.web.forms import DayField, FilterForm, Form, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing
from ocop.web.office.doubles import MergeForm, found_or_kept

P = Permission


class ProducerFilter(FilterForm):
    tu = forms.CharField(label="Tên chủ thể")
    loai = forms.ChoiceField(label="Loại hình", choices=[("", "Tất cả"), *Producer.Kind.choices])
    xa = forms.ModelChoiceField(
        label="Xã",
        queryset=Commune.objects.order_by("sort_key"),
        to_field_name="code",
        empty_label="Tất cả",
    )

    def narrow(self, rows):
        wanted = self.cleaned_data
        for word in fold(wanted["tu"] or "").split():
            rows = rows.filter(folded__contains=word)
        if wanted["loai"]:
            rows = rows.filter(kind=wanted["loai"])
        if wanted["xa"]:
            rows = rows.filter(commune=wanted["xa"])
        return rows


class ProducerForm(Form):
    name = forms.CharField(label="Tên chủ thể", max_length=200)
    kind = forms.ChoiceField(label="Loại hình", choices=Producer.Kind.choices)
    commune = forms.ModelChoiceField(label="Xã, phường, đặc khu", queryset=None)
    address = forms.CharField(label="Địa chỉ", max_length=250, required=False)
    phone = forms.RegexField(
        r"^[0-9+ .()-]{8,20}$", label="Điện thoại", required=False,
        error_messages={"invalid": "Hãy ghi số điện thoại như 0912 345 678."},
    )  # fmt: skip
    email = forms.EmailField(label="Thư điện tử", max_length=254, required=False)
    website = forms.URLField(
        label="Trang web", max_length=200, required=False, assume_scheme="https"
    )
    tax_code = forms.RegexField(
        r"^\d{10}(-?\d{3})?$|^\d{12}$", label="Mã số thuế", required=False,
        error_messages={"invalid": "Mã số thuế có 10, 12 hoặc 13 chữ số."},
    )  # fmt: skip
    registration_no = forms.CharField(label="Số đăng ký kinh doanh", max_length=40, required=False)
    founded_on = DayField(label="Ngày thành lập", required=False)
    about = forms.CharField(
        label="Giới thiệu", required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def __init__(self, *args, communes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commune"].queryset = communes


class RepresentativeForm(Form):
    user = forms.ModelChoiceField(
        label="Tên đăng nhập của người đại diện",
        queryset=User.objects.filter(is_active=True),
        to_field_name="username",
        widget=forms.TextInput,
        error_messages={"invalid_choice": "Không có tài khoản nào mang tên đăng nhập này."},
    )
    position = forms.CharField(label="Chức vụ", max_length=80, required=False)


@requires(P.VIEW_OFFICE)
def index(request):
    """List the producers of my place."""
    rows = producers_for(request.user, P.VIEW_OFFICE, request.act.day)
    listing = Listing(
        request,
        rows.select_related("commune").annotate(
            n=Count("products", filter=Q(products__merged_into=None, products__retired_on=None))
        ),
        title="Danh sách chủ thể OCOP",
        columns=[
            Column("ten", "Tên chủ thể", "name", sort=("sort_key",), link=address),
            Column("loai", "Loại hình", "get_kind_display", sort=("kind",)),
            Column("xa", "Xã", "commune.full_name", sort=("commune__sort_key",)),
            Column("huyen", "Huyện cũ", "commune.old_district"),
            Column("sp", "Sản phẩm", "n", kind="number", sort=("n",)),
            Column("ma", "Mã", "code", on_page=False),
        ],
        filters=ProducerFilter,
        order="ten",
        name="chu-the",
        empty="Chưa có chủ thể nào trong sổ.",
    )
    return listing.answer("office/producers/index.html")


def address(producer):
    """Return the page of one producer."""
    return reverse("office:producer", args=[producer.code])


@requires(P.VIEW_OFFICE)
def producer(request, code):
    """Show one producer: products with their stars, representatives, likely doubles, history."""
    found = mine(request, code, P.VIEW_OFFICE)
    day = request.act.day
    products = with_stars(live_products().filter(producer=found), day)
    twins = likely_twin_producers(found.name, found.commune).exclude(pk=found.pk)
    context = {
        "producer": found,
        "products": products.order_by("sort_key", "pk"),
        "representatives": found.representatives.acting_on(day).select_related("user"),
        "twins": twins,
        "history": history(found),
    }
    return render(request, "office/producers/producer.html", context)


@requires(P.EDIT_REGISTRY)
def new(request):
    """Enter a producer."""
    form = ProducerForm(request.POST or None, communes=my_communes(request))
    if done := carried_out(form, operations.register_producer, request.act):
        return redirect("office:producer", code=done.result.code)
    return render(request, "office/producers/form.html", {"form": form})


@requires(P.EDIT_REGISTRY)
def edit(request, code):
    """Bring a producer's description up to date."""
    found = mine(request, code, P.EDIT_REGISTRY)
    initial = {name: getattr(found, name) for name in ProducerForm.base_fields}
    form = ProducerForm(request.POST or None, communes=my_communes(request), initial=initial)
    if carried_out(form, operations.describe_producer, found, request.act):
        return redirect("office:producer", code=code)
    return render(request, "office/producers/form.html", {"form": form, "producer": found})


@requires(P.MERGE_REGISTRY)
def merge(request, code):
    """Merge a double entry into the one that stays."""
    found = mine(request, code, P.MERGE_REGISTRY)
    others = producers_for(request.user, P.MERGE_REGISTRY, request.act.day)
    twins = likely_twin_producers(found.name, found.commune)
    if asked := request.GET.get("giu"):
        twins = others.filter(code=asked)
    candidates = others.filter(pk__in=twins.values("pk")).exclude(pk=found.pk)
    form = MergeForm(request.POST or None, candidates=candidates)
    if done := carried_out(form, operations.merge_producers, found, request.act):
        return redirect("office:producer", code=done.result.code)
    context = {"form": form, "producer": found, "candidates": candidates}
    return render(request, "office/producers/merge.html", context)


@requires(P.EDIT_REGISTRY)
def representative(request, code):
    """Let a person act for the producer."""
    found = mine(request, code, P.EDIT_REGISTRY)
    form = RepresentativeForm(request.POST or None)
    if carried_out(form, operations.appoint, found, request.act):
        return redirect("office:producer", code=code)
    context = {"form": form, "producer": found}
    return render(request, "office/producers/representative.html", context)


def mine(request, code, permission):
    """Return a producer of the places where this person holds the power; a double leads on."""
    day = request.act.day
    found = producers_for(request.user, permission, day).select_related("commune")
    return found_or_kept(found, code)


def my_communes(request):
    """Return the communes in which this person may enter producers."""
    reach = Q(pk__in=[])
    for post in posts(request.user, request.act.day).giving(P.EDIT_REGISTRY):
        if post.commune_id is not None:
            reach |= Q(pk=post.commune_id)
        elif post.province_id is not None:
            reach |= Q(province=post.province_id)
    return Commune.objects.standing_on(request.act.day).filter(reach).order_by("sort_key")
