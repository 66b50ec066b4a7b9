"""The resolver: where the GS1 number on a label leads, for people and for machines.

GS1-Conformant Resolver Standard 1.2.
"""

import json
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.csrf import csrf_exempt

from ocop.kernel.digital_link import (
    PRIMARY_KEYS,
    Compressed,
    Malformed,
    Name,
    attributes_in,
    decompressed,
)
from ocop.kernel.digital_link.epc import decoded_epc, is_epc
from ocop.kernel.digital_link.faults import Fault
from ocop.links.levels import Choices, Missing, answer, handler
from ocop.links.linkset import CONTEXT, absolute, as_json_ld, document, passed_on
from ocop.links.negotiation import Wanted, preferences
from ocop.links.queries import is_entered, levels_of
from ocop.links.vocabulary import LINKSET, NAMESPACE, PREFIX, label_of, link_type
from ocop.web.gates import public
from ocop.web.methods import PROGRAMS as METHODS
from ocop.web.methods import for_programs
from ocop.web.public import own_links

__all__ = ["compressed", "description", "digital_link", "own_links"]

LINKSET_JSON, JSON_LD = "application/linkset+json", "application/ld+json"
KINDS = (LINKSET_JSON, "application/json", JSON_LD, "text/html")
CONTEXT_RELATION = "http://www.w3.org/ns/json-ld#context"
TITLES = {400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed"}
ONLY_ASKED = gettext_noop("Địa chỉ này chỉ nhận GET, HEAD và OPTIONS.")
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type",
    "Access-Control-Expose-Headers": "Link, Location, Content-Language, Vary",
    "Access-Control-Max-Age": "86400",
}


def open_to_all(view):
    """Let any site and any program ask: answers to GET, HEAD and OPTIONS, and nothing else."""

    def answered(request, *args, **kwargs):
        if request.method == "OPTIONS":
            response = HttpResponse(status=204, headers={"Allow": METHODS})
        elif request.method not in {"GET", "HEAD"}:
            response = refused_method(request)
        else:
            with translation.override(language_of(request)):
                response = view(request, *args, **kwargs)
                response.headers.setdefault("Content-Language", translation.get_language())
        for header, value in CORS.items():
            response.headers[header] = value
        patch_vary_headers(response, ["Accept", "Accept-Language"])
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return for_programs(csrf_exempt(public(answered)), METHODS)


def refused_method(request) -> HttpResponse:
    """Say which methods there are."""
    with translation.override(language_of(request)):
        response = told_as_problem(405, ONLY_ASKED)
    response.headers["Allow"] = METHODS
    return response


@open_to_all
def digital_link(request, path):
    """Lead from an uncompressed Digital Link, or one whose qualifiers are compressed."""
    try:
        said, is_short = named(request)
        attributes_in(query_of(request), said.name)
    except Malformed as wrong:
        return problem(request, 400, str(wrong))
    return resolved(request, said, was_compressed=is_short)


@open_to_all
def compressed(request, text):
    """Lead from a compressed link; what is none is another page of the site, or nothing."""
    try:
        said = Compressed(decoded_epc(text)) if is_epc(text) else decompressed(text)
    except Malformed as wrong:
        if is_epc(text) or wrong.fault is not Fault.COMPRESSED:
            return problem(request, 400, str(wrong))
        return elsewhere(request)
    try:
        attributes_in(query_of(request), said.name)
    except Malformed as wrong:
        return problem(request, 400, str(wrong))
    return resolved(request, said, was_compressed=True)


@open_to_all
def description(request):
    """Tell programs what this resolver can do."""
    told = {
        "name": "OCOP",
        "resolverRoot": root_of(request),
        "supportedPrimaryKeys": list(PRIMARY_KEYS),
        "supportedLinkType": [{"namespace": NAMESPACE, "prefix": PREFIX}],
        "linkTypeDefaultCanBeLinkset": False,
        "jsonLdContextLocation": CONTEXT,
    }
    return HttpResponse(json.dumps(told), content_type="application/json")


def elsewhere(request):
    """Lead to the page of that name with a slash, as the site does where no view takes a path."""
    try:
        found = resolve(f"{request.path_info}/")
    except Resolver404:
        raise Http404 from None
    if getattr(found.func, "is_resolver", False):
        raise Http404
    return HttpResponsePermanentRedirect(passed_on(f"{request.path}/", raw_query(request)))


compressed.is_resolver = True


