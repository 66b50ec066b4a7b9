"""Còn thiếu gì để lên sao: the cheapest way to each next star of one product of mine."""

from django.shortcuts import render

from ocop.web.gates import signed_in
from ocop.web.producer.shelf import my_product
from ocop.web.ui.coaching import coachings


@signed_in
def coach(request, code):
    """Show what stands between one product and 3, 4 and 5 stars, and what would prove it."""
    found = my_product(request, code)
    asked = request.GET.get("th")
    coaching = coachings([found], request.act.day, case=asked).get(found.pk)
    ways = [(way, coaching.advice(way)) for way in coaching.ways] if coaching else []
    context = {"product": found, "coaching": coaching, "ways": ways}
    return render(request, "producer/coach.html", context)
