"""What subscriptions are to be sent: each new event that fits, once, in the order of capture.

Events are looked at by number. Captures take their numbers one after the other and show them in
that order, so that whoever has looked at all up to one has missed none below it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max, QuerySet

from ocop.epcis.access import Reader, visible
from ocop.epcis.asking.compile import matching
from ocop.epcis.asking.parameters import read_body
from ocop.epcis.asking.schedule import schedule_of
from ocop.epcis.context import STANDARD
from ocop.epcis.models import Event, NamedQuery, Sending, Subscription

BATCH: Final = 100
# Batches that are taken up of one subscription before the next has its turn.
TURNS: Final = 20


def take_up(at: datetime) -> int:
    """Turn what has come for each subscription into sendings, and return how many these are."""
    return sum(_taken(pk, at) for pk in _due(at))


def _due(at: datetime) -> list[int]:
    newest = Event.objects.aggregate(newest=Max("id"))["newest"] or 0
    streamed = Subscription.objects.filter(next_at=None, seen__lt=newest)
    scheduled = Subscription.objects.filter(next_at__lte=at)
    return [*streamed.values_list("pk", flat=True), *scheduled.values_list("pk", flat=True)]


@transaction.atomic
def _taken(pk: int, at: datetime) -> int:
    """Take up one subscription, alone: what it has looked at moves with the sendings it made."""
    subscription = Subscription.objects.select_for_update().filter(pk=pk).first()
    if subscription is None or not _is_due(subscription, at):
        return 0
    made = 0
    for numbers in _batches(subscription):
        Sending.objects.create(
            subscription=subscription, events=numbers, next_try_at=at, created_at=at
        )
        made += 1
    if not made and subscription.schedule and subscription.report_if_empty:
        Sending.objects.create(subscription=subscription, next_try_at=at, created_at=at)
        made = 1
    if subscription.schedule:
        subscription.next_at = schedule_of(subscription.schedule).after(at)
    subscription.asked_at = at
    subscription.save(update_fields=["seen", "next_at", "asked_at"])
    return made


def _is_due(subscription: Subscription, at: datetime) -> bool:
    return subscription.next_at is None or subscription.next_at <= at


def _batches(subscription: Subscription) -> Iterator[list[int]]:
    """Yield the numbers of new events that fit, and remember how far was looked."""
    newest = Event.objects.aggregate(newest=Max("id"))["newest"] or 0
    found = _fitting(subscription).filter(id__lte=newest)
    for _ in range(TURNS):
        batch = list(found.filter(id__gt=subscription.seen).values_list("id", flat=True)[:BATCH])
        subscription.seen = batch[-1] if len(batch) == BATCH else max(newest, subscription.seen)
        if batch:
            yield batch
        if len(batch) < BATCH:
            return


def _fitting(subscription: Subscription) -> QuerySet[Event]:
    events = fitting(subscription.query, reader_of(subscription.reach))
    if subscription.initial_record_time:
        events = events.filter(recorded_at__gte=subscription.initial_record_time)
    return events


def fitting(query: NamedQuery, reader: Reader) -> QuerySet[Event]:
    """Return the events that a named query asks for, in the order of capture."""
    question = read_body(query.body, {**STANDARD, **query.names})
    return matching(visible(reader), question).order_by("id")


def reader_of(reach: dict[str, Any]) -> Reader:
    """Return the reader that a row describes."""
    return Reader(
        everything=reach.get("everything", False),
        provinces=frozenset(reach.get("provinces", ())),
        parties=frozenset(reach.get("parties", ())),
        names=frozenset(reach.get("names", ())),
    )
