"""The life of a lot, as anybody may read it, and the links that lead there."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ocop.kernel.digital_link import Name
from ocop.links.queries import GTIN
from ocop.links.sources import Offer, source
from ocop.links.targets import LinkTarget
from ocop.registry.models import Product
from ocop.trace.chain import timeline
from ocop.trace.queries import lot_named, recall_of
from ocop.web.gates import public

HTML, VIETNAMESE, LOT = "text/html", ("vi",), "10"


@public
def trace(request, code, lot):
    """Show where a lot comes from, how it was made, and whether it is called back today."""
    product = get_object_or_404(
        Product.objects.filter(merged_into=None).select_related("producer__commune", "commune"),
        code=code,
    )
    found = lot_named(product, lot)
    if found is None:
        raise Http404
    context = {
        "product": product,
        "lot": found,
        "moments": timeline(found),
        "recall": recall_of(product, found.code, request.act.day),
        "photo": product.photos.filter(removed_at=None).order_by("position", "pk").first(),
    }
    return render(request, "public/trace.html", context)


@source
def traces(name: Name, day):
    """Offer the page of a lot for its level, and what calls it back."""
    lot = dict(name.qualifiers).get(LOT)
    if name.key != GTIN or lot is None:
        return []
    product = Product.objects.filter(gtin=name.value, merged_into=None).first()
    found = lot_named(product, lot) if product else None
    if product is None or found is None:
        return []
    page = reverse("public:trace", args=[product.code, found.code])
    level = next(one for one in name.levels() if one.qualifiers and one.qualifiers[-1][0] == LOT)
    offered = [LinkTarget("gs1:traceability", page, f"Truy xuất lô {found.code}", HTML, VIETNAMESE)]
    recall = recall_of(product, found.code, day)
    words = (
        f"Lô {found.code} bị thu hồi từ {recall.effective_on:%d/%m/%Y}"
        if recall
        else (f"Lô {found.code} không bị thu hồi")
    )
    offered.append(LinkTarget("gs1:recallStatus", page, words, HTML, VIETNAMESE))
    return [Offer(level, target) for target in offered]
