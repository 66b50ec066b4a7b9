"""Subscriptions to named queries: who is sent the answers, and when."""

from uuid import UUID

from django.http import HttpResponse

from ocop.accounts.models import Scope
from ocop.epcis.asking.callers import Unreachable, target_of
from ocop.epcis.asking.output import written
from ocop.epcis.asking.paging import opened, token_of, turn_of
from ocop.epcis.asking.readings import moment_of
from ocop.epcis.asking.schedule import refuse
from ocop.epcis.models import Subscription
from ocop.epcis.operations.asking import Wish, subscribe, unsubscribe
from ocop.epcis.problems import Kind, Problem
from ocop.web.epcis.answers import ROOT, Stop, in_path, not_found, told
from ocop.web.epcis.capturing import next_page
from ocop.web.epcis.frame import endpoint, format_of
from ocop.web.epcis.naming import named, object_in

LONGEST_SECRET = 1000


def take_subscription(request, caller, name):
    """Subscribe to a query: 201 and where the subscription stands."""
    query = named(name)
    wish = _wish(object_in(request), caller, format_of(request))
    row = subscribe(query, request.act, wish=wish)
    location = f"{ROOT}/queries/{in_path(query.name)}/subscriptions/{row.subscription_id}"
    return told(shown(row), status=201, headers={"Location": location})


def subscriptions(request, caller, name):
    """List the caller's subscriptions to a query."""
    query = named(name)
    turn = turn_of(request.GET.dict())
    about = f"subscriptions of {query.pk}"
    last = opened(turn.token, about, request.act.at)[0] if turn.token else 0
    page = list(
        _own(request, caller, query).filter(pk__gt=last).order_by("pk")[: turn.per_page + 1]
    )
    headers = {}
    if len(page) > turn.per_page:
        token, expires = token_of(about, [page[turn.per_page - 1].pk], request.act.at)
        headers = next_page(request, turn.per_page, token, expires)
    return told([shown(one) for one in page[: turn.per_page]], headers=headers)


def subscription(request, caller, name, subscription_id):
    """Tell how a subscription stands."""
    return told(shown(_found(request, caller, name, subscription_id)))


def end(request, caller, name, subscription_id):
    """End a subscription."""
    unsubscribe(_found(request, caller, name, subscription_id), request.act)
    return HttpResponse(status=204)


def _wish(body, caller, names) -> Wish:
    """Return what a subscriber asks for; refused where it cannot be done."""
    dest = body.get("dest")
    if not isinstance(dest, str):
        detail = "dest is missing: the address to which events are sent."
        raise Stop(
            Problem(Kind.VALIDATION, "The subscription cannot be kept", detail, field="dest")
        )
    try:
        target_of(dest)
    except Unreachable as why:
        raise refuse("dest", str(why)) from None
    secret = body.get("signatureToken", "")
    if not isinstance(secret, str) or len(secret) > LONGEST_SECRET:
        raise refuse("signatureToken", f"takes a text of at most {LONGEST_SECRET} letters.")
    return Wish(
        dest,
        _schedule(body),
        secret,
        report_if_empty=_truth(body, "reportIfEmpty"),
        initial_record_time=_since(body),
        names=names,
        reader=caller.reader,
        key=caller.key,
    )


def _schedule(body):
    """Return the schedule, or nothing for a stream; exactly one of them is asked for."""
    schedule, is_streamed = body.get("schedule"), _truth(body, "stream")
    if schedule is not None and is_streamed:
        raise refuse("stream", "excludes a schedule.")
    if schedule is None and not is_streamed:
        raise refuse("stream", "must be true where there is no schedule.")
    if schedule is not None and not (isinstance(schedule, dict) and schedule):
        raise refuse("schedule", "takes an object with at least one field.")
    return schedule


def _truth(body, name) -> bool:
    if not isinstance(value := body.get(name, False), bool):
        raise refuse(name, "takes true or false.")
    return value


def _since(body):
    text = body.get("initialRecordTime")
    if text is None:
        return None
    moment = moment_of(text) if isinstance(text, str) else None
    if moment is None:
        raise refuse("initialRecordTime", "takes a date and time with a time zone.")
    return moment


def _own(request, caller, query):
    rows = Subscription.objects.filter(query=query).select_related("query")
    if caller.reader.everything:
        return rows
    return rows.filter(key=caller.key) if caller.key else rows.filter(by=request.user.pk, key="")


def _found(request, caller, name, subscription_id) -> Subscription:
    try:
        number = UUID(subscription_id)
    except ValueError:
        number = None
    row = _own(request, caller, named(name)).filter(subscription_id=number).first()
    if row is None:
        raise not_found(f"There is no subscription {subscription_id[:60]!r}.")
    return row


def shown(row: Subscription) -> dict[str, object]:
    """Return a subscription as it is told; its secret never is."""
    body = {
        "subscriptionID": str(row.subscription_id),
        "queryName": row.query.name,
        "dest": row.dest,
        "createdAt": written(row.created_at),
        "epcFormat": row.names,
    }
    if row.schedule is None:
        body["stream"] = True
    else:
        body |= {"schedule": row.schedule, "reportIfEmpty": row.report_if_empty}
    moments = {
        "initialRecordTime": row.initial_record_time,
        "minRecordTime": row.asked_at or row.initial_record_time or row.created_at,
        "lastNotifiedAt": row.notified_at,
    }
    return body | {name: written(at) for name, at in moments.items() if at is not None}


subscriptions_view = endpoint(
    scope=Scope.SUBSCRIBE, even_to_read=True, get=subscriptions, post=take_subscription
)
subscription_view = endpoint(scope=Scope.SUBSCRIBE, even_to_read=True, get=subscription, delete=end)
