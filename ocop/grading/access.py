"""Who sees which sitting and which card: a card is its councillor's alone until the close."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Manager, Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission, Role
from ocop.accounts.queries import posts
from ocop.certificates.models import Level
from ocop.dossiers.models import Dossier
from ocop.grading.flow import ForwardingState, SittingState
from ocop.grading.keys import written_on
from ocop.grading.models import (
    AgendaItem,
    Conflict,
    Council,
    Forwarding,
    RedoRequest,
    Result,
    Scorecard,
    Seat,
    Sitting,
)
from ocop.grading.queries import seated_on
from ocop.grading.sealing import Writing
from ocop.kernel.errors import Refused
from ocop.registry.models import Representative

REVEALED = (SittingState.CLOSED, SittingState.MINUTED)
BEFORE_THE_CLOSE = (SittingState.CONVENED, SittingState.OPEN)


def my_seats(user: User, day: date) -> QuerySet[Seat]:
    """Return the seats that ``user`` holds on ``day``."""
    return Seat.objects.filter(user=user).filter(seated_on(day))


def my_sittings(user: User, day: date) -> QuerySet[Sitting]:
    """Return the sittings of the councils in which ``user`` has a seat."""
    councils = my_seats(user, day).values("council")
    return Sitting.objects.filter(council__in=councils).select_related("council__by_law")


def sittings_seated_as(user: User, roles: Iterable[str], day: date) -> QuerySet[Sitting]:
    """Return the sittings of the councils in which ``user`` has a seat of one of ``roles``."""
    councils = my_seats(user, day).filter(role__in=roles).values("council")
    return my_sittings(user, day).filter(council__in=councils)


def councils_for(user: User, permission: Permission, day: date) -> QuerySet[Council]:
    """Return the councils of the provinces where ``user`` holds ``permission``.

    Whoever holds it without a place is of the ministry, and has the central councils alone.
    """
    reach = Q(pk__in=[])
    for post in posts(user, day).giving(permission):
        if post.province_id is not None:
            reach |= Q(province=post.province_id)
        elif post.role == Role.MINISTRY_OFFICER:
            reach |= Q(level=Level.NATIONAL)
    return Council.objects.filter(reach)


def sittings_for(user: User, permission: Permission, day: date) -> QuerySet[Sitting]:
    """Return the sittings of those councils."""
    councils = councils_for(user, permission, day)
    return Sitting.objects.filter(council__in=councils).select_related("council__by_law")


def items_to_score(user: User, day: date) -> QuerySet[AgendaItem]:
    """Return the agenda that ``user`` may open: seated to score, and without a conflict."""
    seats = my_seats(user, day).filter(role__in=Seat.SCORING)
    return _without_conflict(AgendaItem.objects, seats, user, day)


def dossiers_before_me(user: User, day: date) -> QuerySet[Dossier]:
    """Return the dossiers before my councils that I have no conflict with."""
    items = _without_conflict(AgendaItem.objects, my_seats(user, day), user, day)
    return Dossier.objects.filter(pk__in=items.values("dossier"))


def cards_for(user: User, permission: Permission | None, day: date) -> QuerySet[Scorecard]:
    """Return one's own cards, and after the close those of the sittings one may see.

    Nobody, whatever their role, is handed another's card before the sitting closes.
    """
    reach = Q(seat__user=user)
    councils = my_seats(user, day).values("council")
    reach |= Q(item__sitting__state__in=REVEALED, item__sitting__council__in=councils)
    if permission is not None:
        sittings = sittings_for(user, permission, day)
        reach |= Q(item__sitting__state__in=REVEALED, item__sitting__in=sittings)
    return Scorecard.objects.filter(reach)


def my_writing(card: Scorecard, user: User) -> Writing:
    """Return what is written on one's own card, sealed or not; refused for anybody else."""
    if card.seat.user_id != user.pk:
        raise Refused("Mỗi thành viên chỉ xem phiếu của chính mình.")
    return written_on(card)


def closed_to(user: User) -> QuerySet[Dossier]:
    """Return the dossiers that ``user`` keeps out of until the close, at whatever door.

    Who declared a conflict and is an officer as well does not reach the papers through the office.
    """
    barred = Conflict.objects.filter(
        seat__user=user, item__sitting__state__in=BEFORE_THE_CLOSE
    ).values("item__dossier")
    return Dossier.objects.filter(pk__in=barred)


def results_for(user: User, permission: Permission, day: date) -> QuerySet[AgendaItem]:
    """Return the agenda of closed sittings in the provinces where ``user`` holds the power."""
    sittings = sittings_for(user, permission, day).filter(state__in=REVEALED)
    return AgendaItem.objects.filter(sitting__in=sittings)


def forwardings_for(user: User, permission: Permission, day: date) -> QuerySet[Forwarding]:
    """Return what the provinces of ``user`` send to the centre; the ministry sees what was sent."""
    reach = Q(pk__in=[])
    for post in posts(user, day).giving(permission):
        if post.province_id is not None:
            reach |= Q(province=post.province_id)
        elif post.role == Role.MINISTRY_OFFICER:
            reach |= ~Q(state=ForwardingState.DRAFT)
    return Forwarding.objects.filter(reach)


def candidates_for(user: User, permission: Permission, day: date) -> QuerySet[Result]:
    """Return the results of 90 points and more that the provinces of ``user`` approved.

    The ministry has those of the whole country. What was set aside is no candidate any more.
    """
    reach = Q(pk__in=[])
    for post in posts(user, day).giving(permission):
        if post.province_id is not None:
            reach |= Q(item__sitting__council__province=post.province_id)
        elif post.role == Role.MINISTRY_OFFICER:
            reach |= Q(pk__isnull=False)
    approved = Result.objects.filter(outcome=Result.Outcome.FORWARDED, decision__isnull=False)
    return approved.filter(reach, set_aside_on=None)


def redo_requests_for(user: User, permission: Permission, day: date) -> QuerySet[RedoRequest]:
    """Return what the ministry asks the provinces of ``user`` to do again; the ministry, all."""
    reach = Q(pk__in=[])
    for post in posts(user, day).giving(permission):
        if post.province_id is not None:
            reach |= Q(result__item__sitting__council__province=post.province_id)
        elif post.role == Role.MINISTRY_OFFICER:
            reach |= Q(pk__isnull=False)
    return RedoRequest.objects.filter(reach)


def _without_conflict(
    items: Manager[AgendaItem], seats: QuerySet[Seat], user: User, day: date
) -> QuerySet[AgendaItem]:
    """Return what lies before the seats' councils, unless declared or of ``user``'s producers."""
    barred = Conflict.objects.filter(seat__in=seats).values("item")
    kin = Representative.objects.filter(user=user).acting_on(day).values("producer")
    mine = items.filter(sitting__council__in=seats.values("council"))
    return mine.exclude(pk__in=barred).exclude(dossier__product__producer__in=kin)
