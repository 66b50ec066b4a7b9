"""The page of a scan: rendered once for all units of which the same is said, then only joined.

What differs from one unit to the next (its number, how often it was checked and since when) stands
in the page as a mark of its own, and is put in when somebody asks.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from ocop.kernel.act import VIETNAM
from ocop.kernel.gs1 import Gtin
from ocop.mark.right import Answer
from ocop.scans.copies import Signal
from ocop.scans.knowledge import Stock, Thing
from ocop.scans.queries import photo_of
from ocop.scans.verdict import Headline, Verdict

SERIAL, SPACED, CHECKS, SINCE = "\ue000", "\ue001", "\ue002", "\ue003"
_MARKS = re.compile(f"([{SERIAL}{SPACED}{CHECKS}{SINCE}])")
TEMPLATE = "scans/page.html"
STATUS = {200: "200 OK", 400: "400 Bad Request", 404: "404 Not Found", 410: "410 Gone"}
TONES = {
    Headline.RECORDED: "leaf",
    Headline.ATTENTION: "amber",
    Headline.UNVERIFIED: "calm",
    Headline.LAPSED: "amber",
    Headline.REVOKED: "lacquer",
    Headline.RECALLED: "lacquer",
}
MARKS = {
    Headline.RECORDED: "tick",
    Headline.ATTENTION: "eye",
    Headline.UNVERIFIED: "search",
    Headline.LAPSED: "hourglass",
    Headline.REVOKED: "no",
    Headline.RECALLED: "attention",
}
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page in pieces, and where in it each value goes."""

    pieces: tuple[bytes, ...]
    places: tuple[tuple[int, str], ...]
    status: str
    headers: tuple[tuple[str, str], ...]

    def body(self, values: dict[str, bytes]) -> bytes:
        """Return the page of one unit."""
        pieces = list(self.pieces)
        for place, mark in self.places:
            pieces[place] = values[mark]
        return b"".join(pieces)


def page_of(
    thing: Thing | None,
    stock: Stock | None,
    said: Verdict,
    language: str,
    *,
    has_serial: bool = False,
    is_first: bool = True,
    raised: int = 0,
) -> Page:
    """Render the page of all units of which the same is said."""
    with translation.override(language):
        context = {
            "said": said,
            "headline": said.headline.name.lower(),
            "tone": TONES[said.headline],
            "mark": MARKS[said.headline],
            "language": language,
            "other": "vi" if language == "en" else "en",
            "thing": thing,
            "serial": SERIAL if has_serial else "",
            "spaced": SPACED,
            "checks": "" if is_first else CHECKS,
            "since": SINCE,
            "signals": set(Signal(raised)) if raised else set(),
            "reasons": [gettext(words) for words in Signal(raised).words],
            **(_of_thing(thing, stock) if thing else {}),
        }
        html = render_to_string(TEMPLATE, context)
    pieces = _MARKS.split(re.sub(r"\n\s*\n+", "\n", html))
    return Page(
        tuple(piece.encode() for piece in pieces),
        tuple((place, piece) for place, piece in enumerate(pieces) if place % 2),
        STATUS[said.status],
        _headers(thing, language),
    )


def _of_thing(thing: Thing, stock: Stock | None) -> dict[str, Any]:
    product, right = thing.product, thing.right
    certificate = right.certificate
    gtin = thing.about.removeprefix("01/") if thing.about.startswith("01/") else ""
    return {
        "product": product,
        "producer": product.producer,
        "commune": product.commune,
        "photo": photo_of(product),
        "right": right,
        "certificate": certificate if right.answer is not Answer.PENDING else None,
        "stars": range(certificate.stars if certificate and right.holds else 0),
        "is_retired": right.answer is Answer.RETIRED,
        "is_grace": right.answer is Answer.GRACE,
        "lot": stock.lot if stock else None,
        "recall": stock.recall if stock else None,
        "is_past": bool(stock and stock.lot and stock.lot.expires_on
                        and stock.lot.expires_on < thing.day),
        "with_pin": bool(stock and stock.batch and stock.batch.with_pin),
        "gtin": Gtin(gtin).short if gtin else "",
        "about": thing.about,
    }  # fmt: skip


def _headers(thing: Thing | None, language: str) -> tuple[tuple[str, str], ...]:
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Language", language),
        ("Cache-Control", "no-store"),
        ("Vary", "Accept, Accept-Language, Cookie"),
        ("Content-Security-Policy", POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ]
    if settings.SECURE_HSTS_SECONDS:
        told = f"max-age={settings.SECURE_HSTS_SECONDS}"
        headers.append(("Strict-Transport-Security", told))
    if thing and thing.about.startswith("01/"):
        whole = f"{settings.SITE_URL}/{thing.about}?linkType=linkset"
        told = f'<{whole}>; rel="linkset"; type="application/linkset+json"; title="All links"'
        headers.append(("Link", told))
    return tuple(headers)


@lru_cache(maxsize=4096)
def moment(minute: int) -> bytes:
    """Return a moment as it stands on the page, in Vietnam."""
    return datetime.fromtimestamp(minute * 60, VIETNAM).strftime("%H:%M, %d/%m/%Y").encode()
