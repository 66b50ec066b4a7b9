"""The clocks of the second level: the centre's rounds, and what the ministry asked to be redone."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.cycles.calendar import central_overdue_before, central_round_of
from ocop.grading.access import candidates_for, forwardings_for, redo_requests_for
from ocop.grading.flow import ForwardingState
from ocop.grading.models import ForwardedDossier, RedoRequest
from ocop.kernel.deadlines import Clock, ClockKind, Turn
from ocop.kernel.holidays import ONE_DAY

AT_THE_CENTRE = (ForwardingState.SENT, ForwardingState.RECEIVED)
LIST = "/van-phong/gui-bo/"


def central_clocks(user: User, day: date) -> Iterator[Clock]:
    """Yield the cut-off of the centre's next round, and each dossier's that it has not answered.

    "Trước ngày" makes the day before the last. A province without candidates has no such clock.
    """
    unsent = candidates_for(user, Permission.VIEW_OFFICE, day).filter(central=None, sent=None)
    if (count := unsent.count()) > 0:
        taking = central_round_of(day)
        cut = taking.received_before - ONE_DAY
        yield Clock(
            kind=ClockKind.CENTRAL_CUT_OFF,
            turn=Turn.PROVINCE,
            thing=str(taking),
            about=f"{count} kết quả đã phê duyệt chưa gửi Bộ",
            due=cut,
            left=(cut - day).days,
            link=LIST,
        )
    entries = _open_entries(user, day).select_related(
        "forwarding", "result__item__dossier__product__commune"
    )
    for entry in entries.order_by("forwarding__signed_on", "pk"):
        product = entry.result.item.dossier.product
        taking = central_round_of(entry.forwarding.signed_on)
        due = taking.finish_before - ONE_DAY
        yield Clock(
            kind=ClockKind.CENTRAL,
            turn=Turn.MINISTRY,
            thing=entry.forwarding.code,
            about=f"{product.name}, {str(taking).lower()}",
            due=due,
            left=(due - day).days,
            link=f"{LIST}{entry.forwarding.code}/",
            commune=product.commune.full_name,
            commune_code=product.commune.code,
        )


def redo_clocks(user: User, day: date) -> Iterator[Clock]:
    """Yield what the ministry asked my provinces to evaluate again, by the day that it named."""
    open_now = redo_requests_for(user, Permission.VIEW_OFFICE, day).filter(
        state__in=RedoRequest.OPEN
    )
    whole = open_now.select_related("result__item__dossier__product__commune")
    for one in whole.order_by("answer_by", "pk"):
        product = one.result.item.dossier.product
        yield Clock(
            kind=ClockKind.REDO,
            turn=Turn.PROVINCE,
            thing=one.code,
            about=product.name,
            due=one.answer_by,
            left=(one.answer_by - day).days,
            link=f"/van-phong/danh-gia-lai/{one.code}/",
            commune=product.commune.full_name,
            commune_code=product.commune.code,
        )


def overdue_rounds_of_the_centre(user: User, day: date) -> QuerySet[ForwardedDossier]:
    """Return the dossiers whose round at the centre is over and that have no answer."""
    return _open_entries(user, day).filter(forwarding__signed_on__lt=central_overdue_before(day))


def overdue_redos(user: User, day: date) -> QuerySet[RedoRequest]:
    """Return the requests that my provinces should have answered before ``day``."""
    mine = redo_requests_for(user, Permission.VIEW_OFFICE, day)
    return mine.filter(state__in=RedoRequest.OPEN, answer_by__lt=day)


def _open_entries(user: User, day: date) -> QuerySet[ForwardedDossier]:
    mine = forwardings_for(user, Permission.VIEW_OFFICE, day).filter(state__in=AT_THE_CENTRE)
    return ForwardedDossier.objects.filter(
        forwarding__in=mine, result__central=None, result__set_aside_on=None
    )
