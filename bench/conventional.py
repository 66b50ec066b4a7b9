"""The usual way to answer a scan, to measure ours against: a view, a SELECT, an INSERT, a template.

Behind seven of Django's usual middlewares, with a connection that stays open.
"""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.usual_settings"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import include, path  # noqa: E402
from django.utils import timezone  # noqa: E402

from ocop.scans.models import Scan  # noqa: E402
from ocop.stamps.models import Batch  # noqa: E402


def scan(request: HttpRequest, code: str, serial: str) -> HttpResponse:
    """Read the stamp's batch with its product, write the scan, render the page."""
    batch = Batch.objects.select_related(
        "lot", "product__producer", "product__commune__province"
    ).get(number=1)
    Scan.objects.create(
        province=batch.product.commune.province,
        at=timezone.now(),
        id=abs(hash((serial, timezone.now()))) % 2**62,
        product=batch.product,
        batch=batch,
        counter=int.from_bytes(serial[-3:].encode()) % 2**31,
        headline=1,
        device="0123456789abcdef",
    )
    context = {
        "product": batch.product, "producer": batch.product.producer, "lot": batch.lot,
        "commune": batch.product.commune, "headline": "recorded", "tone": "leaf",
        "stars": range(3),
        "mark": "tick",
        "language": "vi", "other": "en", "thing": batch, "said": {"is_ours": True},
        "serial": serial, "spaced": serial, "about": batch.about,
    }  # fmt: skip
    return render(request, "scans/page.html", context)


named = [
    path("", scan, name=name) for name in ("complaints", "verify", "scan_report", "scan_number")
]
named += [path("<str:code>/", scan, name=name) for name in ("product", "producer")]
urlpatterns = [
    path("T/<str:code>/<str:serial>", scan),
    path("there/", include((named, "public"))),
]
