"""Hands each request its Act, and turns a domain's "no" into a page."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from ocop.accounts.queries import posts
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.web.doors import door_of

# The doors of those who hold posts and seats.
WATCHED = {"office", "council"}
SEEN, SINCE = "seen", "since"
RESTED = (
    "Đã đăng xuất vì lâu không thao tác. Hãy đăng nhập lại; phần đang viết còn trong trình duyệt."
)


class LanguageMiddleware:
    """Vietnamese, unless a reader of the public pages chose English there."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        is_public = door_of(request.path) == "public"
        language = "en" if chosen == "en" and is_public else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class ActMiddleware:
    """Sets ``request.act``: the only place of the web that reads the clock, once a request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        now = timezone.now()
        request.act = SimpleLazyObject(
            lambda: Act(by=request.user if request.user.is_authenticated else None, at=now)
        )
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            response.content = render_to_string("ui/errors/405.html", request=request)
        if is_signed_in(request) and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(self, request, view, args, kwargs):
        """Sign out who holds a post and was away; ask for a second factor where the site does."""
        if (door_of(request.path) in WATCHED) and is_signed_in(request) and was_away(request):
            return signed_out(request)
        if settings.REQUIRE_SECOND_FACTOR and lacks_second_factor(request):
            return redirect("mfa_index")
        return None

    def process_exception(self, request, exception):
        """Show a refusal that no form caught: what happened, and what to do."""
        if not isinstance(exception, Refused):
            return None
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"refused": str(exception)}, status=409)
        return render(request, "ui/errors/409.html", {"sentence": str(exception)}, status=409)


def is_signed_in(request) -> bool:
    """Tell whether somebody is signed in, without opening a session for a visitor."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return hasattr(request, "user") and request.user.is_authenticated


def was_away(request) -> bool:
    """Tell whether whoever holds a post has rested too long, or is here too long; note the hour.

    The hour is written into the session once a minute, so that reading a page writes nothing.
    """
    now, session = int(request.act.at.timestamp()), request.session
    seen, since = session.get(SEEN, now), session.get(SINCE, now)
    rested = now - seen > settings.OFFICE_IDLE_MINUTES * 60
    if rested or now - since > settings.OFFICE_SESSION_HOURS * 3600:
        return posts(request.user, request.act.day).exists()
    if SINCE not in session or now - seen >= 60:
        session[SEEN], session[SINCE] = now, since
    return False


def signed_out(request):
    """End the session, and come back to this page after signing in."""
    logout(request)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"refused": RESTED}, status=409)
    messages.info(request, RESTED)
    back = request.get_full_path() if request.method == "GET" else request.path
    return redirect_to_login(back)


def lacks_second_factor(request) -> bool:
    """Tell whether this person holds a post, has one factor, and asks for more than signing in."""
    if request.path.startswith((reverse("account_login").removesuffix("login/"), "/i18n/")):
        return False
    if not is_signed_in(request):
        return False
    has_post = posts(request.user, request.act.day).exists()
    return has_post and not request.user.authenticator_set.exists()
