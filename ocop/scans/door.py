"""The door of scans: a plain WSGI function before Django, for people who point a phone at a stamp.

It answers browsers that open a page of ours, and leaves everything else (programs, other products,
other methods) to the resolver behind it. What a page says is worked out by ``verdict`` alone.
"""

import logging
import re
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings

from ocop.scans import spool
from ocop.scans.copies import NEVER, PARDONED, checked
from ocop.scans.guesses import TOO_MANY_WORDS, Guesses
from ocop.scans.knowledge import Knowledge, Stock, Thing
from ocop.scans.pages import CHECKS, LOT, SERIAL, SINCE, SPACED, Page, moment, page_of
from ocop.scans.verdict import Headline, Reading, Verdict, Worth, verdict
from ocop.scans.visitors import (
    Visitor,
    Visitors,
    address_of,
    is_ahead,
    is_from_here,
    is_opened,
    is_page_request,
    language_of,
)
from ocop.stamps.ranges import Standing
from ocop.stamps.serials import read, spaced, tidy

logger = logging.getLogger(__name__)

Start = Callable[..., Any]
ITEM, OWN = "/01/", "/T/"
LOT_NUMBER, SERIAL_NUMBER = "10", "21"
LONGEST_PATH = 200
# Of one product, rendered and kept.
MOST_PAGES = 500
NO_STAMP = r"\N" + "\t" + r"\N"
ATTENTION = Headline.ATTENTION
# GS1 General Specifications, figure 7.11-1, as AI 10 and AI 21 have them.
_SIGNS = re.compile(r"""[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}""")
_OWN_CODE = re.compile(r"[A-Z][A-Z0-9.-]{0,29}")
TOO_MANY = (
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Retry-After", "600"),
    ("Cache-Control", "no-store"),
)


# What an address names as it was written: a product, a lot or nothing, a number if there is one.
Named = tuple[str, str, str | None]


class Visit:
    """One request for a page of ours: what it names, when, and how it is answered."""

    __slots__ = ("about", "chosen", "environ", "lot", "now", "serial", "start", "visitor")

    def __init__(self, environ: dict[str, Any], start: Start, named: Named, now: float) -> None:
        self.environ = environ
        self.start = start
        self.about, self.lot, self.serial = named
        self.now = now
        # The language chosen on the page; empty where none was.
        self.chosen = ""
        self.visitor: Visitor

    @property
    def language(self) -> str:
        """Return the reader's language."""
        return language_of(self.environ, self.chosen)

    @property
    def counts(self) -> bool:
        """Tell whether somebody looks at a stamp, and no program, preview or second look."""
        environ = self.environ
        if environ["REQUEST_METHOD"] != "GET" or self.visitor.is_program:
            return False
        return is_opened(environ) and not is_from_here(environ) and not is_ahead(environ)

    @property
    def reading(self) -> Reading:
        """Return what became of a number that is none of a batch of ours, or that nobody gave."""
        if self.serial is None:
            return Reading.NONE
        return Reading.UNREAD if _SIGNS.fullmatch(self.serial) else Reading.MALFORMED

    def is_led(self, thing: Thing) -> bool:
        """Tell whether people lead this very name to another site by default."""
        path = f"/{thing.about}"
        if self.lot:
            path = f"{path}/{LOT_NUMBER}/{self.lot}"
        if self.serial:
            path = f"{path}/{SERIAL_NUMBER}/{self.serial}"
        return path in thing.led

    def send(self, page: Page, values: dict[str, bytes]) -> list[bytes]:
        """Answer with a page, into which the values of this very stamp are put."""
        body = page.body(values)
        self.start(page.status, [*page.headers, ("Content-Length", str(len(body)))])
        return [] if self.environ["REQUEST_METHOD"] == "HEAD" else [body]

    def refuse(self) -> list[bytes]:
        """Answer that too many wrong numbers came from this network."""
        self.start("429 Too Many Requests", list(TOO_MANY))
        return [TOO_MANY_WORDS]


