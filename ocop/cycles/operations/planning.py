"""Opening a year, and planning its rounds, steps and targets."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import IntegrityError, transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.cycles.calendar import Span, checked_spans, rounds_of
from ocop.cycles.models import Cycle, Phase, Round, Target
from ocop.cycles.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Commune, Province

MOST = 100_000


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
def plan_round(
    cycle: Cycle, act: Act, *, proposals_until: date, finish_by: date, basis: str
) -> Round:
    """Add an extra round, which the council's by-law must provide for (Điều 5).

    Refused without what it rests on, when it would end before it begins, and outside the year.
    """
    lock(cycle)
    if not basis.strip():
        raise Refused(
            "Đợt ngoài hai đợt của năm phải có trong quy chế hội đồng và có kế hoạch. "
            "Hãy ghi điều của quy chế và số kế hoạch.",
            field="basis",
        )
    if finish_by <= proposals_until:
        raise Refused("Ngày hoàn thành phải sau ngày nhận đề nghị.", field="finish_by")
    if proposals_until.year != cycle.year:
        raise Refused(f"Ngày nhận đề nghị phải trong năm {cycle.year}.", field="proposals_until")
    number = 1 + max(cycle.rounds.values_list("number", flat=True), default=0)
    extra = Round.objects.create(
        cycle=cycle,
        number=number,
        proposals_until=proposals_until,
        finish_by=finish_by,
        basis=basis.strip(),
        created_at=act.at,
    )
    record(act, Verb.ROUND_PLANNED, extra, number=number, proposals_until=proposals_until)
    return extra


@transaction.atomic
def plan_steps(cycle: Cycle, act: Act, *, spans: Iterable[Span]) -> list[Phase]:
    """Set when the six steps of the year run, in place of what was set before.

    Refused as ``checked_spans`` refuses.
    """
    lock(cycle)
    wanted = checked_spans(cycle.year, spans)
    cycle.phases.all().delete()
    phases = Phase.objects.bulk_create(
        Phase(
            cycle=cycle,
            step=one.step,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            is_peak=one.is_peak,
            created_at=act.at,
        )
        for one in wanted
    )
    told = [[one.step, one.starts_on, one.ends_on, one.is_peak] for one in wanted]
    record(act, Verb.STEPS_PLANNED, cycle, spans=told)
    return phases


@transaction.atomic
def set_targets(
    cycle: Cycle, act: Act, *, numbers: Mapping[str, int | None], commune: Commune | None = None
) -> None:
    """Set the year's targets of the province, or of one commune; nothing takes a target back.

    Refused for another province's commune and for a number that no year could reach.
    """
    lock(cycle)
    if commune is not None and commune.province_id != cycle.province_id:
        raise Refused("Xã này thuộc tỉnh khác.", field="commune")
    for kind, number in numbers.items():
        if number is not None and not 0 <= number <= MOST:
            raise Refused("Chỉ tiêu này lớn quá, xin xem lại.", field=str(Target.Kind(kind)))
    for kind, number in numbers.items():
        known = Target.objects.filter(cycle=cycle, commune=commune, kind=Target.Kind(kind))
        if number is None:
            known.delete()
        elif not known.update(number=number):
            Target.objects.create(
                cycle=cycle, commune=commune, kind=kind, number=number, created_at=act.at
            )
    place = commune.code if commune else ""
    record(act, Verb.TARGET_SET, cycle, commune=place, numbers=dict(numbers))
