"""What a process knows of the record while it answers scans: read at need, dropped when it moves.

Twice a second it is asked whether an act was written that a scan's page could show; a recall or a
revocation therefore shows within a second in every process (docs/adr/0035).
"""

import logging
import threading
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import DatabaseError, close_old_connections, connection

from ocop.audit.models import Entry
from ocop.audit.queries import generation
from ocop.kernel.act import VIETNAM
from ocop.links.targets import LinkTarget
from ocop.mark.right import Answer, Right, right_of
from ocop.registry.models import Product
from ocop.scans.copies import Rules, Signal, rules_on
from ocop.scans.queries import led, lot_of, norm_of, outlets_of, product_about, shops_of
from ocop.scans.states import File, States
from ocop.scans.verdict import Reading, Verdict, Worth, verdict
from ocop.stamps.keys import keys
from ocop.stamps.models import Batch
from ocop.stamps.queries import batch_of, ranges_of
from ocop.stamps.ranges import Standing, standing
from ocop.stamps.serials import Key, Stamp
from ocop.trace.models import Lot, Recall, Site
from ocop.trace.queries import recall_of

logger = logging.getLogger(__name__)

EVERY = 0.5
# Whoever finds the knowledge this old waits until it is fresh.
OLDEST = 0.9
MOST_THINGS = 4_000
# So many lines behind the newest one, an act that is under way may still write.
MOST_UNDER_WAY = 5_000
# Acts that change nothing of what a scan shows.
ELSEWHERE = (
    "accounts.", "complaints.", "cycles.", "epcis.", "figures.", "grading.", "jobs.", "notices.",
    "scans.", "stamps.pin_tried",
)  # fmt: skip
WORTH = {
    Answer.HELD: Worth.HOLDS,
    Answer.ENDING: Worth.HOLDS,
    Answer.GRACE: Worth.HOLDS,
    Answer.RETIRED: Worth.HOLDS,
    Answer.LAPSED: Worth.LAPSED,
    Answer.REVOKED: Worth.REVOKED,
    Answer.PENDING: Worth.NONE,
    Answer.NEVER: Worth.NONE,
}
SIGNALS = {Standing.WAITING: int(Signal.BEFORE), Standing.VOID: int(Signal.VOID)}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Stamps of a batch, one after the other, of which the same is said."""

    is_known: bool
    # What a check of a stamp that is on no goods raises; nought for others.
    signal: int
    plain: Verdict
    doubtful: Verdict


@dataclass(slots=True)
class Stock:
    """One batch, or one lot without stamps: what is said of its units today."""

    lot: Lot | None
    recall: Recall | None
    batch: Batch | None = None
    file: File | None = None
    # From which counter on stamps stand how: worked out once by the rules of ranges and verdicts.
    edges: list[int] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    # Product and batch, as a line of the spool has them.
    told: str = ""
    # Whose units they are.
    thing: "Thing | None" = None

    def stretch_of(self, counter: int) -> Stretch:
        """Return what is said of a stamp of the batch."""
        return self.stretches[bisect_right(self.edges, counter)]


# Of a lot that an address names and the record has not.
LOST = Stock(None, None)


@dataclass(slots=True)
class Thing:
    """One product, with everything that its pages need."""

    about: str
    product: Product
    right: Right
    worth: Worth
    limit: int
    led: frozenset[str]
    prefix: str
    day: date
    shops: list[LinkTarget]
    outlets: list[Site]
    stocks: dict[tuple[int, int], Stock | None] = field(default_factory=dict)
    lots: dict[str, Stock] = field(default_factory=dict)
    pages: dict[Any, Any] = field(default_factory=dict)
    # What was done with a lot, as the pages show it, by lot and language.
    ways: dict[tuple[int, str], str] = field(default_factory=dict)


class Knowledge:
    """What is known until the record moves or the day ends."""

    def __init__(self) -> None:
        self.things: dict[str, Thing | None] = {}
        self.keys: Mapping[int, Key] = {}
        self.day = date.min
        self.rules: Rules
        self.states = States()
        self.checked = float("-inf")
        self.newest = ""
        # The last line up to which all are known, and those beyond it that were seen.
        self.settled = -1
        self.seen: set[int] = set()
        self.lock = threading.Lock()

    def freshen(self, now: float, clock: float) -> None:
        """Look whether the record has moved, at most every half second."""
        if clock - self.checked < EVERY:
            return
        if not self.lock.acquire(blocking=clock - self.checked > OLDEST):
            return
        try:
            if clock - self.checked >= EVERY:
                self._look(datetime.fromtimestamp(now, VIETNAM).date())
                self.checked = clock
        except DatabaseError:
            logger.exception("The record could not be asked; scans are answered as it last stood.")
            close_old_connections()
            self.checked = clock
        finally:
            self.lock.release()

    def _look(self, day: date) -> None:
        # A door that is asked within somebody's transaction leaves them their connection.
        if not connection.in_atomic_block:
            close_old_connections()
        state = generation()
        if state.newest != self.newest or self.seen:
            if self._has_moved(is_settled=state.is_settled):
                self.things = {}
            self.newest = state.newest
        if day != self.day or len(self.things) > MOST_THINGS:
            self.things, self.rules, self.day = {}, rules_on(day), day
        self.keys = keys()

    def _has_moved(self, *, is_settled: bool) -> bool:
        """Tell whether an act was seen for the first time that a page could show.

        While acts are under way, lines below the newest may still come to be seen.
        """
        newest = _newest_line()
        is_first = self.settled < 0 or newest < self.settled
        floor = max(0, newest - MOST_UNDER_WAY)
        since = floor if is_first else max(self.settled, floor)
        lines = dict(Entry.objects.filter(pk__gt=since).values_list("pk", "verb"))
        fresh = [verb for line, verb in lines.items() if line not in self.seen]
        self.settled = newest if is_settled else since
        self.seen = set() if is_settled else set(lines)
        return is_first or any(not verb.startswith(ELSEWHERE) for verb in fresh)

    def thing(self, about: str) -> Thing | None:
        """Return a product by what its link names; nothing where it is none of ours."""
        things = self.things
        if about in things:
            return things[about]
        product = product_about(about)
        things[about] = made = self._thing(about, product) if product else None
        return made

    def _thing(self, about: str, product: Product) -> Thing:
        right = right_of(product, self.day)
        return Thing(
            about=about,
            product=product,
            right=right,
            worth=WORTH[right.answer],
            limit=self.rules.limit(norm_of(product, self.day)),
            led=led(product),
            day=self.day,
            prefix=f"{product.commune.province_id}\t",
            shops=shops_of(product),
            outlets=outlets_of(product),
        )

    def stock(self, thing: Thing, stamp: Stamp) -> Stock | None:
        """Return the batch of a genuine number; nothing where it was never allotted."""
        key = (stamp.key, stamp.batch)
        if key in thing.stocks:
            return thing.stocks[key]
        batch = batch_of(stamp, thing.about)
        thing.stocks[key] = made = self._of_batch(batch, thing) if batch else None
        return made

    def _of_batch(self, batch: Batch, thing: Thing) -> Stock:
        owner = batch.product.merged_into or batch.product
        if owner.pk != thing.product.pk:
            # The number was given to other goods after these stamps were printed.
            thing = self._thing(thing.about, owner)
        ranges = ranges_of(batch)
        edges = sorted({batch.first, batch.last + 1}.union(
            *({one.first, one.last + 1} for one in ranges)))  # fmt: skip
        recall = recall_of(batch.product, batch.lot.code, self.day)
        stretches = [
            _stretch(standing(ranges, batch.first, batch.last, start), thing.worth, recall)
            for start in [edges[0] - 1, *edges]
        ]
        told = f"{thing.product.pk}\t{batch.pk}\t"
        return Stock(batch.lot, recall, batch, self.states.of(batch), edges, stretches, told, thing)

    def lot(self, thing: Thing, code: str) -> Stock:
        """Return a lot of the product by the code in the address; ``LOST`` where there is none."""
        folded = code.upper()
        if folded in thing.lots:
            return thing.lots[folded]
        lot = lot_of(thing.product, code)
        if len(thing.lots) >= MOST_THINGS:
            thing.lots, thing.pages, thing.ways = {}, {}, {}
        thing.lots[folded] = made = (
            Stock(lot, recall_of(thing.product, lot.code, self.day)) if lot else LOST
        )
        return made


def _stretch(how: Standing, worth: Worth, recall: Recall | None) -> Stretch:
    plain, doubtful = (
        verdict(Reading.READ, how, worth, is_recalled=recall is not None, is_doubtful=is_doubtful)
        for is_doubtful in (False, True)
    )
    return Stretch(how is not Standing.UNKNOWN, SIGNALS.get(how, 0), plain, doubtful)


def _newest_line() -> int:
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
