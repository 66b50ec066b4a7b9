"""Who asks, as far as a scan wants to know: a browser or a program, one device or another.

A device is a digest by a salt of one day, which is thrown away afterwards: then nobody can say any
more whose scans they were. A place is at most the province of a network that the office told us.
"""

import contextlib
import hashlib
import ipaddress
import os
import re
import secrets
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

MOST_KNOWN = 50_000
COOKIE = re.compile(r"(?:^|;\s*)django_language=(en|vi)(?:;|$)")
PROGRAM = re.compile(
    r"bot\b|crawl|spider|slurp|preview|prefetch|facebookexternalhit|whatsapp|zalo(?:pc)?/.*link|"
    r"telegrambot|skypeuri|embedly|snippet|validator|lighthouse|pingdom|monitor|headless|"
    r"meta-external|vkshare|iframely|google-?(?:other|inspection|read|safety|pagerenderer)|"
    r"curl|wget|python|java/|okhttp|go-http|libwww|httpclient|axios|scrapy|"
    r"^dalvik|cfnetwork|node-fetch|undici|guzzle|^ruby|^perl|"
    r"^$",
    re.IGNORECASE,
)
AHEAD = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")


@dataclass(frozen=True, slots=True)
class Visitor:
    """What is kept of who asks, for a day at most."""

    # Device and place, as a line of the spool has them.
    told: str
    tag: int
    place_number: int
    is_program: bool


class Visitors:
    """The visitors of one day, as this process met them."""

    def __init__(self) -> None:
        self.day = date.min
        self.salt = b""
        self.known: dict[tuple[str, str], Visitor] = {}

    def of(self, environ: Mapping[str, Any], address: str, day: date) -> Visitor:
        """Return who asks; the same device is the same visitor until midnight."""
        if day != self.day:
            self.known, self.salt, self.day = {}, salt_of(day), day
        agent = environ.get("HTTP_USER_AGENT", "")
        visitor = self.known.get((address, agent))
        if visitor is None:
            if len(self.known) >= MOST_KNOWN:
                self.known = {}
            visitor = self.known[address, agent] = _visitor(self.salt, address, agent)
        return visitor


def _visitor(salt: bytes, address: str, agent: str) -> Visitor:
    told = hashlib.blake2b(f"{address}\n{agent}".encode(errors="replace"), digest_size=8, key=salt)
    place = networks(settings.SCAN_NETWORKS).place_of(address)
    device = told.hexdigest()
    # Nghị định 356/2025/NĐ-CP, Điều 4: no position, and nobody is followed beyond the day.
    # Nought is what is kept where there was no device yet.
    tag = int(device[:4], 16) or 1
    is_program = PROGRAM.search(agent[:400]) is not None
    return Visitor(f"{device}\t{place}", tag, int(place or 0), is_program)


def is_ahead(environ: Mapping[str, Any]) -> bool:
    """Tell whether a browser looks at the page before anybody asked for it."""
    if environ.keys().isdisjoint(AHEAD):
        return False
    told = " ".join(environ.get(name, "") for name in AHEAD)
    return "prefetch" in told or "preview" in told


def is_opened(environ: Mapping[str, Any]) -> bool:
    """Tell whether a browser opens the address as a page of its own, and not within another."""
    if environ.get("HTTP_SEC_FETCH_DEST", "document") != "document":
        return False
    return is_page_request(environ.get("HTTP_ACCEPT", ""))


def is_from_here(environ: Mapping[str, Any]) -> bool:
    """Tell whether the reader comes from a page of this site, the page itself for one."""
    return environ.get("HTTP_SEC_FETCH_SITE") == "same-origin"


def address_of(environ: Mapping[str, Any], proxies: int) -> str:
    """Return the address that asks, through as many proxies as are ours."""
    if proxies:
        hops = environ.get("HTTP_X_FORWARDED_FOR", "").rsplit(",", proxies)
        if len(hops) >= proxies and (address := hops[-proxies].strip()):
            return str(address[:64])
    return str(environ.get("REMOTE_ADDR", ""))


def language_of(environ: Mapping[str, Any], chosen: str = "") -> str:
    """Return the reader's language: as chosen on the page or the site, else as the browser asks."""
    if chosen in {"vi", "en"}:
        return chosen
    if "HTTP_COOKIE" in environ and (kept := COOKIE.search(environ["HTTP_COOKIE"])):
        return kept[1]
    return _preferred(environ.get("HTTP_ACCEPT_LANGUAGE", "")[:200])


@lru_cache(maxsize=4096)
def _preferred(header: str) -> str:
    weights = {"vi": 0, "en": 0}
    for place, part in enumerate(header.split(",")):
        name, _, rest = part.strip().partition(";")
        language = name.strip().lower().partition("-")[0]
        if language in weights and not weights[language]:
            weights[language] = _thousandths(rest) * 100 - place
    return "en" if weights["en"] > max(weights["vi"], 0) else "vi"


def _thousandths(parameter: str) -> int:
    found = re.fullmatch(r"\s*q=([01])(?:\.([0-9]{1,3}))?\s*", parameter)
    if not found:
        return 1000 if not parameter.strip() else 0
    return int(found[1]) * 1000 + int((found[2] or "").ljust(3, "0"))


@lru_cache(maxsize=4096)
def is_page_request(accept: str) -> bool:
    """Tell whether an Accept header is that of a browser that opens a page."""
    return "text/html" in accept.lower() or "application/xhtml+xml" in accept.lower()


def salt_of(day: date) -> bytes:
    """Return the salt of a day, the same in every process; those of other days are thrown away."""
    folder = Path(settings.SCANS) / "salts"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / day.isoformat()
    if not path.exists():
        fresh = folder / f".{os.getpid()}-{secrets.token_hex(4)}"
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(32))
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
        for old in folder.iterdir():
            if old.name < path.name and not old.name.startswith("."):
                old.unlink(missing_ok=True)
    return path.read_bytes()


@dataclass(frozen=True, slots=True)
class Networks:
    """Which networks belong to which province: runs of addresses, in order."""

    starts: tuple[int, ...] = ()
    runs: tuple[tuple[int, str], ...] = ()

    def place_of(self, address: str) -> str:
        """Return the province of an address; empty where the office told none."""
        if not self.starts:
            return ""
        try:
            number = int(ipaddress.ip_address(address))
        except ValueError:
            return ""
        at = bisect_right(self.starts, number) - 1
        if at < 0:
            return ""
        last, place = self.runs[at]
        return place if number <= last else ""


@lru_cache(maxsize=2)
def networks(path: str) -> Networks:
    """Return the table of networks that the office keeps; lines that are none are left out."""
    if not path or not Path(path).is_file():
        return Networks()
    runs = []
    for line in Path(path).read_text("utf-8").splitlines():
        network, _, place = line.partition(",")
        with contextlib.suppress(ValueError):
            whole = ipaddress.ip_network(network.strip())
            if re.fullmatch(r"\d\d", place.strip()):
                first, last = int(whole.network_address), int(whole.broadcast_address)
                runs.append((first, last, place.strip()))
    runs.sort()
    return Networks(
        tuple(first for first, _, _ in runs), tuple((last, place) for _, last, place in runs)
    )


def digest_of(told: str, day: date) -> str:
    """Return what stands for something of a visitor until the salt of the day is thrown away."""
    return hashlib.blake2b(
        told.encode(errors="replace"), digest_size=8, key=salt_of(day)
    ).hexdigest()
