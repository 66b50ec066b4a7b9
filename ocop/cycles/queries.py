"""Questions about the programme's year."""

from datetime import date

from django.db.models import QuerySet

from ocop.cycles.models import Round
from ocop.places.models import Province


def round_taking(province: Province, day: date) -> Round | None:
    """Return the round that takes a proposal of ``day``: the first whose cut-off is still ahead."""
    coming = Round.objects.filter(cycle__province=province, proposals_until__gt=day)
    return coming.select_related("cycle").order_by("proposals_until", "number").first()


def rounds_open(province: Province, day: date) -> QuerySet[Round]:
    """Return the rounds that are not finished on ``day``, the most urgent first."""
    pending = Round.objects.filter(cycle__province=province, finish_by__gte=day)
    return pending.select_related("cycle").order_by("finish_by", "pk")
