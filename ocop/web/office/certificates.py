"""Certificates: the register, and one paper."""

from urllib.parse import quote

from django import forms
from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.audit.queries import history
from ocop.certificates.access import certificates_for
from ocop.certificates.paper import certificate_paper
from ocop.certificates.queries import fold_number, term_of
from ocop.certificates.term import Standing
from ocop.dossiers.grace import in_grace, of_standing, term_of_today
from ocop.kernel.text import fold
from ocop.places.models import Commune
from ocop.web.forms import FilterForm
from ocop.web.gates import requires
from ocop.web.listing import Column, Listing


class CertificateFilter(FilterForm):
    tu = forms.CharField(label="Số giấy hoặc sản phẩm")
    sao = forms.ChoiceField(
        label="Hạng", choices=[("", "Tất cả"), ("3", "3"), ("4", "4"), ("5", "5")]
    )
    tt = forms.ChoiceField(
        label="Trạng thái", choices=[("", "Tất cả"), *[(s.value, s.label) for s in Standing]]
    )
    xa = forms.ModelChoiceField(
        label="Xã",
        queryset=Commune.objects.order_by("sort_key"),
        to_field_name="code",
        empty_label="Tất cả",
    )

    def narrow(self, rows):
        wanted = self.cleaned_data
        if words := wanted["tu"]:
            named = Q(product__folded__contains=fold(words))
            rows = rows.filter(named | Q(folded_number__contains=fold_number(words)))
        if wanted["sao"]:
            rows = rows.filter(stars=int(wanted["sao"]))
        if wanted["xa"]:
            rows = rows.filter(product__commune=wanted["xa"])
        return rows


@requires(Permission.VIEW_OFFICE)
def index(request):
    """List the certificates of my place, those that lapse first on top."""
    day = request.act.day
    rows = my_certificates(request).select_related(
        "product__producer__commune", "decision", "revocation"
    )
    kept = set(in_grace(rows, day).values_list("pk", flat=True))

    def worth(certificate):
        return Standing.GRACE if certificate.pk in kept else term_of(certificate).standing_on(day)

    if request.GET.get("tt") in {s.value for s in Standing}:
        asked = Standing(request.GET["tt"])
        rows = of_standing(rows, asked, day)
    listing = Listing(
        request,
        rows,
        title="Sổ giấy chứng nhận sản phẩm OCOP",
        columns=[
            Column("so", "Số giấy", "number", sort=("number",), link=address),
            Column("sp", "Sản phẩm", "product.name", sort=("product__sort_key",)),
            Column("ct", "Chủ thể", "product.producer.name"),
            Column("xa", "Xã", "product.producer.commune.full_name"),
            Column("sao", "Sao", "stars", kind="number", sort=("stars",)),
            Column("cap", "Ngày cấp", "issued_on", kind="day", sort=("issued_on",)),
            Column("het", "Hết hiệu lực", "lapses_on", kind="day", sort=("lapses_on",)),
            Column(
                "tt", "Hôm nay", worth,
                template="office/certificates/standing.html", in_file=False,
            ),
            Column("chu", "Hôm nay", lambda c: worth(c).label, on_page=False),
        ],
        filters=CertificateFilter,
        order="het",
        name="giay-chung-nhan",
        empty="Chưa có giấy chứng nhận nào.",
    )  # fmt: skip
    return listing.answer("office/certificates/index.html", day=day)


def address(certificate):
    """Return the page of one certificate."""
    return reverse("office:certificate", args=[certificate.pk])


@requires(Permission.VIEW_OFFICE)
def certificate(request, pk):
    """Show one certificate, its standing today and its history."""
    found = get_object_or_404(my_certificates(request), pk=pk)
    context = {
        "certificate": found,
        "standing": term_of_today(found).standing_on(request.act.day),
        "history": history(found),
        "cases": found.cases.order_by("-pk"),
        "may_stop": may_confirm(request, found),
    }
    return render(request, "office/certificates/certificate.html", context)


@requires(Permission.VIEW_OFFICE)
def paper(request, pk):
    """Print the certificate."""
    found = get_object_or_404(my_certificates(request), pk=pk)
    url = f"{settings.SITE_URL}{reverse('public:verify')}?so={quote(found.number, safe='')}"
    content = certificate_paper(found, url, request.act.day)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="giay-chung-nhan-{found.pk}.pdf"'
    return response


def may_confirm(request, found):
    """Tell whether this person is of the commune that confirms that production stopped."""
    return my_certificates(request, Permission.CONFIRM_STOPPED).filter(pk=found.pk).exists()


def my_certificates(request, permission=Permission.VIEW_OFFICE):
    """Return the certificates of the places where this person holds the power."""
    mine = certificates_for(request.user, permission, request.act.day)
    return mine.select_related("product__producer__commune", "decision", "province")
