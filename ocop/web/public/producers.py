"""One producer, as anyone may see it: the products it answers for."""

from django.shortcuts import get_object_or_404, redirect, render

from ocop.dossiers.grace import shown_certificates
from ocop.registry.models import Paper, Producer
from ocop.registry.queries import live_products
from ocop.web.gates import public
from ocop.web.keeping import kept
from ocop.web.public.cards import cards


@kept
@public
def producer(request, code):
    """Show the producer with its products; a merged double leads to the entry that stays."""
    day = request.act.day
    found = get_object_or_404(Producer.objects.select_related("commune", "merged_into"), code=code)
    if found.merged_into is not None:
        return redirect("public:producer", code=found.merged_into.code, permanent=True)
    products = list(
        live_products()
        .filter(producer=found, retired_on=None)
        .select_related("producer", "commune")
        .order_by("sort_key", "pk")
    )
    context = {
        "producer": found,
        "cards": cards(products, shown_certificates(products, day), day),
        "papers": Paper.objects.filter(producer=found, product=None).valid_on(day).shown_to_all(),
    }
    return render(request, "public/producer.html", context)
