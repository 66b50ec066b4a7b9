"""Public pages kept as they were rendered, for exactly as long as nothing they show has changed.

The record's state is asked on every request (``audit.generation``), so a revocation shows on the
very next one (docs/adr/0013).
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from ocop.audit.queries import Generation, generation

LONGEST_ADDRESS = 512
CACHE_CONTROL = "public, max-age=0, must-revalidate"


def kept(view: Callable) -> Callable:
    """Say that the view's page depends on nothing but its address, language, day and the record."""
    view.is_kept = True
    return view


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it went out, with every header that the inner middleware gave it."""

    body: bytes
    headers: dict[str, str]
    etag: str

    def answer(self, request) -> HttpResponse:
        """Return the page, or 304 to a browser that has it."""
        response = HttpResponse(
            b"" if request.method == "HEAD" else self.body, headers=self.headers
        )
        if "HTTP_IF_NONE_MATCH" in request.META:
            return get_conditional_response(request, etag=self.etag, response=response)
        return response


class Shelf:
    """Pages of one generation of the record, the least lately used dropped when it is full."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.bytes = 0
        self.state = ""
        self.pages: OrderedDict[tuple, Page] = OrderedDict()
        self.lock = Lock()

    def __contains__(self, key: tuple) -> bool:
        return key in self.pages

    def find(self, key: tuple, state: str) -> Page | None:
        """Return the page kept in this state of the record; those of another state are dropped."""
        with self.lock:
            if state != self.state:
                self.pages.clear()
                self.state, self.bytes = state, 0
            page = self.pages.get(key)
            if page is not None:
                self.pages.move_to_end(key)
            return page

    def keep(self, key: tuple, state: str, page: Page) -> None:
        """Keep a page that was computed after ``state`` was read, unless the state has passed."""
        with self.lock:
            if state != self.state or len(page.body) > self.limit:
                return
            replaced = self.pages.pop(key, None)
            self.bytes -= len(replaced.body) if replaced else 0
            self.pages[key] = page
            self.bytes += len(page.body)
            while self.bytes > self.limit:
                self.bytes -= len(self.pages.popitem(last=False)[1].body)


class KeptPages:
    """Answers strangers from the shelf where the view allows it; everyone else passes by."""

    def __init__(self, get_response) -> None:
        if not settings.KEPT_PAGES_BYTES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.shelf = Shelf(settings.KEPT_PAGES_BYTES)

    def __call__(self, request):
        key = key_of(request)
        if key is None or not (key in self.shelf or is_of_kept_view(request)):
            return self.get_response(request)
        request.get_host()
        now = generation()
        page = self.shelf.find(key, now.newest)
        if page is None:
            response = self.get_response(request)
            page = self.taken(request, response, now, key)
            if page is None:
                return response
        return page.answer(request)

    def taken(self, request, response, state: Generation, key: tuple) -> Page | None:
        """Return the page of a fresh response, and keep it where nothing was under way before."""
        if not is_for_everyone(request, response, key):
            return None
        page = page_of(response)
        if state.is_settled:
            self.shelf.keep(key, state.newest, page)
        return page


def key_of(request) -> tuple | None:
    """Return by what a stranger's page is told apart; nothing for a request that is personal."""
    if request.method not in {"GET", "HEAD"} or "HTTP_HX_REQUEST" in request.META:
        return None
    if "HTTP_AUTHORIZATION" in request.META:
        return None
    cookies = request.COOKIES
    if settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies:
        return None
    query = request.META.get("QUERY_STRING", "")
    if len(request.path) + len(query) > LONGEST_ADDRESS:
        return None
    language = cookies.get(settings.LANGUAGE_COOKIE_NAME)
    language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return request.path, query, language, timezone.localdate()


def is_of_kept_view(request) -> bool:
    """Tell whether the address leads to a view that is kept."""
    try:
        return getattr(resolve(request.path_info).func, "is_kept", False)
    except Resolver404:
        return False


def is_for_everyone(request, response, key: tuple) -> bool:
    """Tell whether the page holds nothing of one visitor's: no cookie, token or nonce."""
    _, _, language, day = key
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and settings.CSRF_COOKIE_NAME not in request.COOKIES
        and "'nonce-" not in response.headers.get("Content-Security-Policy", "")
        and request.act.day == day
        and language == request.LANGUAGE_CODE
    )


def page_of(response) -> Page:
    """Return the response as a page, with what lets browsers ask whether it still holds."""
    etag = f'"{sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = CACHE_CONTROL
    patch_vary_headers(response, ["Cookie"])
    return Page(response.content, dict(response.headers.items()), etag)
