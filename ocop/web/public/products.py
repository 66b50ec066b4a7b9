"""One product, as anyone may see it: with the star that is true today."""

from django.shortcuts import get_object_or_404, redirect, render

from ocop.certificates.queries import certificates_of
from ocop.dossiers.grace import standings_of
from ocop.registry.models import Paper, Product, Story
from ocop.rulesets.queries import rubrics_in_force
from ocop.web.gates import public
from ocop.web.keeping import kept


@kept
@public
def product(request, code):
    """Show the product; a merged double leads to the entry that stays."""
    day = request.act.day
    found = get_object_or_404(
        Product.objects.select_related("producer__commune", "commune", "merged_into"), code=code
    )
    if found.merged_into is not None:
        return redirect("public:product", code=found.merged_into.code, permanent=True)
    listed = list(certificates_of(found))
    standings = standings_of(listed, day)
    certificates = [(c, standings[c.pk]) for c in listed]
    live = [pair for pair in certificates if pair[1].holds]
    context = {
        "product": found,
        "live": max(live, key=lambda pair: (pair[0].stars, pair[0].lapses_on), default=None),
        "certificates": certificates,
        "story": Story.objects.filter(product=found).first(),
        "photos": found.photos.filter(removed_at=None).order_by("position", "pk"),
        "papers": papers(found, day),
        "codes": found.codes.order_by("-year", "-pk"),
        "rubric": rubrics_in_force(day).filter(number=found.set_number).first(),
    }
    return render(request, "public/product.html", context)


def papers(product: Product, day) -> list[Paper]:
    """Return the papers valid on ``day`` that speak for the product, its own first."""
    valid = Paper.objects.valid_on(day).shown_to_all().speaking_for(product)
    return list(valid.order_by("product_id", "kind", "pk"))
