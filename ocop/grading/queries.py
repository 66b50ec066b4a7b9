"""Questions about councils and their cards that more than one caller asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from ocop.audit.models import Checkpoint, Entry, Leaf
from ocop.certificates.models import Decision, Level
from ocop.certificates.queries import certificates_of
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier
from ocop.grading.flow import COMMITTED, CardState, ForwardingState
from ocop.grading.models import (
    AgendaItem,
    ForwardedDossier,
    Result,
    Scorecard,
    Seat,
    Sitting,
)
from ocop.grading.verbs import Verb
from ocop.grading.written import finish_by
from ocop.kernel.act import VIETNAM
from ocop.registry.models import Product

COMMITMENTS = (Verb.CARD_SIGNED, Verb.CARD_ABSTAINED)


def seated_on(day: date) -> Q:
    """Return the condition that a seat is held on ``day``."""
    return Q(joined_on__lte=day) & (Q(left_on=None) | Q(left_on__gt=day))


def seats_of(council_id: int, day: date) -> QuerySet[Seat]:
    """Return the seats of a council on ``day``, chair first."""
    here = Seat.objects.filter(council=council_id).filter(seated_on(day))
    return here.select_related("user").order_by("pk")


def scoring_seats(sitting: Sitting, day: date | None = None) -> QuerySet[Seat]:
    """Return the seats that score, as they stand on ``day``.

    After the close it is the day of the close that counts, whatever day is asked.
    """
    counted = sitting.counted_on if sitting.closed_at or day is None else day
    return seats_of(sitting.council_id, counted).filter(role__in=Seat.SCORING)


def voting_seats(item: AgendaItem) -> list[Seat]:
    """Return the seats that have a vote on ``item``, of which the quorum is a share.

    They are the council as it stood when the cards were closed: a seat given later has no vote,
    and one that signed keeps it. A seat with a declared conflict has none.
    """
    sitting = item.sitting
    seats = scoring_seats(sitting)
    if sitting.closed_at is not None:
        seats = seats.filter(created_at__lte=sitting.closed_at)
    signers = Scorecard.objects.filter(item=item, state__in=COMMITTED).values("seat")
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


def abstentions(item: AgendaItem) -> QuerySet[Scorecard]:
    """Return the seats that did not score ``item``, each with its reason as ``opinion``.

    The reason is sealed like points until the close.
    """
    found = Scorecard.objects.filter(item=item, state=CardState.ABSTAINED)
    return found.select_related("seat__user").order_by("seat_id")


def corrections(item: AgendaItem) -> QuerySet[Scorecard]:
    """Return the signed cards that replace another, each with the card it ``replaces``."""
    found = Scorecard.objects.filter(item=item, state=CardState.SIGNED, replaces__isnull=False)
    return found.select_related("seat__user", "replaces").order_by("seat_id", "pk")


def progress(sitting: Sitting) -> list[AgendaItem]:
    """Return the agenda with ``signed``: how many seats handed in; never what they wrote."""
    handed_in = Q(cards__state__in=COMMITTED, cards__replaces=None)
    return list(
        sitting.items.select_related(
            "dossier__product__producer__commune", "dossier__rubric", "carried_to__sitting"
        )
        .annotate(signed=Count("cards", filter=handed_in, distinct=True))
        .annotate(barred=Count("conflicts", distinct=True))
        .order_by("position")
    )


def results_of(sitting: Sitting) -> dict[int, Result]:
    """Return what the council concluded, by the agenda item; one query for all."""
    found = Result.objects.filter(item__sitting=sitting).select_related("decision")
    return {result.item_id: result for result in found}


def handed_back(results: QuerySet[Result]) -> QuerySet[Result]:
    """Keep what the centre gave back with 3 or 4 stars and nobody has recognised since."""
    return with_the_province(results).filter(central__stars__in=(3, 4))


def with_the_province(results: QuerySet[Result]) -> QuerySet[Result]:
    """Keep what the centre answered with less than 5 stars, and nobody has acted upon since."""
    return results.filter(central__stars__lt=5, central__decision=None, set_aside_on=None)


def lying_before(*, central: bool) -> QuerySet[AgendaItem]:
    """Return the agenda of one level that counts: not carried to a meeting, not set aside."""
    items = AgendaItem.objects.filter(carried_to=None, result__set_aside_on=None)
    if central:
        return items.filter(sitting__council__level=Level.NATIONAL)
    return items.exclude(sitting__council__level=Level.NATIONAL)


def recognition_of(result: Result) -> Decision | None:
    """Return the province's decision that recognised ``result``: its own, or upon the centre's."""
    if result.outcome == Result.Outcome.RECOGNIZED:
        return result.decision
    answer = getattr(result, "central", None)
    signed = answer.decision if answer else None
    return signed if signed is not None and signed.level != Level.NATIONAL else None


def result_of(dossier: Dossier) -> Result | None:
    """Return the result of the province's council that counts, if there is one by now."""
    found = Result.objects.filter(item__in=lying_before(central=False), item__dossier=dossier)
    return found.select_related("decision", "central").order_by("-pk").first()


