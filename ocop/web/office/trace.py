"""Places before the office: growing areas, packing houses, their codes and certificates."""

from django import forms
from django.contrib import messages
from django.db.models import Count, Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.audit.queries import history
from ocop.kernel.text import fold
from ocop.places.models import Commune
from ocop.registry.access import producers_for
from ocop.trace import operations
from ocop.trace.access import sites_for
from ocop.trace.codes import issuers, markets
from ocop.trace.flow import SiteState
from ocop.trace.models import Site, SiteCode, SiteStandard
from ocop.web.forms import DayField, FilterForm, Form, WholeField, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing

P = Permission
ANY = ("", "Tất cả")


class SiteFilter(FilterForm):
    tu = forms.CharField(label="Tên, mặt hàng, chủ thể, mã số", max_length=200)
    loai = forms.ChoiceField(label="Loại", choices=[ANY, *Site.Kind.choices])
    tt = forms.ChoiceField(label="Trạng thái", choices=[ANY, *SiteState.choices])
    xa = forms.ModelChoiceField(
        label="Xã", queryset=Commune.objects.filter(valid_to=None).order_by("sort_key"),
        to_field_name="code",
    )  # fmt: skip
    cn = forms.ChoiceField(label="Chứng nhận", choices=[ANY, *SiteStandard.Scheme.choices])

    def narrow(self, rows):
        wanted = self.cleaned_data
        if words := wanted["tu"]:
            coded = Q(pk__in=SiteCode.objects.filter(code__icontains=words).values("site"))
            rows = rows.filter(Q(folded__contains=fold(words)) | coded)
        if wanted["cn"]:
            held = SiteStandard.objects.filter(scheme=wanted["cn"])
            rows = rows.filter(pk__in=held.values("site"))
        fields = {"loai": "kind", "tt": "state", "xa": "commune"}
        return rows.filter(**{fields[key]: wanted[key] for key in fields if wanted[key]})


