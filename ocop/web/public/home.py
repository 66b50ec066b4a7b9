"""The first page, and what the site says about itself."""

from collections import Counter

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ocop.certificates.queries import live_certificates, with_stars
from ocop.figures.queries import STARS, cells
from ocop.figures.scope import Scope
from ocop.registry.queries import live_products
from ocop.web.gates import public
from ocop.web.keeping import kept
from ocop.web.public import figures
from ocop.web.public.cards import cards
from ocop.web.ui import figure_plots
from ocop.web.ui.tiles import TILES


@kept
@public
def home(request):
    """A table laid with products whose star is true today, the highest and newest first."""
    day = request.act.day
    starred = with_stars(live_products().filter(retired_on=None), day).filter(stars__isnull=False)
    best = starred.select_related("producer", "commune").order_by("-stars", "-star_until", "pk")
    newest = list(best[:8])
    scope = Scope.of_year(day)
    counted = cells(scope)
    counts = Counter(dict.fromkeys(STARS, 0))
    for cell, found in counted.items():
        counts[cell.stars] += found
    context = {
        "cards": cards(newest, live_certificates(newest, day), day),
        "counts": counts,
        "total": sum(counts.values()),
        "communes": communes(starred),
        "plots": [
            figure_plots.over_time(scope),
            *figure_plots.broken_down(scope, ["industry"], figures.way, counted),
        ],
    }
    return render(request, "public/home.html", context)


def communes(starred) -> list[tuple[str, str, int, str]]:
    """Return code, name, number of starred products and address of each drawn commune with any."""
    tiles = [code for province in TILES.values() for code in province]
    drawn = starred.filter(commune__code__in=tiles)
    tally = Counter(drawn.values_list("commune__code", "commune__full_name"))
    return [
        (code, name, n, f"{reverse('public:catalogue')}?xa={code}")
        for (code, name), n in sorted(tally.items())
    ]


@kept
@public
def about(request):
    """What the programme is, and how a star is earned and lost."""
    return render(request, "public/about.html")


@public
def security(request):
    """Where to report a weakness (RFC 9116)."""
    year = request.act.day.year + 1
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {year}-01-01T00:00:00Z",
        "Preferred-Languages: vi, en",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
