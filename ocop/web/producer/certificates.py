"""My certificates: what each is worth today, and the paper to print."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ocop.certificates.access import my_certificates
from ocop.certificates.paper import certificate_paper
from ocop.certificates.term import renewal_window
from ocop.dossiers.grace import terms_of
from ocop.web.gates import signed_in
from ocop.web.producer.shelf import star_of


@signed_in
def index(request):
    """List my certificates, those that end last on top."""
    day = request.act.day
    mine = my_certificates(request.user, day).select_related("product", "revocation", "decision")
    listed = list(mine.order_by("-lapses_on", "-pk"))
    terms = terms_of(listed)
    rows = [
        (
            certificate,
            star_of(certificate, terms[certificate.pk], day),
            renewal_window(certificate.lapses_on),
        )
        for certificate in listed
    ]
    return render(request, "producer/certificates.html", {"rows": rows})


@signed_in
def paper(request, pk):
    """Print one of my certificates."""
    mine = my_certificates(request.user, request.act.day)
    found = get_object_or_404(
        mine.select_related("product__commune", "decision", "province", "revocation"), pk=pk
    )
    check = f"{settings.SITE_URL}{reverse('public:verify')}?so={quote(found.number, safe='')}"
    content = certificate_paper(found, check, request.act.day)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="giay-chung-nhan-{found.pk}.pdf"'
    return response
