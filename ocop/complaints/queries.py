"""Questions about complaints that more than one caller asks."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from ocop.complaints.floods import Door, door
from ocop.complaints.models import Complaint, ComplaintRule
from ocop.complaints.terms import DEFAULT, Terms
from ocop.complaints.tickets import opens
from ocop.grading.models import Result
from ocop.kernel.act import VIETNAM
from ocop.places.models import Province

HOUR = timedelta(hours=1)


def rule_of(province: Province, day: date) -> ComplaintRule | None:
    """Return the rule that the province applies on ``day``, if it has set one."""
    rules = ComplaintRule.objects.filter(province=province, since__lte=day)
    return rules.order_by("-since").first()


def terms_of(province: Province, day: date) -> Terms:
    """Return the days that hold in ``province`` on ``day``: its own, else the careful default."""
    rule = rule_of(province, day)
    return rule.terms if rule else DEFAULT


def door_for(origin: str, at: datetime) -> Door:
    """Return how the next complaint from an address is met at a moment."""
    lately = Complaint.objects.filter(created_at__gt=at - HOUR)
    from_here = lately.filter(origin_digest=origin).count() if origin else 0
    return door(from_here, lately.count())


def by_ticket(code: str, secret: str) -> Complaint | None:
    """Return the complaint that a ticket and its secret open, however they were typed."""
    found = Complaint.objects.filter(code=code.strip().upper()).first()
    if found is None or not opens(secret, found.secret_salt, found.secret_digest):
        return None
    return found


def told_on(result: Result) -> date | None:
    """Return the day on which a result was told to its producer: that of its decision."""
    if result.decision is not None:
        return result.decision.signed_on
    if result.outcome == Result.Outcome.NONE:
        return result.concluded_at.astimezone(VIETNAM).date()
    return None


def review_until(result: Result, day: date) -> date | None:
    """Return the last day on which a review of ``result`` may be asked for; none before notice."""
    told = told_on(result)
    if told is None:
        return None
    province = result.item.dossier.product.commune.province
    return terms_of(province, min(told, day)).review_until(told)


def open_reviews(results: Iterable[Result], day: date) -> list[tuple[Result, date, date]]:
    """Return the results of which a review may be asked on ``day``; one query for all rules.

    Each with the day on which it was told, and the last day to ask.
    """
    listed = list(results)
    provinces = {result.item.dossier.product.commune.province_id for result in listed}
    rules = list(ComplaintRule.objects.filter(province__in=provinces).order_by("-since"))
    found = []
    for result in listed:
        if (told := told_on(result)) is None:
            continue
        place, by = result.item.dossier.product.commune.province_id, min(told, day)
        rule = next((r for r in rules if r.province_id == place and r.since <= by), None)
        until = (rule.terms if rule else DEFAULT).review_until(told)
        if day <= until:
            found.append((result, told, until))
    return found
