"""The page that scores without network, and the worker that keeps it in the browser."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse

from ocop.web.gates import public, signed_in

WORKER = "ui/js/offline-worker.js"
# What the page needs when nothing can be fetched; fonts and the pictures of icons come with it.
KEPT = (
    "ui/css/tokens.css", "ui/css/base.css", "ui/css/parts.css", "ui/css/rooms.css",
    "ui/css/print.css", "ui/css/council.css", "ui/js/forms.js", "ui/js/score.js",
    "ui/js/offline-card.js", "ui/js/offline-outbox.js", "ui/js/offline-room.js",
    "ui/js/offline-sheet.js", "ui/js/offline-store.js", "ui/js/offline-wire.js",
    "ui/js/offline.js", "ui/icons.svg", "ui/marks.svg", "ui/mark.svg",
)  # fmt: skip


@signed_in
def room(request):
    """Show the room that works without network; it holds nothing until the device fills it."""
    return render(request, "council/offline/room.html")


@public
def worker(request):
    """Give the service worker of this door, with the list of what it keeps."""
    response = HttpResponse(script(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@cache
def script() -> str:
    """Return the worker's text after the names and the digest of what it keeps."""
    files = [*KEPT, *fonts()]
    there = [Path(found) for name in [*files, WORKER] if (found := finders.find(name))]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in there))
    told = {
        "shell": reverse("council:offline"),
        "home": reverse("council:home"),
        "version": digest.hexdigest()[:12],
        "files": [static(name) for name in files],
    }
    return f"const KEPT = {json.dumps(told)};\n" + Path(finders.find(WORKER)).read_text("utf-8")


def fonts() -> list[str]:
    """Return the names of the fonts that pages are set in."""
    return sorted(f"fonts/{path.name}" for path in settings.ASSETS.glob("be-vietnam-pro-*.woff2"))