def ready_for_the_centre() -> QuerySet[ForwardedDossier]:
    """Return what the ministry received, its team reported on, and no central sitting has yet."""
    taken = lying_before(central=True).values("dossier")
    entries = ForwardedDossier.objects.filter(
        forwarding__state=ForwardingState.RECEIVED,
        result__central=None,
        result__set_aside_on=None,
    )
    return entries.exclude(report_no="").exclude(result__item__dossier__in=taken)


def without_council(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Keep the assessed dossiers that wait for a council of the province to get them."""
    taken = lying_before(central=False).values("dossier")
    return dossiers.filter(state=State.ASSESSED).exclude(pk__in=taken)


def findings_waiting() -> QuerySet[Result]:
    """Return what central councils concluded and the ministry has not answered yet."""
    national = (Result.Outcome.NATIONAL, Result.Outcome.GIVEN_BACK)
    return Result.objects.filter(outcome__in=national, answer=None, set_aside_on=None)


def commitments(items: Iterable[AgendaItem]) -> dict[tuple[int, int, str], Entry]:
    """Return the lines of history that keep the cards' digests, by item, seat and digest."""
    keys = {str(item.pk): item.pk for item in items}
    lines = Entry.objects.filter(
        target_type=AgendaItem._meta.label, target_id__in=list(keys), verb__in=COMMITMENTS
    )
    return {
        (keys[line.target_id], line.facts["seat"], line.facts["digest"]): line
        for line in lines.select_related("leaf")
    }


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a councillor takes home: the line that committed their card, and where it stands."""

    card: Scorecard
    entry: Entry
    # Nothing until the next checkpoint gives the line its place and bears witness to it.
    leaf: Leaf | None
    checkpoint: Checkpoint | None


def receipt_of(card: Scorecard) -> Receipt | None:
    """Return the receipt of a card, or nothing for one that was never handed in."""
    if not card.digest:
        return None
    entry = commitments([card.item]).get((card.item_id, card.seat_id, card.digest))
    if entry is None:
        return None
    leaf = Leaf.objects.filter(entry=entry).first()
    mark = Checkpoint.objects.filter(size__gt=leaf.index).last() if leaf else None
    return Receipt(card, entry, leaf, mark)


def held_stars(product: Product) -> int | None:
    """Return the stars that a renewal would keep: of the newest certificate not revoked."""
    newest = certificates_of(product).filter(revocation=None).first()
    return newest.stars if newest else None


def complete_on(dossier: Dossier) -> date:
    """Return the day on which the dossier lay complete before the province."""
    return dossier.proposal.created_at.astimezone(VIETNAM).date()


def due_on(sitting: Sitting) -> date | None:
    """Return the day by which written opinions must be in: the earliest of its dossiers'."""
    if not sitting.is_written:
        return None
    if sitting.council.is_central:
        return _due_at_the_centre(sitting)
    items = sitting.items.select_related("dossier__proposal")
    days = [finish_by(complete_on(i.dossier)) for i in items if hasattr(i.dossier, "proposal")]
    return min(days, default=None)


def _due_at_the_centre(sitting: Sitting) -> date | None:
    """Return the earliest of its dossiers' days, each counted from the ministry's receipt."""
    received = ForwardedDossier.objects.filter(
        result__item__dossier__in=sitting.items.values("dossier"),
        result__set_aside_on=None,
        forwarding__received_on__isnull=False,
    ).values_list("forwarding__received_on", flat=True)
    return min((finish_by(day) for day in received if day), default=None)
