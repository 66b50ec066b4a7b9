"""What speaks for a copied stamp: rules that are data, and one scan held against them. Pure.

Of a stamp as little is kept as the rules need: when it was checked first and last, how often, by
how many devices today, and in which province; no address, no position, no name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntFlag
from functools import cache
from importlib import resources
from math import asin, cos, radians, sin, sqrt
from typing import Any, NamedTuple

import yaml

DAY, HOUR, MINUTE = 86_400, 3_600, 60
# Days turn at midnight in Vietnam.
ZONE = 7 * HOUR
MOST = 65_535
EARTH_KM = 6_371


class Signal(IntFlag):
    """What a rule may say of a stamp; the bits of ``raised``."""

    BEFORE = 1
    VOID = 2
    SALE = 4
    TRAVEL = 8
    VELOCITY = 16
    COUNT = 32
    DEVICES = 64

    @property
    def words(self) -> list[str]:
        """Return in words what speaks for a copy, one line a rule."""
        return [words for signal, words in WORDS.items() if self & signal]


WORDS = {
    Signal.BEFORE: "Quét trước khi tem được kích hoạt",
    Signal.VOID: "Quét tem đã huỷ",
    Signal.SALE: "Quét lại sau khi mã cào đã dùng",
    Signal.TRAVEL: "Hai nơi quá xa nhau trong thời gian ngắn",
    Signal.VELOCITY: "Nhiều lần trong thời gian ngắn",
    Signal.COUNT: "Nhiều hơn hẳn các tem khác của sản phẩm",
    Signal.DEVICES: "Nhiều thiết bị trong một ngày",
}
# An officer looked into it and found an explanation: what was raised counts no more.
PARDONED = 1 << 15


class Seen(NamedTuple):
    """What is kept of a stamp that was checked at least once; moments in whole seconds."""

    first: int = 0
    last: int = 0
    checks: int = 0
    devices: int = 0
    place: int = 0
    day: int = 0
    device_1: int = 0
    device_2: int = 0
    device_3: int = 0
    device_4: int = 0
    place_at: int = 0
    heat: int = 0
    raised: int = 0
    opened_at: int = 0

    @property
    def is_doubtful(self) -> bool:
        """Tell whether something was raised that no officer has explained."""
        return bool(self.raised) and self.raised < PARDONED


NEVER = Seen()


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that hold on a day."""

    since: date
    pause: int
    before: int
    sale_after: int
    travel_km: int
    travel_speed: int
    cost: int
    burst: int
    count: int
    count_factor: int
    devices: int
    # Kilometres between two provinces, by their codes.
    apart: Mapping[tuple[int, int], int]

    def limit(self, norm: int) -> int:
        """Return how many checks are usual for a product whose stamps are checked ``norm`` times.

        ``norm`` is the checks of its checked stamps, a hundred times the mean.
        """
        return max(self.count, norm * self.count_factor // 100)


def checked(
    rules: Rules, seen: Seen, at: int, device: int, place: int, *, standing: int, limit: int
) -> tuple[Seen, int]:
    """Return what is kept after one more check, and what was raised by it for the first time.

    ``standing`` is the signal of a stamp that is on no goods. The same device within the pause is
    the same check: whoever reloads a page is nobody else.
    """
    (first, last, count, devices, where, day, one, two, three, four,
     where_at, heat, raised, opened) = seen  # fmt: skip
    today = (at + ZONE) // DAY & MOST
    if day != today:
        day, devices, one, two, three, four = today, 0, 0, 0, 0, 0
    is_new = device != one and device not in {two, three, four}
    if not is_new and at - last < rules.pause:
        return seen, 0
    if is_new:
        devices = min(devices + 1, 255)
        one, two, three, four = device, one, two, three
    count = min(count + 1, MOST)
    heat = min(max(0, heat - max(0, at - last) // MINUTE) + rules.cost, MOST)
    found = _found(rules, count, devices, heat, limit)
    if standing and (standing != Signal.BEFORE or devices >= rules.before):
        found |= standing
    if opened and is_new and at - opened > rules.sale_after:
        found |= 4
    if place:
        if where and where != place and _too_fast(rules, where, place, at - where_at):
            found |= 8
        where, where_at = place, at
    fresh = found & ~raised if raised < PARDONED else 0
    return (
        Seen(first or at, at, count, devices, where, day, one, two, three, four,
             where_at, heat, raised | fresh, opened),
        fresh,
    )  # fmt: skip


def _found(rules: Rules, count: int, devices: int, heat: int, limit: int) -> int:
    found = 0
    if heat > rules.burst:
        found = 16
    if count > limit:
        found |= 32
    if devices >= rules.devices:
        found |= 64
    return found


def _too_fast(rules: Rules, where: int, place: int, seconds: int) -> bool:
    km = rules.apart.get((where, place), 0)
    return km >= rules.travel_km and km * HOUR > rules.travel_speed * max(seconds, 1)


def rules_on(day: date) -> Rules:
    """Return the rules that hold on a day."""
    return in_force(all_rules(), day)


def in_force(known: list[Rules], day: date) -> Rules:
    """Return the newest of the rules by a day; before the first, the first."""
    return next((rules for rules in reversed(known) if rules.since <= day), known[0])


@cache
def all_rules() -> list[Rules]:
    """Return the rules of every file, the oldest first."""
    folder = resources.files("ocop.scans") / "data"
    files = [file for file in folder.iterdir() if file.name.startswith("copies-")]
    read = (read_rules(yaml.safe_load(file.read_text("utf-8"))) for file in files)
    return sorted(read, key=lambda rules: rules.since)


def read_rules(told: dict[str, Any]) -> Rules:
    """Return the rules that a document tells."""
    velocity = told["velocity"]
    cost = DAY // MINUTE // velocity["a_day"]
    return Rules(
        since=told["since"],
        pause=told["same_check_within_minutes"] * MINUTE,
        before=told["before_activation"]["devices_in_a_day"],
        sale_after=told["after_sale"]["days"] * DAY,
        travel_km=told["travel"]["at_least_km"],
        travel_speed=told["travel"]["faster_than_km_an_hour"],
        cost=cost,
        burst=velocity["at_once"] * cost,
        count=told["count"]["at_least"],
        count_factor=told["count"]["times_the_norm"],
        devices=told["devices"]["in_a_day"],
        apart=_apart(told["provinces"]),
    )


def _apart(provinces: Mapping[str, list[float]]) -> dict[tuple[int, int], int]:
    where = {
        int(code): (radians(north), radians(east)) for code, (north, east) in provinces.items()
    }
    return {(a, b): _km(where[a], where[b]) for a in where for b in where if a != b}


def _km(a: tuple[float, float], b: tuple[float, float]) -> int:
    """Return the way between two points of a sphere."""
    half = sin((b[0] - a[0]) / 2) ** 2 + cos(a[0]) * cos(b[0]) * sin((b[1] - a[1]) / 2) ** 2
    return round(2 * EARTH_KM * asin(sqrt(half)))
