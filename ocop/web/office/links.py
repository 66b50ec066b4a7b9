"""What the GS1 codes of products of my place lead to."""

from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.web.gates import requires
from ocop.web.link_editing import Frame, edited
from ocop.web.office.products import mine


@requires(Permission.EDIT_REGISTRY)
def links(request, code):
    """Edit the links of one product of my place, or of one of its lots."""
    found = mine(request, code, Permission.EDIT_REGISTRY)
    address = reverse("office:product-links", args=[code])
    return edited(request, found, Frame("office/products/links.html", address))
