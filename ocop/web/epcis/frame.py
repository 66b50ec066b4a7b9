"""The frame around each endpoint: its methods, who may ask, which versions and forms it speaks."""

import re

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from ocop.accounts.models import Scope
from ocop.epcis.asking.output import Format
from ocop.epcis.problems import Kind, Problem, Unreadable
from ocop.web.epcis.answers import (
    ASKED,
    JSON,
    JSON_LD,
    LIMITS,
    PROBLEM,
    Stop,
    headed,
    names_of,
    problem_of,
    refusal,
)
from ocop.web.epcis.callers import SAFE, allowed, caller_of
from ocop.web.gates import public
from ocop.web.methods import for_programs

VERSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){0,3}")
OURS = (2, 0)
TAKEN = {JSON, JSON_LD, "application/*", "*/*", PROBLEM}


def endpoint(
    *,
    scope: Scope | tuple[Scope, ...] = Scope.QUERY,
    writes: Scope | None = None,
    even_to_read=False,
    takes=frozenset(),
    **by,
):
    """Make a view out of one function for each method, named by it in small letters.

    A key needs ``scope`` (one of several) to read and ``writes`` to write; ``even_to_read`` keeps
    strangers out of reading too; ``takes`` are forms of content beside JSON. People read by their
    session, and write elsewhere. Functions are told the request, the caller, and what the address
    names.
    """
    allow = _methods(by)
    reading = frozenset(scope) if isinstance(scope, tuple) else frozenset({scope})
    writing = frozenset({writes}) if writes else reading

    def answered(request, **named):
        do = by.get("get" if request.method == "HEAD" else request.method.lower())
        if do is None:
            return no_such_method(request.method, allow)
        caller = caller_of(request)
        is_reading = request.method in SAFE
        scopes, is_open = (reading, not even_to_read) if is_reading else (writing, False)
        allowed(caller, scopes, is_open=is_open, is_writing=not is_reading)
        negotiate(request, takes)
        response = do(request, caller, **named)
        response.headers.setdefault("GS1-EPC-Format", format_of(request).value)
        return headed(response)

    def view(request, **named):
        if request.method == "OPTIONS":
            return discovered(allow)
        try:
            response = answered(request, **named)
        except (Stop, Unreadable) as fault:
            response = problem_of(fault)
        if request.method == "HEAD" and not response.streaming:
            response.headers["Content-Length"] = str(len(response.content))
            response.content = b""
        return response

    return _gated(view, allow, reading if even_to_read else None)


def _methods(by) -> str:
    methods = ["OPTIONS", *(name.upper() for name in by)]
    if "get" in by:
        methods.insert(2, "HEAD")
    return ", ".join(methods)


def _gated(view, allow: str, needed):
    """Say at the view's door who may ask in which way; ``key`` is a program's alone."""
    gated = for_programs(csrf_exempt(public(view)), allow)
    if needed:
        gated.gate = "signed-in" if Scope.QUERY in needed else "key"
    gated.gates = dict.fromkeys(("post", "delete"), "key")
    return gated


def format_of(request) -> Format:
    """Return the form in which things are named (GS1-EPC-Format); refused for one unknown."""
    wanted = request.headers.get("GS1-EPC-Format", Format.LINK.value).strip()
    try:
        return Format(wanted)
    except ValueError:
        raise _unacceptable(f"GS1-EPC-Format: {wanted[:60]!r} is none of {_listed()}.") from None


def _listed() -> str:
    return ", ".join(Format)


def discovered(allow: str) -> HttpResponse:
    """Answer OPTIONS: which methods there are, and all that this repository speaks and takes."""
    own = {
        "Allow": allow,
        "Access-Control-Allow-Methods": allow,
        "Access-Control-Allow-Headers": ASKED,
        "Access-Control-Max-Age": "86400",
        "GS1-EPC-Format": "No_Preference",
        **LIMITS,
    }
    response = headed(HttpResponse(status=204), own)
    del response.headers["Content-Type"]
    return response


def no_such_method(method: str, allow: str) -> HttpResponse:
    """Answer a method that there is not, with those there are."""
    detail = f"This address takes {allow}, and not {method[:20]}."
    problem = Problem(Kind.IMPLEMENTATION, "Method Not Allowed", detail)
    return refusal(problem, status=405, headers={"Allow": allow})


def negotiate(request, also) -> None:
    """Refuse a version or a form of content that we do not speak, and a name of none."""
    for standard in ("EPCIS", "CBV"):
        _check_version(request, f"GS1-{standard}-Version", lambda asked: asked == OURS)
        _check_version(request, f"GS1-{standard}-Min", lambda asked: asked <= OURS)
        _check_version(request, f"GS1-{standard}-Max", lambda asked: asked >= OURS)
    format_of(request)
    names_of(request)
    accept = request.headers.get("Accept", "*/*")
    if not _takes(accept, TAKEN | also):
        raise _unacceptable(f"Accept: {accept[:100]!r} leaves out {JSON}.")


def _check_version(request, header: str, fits) -> None:
    said = request.headers.get(header, "").strip()
    if not said:
        return
    if not VERSION.fullmatch(said):
        raise _unacceptable(f"{header}: {said[:40]!r} is no version.")
    parts = [int(part) for part in said.split(".")]
    if not fits((*parts, 0)[:2]):
        raise _unacceptable(f"{header}: {said} leaves out 2.0, which is spoken here.")


def _takes(accept: str, taken) -> bool:
    for one in accept.split(","):
        kind, *parameters = (part.strip().lower() for part in one.split(";"))
        refused = any(re.fullmatch(r"q=0(\.0*)?", part) for part in parameters)
        if kind in taken and not refused:
            return True
    return not accept.strip()


def _unacceptable(detail: str) -> Stop:
    title = "Conflicting request and response headers"
    return Stop(Problem(Kind.NOT_ACCEPTABLE, title, detail))
