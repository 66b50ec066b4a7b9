"""Queries by name: kept, listed, answered, forgotten; and pages' tokens given back."""

import re
from http import HTTPStatus

from django.http import HttpResponse

from ocop.accounts.models import Scope
from ocop.epcis.asking.answers import answer, parted
from ocop.epcis.asking.output import Form
from ocop.epcis.asking.paging import opened, token_of
from ocop.epcis.asking.parameters import read_body
from ocop.epcis.asking.readings import refuse
from ocop.epcis.context import STANDARD, namespaces_of
from ocop.epcis.documents import parsed
from ocop.epcis.models import NamedQuery
from ocop.epcis.operations.asking import drop_query, name_query, release
from ocop.epcis.problems import Kind, Problem
from ocop.web.epcis.answers import JSON, JSON_LD, ROOT, Stop, in_path, names_of, not_found, told
from ocop.web.epcis.bodies import body_of, type_of
from ocop.web.epcis.capturing import next_page
from ocop.web.epcis.forms import XML, document
from ocop.web.epcis.frame import endpoint, format_of
from ocop.web.epcis.streams import STREAMED, streamed, wants_stream

NAME = re.compile(r"[^\s/?#%\\\x00-\x1f\x7f]{1,100}")
QUERIES = "queries"


def take_query(request, caller):
    """Keep a query under its name: 201; 409 where the name is taken."""
    body = object_in(request)
    name, query = body.get("name"), body.get("query")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        detail = "name is missing, or holds spaces, slashes or more than 100 letters."
        raise Stop(Problem(Kind.VALIDATION, "The query cannot be kept", detail, field="name"))
    if not isinstance(query, dict):
        raise refuse("query", "is missing, or is no JSON object.", Kind.QUERY_VALIDATION)
    names = {**names_of(request), **namespaces_of(body.get("@context"))}
    own = {prefix: address for prefix, address in names.items() if STANDARD.get(prefix) != address}
    kept = name_query(request.act, name=name, body=query, names=own, key=caller.key)
    location = f"{ROOT}/queries/{in_path(kept.name)}"
    return told(shown(kept), status=201, headers={"Location": location})


def queries(request, caller):
    """List the queries by their names."""
    turn, rest = parted(request.GET.items())
    if rest:
        raise refuse(rest[0][0], "is not taken here.")
    last = opened(turn.token, QUERIES, request.act.at)[0] if turn.token else ""
    rows = NamedQuery.objects.filter(name__gt=last).order_by("name")
    page = list(rows[: turn.per_page + 1])
    headers = {}
    if len(page) > turn.per_page:
        token, expires = token_of(QUERIES, [page[turn.per_page - 1].name], request.act.at)
        headers = next_page(request, turn.per_page, token, expires)
    return told([shown(one) for one in page[: turn.per_page]], headers=headers)


def query(request, caller, name):
    """Tell what a name asks."""
    return told(shown(named(name)))


def forget(request, caller, name):
    """Forget a query, and end all subscriptions to it."""
    found = named(name)
    if not is_own(request, caller, found):
        detail = "The query was named by somebody else, who alone may delete it."
        raise Stop(Problem(Kind.SECURITY, "Access to resource forbidden", detail), 403)
    drop_query(found, request.act)
    return HttpResponse(status=204)


def answered(request, caller, name):
    """Answer a query by its name, page by page or as a stream that goes on."""
    found = named(name)
    if request.headers.get("Upgrade", "").strip().lower() == "websocket":
        detail = "WebSockets are not offered. Ask with Accept: text/event-stream and ?stream=true."
        problem = Problem(Kind.IMPLEMENTATION, "Not implemented", detail)
        raise Stop(problem, HTTPStatus.NOT_IMPLEMENTED)
    if wants_stream(request):
        return streamed(request, caller, found)
    turn, rest = parted(request.GET.items())
    if rest:
        raise refuse(rest[0][0], "is not taken here; the query has a name and is asked as it is.")
    question = read_body(found.body, {**STANDARD, **found.names})
    form = Form(format_of(request), found.name)
    page = answer(question, caller.reader, at=request.act.at, turn=turn, form=form)
    headers = {}
    if page.token:
        headers = next_page(request, turn.per_page, page.token, page.expires)
    return document(request, page.body, headers)


def give_back(request, caller, token):
    """Take a page's token back."""
    release(request.act, token=token)
    return HttpResponse(status=204)


def named(name) -> NamedQuery:
    """Return the query of a name; 404 where there is none."""
    found = NamedQuery.objects.filter(name=name[:100]).first()
    if found is None or found.name != name:
        raise not_found(f"There is no query named {name[:100]!r}.")
    return found


def is_own(request, caller, row) -> bool:
    """Tell whether the caller made a row, or may do everything."""
    if caller.reader.everything:
        return True
    if caller.key or row.key:
        return row.key == caller.key
    return row.by_id is not None and row.by_id == request.user.pk


def shown(row: NamedQuery) -> dict[str, object]:
    """Return a query as it is told; its prefixes where it needs any."""
    body = {"name": row.name, "query": row.body}
    return {"@context": row.names, **body} if row.names else body


def object_in(request) -> dict[str, object]:
    """Return the JSON object in a request; refused where there is none."""
    type_of(request, known=(JSON, JSON_LD))
    body = parsed(body_of(request))
    if not isinstance(body, dict):
        raise Stop(Problem(Kind.VALIDATION, "The body cannot be read", "It is no JSON object."))
    return body


queries_view = endpoint(writes=Scope.SUBSCRIBE, get=queries, post=take_query)
query_view = endpoint(writes=Scope.SUBSCRIBE, get=query, delete=forget)
answers_view = endpoint(takes=STREAMED | XML, get=answered)
token_view = endpoint(delete=give_back)