class NewSiteForm(Form):
    producer = forms.ModelChoiceField(label="Chủ thể", queryset=None, empty_label=None)
    kind = forms.ChoiceField(label="Loại", choices=Site.Kind.choices)
    name = forms.CharField(label="Tên", max_length=200)
    address = forms.CharField(label="Thôn, khu, địa chỉ", max_length=250, required=False)
    goods = forms.CharField(label="Cây trồng, vật nuôi, mặt hàng", max_length=120, required=False)
    area_m2 = WholeField(
        label="Diện tích (m²)", min_value=1, max_value=2_000_000_000, required=False,
        help_text="Vùng trồng, vùng nuôi cần có. 1 ha là 10.000 m².",
    )  # fmt: skip
    gln = forms.CharField(label="Mã GLN", max_length=20, required=False)

    def __init__(self, *args, producers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["producer"].queryset = producers


class ReasonForm(Form):
    reason = forms.CharField(
        label="Lý do", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class CodeForm(Form):
    code = forms.CharField(label="Mã số", max_length=40)
    issuer = forms.CharField(label="Cơ quan cấp", max_length=200)
    market = forms.ChoiceField(label="Thị trường")
    valid_from = DayField(label="Có hiệu lực từ")
    valid_to = DayField(label="Đến hết ngày", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["market"].choices = [(one, one) for one in markets()]
        self.fields["issuer"].help_text = f"Ví dụ: {'; '.join(issuers())}."


class StandingForm(Form):
    code = forms.ModelChoiceField(label="Mã số", queryset=SiteCode.objects.none(), empty_label=None)
    standing = forms.ChoiceField(label="Tình trạng", choices=SiteCode.Standing.choices)

    def __init__(self, *args, site, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].queryset = site.codes.order_by("code")


class StandardForm(Form):
    scheme = forms.ChoiceField(label="Tiêu chuẩn", choices=SiteStandard.Scheme.choices)
    number = forms.CharField(label="Số giấy", max_length=80)
    issuer = forms.CharField(label="Tổ chức chứng nhận", max_length=200)
    area_m2 = WholeField(
        label="Diện tích (m²)", min_value=1, max_value=2_000_000_000, required=False
    )
    households = WholeField(label="Số hộ", min_value=1, max_value=1_000_000, required=False)
    valid_from = DayField(label="Có hiệu lực từ")
    valid_to = DayField(label="Đến hết ngày")


@requires(P.VIEW_OFFICE)
def sites(request):
    """List the places of my area, with a map by commune and what waits to be verified."""
    day = request.act.day
    mine = sites_for(request.user, P.VIEW_OFFICE, day)
    rows = mine.select_related("commune", "producer").prefetch_related(
        Prefetch("codes", SiteCode.objects.order_by("code")),
        Prefetch("standards", SiteStandard.objects.order_by("scheme", "number")),
    )
    listing = Listing(
        request,
        rows,
        title="Vùng trồng, cơ sở đóng gói, địa điểm",
        columns=columns(day),
        filters=SiteFilter,
        order="-ma",
        name="vung-trong",
        empty="Chưa có địa điểm nào.",
    )
    by_commune = mine.filter(kind__in=(*Site.GIVING, Site.Kind.PACKING)).values_list(
        "commune__code", "commune__name"
    )
    tiles = [
        (code, name, many, f"?xa={code}")
        for code, name, many in by_commune.annotate(many=Count("pk")).order_by("commune__code")
    ]
    context = {
        "tiles": tiles,
        "waiting": sites_for(request.user, P.MANAGE_SITES, day)
        .filter(state=SiteState.PROPOSED)
        .count(),
        "can_add": P.MANAGE_SITES in request.permissions,
    }
    return listing.answer("office/trace/sites.html", **context)


def columns(day):
    """Return the columns of the list of places."""

    def codes(site):
        return ", ".join(one.code for one in site.codes.all() if one.holds_on(day))

    def standards(site):
        return ", ".join(str(one) for one in site.standards.all() if one.holds_on(day))

    return [
        Column("ma", "Mã", "code", sort=("code",),
               link=lambda site: reverse("office:site", args=[site.code])),
        Column("ten", "Tên", "name", sort=("name",)),
        Column("loai", "Loại", "get_kind_display", sort=("kind",)),
        Column("ct", "Chủ thể", "producer.name", sort=("producer__sort_key",)),
        Column("xa", "Xã", "commune.full_name", sort=("commune__sort_key",)),
        Column("mh", "Mặt hàng", "goods", on_page=False),
        Column("dt", "Diện tích (m²)", "area_m2", kind="number", sort=("area_m2",)),
        Column("ms", "Mã số đang dùng", codes),
        Column("cn", "Chứng nhận còn hạn", standards),
        Column("gln", "GLN", "gln", on_page=False),
        Column("tt", "Trạng thái", "get_state_display", sort=("state",),
               template="ui/cells/status.html"),
    ]  # fmt: skip


@requires(P.MANAGE_SITES)
def new_site(request):
    """Register a place of a producer in my area."""
    producers = producers_for(request.user, P.MANAGE_SITES, request.act.day).order_by("sort_key")
    form = NewSiteForm(request.POST or None, producers=producers)
    if done := carried_out(form, operations.register_site, request.act):
        messages.success(request, "Đã ghi địa điểm.")
        return redirect("office:site", code=done.result.code)
    return render(request, "office/trace/site_new.html", {"form": form})


# What may be done with a place: the form, the operation, and what is said of it afterwards.
SITE_ACTS = {
    "verify": (Form, operations.verify_site, "Đã xác nhận địa điểm."),
    "refuse": (ReasonForm, operations.refuse_site, "Đã trả lời chủ thể."),
    "close": (ReasonForm, operations.close_site, "Đã ngừng dùng địa điểm."),
    "code": (CodeForm, operations.add_site_code, "Đã ghi mã số."),
    "standard": (StandardForm, operations.add_site_standard, "Đã ghi chứng nhận."),
}


def acted(found, request, asked):
    """Carry out what was asked of a place; return the forms, and what to say where it was done."""
    shown = {
        key: form(request.POST if asked == key else None, prefix=key)
        for key, (form, _, _) in SITE_ACTS.items()
    }
    for key, (_, operation, words) in SITE_ACTS.items():
        if carried_out(shown[key], operation, found, request.act):
            return shown, words
    return shown, ""


@requires(P.VIEW_OFFICE)
def site(request, code):
    """Show a place; verify it, write down codes and certificates, where that is my power."""
    day = request.act.day
    seen = sites_for(request.user, P.VIEW_OFFICE, day).select_related("commune", "producer")
    found = get_object_or_404(seen, code=code)
    mine = sites_for(request.user, P.MANAGE_SITES, day).filter(pk=found.pk).exists()
    asked = request.POST.get("act", "") if mine else ""
    shown, words = acted(found, request, asked)
    if words:
        messages.success(request, words)
        return redirect("office:site", code=code)
    standing = StandingForm(request.POST if asked == "standing" else None, site=found)
    if standing.is_valid():
        told = standing.cleaned_data
        operations.change_code(told["code"], request.act, standing=told["standing"])
        messages.success(request, "Đã đổi tình trạng mã số.")
        return redirect("office:site", code=code)
    context = {
        "site": found,
        "mine": mine,
        "forms": shown,
        "standing": standing,
        "can_verify": mine and found.state in (SiteState.PROPOSED, SiteState.REFUSED),
        "can_refuse": mine and found.state == SiteState.PROPOSED,
        "can_close": mine and found.state != SiteState.CLOSED,
        "codes": [(one, one.holds_on(day)) for one in found.codes.order_by("-valid_from")],
        "standards": [(one, one.holds_on(day)) for one in found.standards.order_by("-valid_from")],
        "history": history(found),
    }
    return render(request, "office/trace/site.html", context)
