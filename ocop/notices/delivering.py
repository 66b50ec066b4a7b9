"""Sending what is due: each sending is claimed before it goes out, and marked after.

At least once: a deliverer that is killed between the gateway's answer and the mark leaves its
claim behind, and when that has run out the message goes again under the same reference, for the
gateway to drop. Two deliverers at work never hold the same sending.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import F, Q

from ocop.notices.gateways import Gateway, Message, NotSent, gateway_for
from ocop.notices.kinds import Channel, State
from ocop.notices.models import Delivery
from ocop.notices.queries import reach_of
from ocop.notices.retry import next_try

# Longer than a gateway may take to answer; settings.EMAIL_TIMEOUT is ten seconds.
LEASE = timedelta(minutes=5)
BATCH = 200
NO_ADDRESS = "Người nhận chưa có địa chỉ cho kênh này."
BROKEN = "Kênh gửi gặp lỗi ngoài dự kiến."

Clock = Callable[[], datetime]
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Tally:
    """What one run came to."""

    sent: int = 0
    failed: int = 0
    given_up: int = 0

    @property
    def tried(self) -> int:
        """Return how many were taken up."""
        return self.sent + self.failed + self.given_up


def deliver_due(clock: Clock, *, limit: int = BATCH) -> Tally:
    """Send what is due, the longest waiting first, and say what became of it."""
    tally = Tally()
    due = Delivery.objects.due(clock()).order_by("next_try_at", "pk")
    for pk in list(due.values_list("pk", flat=True)[:limit]):
        lease = uuid4()
        if claim(pk, lease, clock()):
            state = send(pk, lease, clock)
            setattr(tally, state, getattr(tally, state) + 1)
    return tally


def claim(pk: int, lease: UUID, at: datetime) -> bool:
    """Take a sending into this deliverer's hands; false when another was faster."""
    mine = Delivery.objects.due(at).filter(pk=pk)
    return mine.update(lease=lease, leased_until=at + LEASE, tries=F("tries") + 1) == 1


def send(pk: int, lease: UUID, clock: Clock) -> State:
    """Hand a claimed sending to its gateway, and keep what came of it."""
    delivery = Delivery.objects.select_related("notice__user").get(pk=pk)
    try:
        answer = hand_over(delivery, gateway_for(Channel(delivery.channel)), clock())
    except NotSent as refused:
        return _failed(delivery, lease, clock(), str(refused), final=refused.final)
    except Exception as fault:
        # What a gateway says may hold an address: the log keeps the reference and the fault's name.
        logger.warning("delivery %s: %s", delivery.reference, type(fault).__name__)
        return _failed(delivery, lease, clock(), BROKEN, final=False)
    at = clock()
    return _marked(delivery, lease, state=State.SENT, sent_at=at, answer=answer[:300])


def hand_over(delivery: Delivery, gateway: Gateway, at: datetime) -> str:
    """Send ``delivery`` by ``gateway`` and return the answer; nothing is written here."""
    notice = delivery.notice
    to = address_of(delivery)
    if not to:
        raise NotSent(NO_ADDRESS, final=True)
    link = f"{settings.SITE_URL}{notice.link}" if notice.link else ""
    return gateway.send(Message(str(delivery.reference), at, to, notice.subject, notice.text, link))


def address_of(delivery: Delivery) -> str:
    """Return where the person is reached now; it is looked up at each try, and kept nowhere."""
    user = delivery.notice.user
    if not user.is_active:
        return ""
    return user.email if delivery.channel == Channel.EMAIL else reach_of(user).phone


def _failed(delivery: Delivery, lease: UUID, at: datetime, words: str, *, final: bool) -> State:
    again = None if final else next_try(delivery.tries, at)
    state = State.GIVEN_UP if again is None else State.FAILED
    return _marked(delivery, lease, state=state, answer=words[:300], next_try_at=again or at)


def _marked(delivery: Delivery, lease: UUID, *, state: State, **fields: object) -> State:
    """Keep the outcome, unless another deliverer has taken the sending over meanwhile."""
    still_mine = Q(pk=delivery.pk, lease=lease)
    Delivery.objects.filter(still_mine).update(state=state, lease=None, leased_until=None, **fields)
    return state
