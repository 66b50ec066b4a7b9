"""Questions about councils and their cards that more than one caller asks."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from ocop.certificates.models import Certificate
from ocop.grading.flow import CardState
from ocop.grading.models import AgendaItem, Result, Scorecard, Seat, Sitting


def seats_on(sitting: Sitting) -> QuerySet[Seat]:
    """Return the seats of the sitting's council on the day it is held."""
    return seats_of(sitting.council_id, sitting.held_on)


def seats_of(council_id: int, day: date) -> QuerySet[Seat]:
    """Return the seats of a council on ``day``, chair first."""
    here = Seat.objects.filter(council=council_id).filter(Q(left_on=None) | Q(left_on__gt=day))
    return here.select_related("user").order_by("pk")


def scoring_seats(sitting: Sitting) -> QuerySet[Seat]:
    """Return the seats that score: chair, deputies and members."""
    return seats_on(sitting).filter(role__in=Seat.SCORING)


def standing_cards(item: AgendaItem) -> QuerySet[Scorecard]:
    """Return the cards that count for ``item``: signed, and not replaced by a signed one."""
    signed = Scorecard.objects.filter(item=item, state=CardState.SIGNED)
    return (
        signed.exclude(replaced_by__state=CardState.SIGNED)
        .select_related("seat__user")
        .order_by("seat_id")
    )


def progress(sitting: Sitting) -> list[AgendaItem]:
    """Return the agenda with ``signed``: how many seats have signed; never what they wrote."""
    first_signed = Q(cards__state=CardState.SIGNED, cards__replaces=None)
    return list(
        sitting.items.select_related("dossier__product__producer__commune", "dossier__rubric")
        .annotate(signed=Count("cards", filter=first_signed, distinct=True))
        .annotate(barred=Count("conflicts", distinct=True))
        .order_by("position")
    )


def handed_back(results: QuerySet[Result]) -> QuerySet[Result]:
    """Keep what the centre gave back with 3 or 4 stars and nobody has recognised since."""
    since = Certificate.objects.filter(
        product=OuterRef("item__dossier__product"), created_at__gte=OuterRef("central__created_at")
    )
    return results.filter(central__stars__in=(3, 4)).exclude(Exists(since))


def cards_missing(sitting: Sitting) -> list[tuple[AgendaItem, Seat]]:
    """Return the pairs of dossier and seat that are still to be signed, conflicts left out."""
    seats = list(scoring_seats(sitting))
    done = set(
        Scorecard.objects.filter(item__sitting=sitting, state=CardState.SIGNED).values_list(
            "item_id", "seat_id"
        )
    )
    items = sitting.items.select_related("dossier").prefetch_related("conflicts")
    barred = {(c.item_id, c.seat_id) for item in items for c in item.conflicts.all()}
    return [
        (item, seat)
        for item in items.order_by("position")
        for seat in seats
        if (item.pk, seat.pk) not in done | barred
    ]