def named(request) -> tuple[Compressed, bool]:
    """Return what the request's path names, and whether a part of it was compressed.

    The server hands us the path already decoded, so that a slash inside a value cannot be told
    from one between two. Read strictly first; where that fails, a reading with slashes inside is
    taken if something is entered for it.
    """
    parts = parts_of(request)
    try:
        if len(parts) == 3:
            return decompressed(parts[2], (parts[0], parts[1])), True
        return Compressed(Name.of(parts)), False
    except Malformed:
        if (name := is_entered(readings(parts))) is None:
            raise strictly(parts) from None
        return Compressed(name), False


def strictly(parts: list[str]) -> Malformed:
    """Return what is wrong with the path when it is read without compression."""
    try:
        Name.of(parts)
    except Malformed as wrong:
        return wrong
    return Malformed(Fault.COMPRESSED)


def readings(parts: list[str]) -> list[Name]:
    """Return what the parts could name if one value held slashes."""
    found = []
    for at in range(1, len(parts), 2):
        for end in range(at + 2, len(parts) + 1):
            try:
                found.append(Name.of([*parts[:at], "/".join(parts[at:end]), *parts[end:]]))
            except Malformed:
                continue
    return found[:20]


def parts_of(request) -> list[str]:
    """Return the parts of the path as they were meant; refused where they are not UTF-8."""
    raw = request.META.get("ocop.path")
    try:
        path = raw.encode("latin-1").decode("utf-8") if raw is not None else request.path_info
    except UnicodeError:
        raise Malformed(Fault.ENCODING) from None
    return path.removeprefix("/").removesuffix("/").split("/")


def resolved(request, said: Compressed, *, was_compressed: bool = False):
    """Answer with the one link that fits, with a choice of several, or with all."""
    name, levels = said.name, levels_of(said.name, request.act.day)
    asked = request.GET.get("linkType", "").strip()
    if not levels:
        response = problem(request, 404, gettext("Chưa có liên kết nào cho mã này."), name=name)
    elif asked in LINKSET or wants_linkset(request, asked):
        response = all_links(request, name, levels)
    else:
        response = one_link(request, said, levels, asked)
    if response.status_code != 404 and not response.has_header("Link"):
        response.headers["Link"] = ", ".join(told_beside(request, name, was_compressed))
    if response.status_code == 200:
        response.headers["Link"] += f', <{CONTEXT}>; rel="{CONTEXT_RELATION}"; type="{JSON_LD}"'
    return response


def told_beside(request, name: Name, was_compressed: bool) -> list[str]:
    """Return the links of the header: where all links are, and the name written out."""
    whole = root_of(request) + name.path
    links = [f'<{whole}?linkType=linkset>; rel="linkset"; type="{LINKSET_JSON}"; title="All links"']
    if was_compressed:
        links.append(f'<{whole}>; rel="owl:sameAs"; title="Uncompressed"')
    return links


def one_link(request, said: Compressed, levels, asked: str):
    """Redirect to the link that fits; 300 where several do, 404 where none is of that type."""
    if not asked and (other := handler(levels)):
        return handed_over(request, said.name, other)
    wanted = wanted_by(request, asked)
    if wanted is None:
        return missing(request, said.name, levels)
    match answer(levels, wanted):
        case Missing():
            return missing(request, said.name, levels)
        case Choices(level):
            return shown(request, said.name, [level], 300, gettext("Có nhiều liên kết phù hợp"))
        case found:
            href = absolute(found.target.href, root_of(request))
            return redirect(passed_on(href, query_to_pass(request, said)))


def redirect(address: str) -> HttpResponse:
    """Return a redirection that keeps the method and is asked anew each time."""
    return HttpResponse(status=307, headers={"Location": address})


def handed_over(request, name: Name, other):
    """Redirect to the resolver that knows the thing, with the whole of what was asked."""
    href = other.href.rstrip("/") + name.path if other.href.count("/") <= 3 else other.href
    response = redirect(passed_on(href, raw_query(request)))
    response.headers["Link"] = (
        f'<{href}>; rel="{NAMESPACE}handledBy"; title="Handled by another resolver"'
    )
    return response


def missing(request, name: Name, levels):
    """Say that there is no link of the type, and which there are."""
    what = gettext("Mã này không có liên kết thuộc loại được hỏi.")
    return problem(request, 404, what, name=name, levels=levels)


