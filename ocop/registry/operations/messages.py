"""The act of writing to producers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from ocop.accounts.models import User
from ocop.audit.operations import record
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.notices.kinds import Kind
from ocop.notices.operations import tell
from ocop.registry.models import Producer, Representative
from ocop.registry.verbs import Verb


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a message: how many were told, and the producers that nobody represents."""

    told: int
    unreached: tuple[Producer, ...]


@transaction.atomic
def write_to_producers(act: Act, *, producers: Iterable[Producer], subject: str, text: str) -> Sent:
    """Put a message into the inbox of everyone who represents ``producers``.

    Refused with nobody to write to. Producers without anyone on the system come back, so that
    they are called or written to by hand.
    """
    wanted = list(producers)
    if not wanted:
        raise Refused("Hãy chọn ít nhất một chủ thể.", field="producers")
    acting = Representative.objects.filter(producer__in=wanted, user__is_active=True)
    pairs = acting.acting_on(act.day).values_list("producer", "user")
    reached = {producer for producer, _ in pairs}
    told = tell(
        act,
        to=User.objects.filter(pk__in={user for _, user in pairs}),
        kind=Kind.MESSAGE,
        subject=subject,
        text=text,
        key=f"message-{act.request}",
    )
    assert isinstance(act.by, User)
    codes = sorted(one.code for one in wanted)
    record(act, Verb.WRITTEN_TO, act.by, producers=codes, told=told)
    return Sent(told, tuple(one for one in wanted if one.pk not in reached))
