"""What may be done to kept questions: name one, subscribe to it, and end either."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Max

from ocop.accounts.models import User
from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.epcis.access import Reader
from ocop.epcis.asking.output import Format
from ocop.epcis.asking.paging import GOOD_FOR, is_token
from ocop.epcis.asking.parameters import read_body
from ocop.epcis.asking.schedule import schedule_of
from ocop.epcis.asking.sealing import sealed
from ocop.epcis.context import STANDARD
from ocop.epcis.models import Event, NamedQuery, ReleasedToken, Subscription
from ocop.epcis.problems import Kind, Problem, Unreadable
from ocop.epcis.verbs import Verb
from ocop.kernel.act import Act

MOST_SUBSCRIPTIONS = 100


@dataclass(frozen=True, slots=True)
class Wish:
    """What a subscriber asks for: where to send, when, how far back, and signed with what."""

    dest: str
    schedule: dict[str, Any] | None = None
    secret: str = ""
    report_if_empty: bool = False
    initial_record_time: datetime | None = None
    names: Format = Format.LINK
    reader: Reader = field(default_factory=Reader)
    key: str = ""


@transaction.atomic
def name_query(
    act: Act, *, name: str, body: dict[str, Any], names: dict[str, str], key: str = ""
) -> NamedQuery:
    """Keep a question under its name.

    Refused (``Unreadable``) when it cannot be asked, and when the name is taken.
    """
    read_body(body, {**STANDARD, **names})
    query, is_new = NamedQuery.objects.get_or_create(
        name=name,
        defaults={
            "body": body,
            "names": names,
            "by": act.by if isinstance(act.by, User) else None,
            "key": key,
            "created_at": act.at,
        },
    )
    if not is_new:
        detail = f"There is a query named {name} already; choose another name."
        raise Unreadable(Problem(Kind.ALREADY_EXISTS, "The name is taken", detail, field="name"))
    record(act, Verb.NAMED, query, key=key)
    return query


@transaction.atomic
def drop_query(query: NamedQuery, act: Act) -> None:
    """Forget a question, and with it all who are subscribed to it."""
    lock(query)
    record(act, Verb.UNNAMED, query, subscriptions=query.subscriptions.count())
    query.delete()


@transaction.atomic
def subscribe(query: NamedQuery, act: Act, *, wish: Wish) -> Subscription:
    """Have the answer to a query sent to a subscriber, from now or from the time they say.

    Refused (``Unreadable``) when the schedule never comes, and when too many are subscribed.
    """
    lock(query)
    if query.subscriptions.count() >= MOST_SUBSCRIPTIONS:
        detail = f"The query has {MOST_SUBSCRIPTIONS} subscriptions already; end one of them."
        raise Unreadable(
            Problem(Kind.SUBSCRIPTION_CONTROLS, "The subscription cannot be kept", detail)
        )
    subscription = Subscription.objects.create(
        subscription_id=uuid4(),
        query=query,
        dest=wish.dest,
        secret=sealed(wish.secret),
        schedule=wish.schedule,
        next_at=schedule_of(wish.schedule).after(act.at) if wish.schedule else None,
        report_if_empty=wish.report_if_empty,
        initial_record_time=wish.initial_record_time,
        names=wish.names,
        by=act.by if isinstance(act.by, User) else None,
        key=wish.key,
        reach=reach_of(wish.reader),
        # From a time on, all events are looked at; else only those that come from now on.
        seen=0 if wish.initial_record_time else newest(),
        created_at=act.at,
    )
    record(act, Verb.SUBSCRIBED, subscription, query=query.name, key=wish.key)
    return subscription


@transaction.atomic
def unsubscribe(subscription: Subscription, act: Act) -> None:
    """End a subscription; what waits to be sent is not sent any more."""
    lock(subscription)
    record(act, Verb.UNSUBSCRIBED, subscription, query=subscription.query_id)
    subscription.delete()


@transaction.atomic
def release(act: Act, *, token: str) -> ReleasedToken:
    """Take a page's token back, so that nobody can use it any more.

    Refused (``Unreadable``) when it was never given out here.
    """
    if not is_token(token):
        detail = "The token is none that was given out here."
        raise Unreadable(Problem(Kind.NO_SUCH_NAME, "There is no such token", detail))
    ReleasedToken.objects.filter(created_at__lt=act.at - 2 * GOOD_FOR).delete()
    digest = sha256(token.encode()).hexdigest()
    released, is_new = ReleasedToken.objects.get_or_create(
        digest=digest, defaults={"created_at": act.at}
    )
    if is_new:
        record(act, Verb.RELEASED, released)
    return released


def newest() -> int:
    """Return the number of the newest event, or 0 where there is none."""
    return Event.objects.aggregate(newest=Max("id"))["newest"] or 0


def reach_of(reader: Reader) -> dict[str, Any]:
    """Return how far a reader reaches, as a row can hold it."""
    return {
        "everything": reader.everything,
        "provinces": sorted(reader.provinces),
        "parties": sorted(reader.parties),
        "names": sorted(reader.names),
    }
