"""Asking every address in every way as somebody, and telling what was not foretold."""

import inspect
import io
import re
import zipfile
from dataclasses import dataclass, field

from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from ocop.audit.models import Entry
from ocop.web.behalf import SESSION
from tests.house.test_doors import LIBRARIES, gate_of, walk
from tests.house.walked_people import DOOR, HELPERS, ONE_DOOR, delegated, holds, knowers
from tests.house.walked_rows import table
from tests.house.walked_spots import spots_of

READING, ACTING = ("get", "head"), ("post",)
# No page answers these; each is asked at each row nevertheless.
REFUSED = ("put", "patch", "delete", "options", "trace")
METHODS = (*READING, *ACTING, *REFUSED)
SIGN_IN, ENDED = "sign in", "ended"
# Sent without saying for whom, this one is not found.
NAMES_A_ROW = {"chu-the/lam-thay/"}
WORKBOOK = b"tai=xlsx"


@dataclass
class Walk:
    """What one role met: each answer that was not foretold, each word it should not have read."""

    wrong: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    count: int = 0


def addresses():
    """Yield every address that is ours, with its view."""
    for address, view in walk(get_resolver().url_patterns):
        if not view.__module__.startswith(LIBRARIES):
            yield address, view


def addresses_for(role):
    """Yield the addresses that a role walks: helpers the door at which they help."""
    for address, view in addresses():
        if role not in ONE_DOOR or address.startswith(DOOR):
            yield address, view


def path_of(address, values):
    """Return the address with its values filled in."""
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), address)


def takes_post_only(view):
    """Tell whether a view refuses to be looked at."""
    while view is not None:
        told = inspect.getclosurevars(view).nonlocals if inspect.isfunction(view) else {}
        if told.get("request_method_list") == ["POST"]:
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def is_answered(view, method):
    """Tell whether a view has any answer to a method: programs are told which, pages have three."""
    if getattr(view, "is_for_programs", False):
        return method.upper() in view.methods
    return method not in REFUSED


def foretold(gate, role, reach):
    """Return what a role must meet at an address: "sign in", 403, 404, or "in"."""
    if gate == "public":
        return "in" if role in reach else 404
    if role == "anonymous":
        return SIGN_IN
    # A session never writes where programs do.
    if gate == "key":
        return 403
    if gate != "signed-in" and not holds(role, gate):
        return 403
    return "in" if role in reach else 404


def expected(address, view, method, role, reach):
    """Return what a role must meet when it asks in this way."""
    if not is_answered(view, method):
        return 405
    if method == "options":
        return "in"
    if role in HELPERS:
        if role == "former helper":
            return ENDED
        if not delegated(address, method, role):
            return 403
    told = foretold(gate_of(view, method), role, reach)
    if method in READING and takes_post_only(view) and told in {"in", 404}:
        return 405
    if method == "post" and address in NAMES_A_ROW and told == "in":
        return 404
    return told


def foreseen(address, view, role, reach, methods, *, is_first):
    """Yield each way of asking with what must be met.

    Gate and view of HEAD are those of GET, which was asked before: HEAD is refused at the first
    row as GET was, and not asked where GET is let in.
    """
    for method in methods:
        must = expected(address, view, method, role, reach)
        if method != "head" or "get" not in methods or (is_first and must != "in"):
            yield method, must


def met(response):
    """Return what a role met."""
    if response.status_code == 302 and response["Location"].startswith("/tai-khoan/login/"):
        return SIGN_IN
    # What programs are told instead of being led to a page.
    if response.status_code == 401:
        return SIGN_IN
    return response.status_code if response.status_code in {403, 404, 405} else "in"


def signed_in_as(user):
    """Return a browser of ``user``; of nobody in particular without one."""
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


def client_of(the, role):
    """Return the browser of a role; a helper's has begun to act for "mine"."""
    client = signed_in_as(the.roles[role])
    if role in HELPERS:
        session = client.session
        session[SESSION] = the.helping[role].pk
        session.save()
    return client


def asked(client, method, path):
    """Ask, and leave the world as it was."""
    return asked_and_read(client, method, path)[0]


def asked_and_read(client, method, path):
    """Ask, and return the answer, what it says, and how many lines history had then."""
    with transaction.atomic():
        response = getattr(client, method)(path)
        said = b"".join(response.streaming_content) if response.streaming else response.content
        lines = Entry.objects.count() if method not in REFUSED else 0
        transaction.set_rollback(True)
    # What a page was about to say of the act that was just taken back.
    client.cookies.pop("messages", None)
    return response, said, lines


def walked(the, role, methods=METHODS, only=""):
    """Ask every address at every row in every way, and return what was met."""
    rows, told, result = table(the), knowers(), Walk()
    client, lines = client_of(the, role), Entry.objects.count()
    forbidden = [word for word, may in told.items() if role not in may]
    for address, view in addresses_for(role):
        if not address.startswith(only):
            continue
        for at, spot in enumerate(spots_of(address, rows)):
            path = path_of(address, spot.values)
            ways = foreseen(address, view, role, spot.reach, methods, is_first=at == 0)
            for method, must in ways:
                answer, said, after = asked_and_read(client, method, path)
                result.count += 1
                has = met(answer) if must != ENDED else ended(answer)
                where = f"{method.upper()} {path} ({spot.name})"
                if has != must or answer.status_code >= 500:
                    result.wrong.append(f"{where}: {answer.status_code}, not {must}")
                elif wrote(method, must, after - lines):
                    result.wrong.append(f"{where}: wrote into history")
                unread = list(told) if must != "in" else forbidden
                result.leaks += [f"{where}: {word.decode()}" for word in unread if word in said]
                if must == "in" and method == "get" and WORKBOOK in said:
                    result.count += 1
                    cells = cells_of(asked_and_read(client, "get", f"{path}?tai=xlsx")[1])
                    result.leaks += [
                        f"{where}, workbook: {w.decode()}" for w in forbidden if w in cells
                    ]
    return result


def wrote(method, must, lines):
    """Tell whether history grew where nothing was to be done."""
    return method not in REFUSED and lines != 0 and (method in READING or must != "in")


def ended(answer):
    """Return what somebody met whose leave to help is over."""
    return ENDED if answer.status_code == 302 and answer["Location"] == "/ban-lam-viec/" else "in"


def cells_of(workbook):
    """Return the text of a workbook's parts."""
    if not zipfile.is_zipfile(io.BytesIO(workbook)):
        return workbook
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())
