"""Questions about the programme's year."""

from datetime import date

from django.db.models import QuerySet

from ocop.certificates.models import Certificate
from ocop.cycles.calendar import Span, spans_of
from ocop.cycles.flow import PlanState
from ocop.cycles.models import Cycle, Participation, Plan, Round
from ocop.places.models import Province
from ocop.registry.models import Product


def round_taking(province: Province, day: date) -> Round | None:
    """Return the round that takes a proposal of ``day``: the first whose cut-off is still ahead."""
    coming = Round.objects.filter(cycle__province=province, proposals_until__gt=day)
    return coming.select_related("cycle").order_by("proposals_until", "number").first()


def rounds_open(province: Province, day: date) -> QuerySet[Round]:
    """Return the rounds that are not finished on ``day``, the most urgent first."""
    pending = Round.objects.filter(cycle__province=province, finish_by__gte=day)
    return pending.select_related("cycle").order_by("finish_by", "pk")


def cycle_of(province: Province, year: int) -> Cycle | None:
    """Return the province's cycle of ``year``, if it was opened."""
    cycles = Cycle.objects.filter(province=province, year=year)
    return cycles.select_related("province").first()


def steps_of(cycle: Cycle) -> list[Span]:
    """Return when the six steps of a cycle run: as the province set them, else as usual."""
    kept = [phase.span for phase in cycle.phases.order_by("step", "is_peak", "starts_on", "pk")]
    return kept or spans_of(cycle.year)


def participating_on(day: date) -> QuerySet[Product]:
    """Return the products that take part on ``day``: accepted by then, and not let go."""
    return Product.objects.filter(pk__in=Participation.objects.on(day).values("product"))


def ranked_on(day: date) -> QuerySet[Product]:
    """Return the products that bear a star on ``day``; some never got a decision to take part."""
    live = Certificate.objects.in_force_on(day).values("product")
    return Product.objects.filter(pk__in=live, merged_into=None).filter(retired_on=None)


def takes_part(product: Product, day: date) -> bool:
    """Tell whether ``product`` takes part on ``day``."""
    return Participation.objects.on(day).filter(product=product).exists()


def plan_of(product: Product) -> Plan | None:
    """Return the newest approved plan of ``product``: what Mẫu 02, part II, reports against.

    ``PLAN.told(plan.said)`` of ``cycles.slips`` gives its blanks with their labels, and
    ``plan.follow_ups`` what was done since.
    """
    approved = Plan.objects.filter(product=product, state=PlanState.APPROVED)
    return approved.select_related("cycle").order_by("-approved_on", "-pk").first()
