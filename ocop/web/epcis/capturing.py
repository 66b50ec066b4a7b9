"""Capturing at the door: documents into jobs, single events, and what became of each job."""

from urllib.parse import urlencode

from ocop.accounts.models import Scope
from ocop.epcis import xml
from ocop.epcis.access import captures_for
from ocop.epcis.asking.output import written
from ocop.epcis.asking.paging import Turn, opened, token_of, turn_of
from ocop.epcis.context import STANDARD, STANDARD_CONTEXT
from ocop.epcis.documents import document_of
from ocop.epcis.models import Behaviour
from ocop.epcis.operations import capture, capture_event
from ocop.epcis.preparing import prepared
from ocop.epcis.problems import Kind, Problem
from ocop.web.epcis.answers import (
    LIMITS,
    ROOT,
    Stop,
    in_path,
    names_of,
    not_found,
    refusal,
)
from ocop.web.epcis.bodies import document_in
from ocop.web.epcis.forms import XML, plain
from ocop.web.epcis.forms import document as sent
from ocop.web.epcis.frame import endpoint

JOBS = "captures"
PARAMETERS = {"perPage", "nextPageToken"}


def take_document(request, caller):
    """Capture a document: 202 and where its job stands; 400 when nothing of it can be taken."""
    behaviour = _behaviour(request)
    document = document_in(request)
    if document.is_bare:
        detail = "The body is neither an EPCISDocument nor an EPCISQueryDocument."
        raise Stop(Problem(Kind.VALIDATION, "The body is no document", detail, field="/type"))
    found = prepared(document)
    if found.refused:
        return refusal(found.refused[0], others=found.refused)
    job = capture(
        request.act,
        document=found,
        behaviour=behaviour,
        capturer=caller.capturer,
        size=int(request.META.get("CONTENT_LENGTH") or 0),
    )
    place = request.build_absolute_uri(f"{ROOT}/capture/{job.capture_id}")
    headers = {"Location": place, **LIMITS}
    headers["GS1-Capture-Error-Behaviour"] = behaviour.value
    return plain(request, xml.JOB, _job(job), headers, status=202)


def take_event(request, caller):
    """Capture one event: 201 and where it stands; 409 when its id is known."""
    document = document_in(request)
    if not document.is_bare:
        detail = "The body is no event. Send documents to /capture."
        raise Stop(Problem(Kind.VALIDATION, "The body is no event", detail, field="/type"))
    if "@context" not in document.whole:
        # In a body of its own an event may leave it to the header which prefixes it uses.
        document = document_of({"@context": _context(request), **document.whole})
    found = prepared(document)
    if found.problems:
        return refusal(found.problems[0], others=found.problems[1:] and found.problems)
    event_id = capture_event(request.act, document=found, capturer=caller.capturer)
    event = {**document.whole, "eventID": event_id, "recordTime": written(request.act.at)}
    place = request.build_absolute_uri(f"{ROOT}/events/{in_path(event_id)}")
    return sent(request, event, {"Location": place}, status=201)


def jobs(request, caller):
    """List the capture jobs, newest first."""
    turn = paging_of(request)
    rows = captures_for(caller.reader).order_by("-pk")
    if turn.token:
        rows = rows.filter(pk__lt=opened(turn.token, JOBS, request.act.at)[0])
    page = list(rows[: turn.per_page + 1])
    headers = {}
    if len(page) > turn.per_page:
        token, expires = token_of(JOBS, [page[turn.per_page - 1].pk], request.act.at)
        headers = next_page(request, turn.per_page, token, expires)
    return plain(request, xml.JOBS, [_job(one) for one in page[: turn.per_page]], headers)


def job(request, caller, capture_id):
    """Tell what became of one job."""
    found = captures_for(caller.reader).filter(capture_id=capture_id[:36]).first()
    if found is None or found.capture_id != capture_id:
        raise not_found(f"There is no capture job {capture_id[:60]!r}.")
    return plain(request, xml.JOB, _job(found))


def paging_of(request) -> Turn:
    """Return which page is asked for; refused where anything else is asked."""
    for name in request.GET:
        if name not in PARAMETERS:
            raise Stop(unknown_parameter(name))
    return turn_of(request.GET.dict())


def next_page(request, per_page, token, expires) -> dict[str, str]:
    """Return the headers that lead to the next page."""
    told = {name: values for name, values in request.GET.lists() if name not in PARAMETERS}
    pairs = [(name, value) for name, values in told.items() for value in values]
    query = urlencode([*pairs, ("perPage", per_page), ("nextPageToken", token)])
    address = request.build_absolute_uri(request.path)
    return {
        "Link": f'<{address}?{query}>; rel="next"',
        "GS1-Next-Page-Token-Expires": written(expires),
    }


def unknown_parameter(name: str) -> Problem:
    """Return that a parameter is none of this address."""
    detail = f"{name[:60]!r} is no parameter of this address."
    return Problem(Kind.QUERY_PARAMETER, "The query cannot be asked", detail, field=name[:60])


def _context(request) -> list[object]:
    own = {name: iri for name, iri in names_of(request).items() if STANDARD.get(name) != iri}
    return [STANDARD_CONTEXT, own] if own else [STANDARD_CONTEXT]


def _behaviour(request) -> Behaviour:
    wanted = request.headers.get("GS1-Capture-Error-Behaviour", "rollback").strip().lower()
    try:
        return Behaviour(wanted)
    except ValueError:
        detail = f"GS1-Capture-Error-Behaviour: {wanted[:40]!r} is neither rollback nor proceed."
        raise Stop(Problem(Kind.VALIDATION, "A header cannot be read", detail)) from None


def _job(row) -> dict[str, object]:
    body = {
        "captureID": row.capture_id,
        "createdAt": written(row.created_at),
        "running": row.running,
        "success": row.success,
        "captureErrorBehaviour": row.behaviour,
        "errors": row.errors,
    }
    return body if row.running else {**body, "finishedAt": written(row.finished_at)}


READS = (Scope.CAPTURE, Scope.QUERY)
capture_view = endpoint(
    scope=READS, writes=Scope.CAPTURE, even_to_read=True, takes=XML, get=jobs, post=take_document
)
job_view = endpoint(scope=READS, even_to_read=True, takes=XML, get=job)
