"""The year's targets against what was reached, and the products behind each result."""

from datetime import date

from django import forms
from django.contrib import messages
from django.db.models import Count, F, Max, OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.accounts.queries import posts
from ocop.certificates.models import Certificate
from ocop.certificates.queries import with_stars
from ocop.cycles.models import Cycle, Participation, Target
from ocop.cycles.operations import set_targets
from ocop.grading.models import Result
from ocop.places.models import Commune
from ocop.registry.access import products_for
from ocop.web.forms import Form, WholeField, carried_out
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing
from ocop.web.office.scope import PlaceFilter, province_of, year_of

P = Permission
Kind = Target.Kind
SAID = {
    Kind.PARTICIPATE: "Sản phẩm bắt đầu tham gia trong năm, theo ngày ký quyết định chấp thuận.",
    Kind.RANK: "Sản phẩm được cấp giấy chứng nhận trong năm, tính cả đánh giá lại; giấy đã thu "
    "hồi không tính.",
    Kind.UPGRADE: "Sản phẩm được cấp giấy trong năm với số sao cao hơn mọi giấy trước đó.",
    Kind.FIVE: "Sản phẩm có kết quả từ 90 điểm, tỉnh đã phê duyệt trong năm và trình trung ương.",
}


class TargetForm(Form):
    commune = forms.ModelChoiceField(
        label="Của",
        queryset=None,
        required=False,
        empty_label="Cả tỉnh",
        to_field_name="code",
    )

    def __init__(self, *args, communes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commune"].queryset = communes
        for kind in Kind:
            self.fields[kind.value] = WholeField(
                label=kind.label, required=False, min_value=0, max_value=100_000
            )

    def keywords(self):
        numbers = {kind.value: self.cleaned_data[kind.value] for kind in Kind}
        return {"commune": self.cleaned_data["commune"], "numbers": numbers}


class ResultFilter(PlaceFilter):
    commune, words = "commune", "folded"


def reached(kind: str, year: int, day: date):
    """Return the keys of the products that count towards one target of ``year`` by ``day``."""
    first, last = date(year, 1, 1), min(date(year, 12, 31), day)
    if kind == Kind.PARTICIPATE:
        begun = Participation.objects.filter(began_on__range=(first, last))
        return begun.values("product")
    if kind == Kind.FIVE:
        forwarded = Result.objects.filter(outcome=Result.Outcome.FORWARDED)
        signed = forwarded.filter(decision__signed_on__range=(first, last))
        return signed.values("item__dossier__product")
    given = Certificate.objects.filter(issued_on__range=(first, last))
    given = given.exclude(revocation__effective_on__lte=last)
    if kind == Kind.UPGRADE:
        before = Certificate.objects.filter(
            product=OuterRef("product"), issued_on__lt=OuterRef("issued_on")
        )
        best = before.order_by().values("product").annotate(best=Max("stars")).values("best")
        given = given.annotate(before=Subquery(best)).filter(before__lt=F("stars"))
    return given.values("product")


@requires(P.VIEW_OFFICE)
def index(request):
    """Show each target with its result, of the province and of its communes."""
    province, year, day = province_of(request, P.VIEW_OFFICE), year_of(request), request.act.day
    cycle = Cycle.objects.filter(province=province, year=year).first()
    mine = products_for(request.user, P.VIEW_OFFICE, day).filter(commune__province=province)
    counts = {kind: by_commune(mine, kind, year, day) for kind in Kind}
    targets = {(t.commune_id, t.kind): t.number for t in cycle.targets.all()} if cycle else {}
    named = {place for place, _ in targets if place}
    named |= {place for count in counts.values() for place in count}
    communes = Commune.objects.filter(pk__in=named).order_by("sort_key")
    if not is_whole(request, province):
        communes = communes.filter(pk__in=mine.values("commune"))
    where = f"nam={year}&tinh={province.code}"
    context = {
        "province": province,
        "year": year,
        "cycle": cycle,
        "whole": [
            (
                kind,
                sum(counts[kind].values()),
                targets.get((None, kind.value)),
                f"{reverse('office:target-rows', args=[kind.value])}?{where}",
                SAID[kind],
            )
            for kind in Kind
        ],
        "kinds": list(Kind),
        "communes": [(one, cells(one, counts, targets, where)) for one in communes],
        "may_set": P.PLAN_CYCLE in request.permissions and cycle is not None,
        "is_whole": is_whole(request, province),
    }
    return render(request, "office/cycle/targets.html", context)


def is_whole(request, province) -> bool:
    """Tell whether this person sees the whole province, and not one commune of it."""
    held = posts(request.user, request.act.day).giving(P.VIEW_OFFICE)
    return any(post.commune_id is None for post in held)


def by_commune(products, kind: str, year: int, day: date) -> dict[int, int]:
    """Return how many products count towards one target, by the key of their commune."""
    found = products.filter(pk__in=reached(kind, year, day)).order_by()
    return dict(found.values_list("commune").annotate(n=Count("pk")))


def cells(commune, counts, targets, where: str) -> list[tuple]:
    """Return each kind's result and target in one commune, with the way to its rows."""
    return [
        (
            kind.label,
            counts[kind].get(commune.pk, 0),
            targets.get((commune.pk, kind.value)),
            f"{reverse('office:target-rows', args=[kind.value])}?{where}&xa={commune.code}",
        )
        for kind in Kind
    ]


@requires(P.VIEW_OFFICE)
def rows(request, kind):
    """List the products that count towards one target."""
    if kind not in Kind.values:
        raise Http404
    province, year, day = province_of(request, P.VIEW_OFFICE), year_of(request), request.act.day
    mine = products_for(request.user, P.VIEW_OFFICE, day).filter(commune__province=province)
    found = with_stars(mine.filter(pk__in=reached(kind, year, day)), day)
    listing = Listing(
        request,
        found.select_related("producer", "commune"),
        title=f"{Kind(kind).label}, năm {year}",
        columns=[
            Column("sp", "Sản phẩm", "name", sort=("sort_key",), link=address),
            Column("ct", "Chủ thể", "producer.name"),
            Column("xa", "Xã", "commune.full_name", sort=("commune__sort_key",)),
            Column("huyen", "Huyện cũ", "commune.old_district"),
            Column("sao", "Sao hôm nay", "stars", kind="number", sort=("stars",)),
        ],
        filters=ResultFilter,
        order="sp",
        name=f"chi-tieu-{year}",
        empty="Chưa có sản phẩm nào trong năm.",
    )
    context = {"kind": Kind(kind), "said": SAID[Kind(kind)], "year": year}
    return listing.answer("office/cycle/target_rows.html", **context)


def address(product) -> str:
    """Return the page of one product."""
    return reverse("office:product", args=[product.code])


@requires(P.PLAN_CYCLE)
def setting(request):
    """Set the targets of the province, or of one commune."""
    province, year = province_of(request, P.PLAN_CYCLE), year_of(request)
    cycle = get_object_or_404(Cycle, province=province, year=year)
    communes = Commune.objects.standing_on(request.act.day).filter(province=province)
    asked = communes.filter(code=request.GET.get("xa", "")).first()
    kept = {t.kind: t.number for t in cycle.targets.filter(commune=asked)}
    form = TargetForm(
        request.POST or None,
        communes=communes.order_by("sort_key"),
        initial=kept | {"commune": asked.code if asked else None},
    )
    if carried_out(form, set_targets, cycle, request.act):
        messages.success(request, "Đã ghi chỉ tiêu.")
        return redirect(f"{reverse('office:targets')}?nam={year}")
    context = {"form": form, "cycle": cycle, "asked": asked, "province": province}
    return render(request, "office/cycle/target_setting.html", context)
