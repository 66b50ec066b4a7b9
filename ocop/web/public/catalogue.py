"""The catalogue: every product whose star is true today, found by words and facets."""

from django.http import HttpResponse

from ocop.web.gates import public


@public
def index(request):
    """Show what the words and facets of the URL leave."""
    return HttpResponse()
