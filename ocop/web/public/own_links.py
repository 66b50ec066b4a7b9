"""Links to our own pages that follow from the record: of a product, its certificates, its recalls.

What a lot leads to is told where its page is (``ocop.web.public.trace``).
"""

from django.urls import reverse
from django.utils.http import urlencode

from ocop.certificates.queries import certificates_of
from ocop.dossiers.grace import standings_of
from ocop.kernel.digital_link import Name
from ocop.links.queries import GTIN
from ocop.links.sources import Offer, source
from ocop.links.targets import LinkTarget
from ocop.links.vocabulary import DEFAULT
from ocop.scans.queries import product_about
from ocop.trace.models import RecalledLot
from ocop.trace.queries import recalls_of_lots

HTML, VIETNAMESE = "text/html", ("vi",)
MOST_RECALLED = 50


@source
def pages(name: Name, day):
    """Offer the page of a product in the register, and each of its certificates."""
    if name.key != GTIN:
        return []
    product = product_about(f"{GTIN}/{name.value}")
    if product is None:
        return []
    page = reverse("public:product", args=[product.code])
    found = [
        LinkTarget(DEFAULT, page, product.name),
        LinkTarget("gs1:pip", page, product.name, HTML, VIETNAMESE),
        *certificates(product, day),
        *recalls(product, day),
    ]
    return [Offer(name.whole, target, product.name) for target in found]


def certificates(product, day) -> list[LinkTarget]:
    """Return a link to each certificate, with what it is worth today in its title."""
    listed = list(certificates_of(product))
    standings = standings_of(listed, day)
    return [
        LinkTarget(
            "gs1:certificationInfo",
            f"{reverse('public:verify')}?{urlencode({'so': one.number})}",
            f"OCOP {one.stars} sao, giấy {one.number}: {standings[one.pk].label}",
            HTML,
            VIETNAMESE,
        )
        for one in listed
    ]


def recalls(product, day) -> list[LinkTarget]:
    """Return a link to each lot that is called back: whoever names no lot hears of them all."""
    called_back = RecalledLot.objects.filter(
        recall__in=recalls_of_lots(day).order_by(), lot__product=product
    )
    codes = called_back.order_by("lot__code").values_list("lot__code", flat=True).distinct()
    return [
        LinkTarget(
            "gs1:recallStatus",
            reverse("public:trace", args=[product.code, code]),
            f"Lô {code} bị thu hồi",
            HTML,
            VIETNAMESE,
        )
        for code in codes[:MOST_RECALLED]
    ]
