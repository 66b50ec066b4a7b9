"""Asking for events: of the whole repository, of one resource, one by its id, page by page."""

from urllib.parse import parse_qsl, quote, urlencode

from django.http import HttpResponse

from ocop.epcis.access import visible
from ocop.epcis.asking.answers import Answer, answer, asked
from ocop.epcis.asking.compile import matching
from ocop.epcis.asking.conditions import OneOf, Question
from ocop.epcis.asking.output import Form, collection, written
from ocop.epcis.asking.paging import turn_of
from ocop.epcis.asking.parameters import namespaces_in
from ocop.epcis.asking.readings import refuse
from ocop.epcis.asking.resources import condition_of, is_known, members
from ocop.epcis.problems import Kind, Problem
from ocop.web.epcis.answers import ROOT, Stop, in_path, not_found, told
from ocop.web.epcis.frame import format_of

LONGEST_QUERY = 16_000
MOST_FIELDS = 500


def events(request, caller):
    """Answer with the events that fit the query string."""
    return answered(request, caller, f"{ROOT}/events")


def events_of(kind):
    """Return the view of the events of one resource of a kind."""

    def view(request, caller, name):
        names = namespaces_in(request.headers.get("GS1-Extensions", ""))
        if not is_known(kind, name, caller.reader, names):
            raise not_found(f"Nothing here is named {name[:200]}.")
        path = f"{ROOT}/{kind}/{in_path(name)}/events"
        return answered(request, caller, path, also=[condition_of(kind, name, names)])

    return view


def event(request, caller, name):
    """Answer with one event, and with what declares it wrong."""
    by_id = Question((OneOf("event_id", (name,)),))
    if not matching(visible(caller.reader), by_id).exists():
        raise not_found(f"No event has the id {name[:200]}.")
    form = Form(format_of(request))
    return told(answer(by_id, caller.reader, at=request.act.at, form=form).body)


def resources(kind):
    """Return the view that lists the resources of a kind."""

    def view(request, caller):
        names = namespaces_in(request.headers.get("GS1-Extensions", ""))
        texts = only_paging(pairs_in(request))
        found = members(
            kind,
            caller.reader,
            turn_of(texts),
            request.act.at,
            names=names,
            form=format_of(request),
        )
        headers = going_on(request, f"{ROOT}/{kind}", found.token, found.expires)
        return told(collection(found.names, names), headers=headers)

    return view


def resource(kind):
    """Return the view of one resource, which has events and nothing else."""

    def view(request, caller, name):
        names = namespaces_in(request.headers.get("GS1-Extensions", ""))
        if not is_known(kind, name, caller.reader, names):
            raise not_found(f"Nothing here is named {name[:200]}.")
        return told(collection(["events"], {}))

    return view


def answered(request, caller, path, also=()) -> HttpResponse:
    """Answer the request's query string, narrowed by what its address says."""
    names = namespaces_in(request.headers.get("GS1-Extensions", ""))
    turn, question = asked(pairs_in(request), names, also)
    form = Form(format_of(request))
    found = answer(question, caller.reader, at=request.act.at, turn=turn, form=form)
    return paged(request, path, found)


def paged(request, path, found: Answer) -> HttpResponse:
    """Send a page, with the way to the next."""
    return told(found.body, headers=going_on(request, path, found.token, found.expires))


def going_on(request, path, token, expires) -> dict[str, str]:
    """Return the headers that lead to the next page, where there is one."""
    if not token:
        return {}
    pairs = [pair for pair in pairs_in(request) if pair[0] != "nextPageToken"]
    query = urlencode([*pairs, ("nextPageToken", token)], quote_via=quote)
    link = request.build_absolute_uri("/").rstrip("/") + f"{path}?{query}"
    return {
        "Link": f'<{link}>; rel="next"',
        "GS1-Next-Page-Token-Expires": written(expires),
    }


def pairs_in(request) -> list[tuple[str, str]]:
    """Return the names and values of the query string; refused where it cannot be read."""
    text = request.META.get("QUERY_STRING", "")
    if len(text) > LONGEST_QUERY:
        detail = f"The query string is longer than {LONGEST_QUERY} letters; keep it as a query."
        raise Stop(Problem(Kind.URI_TOO_LONG, "URI Too Long", detail))
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise refuse(
            "query string", "is not percent-encoded UTF-8, or has too many parts."
        ) from None


def only_paging(pairs) -> dict[str, str]:
    """Return which page is asked for; refused where anything else is."""
    for name, _ in pairs:
        if name not in {"perPage", "nextPageToken"}:
            raise refuse(name, "is not taken here.")
    return dict(pairs)
