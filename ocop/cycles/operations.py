"""What may be done to the programme's year."""

from datetime import date

from django.db import IntegrityError, transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.cycles.calendar import rounds_of
from ocop.cycles.models import Cycle, Round
from ocop.cycles.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Province


@transaction.atomic
def open_cycle(act: Act, *, province: Province, year: int) -> Cycle:
    """Open a province's year with the two rounds that the decision asks for; refused twice."""
    try:
        with transaction.atomic():
            cycle = Cycle.objects.create(province=province, year=year, created_at=act.at)
    except IntegrityError as error:
        raise Refused(f"Chu trình năm {year} đã được mở.", field="year") from error
    Round.objects.bulk_create(
        Round(
            cycle=cycle,
            number=number,
            proposals_until=cut,
            finish_by=end,
            created_at=act.at,
        )
        for number, cut, end in rounds_of(year)
    )
    record(act, Verb.CYCLE_OPENED, cycle, year=year)
    return cycle


@transaction.atomic
def plan_round(cycle: Cycle, act: Act, *, proposals_until: date, finish_by: date) -> Round:
    """Add an extra round, which the council's by-law must provide for (Điều 5).

    Refused when it would end before it begins.
    """
    lock(cycle)
    if finish_by <= proposals_until:
        raise Refused("Ngày hoàn thành phải sau ngày nhận đề nghị.", field="finish_by")
    number = 1 + max(cycle.rounds.values_list("number", flat=True), default=0)
    extra = Round.objects.create(
        cycle=cycle,
        number=number,
        proposals_until=proposals_until,
        finish_by=finish_by,
        created_at=act.at,
    )
    record(act, Verb.ROUND_PLANNED, extra, number=number, proposals_until=proposals_until)
    return extra
