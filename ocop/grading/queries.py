"""Questions about councils and their cards that more than one caller asks."""

from datetime import date

from django.db.models import Count, Q, QuerySet

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


def voting_seats(item: AgendaItem) -> list[Seat]:
    """Return the seats that have a vote on ``item``, of which the quorum is a share.

    They are the council as it stood when the cards were closed: a seat given later has no vote,
    and one that signed keeps it. A seat with a declared conflict has none.
    """
    sitting = item.sitting
    seats = scoring_seats(sitting)
    if sitting.closed_at is not None:
        seats = seats.filter(created_at__lte=sitting.closed_at)
    signers = Scorecard.objects.filter(item=item, state=CardState.SIGNED).values("seat")
    voting = Seat.objects.filter(Q(pk__in=seats.values("pk")) | Q(pk__in=signers))
    barred = item.conflicts.values("seat")
    return list(voting.exclude(pk__in=barred).order_by("pk"))


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
    return results.filter(central__stars__in=(3, 4), central__decision=None)


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