class Door:
    """Answers scans in one process; all that it knows it can read again."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.proxies: int = settings.PROXIES
        self.knowledge = Knowledge()
        self.spool = spool.opened()
        self.visitors = Visitors()
        self.guesses: Guesses | None = None
        self.second = (0, "")

    def answer(self, environ: dict[str, Any], start: Start) -> Iterable[bytes] | None:
        """Answer a scan, or return nothing where the address is for others to answer."""
        path = environ.get("PATH_INFO", "")
        is_own = path.startswith((OWN, "/t/"))
        if not is_own and not path.startswith(ITEM):
            return None
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return None
        if not is_own and not is_page_request(environ.get("HTTP_ACCEPT", "")):
            return None
        try:
            return self._answered(environ, start, path)
        except Exception:
            # What breaks here is told once, and Django says what it can of the address.
            logger.exception("A scan could not be answered.")
            return None

    def _answered(self, environ: dict[str, Any], start: Start, path: str) -> list[bytes] | None:
        named = _named(path)
        if named is None:
            return None
        visit = Visit(environ, start, named, self.clock())
        query = environ.get("QUERY_STRING", "")
        if query:
            told = parse_qs(query[:2000], errors="replace", max_num_fields=None)
            if "linkType" in told:
                return None
            visit.chosen = told.get("lang", [""])[0]
        knowledge = self.knowledge
        knowledge.freshen(visit.now, time.monotonic())
        thing = knowledge.thing(visit.about)
        if thing is None:
            return None if path.startswith(ITEM) else self._unknown(visit)
        if thing.led and visit.is_led(thing):
            return None
        return self._told(visit, thing)

    def _told(self, visit: Visit, thing: Thing) -> list[bytes]:
        """Say what is known of a product of ours."""
        stamp = stock = None
        if visit.serial is not None:
            stamp = read(self.knowledge.keys, visit.serial, thing.about)
            stock = self.knowledge.stock(thing, stamp) if stamp else None
            if visit.lot and stock and stock.lot and stock.lot.code.upper() != visit.lot.upper():
                # A lot that is not the number's own: the address was put together by somebody.
                stock = None
        elif visit.lot:
            stock = self.knowledge.lot(thing, visit.lot)
        address = address_of(visit.environ, self.proxies)
        visit.visitor = self.visitors.of(visit.environ, address, self.knowledge.day)
        if stamp and stock:
            return self._unit(visit, stock.thing or thing, stock, stamp.counter)
        if visit.reading is not Reading.NONE and not self._allows(address, visit.now):
            return visit.refuse()
        return self._goods(visit, thing, stock)

    def _goods(self, visit: Visit, thing: Thing, stock: Stock | None) -> list[bytes]:
        """Say what is known of a product or a lot, or that a number is none of ours.

        Of a lot that the record has not, we say what is said of its product, as the resolver.
        """
        is_recalled = bool(stock and stock.recall)
        said = verdict(visit.reading, Standing.ACTIVE, thing.worth, is_recalled=is_recalled)
        if visit.counts:
            self._append(visit, thing, f"{thing.product.pk}\t{NO_STAMP}", said, 0)
        page = self._page(thing, stock, said, visit.language, bool(visit.serial))
        return visit.send(page, _values(visit.serial or "", visit.lot))

    def _unit(self, visit: Visit, thing: Thing, stock: Stock, counter: int) -> list[bytes]:
        """Say what is known of one stamp, after the scan was written."""
        stretch, file, visitor = stock.stretch_of(counter), stock.file, visit.visitor
        assert file is not None
        before = seen = file.get(counter) if stretch.is_known else NEVER
        fresh, counts = 0, visit.counts
        if counts and stretch.is_known:
            seen, fresh = checked(
                self.knowledge.rules, before, int(visit.now), visitor.tag, visitor.place_number,
                standing=stretch.signal, limit=thing.limit,
            )  # fmt: skip
            if seen is not before:
                file.put(counter, seen)
        said = stretch.doubtful if 0 < seen.raised < PARDONED else stretch.plain
        if counts:
            self._append(visit, thing, f"{stock.told}{counter}", said, fresh)
        language, is_first = visit.language, seen.checks < 2
        raised = seen.raised if said.headline is ATTENTION else 0
        page = self._page(thing, stock, said, language, True, is_first, raised)
        serial = visit.serial or ""
        values = {SERIAL: serial.encode(), SPACED: spaced(serial).encode()}
        if not is_first:
            values[CHECKS] = b"%d" % seen.checks
            values[SINCE] = moment(seen.first // 60, language)
        return visit.send(page, values)

    def _unknown(self, visit: Visit) -> list[bytes]:
        """Say that nothing is known of an address of our own."""
        if not self._allows(address_of(visit.environ, self.proxies), visit.now):
            return visit.refuse()
        said = verdict(Reading.UNREAD, Standing.UNKNOWN, Worth.NONE)
        return visit.send(page_of(None, None, said, visit.language), _values(visit.serial or ""))

    def _allows(self, address: str, now: float) -> bool:
        """Tell whether a network may try one more wrong number."""
        if self.guesses is None:
            self.guesses = Guesses.shared()
        return self.guesses.allows(address, int(now))

    def _page(
        self, thing: Thing, stock: Stock | None, said: Verdict, language: str, has_serial: bool,
        is_first: bool = True, raised: int = 0,
    ) -> Page:  # fmt: skip
        key = (id(stock), said, language, has_serial, is_first, raised)
        page: Page | None = thing.pages.get(key)
        if page is None:
            if len(thing.pages) > MOST_PAGES:
                thing.pages, thing.ways = {}, {}
            page = thing.pages[key] = page_of(
                thing, stock, said, language,
                has_serial=has_serial, is_first=is_first, raised=raised,
            )  # fmt: skip
        return page

    def _append(self, visit: Visit, thing: Thing, unit: str, said: Verdict, signals: int) -> None:
        """Write the scan where a kill does not reach it."""
        now = visit.now
        second, told = self.second
        if second != int(now):
            second = int(now)
            told = datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%d %H:%M:%S.")
            self.second = (second, told)
        # A percent sign, for it takes half the time of the same in braces.
        micro = "%06d" % ((now - second) * 1_000_000)  # noqa: UP031
        self.spool.append(
            f"{thing.prefix}{told}{micro}+00\t{unit}\t{said.headline:d}\t{visit.visitor.told}\t{signals}"
        )


def _named(path: str) -> Named | None:
    """Return what an address of ours names; nothing where the form is another."""
    if len(path) > LONGEST_PATH:
        return None
    _, kind, *parts = path.rstrip("/").split("/")
    if kind != "01":
        return _of_our_own(*parts)
    match parts:
        case [gtin, "21", serial]:
            return _item(gtin, serial=serial)
        case [gtin]:
            return _item(gtin)
        case [gtin, "10", lot]:
            return _item(gtin, lot=lot)
        case [gtin, "10", lot, "21", serial]:
            return _item(gtin, lot=lot, serial=serial)
    return None


def _item(gtin: str, *, lot: str = "", serial: str | None = None) -> Named | None:
    # A shorter GTIN, or a broken one, is the resolver's to refuse.
    if not (len(gtin) == 14 and gtin.isascii() and gtin.isdigit()):
        return None
    if lot and not _SIGNS.fullmatch(lot):
        return None
    return f"01/{gtin}", lot, None if serial is None else _tidied(serial)


def _of_our_own(code: str = "", serial: str | None = None, *more: str) -> Named:
    about = "T/" if more else _about_of(code)
    return about, "", None if serial is None else _tidied(serial)


@lru_cache(maxsize=4096)
def _about_of(code: str) -> str:
    upper = code.upper()
    return f"T/{upper}" if _OWN_CODE.fullmatch(upper) else "T/"


def _tidied(serial: str) -> str:
    """Return a number as it was printed, where it is not."""
    return serial if serial.isascii() and serial.isupper() and serial.isalnum() else tidy(serial)


def _values(serial: str, lot: str = "") -> dict[str, bytes]:
    """Return what is put into a page that shows what was asked, as it was asked."""
    shown = escape(serial[:40]).encode(errors="replace")
    return {SERIAL: shown, SPACED: shown, LOT: escape(lot).encode(), CHECKS: b"", SINCE: b""}
