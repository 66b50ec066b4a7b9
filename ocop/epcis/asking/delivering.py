"""Sending what is due to subscribers: claimed before it goes out, marked after.

At least once, and of each subscription in order: a sending is due once its elders are through. A
deliverer that is killed leaves its claim behind, and when that has run out the same events go
again. Two deliverers at work never hold the same sending.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

import orjson
from django.db.models import F, QuerySet

from ocop.epcis.asking.callers import DEADLINE, Unreachable, call
from ocop.epcis.asking.output import Form, Format, document
from ocop.epcis.asking.sealing import signature
from ocop.epcis.asking.standing import take_up
from ocop.epcis.models import Event, Sending, SendingState, Subscription

LEASE: Final = timedelta(seconds=6 * DEADLINE)
AT_ONCE: Final = 8
# Two seconds, then four times as long each time: nine tries within twelve hours.
FIRST_WAIT: Final = timedelta(seconds=2)
FACTOR: Final = 4
TRIES: Final = 9
KEPT_FOR: Final = timedelta(days=7)
TOO_LARGE: Final = 413

Clock = Callable[[], datetime]
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """A claimed sending as it goes out: how many of its events, to whom, and signed."""

    pk: int
    lease: UUID
    count: int
    dest: str
    body: bytes
    headers: dict[str, str]


def deliver_due(clock: Clock) -> int:
    """Take up what has come, send what is due until nothing is, and return how many were tried."""
    take_up(clock())
    tried = 0
    while letters := _claimed(clock()):
        with ThreadPoolExecutor(AT_ONCE) as pool:
            outcomes = list(pool.map(_sent, letters))
        for letter, (status, words) in zip(letters, outcomes, strict=True):
            _mark(letter, status, words, clock())
        tried += len(letters)
    return tried


def clear_away(at: datetime) -> None:
    """Forget what was sent, or given up, more than a week ago."""
    done = Sending.objects.exclude(state=SendingState.WAITING)
    done.filter(created_at__lt=at - KEPT_FOR).delete()


def _claimed(at: datetime) -> list[Letter]:
    """Return some sendings that are due, each in our hands now."""
    letters = []
    due = Sending.objects.due(at).order_by("next_try_at", "pk")
    for pk in list(due.values_list("pk", flat=True)[:AT_ONCE]):
        lease = uuid4()
        mine = Sending.objects.due(at).filter(pk=pk)
        if mine.update(lease=lease, leased_until=at + LEASE, tries=F("tries") + 1):
            letters.append(_letter(pk, lease, at))
    return letters


def _letter(pk: int, lease: UUID, at: datetime) -> Letter:
    sending = Sending.objects.select_related("subscription__query").get(pk=pk)
    subscription = sending.subscription
    numbers = sending.events[: sending.part] if sending.part else sending.events
    form = Form(Format(subscription.names), subscription.query.name, str(subscription))
    events = Event.objects.filter(id__in=numbers).order_by("id")
    body = orjson.dumps(document(events, form, at))
    headers = {"Content-Type": "application/json", "GS1-EPCIS-Version": "2.0.0"}
    if signed := signature(bytes(subscription.secret), body):
        headers["GS1-Signature"] = signed
    return Letter(pk, lease, len(numbers), subscription.dest, body, headers)


def _sent(letter: Letter) -> tuple[int, str]:
    """Call the subscriber; here the database is not touched."""
    try:
        status = call(letter.dest, letter.body, letter.headers)
    except Unreachable as fault:
        return 0, str(fault)
    except Exception as fault:
        logger.warning("sending %s: %s", letter.pk, type(fault).__name__)
        return 0, type(fault).__name__
    return status, f"HTTP {status}"


def _mark(letter: Letter, status: int, words: str, at: datetime) -> None:
    """Keep what came of it, unless another has taken the sending over meanwhile."""
    mine = Sending.objects.filter(pk=letter.pk, lease=letter.lease)
    sending = mine.first()
    if sending is None:
        return
    if 200 <= status < 300:
        rest = sending.events[letter.count :]
        state = SendingState.WAITING if rest else SendingState.SENT
        mine.update(
            state=state, events=rest or sending.events, sent_at=at, tries=0 if rest else F("tries"),
            answer=words, lease=None, leased_until=None, next_try_at=at,
        )  # fmt: skip
        Subscription.objects.filter(pk=sending.subscription_id).update(notified_at=at)
    elif status == TOO_LARGE and letter.count > 1:
        # The subscriber asks for smaller ones.
        mine.update(part=letter.count // 2, lease=None, leased_until=None, next_try_at=at)
    else:
        _failed(sending, mine, words, at)


def _failed(sending: Sending, mine: QuerySet[Sending], words: str, at: datetime) -> None:
    again = next_try(sending.tries, at)
    mine.update(
        state=SendingState.WAITING if again else SendingState.GIVEN_UP,
        next_try_at=again or at,
        answer=words[:200],
        lease=None,
        leased_until=None,
    )


def next_try(tries: int, at: datetime) -> datetime | None:
    """Return when to try again after the ``tries``-th failure, or nothing after the last."""
    if tries >= TRIES:
        return None
    wait: timedelta = FIRST_WAIT * FACTOR ** (tries - 1)
    return at + wait
