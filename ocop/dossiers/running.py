"""The clocks of dossiers: the commune's fifteen working days, 45 days of a renewal, the window."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.accounts.queries import posts
from ocop.certificates.access import radar_for
from ocop.certificates.queries import lapsing_soon
from ocop.certificates.term import RENEWAL_OPENS, renewal_window
from ocop.cycles.models import Round
from ocop.dossiers.access import dossiers_for
from ocop.dossiers.clocks import (
    commune_deadline,
    last_overdue_filing,
    last_overdue_renewal,
    renewal_finish,
)
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier, Kind
from ocop.dossiers.queries import AT_COMMUNE, at_commune
from ocop.kernel.act import VIETNAM
from ocop.kernel.days import working_days_between
from ocop.kernel.deadlines import Clock, ClockKind, Turn
from ocop.kernel.holidays import ONE_DAY

AT_PROVINCE = (State.PROPOSED, State.ASSESSED)
ROUNDS = "/van-phong/ho-so/?tt=PROPOSED"
FILED = (State.SUBMITTED, State.RECEIVED, State.RETURNED, *AT_PROVINCE)


def commune_clocks(user: User, day: date) -> Iterator[Clock]:
    """Yield the dossiers that lie with the communes of my places, and their working days left."""
    mine = at_commune(dossiers_for(user, Permission.VIEW_OFFICE, day))
    for dossier in _told(mine):
        assert dossier.filed_on is not None
        due = commune_deadline(dossier.filed_on)
        yield _of_dossier(dossier, ClockKind.COMMUNE, Turn.COMMUNE, due, day)


def renewal_clocks(user: User, day: date) -> Iterator[Clock]:
    """Yield the renewals that the communes of my places have proposed, each complete."""
    mine = dossiers_for(user, Permission.VIEW_OFFICE, day)
    running = mine.filter(kind=Kind.RENEWAL, state__in=AT_PROVINCE, proposal__isnull=False)
    for dossier in _told(running.select_related("proposal")):
        complete_on = dossier.proposal.created_at.astimezone(VIETNAM).date()
        due = renewal_finish(complete_on)
        yield _of_dossier(dossier, ClockKind.RENEWAL, Turn.PROVINCE, due, day)


def window_clocks(user: User, day: date) -> Iterator[Clock]:
    """Yield the certificates of my places whose renewal may be filed, or could have been.

    Until the lapse: then nothing is to be filed any more. Not where a dossier is under way.
    """
    filed = Dossier.objects.filter(product=OuterRef("product"), kind=Kind.RENEWAL, state__in=FILED)
    live = lapsing_soon(radar_for(user, day), day).filter(lapses_on__gt=day).exclude(Exists(filed))
    open_now = live.filter(lapses_on__lte=day + timedelta(days=RENEWAL_OPENS))
    whole = open_now.select_related("product__producer", "product__commune")
    for certificate in whole.order_by("lapses_on", "pk"):
        due = renewal_window(certificate.lapses_on)[1]
        product = certificate.product
        yield Clock(
            kind=ClockKind.WINDOW,
            turn=Turn.PRODUCER,
            thing=product.name,
            about=product.producer.name,
            due=due,
            left=(due - day).days,
            link=f"/van-phong/giay-chung-nhan/{certificate.pk}/",
            commune=product.commune.full_name,
            commune_code=product.commune.code,
        )


def round_clocks(user: User, day: date) -> Iterator[Clock]:
    """Yield the cut-offs that are ahead and the rounds that are not finished, of my provinces.

    A round past its day is overdue as long as a dossier in it has no result.
    """
    mine = posts(user, day).giving(Permission.VIEW_OFFICE).filter(province__isnull=False)
    provinces = {post.province_id for post in mine}
    undecided = dict(
        Dossier.objects.filter(state__in=AT_PROVINCE, round__cycle__province__in=provinces)
        .values_list("round")
        .annotate(Count("pk"))
    )
    rounds = Round.objects.filter(cycle__province__in=provinces)
    shown = rounds.filter(Q(finish_by__gt=day) | Q(pk__in=list(undecided)))
    for one in shown.select_related("cycle__province").order_by("finish_by", "pk"):
        yield from _of_round(one, undecided.get(one.pk, 0), day)


def overdue_dossiers(user: User, day: date) -> QuerySet[Dossier]:
    """Return the dossiers of my places with which commune or province is late on ``day``."""
    late_renewal = Q(
        kind=Kind.RENEWAL,
        state__in=AT_PROVINCE,
        proposal__created_at__lt=_start_after(last_overdue_renewal(day)),
    )
    late_at_commune = Q(
        state__in=AT_COMMUNE, submitted_at__lt=_start_after(last_overdue_filing(day))
    )
    mine = dossiers_for(user, Permission.VIEW_OFFICE, day)
    return mine.filter(late_at_commune | late_renewal)


def overdue_rounds(user: User, day: date) -> QuerySet[Round]:
    """Return the rounds of my provinces whose day is past, with dossiers that have no result."""
    mine = posts(user, day).giving(Permission.VIEW_OFFICE).filter(province__isnull=False)
    waiting = Dossier.objects.filter(round=OuterRef("pk"), state__in=AT_PROVINCE)
    late = Round.objects.filter(finish_by__lte=day, cycle__province__in=mine.values("province"))
    return late.filter(Exists(waiting))


def _start_after(last: date) -> datetime:
    return datetime.combine(last + ONE_DAY, time.min, VIETNAM)


def _of_round(one: Round, undecided: int, day: date) -> Iterator[Clock]:
    # "Trước ngày": the day before is the last.
    cut, finish = one.proposals_until - ONE_DAY, one.finish_by - ONE_DAY
    place = one.cycle.province.full_name
    if day <= cut:
        yield Clock(
            ClockKind.CUT_OFF, Turn.COMMUNE, str(one), place, cut, (cut - day).days, ROUNDS
        )  # fmt: skip
    about = f"{undecided} hồ sơ chưa có kết quả" if undecided else place
    if undecided or day <= finish:
        yield Clock(
            ClockKind.ROUND, Turn.PROVINCE, str(one), about, finish, (finish - day).days,
            ROUNDS,
        )  # fmt: skip


def _told(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    return dossiers.select_related("product__producer", "product__commune").defer(
        "forms", "choices", "claims"
    )


def _of_dossier(dossier: Dossier, kind: ClockKind, turn: Turn, due: date, day: date) -> Clock:
    commune, working = dossier.product.commune, kind is ClockKind.COMMUNE
    return Clock(
        kind=kind,
        turn=turn,
        thing=dossier.code,
        about=f"{dossier.product.name}, {dossier.product.producer.name}",
        due=due,
        late=day > due,
        left=working_days_between(day, due) if working else (due - day).days,
        link=f"/van-phong/ho-so/{dossier.code}/",
        working=working,
        commune=commune.full_name,
        commune_code=commune.code,
    )