def all_links(request, name: Name, levels):
    """Show every link of every level."""
    return shown(request, name, levels, 200, gettext("Các liên kết của mã"))


def shown(request, name: Name, levels, status: int, headline: str):
    """Return links as a page for people, or as a document for programs."""
    root, kind = root_of(request), kind_for(request)
    linkset = document(levels, root)
    if kind == "text/html":
        context = page_of(levels, root) | {
            "name": name, "headline": headline, "json_ld": inlined(as_json_ld(linkset)),
            "is_choice": status == 300,
        }  # fmt: skip
        return render(request, "public/links.html", context, status=status)
    told = as_json_ld(linkset) if kind == JSON_LD else linkset
    return HttpResponse(json.dumps(told, ensure_ascii=False), status=status, content_type=kind)


def page_of(levels, root: str) -> dict:
    """Return the levels, the narrowest first, as a page shows them."""
    return {
        "levels": [
            (
                level,
                [(label_of(one.link_type), absolute(one.href, root), one) for one in level.targets],
            )
            for level in levels[::-1]
        ]
    }


def inlined(told: dict) -> str:
    """Return JSON that can stand inside a page: no tag ends in it."""
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def problem(request, status: int, what: str, *, name: Name | None = None, levels=()):
    """Say what is wrong: as a page to people, as JSON (RFC 9457) to programs."""
    if kind_for(request) == "text/html":
        context = page_of(list(levels), root_of(request)) | {
            "name": name, "what": what, "status": status,
        }  # fmt: skip
        return render(request, "public/links_problem.html", context, status=status)
    beside = document(levels, root_of(request)) if levels else {}
    return told_as_problem(status, what, **beside)


def told_as_problem(status: int, what: str, **beside) -> HttpResponse:
    """Return what is wrong as JSON, with what may help beside it."""
    told = {
        "type": "about:blank", "title": TITLES[status], "status": status, "detail": gettext(what),
        **beside,
    }  # fmt: skip
    return HttpResponse(
        json.dumps(told, ensure_ascii=False), status=status, content_type="application/problem+json"
    )


def wanted_by(request, asked: str) -> Wanted | None:
    """Return what the request asks for; nothing where its link type is none."""
    kind = link_type(asked) if asked else ""
    if kind is None:
        return None
    languages = request.headers.get("Accept-Language") or request.GET.get("lang", "")
    media = request.headers.get("Accept", "")
    if media in {"", "*/*"}:
        media = request.GET.get("mediaType", "")
    return Wanted.of(kind, languages, media, request.GET.getlist("context"))


def wants_linkset(request, asked: str) -> bool:
    """Tell whether the Accept header asks for the linkset before anything else."""
    weights = dict(preferences(request.headers.get("Accept", "")))
    mine = weights.get(LINKSET_JSON, 0)
    if asked and link_type(asked) is None:
        return False
    return mine > 0 and mine >= max(weights.values())


def kind_for(request) -> str:
    """Return in which form links are shown; a linkset where nothing is asked for."""
    for media, weight in preferences(request.headers.get("Accept", "")):
        if weight and media in KINDS:
            return media
        if weight and media in {"text/*", "application/xhtml+xml"}:
            return "text/html"
    return LINKSET_JSON


def language_of(request) -> str:
    """Return the reader's language: as chosen on the site, else as the browser asks.

    Where nothing is said, people read Vietnamese and programs are told in English.
    """
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in dict(settings.LANGUAGES):
        return chosen
    asked = (one.split("-")[0] for one, weight in preferences(
        request.headers.get("Accept-Language", "")) if weight)  # fmt: skip
    unsaid = "vi" if kind_for(request) == "text/html" else "en"
    return next((one for one in asked if one in dict(settings.LANGUAGES)), unsaid)


def root_of(request) -> str:
    """Return where this resolver answers, as the request calls it."""
    return f"{request.scheme}://{request.get_host()}"


def raw_query(request) -> str:
    return request.META.get("QUERY_STRING", "")


def query_of(request) -> list[tuple[str, str]]:
    """Return the words of the query, with either of the signs that part them."""
    text = raw_query(request).replace(";", "&")
    return parse_qsl(text, keep_blank_values=True, errors="replace", max_num_fields=None)


def query_to_pass(request, said: Compressed) -> str:
    """Return the query that goes on: the request's, and what was compressed in its path."""
    held = urlencode([*said.attributes, *said.others])
    return "&".join(part for part in (held, raw_query(request)) if part)
