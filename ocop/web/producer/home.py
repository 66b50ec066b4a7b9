"""The producer's first page: what to do today, my products, my dossiers."""

from dataclasses import dataclass
from datetime import date

from django.shortcuts import render

from ocop.dossiers.access import my_dossiers
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier
from ocop.dossiers.status import StateWords, state_words_for_producer
from ocop.registry.access import my_producers, my_products
from ocop.registry.models import Producer
from ocop.web.gates import signed_in
from ocop.web.producer.drafts import is_writable
from ocop.web.producer.shelf import Shown, shelf, with_photos
from ocop.web.producer.tasks import Seen, tasks, with_reasons

# More than three things are no day's work; the others wait behind a press.
FIRST = 3
CLOSED = (State.DECIDED, State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Stand:
    """One producer with its products."""

    producer: Producer
    shelf: list[Shown]


@signed_in
def home(request):
    """Show what waits to be done, the dossiers in others' hands, and each producer's products."""
    day = request.act.day
    products = with_photos(my_products(request.user, day).filter(retired_on=None))
    shown = shelf(products.select_related("producer", "commune").order_by("sort_key", "pk"), day)
    mine = my_dossiers(request.user, day).exclude(state__in=CLOSED)
    dossiers = list(with_reasons(with_all(mine)))
    helper = getattr(request, "behalf", None)
    seen = Seen(request.user, day, shown, dossiers, helper is None or helper.covers_dossiers)
    waiting = tasks(seen)
    context = {
        "tasks": waiting,
        "first": waiting[:FIRST],
        "others": waiting[FIRST:],
        "stands": stands(request, shown),
        "dossiers": told([d for d in dossiers if not is_writable(d)], day),
    }
    return render(request, "producer/home.html", context)


def stands(request, shown: list[Shown]) -> list[Stand]:
    """Return my producers in the order of their names, each with its part of the shelf."""
    mine = my_producers(request.user, request.act.day).select_related("commune")
    return [
        Stand(producer, [one for one in shown if one.product.producer_id == producer.pk])
        for producer in mine.order_by("sort_key", "pk")
    ]


def with_all(dossiers):
    """Return ``dossiers`` with all that a list and its sentences read, newest first."""
    return dossiers.select_related(
        "product__producer", "product__commune__province", "rubric__ruleset", "round", "proposal"
    ).order_by("-pk")


def told(dossiers: list[Dossier], day: date) -> list[tuple[Dossier, StateWords | None]]:
    """Return each dossier with where it stands; why one was sent back is told on its own page."""
    return [
        (d, None if d.state == State.RETURNED else state_words_for_producer(d, day))
        for d in dossiers
    ]
