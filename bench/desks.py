"""Every desk of a full province: what its pages ask the database, and what they cost."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from bench.figure import Figure, interleaved
from bench.servers import granian
from ocop.accounts.models import User

# Who sits at which desk, and at which door that is; all are people of the demo.
DESKS = {
    "producer": ("hoa", "producer"),
    "commune": ("lan", "office"),
    "province": ("tung", "office"),
    "leader": ("lanhdao", "office"),
    "ministry": ("bo", "office"),
    "administrator": ("quantri", "office"),
    "council": ("van", "council"),
}
MOST_QUERIES = 11
# A hundredth first, then the whole.
FEW, ROUNDS, TIMES = 100, 7, 20
# Milliseconds of CPU that a page of the province's officer may take.
CPU = {"radar": 100, "cycle": 100, "home": 300, "figures": 300}
TOLD = {"radar": "radar", "cycle": "board", "home": "front page", "figures": "figures"}
Asked = dict[str, dict[str, int]]


def figures(var: Path) -> Iterator[Figure]:
    """Grow the province in two steps, count at both, and time at the second."""
    from bench import province

    province.begun(var)
    at = timezone.now()
    province.grow(at, share=FEW, mark="F")
    few = {role: asked(role) for role in DESKS}
    province.grow(at)
    many = {role: asked(role) for role in DESKS}
    yield from fronts(many)
    yield from lists(few, many)
    yield from costs()
    yield from ratios(var)


def fronts(many: Asked) -> Iterator[Figure]:
    """Tell how often each desk's front page asks."""
    for role, (_, door) in DESKS.items():
        name = f"front page, {role}: queries"
        yield Figure(name, many[role][f"{door}:home"], "", at_most=MOST_QUERIES)


def lists(few: Asked, many: Asked) -> Iterator[Figure]:
    """Tell how many pages there are at each desk, and how many ask more for more rows."""
    for role in DESKS:
        grown = [name for name in few[role] if many[role].get(name, 0) > few[role][name]]
        for name in grown:
            told = f"{name}, {role}: {few[role][name]} queries, then {many[role][name]}"
            print(told, file=sys.stderr)
        name = f"of {len(few[role])} pages, {role}: asking more for 100 × the rows"
        yield Figure(name, len(grown), "", at_most=0)


def costs() -> Iterator[Figure]:
    """Tell the CPU of the pages that look over the whole province, against what they may take."""
    client = at_desk("province")
    for page, most in CPU.items():
        path = reverse(f"office:{page}")
        client.get(path)
        took = median(cpu(lambda path=path: client.get(path)) for _ in range(ROUNDS))
        yield Figure(f"{TOLD[page]}, CPU / {most} ms", took * 1000 / most, at_most=1)


def ratios(var: Path) -> Iterator[Figure]:
    """Tell how much longer each front page takes than the bare answer of the same server."""
    site = {"OCOP_VAR": str(var), "DATABASE_URL": ""}
    with ExitStack() as servers:
        bare = servers.enter_context(granian("bench.hello:application"))
        port = servers.enter_context(granian("ocop.wsgi:application", **site))
        measures: dict[str, Callable[[], float]] = {"bare": lambda: each(bare, "/", "")}
        for role, (_, door) in DESKS.items():
            cookie = at_desk(role).cookies.output(attrs=[], header="", sep=";").strip()
            path = reverse(f"{door}:home")
            measures[role] = lambda path=path, cookie=cookie: each(port, path, cookie)
        seconds = interleaved(measures)
    for role in DESKS:
        yield Figure(f"front page, {role}: time / bare answer", seconds[role] / seconds["bare"])


def at_desk(role: str) -> Client:
    """Return a browser in which that desk's person is signed in."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(
        User.objects.get(username=DESKS[role][0]), settings.AUTHENTICATION_BACKENDS[-1]
    )
    return client


def asked(role: str) -> dict[str, int]:
    """Return how often each page of a desk asks that needs no value in its address."""
    client, found = at_desk(role), {}
    for name, path in pages(DESKS[role][1]):
        if client.get(path).status_code == 200:
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            found[name] = len(queries)
    return found


def pages(door: str) -> Iterator[tuple[str, str]]:
    """Yield the name and address of each page of a door that needs no value."""
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace == door:
            for one in pattern.url_patterns:
                if not one.pattern.converters:
                    yield f"{door}:{one.name}", reverse(f"{door}:{one.name}")


def cpu(act: Callable[[], object]) -> float:
    """Return the seconds of CPU that ``act`` takes."""
    begun = time.process_time()
    act()
    return time.process_time() - begun


def each(port: int, path: str, cookie: str) -> float:
    """Return the seconds of one answer, of many asked one after the other on one connection."""
    talk = HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": cookie} if cookie else {}
    try:
        begun = time.perf_counter()
        for _ in range(TIMES):
            talk.request("GET", path, headers=headers)
            answer = talk.getresponse()
            answer.read()
            if answer.status != 200:
                raise SystemExit(f"{path}: {answer.status}")
        return (time.perf_counter() - begun) / TIMES
    finally:
        talk.close()
