"""The vaults of my place: which papers producers have, and which are missing or end soon."""

from django import forms
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.dossiers.lacks import What, lacks_of
from ocop.files import store
from ocop.kernel.text import fold
from ocop.places.models import Commune
from ocop.registry.access import guided_products, paper_files_for, papers_for
from ocop.registry.models import Paper, PaperFile
from ocop.registry.validity import Validity
from ocop.web.forms import FilterForm
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing

P = Permission
EVERY = ("", "Tất cả")


class PlaceFilter(FilterForm):
    tu = forms.CharField(label="Chủ thể, sản phẩm, số giấy")
    xa = forms.ModelChoiceField(
        label="Xã", queryset=Commune.objects.order_by("sort_key"), to_field_name="code"
    )
    loai = forms.ChoiceField(label="Loại giấy", choices=[EVERY, *Paper.Kind.choices])


class PaperFilter(PlaceFilter):
    han = forms.ChoiceField(
        label="Hiệu lực", choices=[EVERY, *[(v.value, v.label) for v in Validity]]
    )

    def narrow(self, rows):
        wanted = self.cleaned_data
        for word in fold(wanted["tu"] or "").split():
            rows = rows.filter(producer__folded__contains=word) | rows.filter(
                number__icontains=word
            )
        if wanted["xa"]:
            rows = rows.filter(producer__commune=wanted["xa"])
        if wanted["loai"]:
            rows = rows.filter(kind=wanted["loai"])
        return rows


class LackFilter(PlaceFilter):
    vi = forms.ChoiceField(label="Vì sao", choices=[EVERY, *[(w.value, w.label) for w in What]])

    def narrow(self, rows):
        wanted = self.cleaned_data
        words = fold(wanted["tu"] or "").split()
        return [
            lack
            for lack in rows
            if all(word in lack.product.folded for word in words)
            and (not wanted["xa"] or lack.product.commune_id == wanted["xa"].pk)
            and (not wanted["loai"] or lack.kind == wanted["loai"])
            and (not wanted["vi"] or lack.what == wanted["vi"])
        ]


@requires(P.VIEW_OFFICE)
def index(request):
    """List the papers of the producers of my place, with the light of each."""
    day = request.act.day
    rows = papers_for(request.user, P.VIEW_OFFICE, day)
    if request.GET.get("han") in {v.value for v in Validity}:
        rows = rows.worth(Validity(request.GET["han"]), day)
    listing = Listing(
        request,
        rows.select_related("producer__commune", "product"),
        title="Kho giấy tờ của chủ thể",
        columns=[
            Column("giay", "Giấy tờ", str, sort=("kind", "number"), link=address),
            Column("ct", "Chủ thể", "producer.name", sort=("producer__sort_key",)),
            Column("sp", "Sản phẩm", lambda p: p.product.name if p.product else "Cả cơ sở"),
            Column("xa", "Xã", "producer.commune.full_name", sort=("producer__commune__sort_key",)),
            Column("noi", "Nơi cấp", "issuer"),
            Column("cap", "Ngày cấp", "issued_on", kind="day", sort=("issued_on",)),
            Column("het", "Dùng đến hết", "good_until", kind="day", sort=("expires_on",)),
            Column(
                "han", "Hiệu lực", lambda p: p.validity_on(day),
                template="office/certificates/standing.html", in_file=False,
            ),
            Column("chu", "Hiệu lực", lambda p: p.validity_on(day).label, on_page=False),
        ],
        filters=PaperFilter,
        order="ct",
        name="kho-giay-to",
        empty="Chưa có giấy tờ nào trong kho của các chủ thể.",
    )  # fmt: skip
    return listing.answer("office/papers/index.html")


@requires(P.VIEW_OFFICE)
def lacking(request):
    """List what the products of my place still need: missing, ended, ending."""
    products = guided_products(request.user, P.VIEW_OFFICE, request.act.day)
    ordered = products.select_related("producer", "commune").order_by("sort_key", "pk")
    rank = list(What)
    lacks = sorted(lacks_of(ordered, request.act.day), key=lambda lack: rank.index(lack.what))
    listing = Listing(
        request,
        lacks,
        title="Giấy tờ còn thiếu, sắp hết hạn",
        columns=[
            Column("sp", "Sản phẩm", "product.name", link=coach_of),
            Column("ct", "Chủ thể", "product.producer.name"),
            Column("xa", "Xã", "product.commune.full_name"),
            Column("giay", "Giấy tờ", "kind_label"),
            Column(
                "vi", "Vì sao", "what", template="office/certificates/standing.html",
                in_file=False,
            ),
            Column("chu", "Vì sao", lambda lack: lack.what.label, on_page=False),
            Column("den", "Hạn", "until", kind="day"),
            Column("sao", "Mức sàn", lambda lack: f"{lack.stars} sao" if lack.criteria else ""),
            Column("tc", "Tiêu chí", lambda lack: ", ".join(lack.criteria)),
        ],
        filters=LackFilter,
        name="giay-to-thieu",
        empty="Không có giấy tờ nào còn thiếu hoặc sắp hết hạn.",
    )  # fmt: skip
    return listing.answer("office/papers/lacking.html")


@requires(P.VIEW_OFFICE)
def paper(request, pk):
    """Show one paper of a producer of my place, with its files and their versions."""
    day = request.act.day
    mine = papers_for(request.user, P.VIEW_OFFICE, day)
    found = get_object_or_404(mine.select_related("producer", "product"), pk=pk)
    current = PaperFile.objects.current().filter(paper=found).order_by("pk")
    context = {
        "paper": found,
        "validity": found.validity_on(day),
        "files": current,
        "older": PaperFile.objects.filter(paper=found).exclude(pk__in=current).order_by("-pk"),
    }
    return render(request, "office/papers/paper.html", context)


@requires(P.VIEW_OFFICE)
def file(request, pk):
    """Serve one file of a paper, old versions too."""
    day = request.act.day
    mine = papers_for(request.user, P.VIEW_OFFICE, day).values("pk")
    found = get_object_or_404(paper_files_for(request.user, day).filter(paper__in=mine), pk=pk)
    if not store.exists(found.key):
        raise Http404
    inline = found.mime.startswith("image/") or found.mime == "application/pdf"
    response = FileResponse(
        store.open_key(found.key),
        content_type=found.mime,
        filename=found.name,
        as_attachment=not inline,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def address(found):
    """Return the page of one paper."""
    return reverse("office:vault-paper", args=[found.pk])


def coach_of(lack):
    """Return the page that tells what a product lacks for its next star."""
    return reverse("office:coach", args=[lack.product.code])
