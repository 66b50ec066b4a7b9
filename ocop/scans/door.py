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
from ocop.stamps.serials import Stamp, read, spaced, tidy

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


class Asked:
    """What an address names: a product, and perhaps a lot and a number, as they were written."""

    __slots__ = ("about", "lot", "serial")

    def __init__(self, about: str, lot: str = "", serial: str | None = None) -> None:
        self.about = about
        self.lot = lot
        self.serial = serial


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
        query = environ.get("QUERY_STRING", "")
        chosen = ""
        if query:
            told = parse_qs(query[:2000], errors="replace", max_num_fields=None)
            if "linkType" in told:
                return None
            chosen = told.get("lang", [""])[0]
        asked = _asked(path)
        if asked is None:
            return None
        now = self.clock()
        knowledge = self.knowledge
        knowledge.freshen(now, time.monotonic())
        thing = knowledge.thing(asked.about)
        if thing is None:
            if path.startswith(ITEM):
                return None
            return self._unknown(environ, start, asked, now, chosen)
        if thing.led and _is_led(asked, thing):
            return None
        return self._told(environ, start, asked, thing, now, chosen)

    def _told(
        self, environ: dict[str, Any], start: Start, asked: Asked, thing: Thing, now: float,
        chosen: str,
    ) -> list[bytes]:  # fmt: skip
        """Say what is known of a product of ours."""
        stamp = stock = None
        if asked.serial is not None:
            stamp = read(self.knowledge.keys, asked.serial, thing.about)
            stock = self.knowledge.stock(thing, stamp) if stamp else None
            if asked.lot and stock and stock.lot and stock.lot.code.upper() != asked.lot.upper():
                # A lot that is not the number's own: the address was put together by somebody.
                stock = None
        elif asked.lot:
            stock = self.knowledge.lot(thing, asked.lot)
        address = address_of(environ, self.proxies)
        who = (self.visitors.of(environ, address, self.knowledge.day), now)
        if stamp and stock:
            return self._unit(environ, start, (thing, stock, stamp), asked, who, chosen)
        reading = _reading(asked)
        if reading is not Reading.NONE and not self._allows(address, now):
            start("429 Too Many Requests", list(TOO_MANY))
            return [TOO_MANY_WORDS]
        return self._goods(environ, start, (thing, stock, reading), asked, who, chosen)

    def _goods(
        self, environ: dict[str, Any], start: Start, what: tuple[Thing, Stock | None, Reading],
        asked: Asked, who: tuple[Visitor, float], chosen: str,
    ) -> list[bytes]:  # fmt: skip
        """Say what is known of a product or a lot, or that a number is none of ours.

        Of a lot that the record has not, we say what is said of its product, as the resolver.
        """
        thing, stock, reading = what
        is_recalled = bool(stock and stock.recall)
        said = verdict(reading, Standing.ACTIVE, thing.worth, is_recalled=is_recalled)
        if _counts(environ, who[0]):
            self._append(thing, f"{thing.product.pk}\t{NO_STAMP}", said, who, 0)
        page = self._page(thing, stock, said, language_of(environ, chosen), bool(asked.serial))
        return _sent(environ, start, page, _values(asked.serial or "", asked.lot))

    def _unit(
        self, environ: dict[str, Any], start: Start, what: tuple[Thing, Stock, Stamp], asked: Asked,
        who: tuple[Visitor, float], chosen: str,
    ) -> list[bytes]:  # fmt: skip
        """Say what is known of one stamp, after the scan was written."""
        thing, stock, stamp = what
        thing = stock.thing or thing
        visitor, now = who
        counter, fresh = stamp.counter, 0
        stretch, file = stock.stretch_of(counter), stock.file
        assert file is not None
        seen = file.get(counter) if stretch.is_known else NEVER
        counts = _counts(environ, visitor)
        if counts and stretch.is_known:
            before = seen
            seen, fresh = checked(
                self.knowledge.rules, before, int(now), visitor.tag, visitor.place_number,
                standing=stretch.signal, limit=thing.limit,
            )  # fmt: skip
            if seen is not before:
                file.put(counter, seen)
        said = stretch.doubtful if 0 < seen.raised < PARDONED else stretch.plain
        if counts:
            self._append(thing, f"{stock.told}{counter}", said, who, fresh)
        language = language_of(environ, chosen)
        raised = seen.raised if said.headline is ATTENTION else 0
        is_first = seen.checks < 2
        page = self._page(thing, stock, said, language, True, is_first, raised)
        serial = asked.serial or ""
        values = {SERIAL: serial.encode(), SPACED: spaced(serial).encode()}
        if not is_first:
            values[CHECKS] = b"%d" % seen.checks
            values[SINCE] = moment(seen.first // 60, language)
        return _sent(environ, start, page, values)

    def _unknown(
        self, environ: dict[str, Any], start: Start, asked: Asked, now: float, chosen: str
    ) -> list[bytes]:
        """Say that nothing is known of an address of our own."""
        if not self._allows(address_of(environ, self.proxies), now):
            start("429 Too Many Requests", list(TOO_MANY))
            return [TOO_MANY_WORDS]
        said = verdict(Reading.UNREAD, Standing.UNKNOWN, Worth.NONE)
        page = page_of(None, None, said, language_of(environ, chosen))
        return _sent(environ, start, page, _values(asked.serial or ""))

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

    def _append(
        self, thing: Thing, unit: str, said: Verdict, who: tuple[Visitor, float], signals: int
    ) -> None:
        """Write the scan where a kill does not reach it."""
        visitor, now = who
        second, told = self.second
        if second != int(now):
            second = int(now)
            told = datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%d %H:%M:%S.")
            self.second = (second, told)
        # A percent sign, for it takes half the time of the same in braces.
        micro = "%06d" % ((now - second) * 1_000_000)  # noqa: UP031
        self.spool.append(
            f"{thing.prefix}{told}{micro}+00\t{unit}\t{said.headline:d}\t{visitor.told}\t{signals}"
        )


def _asked(path: str) -> Asked | None:
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


def _item(gtin: str, *, lot: str = "", serial: str | None = None) -> Asked | None:
    # A shorter GTIN, or a broken one, is the resolver's to refuse.
    if not (len(gtin) == 14 and gtin.isascii() and gtin.isdigit()):
        return None
    if lot and not _SIGNS.fullmatch(lot):
        return None
    return Asked(f"01/{gtin}", lot, None if serial is None else _tidied(serial))


def _of_our_own(code: str = "", serial: str | None = None, *more: str) -> Asked:
    about = "T/" if more else _about_of(code)
    return Asked(about, "", None if serial is None else _tidied(serial))


@lru_cache(maxsize=4096)
def _about_of(code: str) -> str:
    upper = code.upper()
    return f"T/{upper}" if _OWN_CODE.fullmatch(upper) else "T/"


def _tidied(serial: str) -> str:
    """Return a number as it was printed, where it is not."""
    return serial if serial.isascii() and serial.isupper() and serial.isalnum() else tidy(serial)


def _is_led(asked: Asked, thing: Thing) -> bool:
    """Tell whether people lead this very name to another site by default."""
    path = f"/{thing.about}"
    if asked.lot:
        path = f"{path}/{LOT_NUMBER}/{asked.lot}"
    if asked.serial:
        path = f"{path}/{SERIAL_NUMBER}/{asked.serial}"
    return path in thing.led


def _counts(environ: dict[str, Any], visitor: Visitor) -> bool:
    """Tell whether somebody looks at a stamp, and no program, preview or second look."""
    if environ["REQUEST_METHOD"] != "GET" or visitor.is_program:
        return False
    return is_opened(environ) and not is_from_here(environ) and not is_ahead(environ)


def _reading(asked: Asked) -> Reading:
    """Return what became of a number that is none of a batch of ours, or that nobody gave."""
    if asked.serial is None:
        return Reading.NONE
    return Reading.UNREAD if _SIGNS.fullmatch(asked.serial) else Reading.MALFORMED


def _values(serial: str, lot: str = "") -> dict[str, bytes]:
    """Return what is put into a page that shows what was asked, as it was asked."""
    shown = escape(serial[:40]).encode(errors="replace")
    return {SERIAL: shown, SPACED: shown, LOT: escape(lot).encode(), CHECKS: b"", SINCE: b""}


def _sent(
    environ: dict[str, Any], start: Start, page: Page, values: dict[str, bytes]
) -> list[bytes]:
    body = page.body(values)
    start(page.status, [*page.headers, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
