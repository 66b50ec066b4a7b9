"""Product photos at three widths; what was removed is gone."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from ocop.files import store
from ocop.registry.models import Photo
from ocop.web.gates import public


@public
def photo(request, pk, width):
    """Serve one width of a photo that is still shown."""
    found = get_object_or_404(Photo, pk=pk, removed_at=None)
    variant = found.variants.get(str(width))
    if variant is None:
        raise Http404
    response = FileResponse(store.open_key(variant["key"]), content_type="image/webp")
    response["Cache-Control"] = "public, max-age=86400"
    return response
