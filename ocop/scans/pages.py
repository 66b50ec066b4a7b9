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
from django.utils.dateformat import format as dated
from django.utils.translation import gettext

from ocop.kernel.act import VIETNAM
from ocop.kernel.gs1 import Gtin
from ocop.mark.right import Answer
from ocop.scans.copies import Signal
from ocop.scans.knowledge import LOST, Stock, Thing
from ocop.scans.queries import MOST_SHOPS, photo_of
from ocop.scans.verdict import Headline, Verdict, Why
from ocop.trace.chain import timeline

SERIAL, SPACED, CHECKS, SINCE, LOT = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
_MARKS = re.compile(f"([{SERIAL}{SPACED}{CHECKS}{SINCE}{LOT}])")
TEMPLATE, WAY = "scans/page.html", "scans/way.html"
# Of a lot's way the page shows so many steps at either end; the page of the lot has all.
STEPS = 6
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
# Goods that are called back, or of which nothing is certain, are recommended to nobody.
SOLD = {Headline.RECORDED, Headline.ATTENTION}
# What was done with a lot was not done with units that bear these numbers.
NOT_ON_GOODS = {Why.WAITING, Why.VOID}
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
            "lost_lot": LOT if stock is LOST else "",
            "checks": "" if is_first else CHECKS,
            "since": SINCE,
            "signals": set(Signal(raised)) if raised else set(),
            "reasons": [gettext(words) for words in Signal(raised).words],
            **(_of_thing(thing, stock) if thing else {}),
            **(_sold(thing, language) if thing and said.headline in SOLD else {}),
            "way": _way(thing, stock, said, language) if thing and stock else "",
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


def _sold(thing: Thing, language: str) -> dict[str, Any]:
    """Return where goods may be bought: shops whose pages the reader understands, then others."""
    shops = sorted(thing.shops, key=lambda shop: _is_foreign(shop.hreflang, language))
    return {"shops": shops[:MOST_SHOPS], "outlets": thing.outlets}


def _is_foreign(languages: tuple[str, ...], language: str) -> bool:
    return bool(languages) and not any(one.split("-")[0] == language for one in languages)


def _way(thing: Thing, stock: Stock, said: Verdict, language: str) -> str:
    """Return the way of a lot as the page shows it: rendered once, kept as long as the product."""
    lot = stock.lot
    if lot is None or lot.is_void or said.why in NOT_ON_GOODS:
        return ""
    key = (lot.pk, language)
    if key not in thing.ways:
        steps = timeline(lot)
        between = max(0, len(steps) - 2 * STEPS)
        thing.ways[key] = render_to_string(WAY, {
            "parts": [steps[:STEPS], steps[STEPS + between:]],
            "between": between,
            "own": f"{lot.product}, lô {lot.code}",
            "lot": lot,
            "thing": thing,
            "has_page": lot.product_id == thing.product.pk,
        })  # fmt: skip
    return thing.ways[key]


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
def moment(minute: int, language: str) -> bytes:
    """Return a moment as it stands on the page, in Vietnam."""
    at = datetime.fromtimestamp(minute * 60, VIETNAM)
    with translation.override(language):
        return dated(at, "H:i, j M Y" if language == "en" else "H:i, d/m/Y").encode()
