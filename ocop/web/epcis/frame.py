"""The frame around each endpoint: its methods, who may ask, which versions and forms it speaks."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

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
from ocop.web.epcis.callers import SAFE, Caller, allowed, caller_of
from ocop.web.epcis.forms import in_json_as_asked, sent_in_xml
from ocop.web.gates import public
from ocop.web.methods import for_programs

VERSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){0,3}")
OURS = (2, 0)
# Of which documents in XML are read.
OLDER = (1, 2)
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
    reading = frozenset(scope) if isinstance(scope, tuple) else frozenset({scope})
    writing = frozenset({writes}) if writes else reading
    address = _Address(by, reading, writing, not even_to_read, takes)

    def view(request, **named):
        return address.answer(request, named)

    return _gated(view, address.allow, reading if even_to_read else None)


@dataclass(frozen=True, slots=True)
class _Address:
    """One address: what each method does, and what is asked of who asks."""

    by: Mapping[str, Callable]
    reading: frozenset[Scope]
    writing: frozenset[Scope]
    is_open: bool
    takes: frozenset[str]

    @property
    def allow(self) -> str:
        """Return the methods as ``Allow`` tells them."""
        methods = ["OPTIONS", *(name.upper() for name in self.by)]
        if "get" in self.by:
            methods.insert(2, "HEAD")
        return ", ".join(methods)

    def answer(self, request, named) -> HttpResponse:
        """Answer any method; what stands against the request is a problem."""
        if request.method == "OPTIONS":
            return discovered(self.allow)
        try:
            response = self.carried_out(request, named)
        except (Stop, Unreadable) as fault:
            response = problem_of(fault)
        return bodiless(response) if request.method == "HEAD" else response

    def carried_out(self, request, named) -> HttpResponse:
        """Do what the method says, once it is known who asks and what they can read."""
        do = self.by.get("get" if request.method == "HEAD" else request.method.lower())
        if do is None:
            return no_such_method(request.method, self.allow)
        caller = self.let_in(request)
        negotiate(request, self.takes)
        response = do(request, caller, **named)
        response.headers.setdefault("GS1-EPC-Format", format_of(request).value)
        return headed(in_json_as_asked(request, response))

    def let_in(self, request) -> Caller:
        """Return who asks; refused where they may not."""
        caller = caller_of(request)
        is_reading = request.method in SAFE
        scopes = self.reading if is_reading else self.writing
        is_open = self.is_open and is_reading
        allowed(caller, scopes, is_open=is_open, is_writing=not is_reading)
        return caller


def bodiless(response) -> HttpResponse:
    """Return an answer as HEAD has it: its headers alone."""
    if not response.streaming:
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


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
    spoken = {OURS, OLDER} if sent_in_xml(request) else {OURS}
    for standard in ("EPCIS", "CBV"):
        _check_version(request, f"GS1-{standard}-Version", lambda asked: asked in spoken)
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
