"""What the GS1 code on my product leads to."""

from django.urls import reverse

from ocop.web.gates import signed_in
from ocop.web.link_editing import Frame, edited
from ocop.web.producer.shelf import my_product


@signed_in
def links(request, code):
    """Edit the links of one product, or of one of its lots."""
    address = reverse("producer:links", args=[code])
    return edited(request, my_product(request, code), Frame("producer/links.html", address))
