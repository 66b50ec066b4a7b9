"""A simulated set on which the rules of copies are tried: how it is made is told with the result.

People buy goods, look at them in the shop and at home, show them around; some scratch a PIN;
producers try stamps. Some stamps are copied and stuck on other goods, sold in several provinces:
most from goods in the shop, others from rolls that are not active yet or were made void. Pure, from
a seed.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from random import Random

from ocop.scans.copies import DAY, HOUR, MINUTE, NEVER, Rules, Signal, checked

START = 1_780_000_000
HOME = 22


class Source(Enum):
    """Where a copier took the number from."""

    SHOP = "shop"
    ROLL = "roll"
    VOID = "void"


SOURCES, SHARES = (Source.SHOP, Source.ROLL, Source.VOID), (80, 10, 10)


@dataclass(frozen=True, slots=True)
class Look:
    """One check of a stamp."""

    at: int
    device: int
    place: int
    standing: int = 0
    # The scratched PIN is typed with it.
    is_opening: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """How many stamps of each kind were found, and how many were not."""

    found: int
    missed: int
    wrongly: int
    quiet: int
    by_rule: Counter[str]

    @property
    def precision(self) -> float:
        """Return what part of the stamps that were raised are copied."""
        return self.found / max(1, self.found + self.wrongly)

    @property
    def recall(self) -> float:
        """Return what part of the copied stamps that were scanned was raised."""
        return self.found / max(1, self.found + self.missed)


def tried(rules: Rules, *, stamps: int, copied_of_thousand: int, seed: int) -> Result:
    """Hold simulated stamps against the rules, so many of a thousand of them copied."""
    random = Random(seed)  # noqa: S311
    places = sorted({place for place, _ in rules.apart})
    counts: Counter[tuple[bool, bool]] = Counter()
    by_rule: Counter[str] = Counter()
    for _ in range(stamps):
        is_copied = random.randrange(1000) < copied_of_thousand
        looks = sorted(_looks(random, places, is_copied=is_copied), key=lambda look: look.at)
        if not looks:
            continue
        raised = _raised(rules, looks)
        counts[is_copied, bool(raised)] += 1
        if is_copied:
            by_rule.update(signal.name or "" for signal in Signal if raised & signal)
    return Result(
        found=counts[True, True],
        missed=counts[True, False],
        wrongly=counts[False, True],
        quiet=counts[False, False],
        by_rule=by_rule,
    )


def _raised(rules: Rules, looks: list[Look]) -> int:
    seen = NEVER
    for look in looks:
        seen, _ = checked(
            rules, seen, look.at, look.device, look.place,
            standing=look.standing, limit=rules.limit(200),
        )  # fmt: skip
        if look.is_opening and not seen.opened_at:
            seen = seen._replace(opened_at=look.at)
    return seen.raised


def _looks(random: Random, places: list[int], *, is_copied: bool) -> Iterator[Look]:
    sold_at = START + random.randrange(120 * DAY)
    source = random.choices(SOURCES, SHARES)[0] if is_copied else Source.SHOP
    if source is not Source.VOID:
        with_pin = random.random() < 0.1
        yield from _of_one_unit(random, sold_at, _market(random, places), with_pin=with_pin)
    if random.random() < 0.1:
        yield from _tried_before(random, sold_at)
    if is_copied:
        for look in _of_copies(random, places, sold_at):
            yield replace(look, standing=_standing(source, look.at, sold_at))


def _of_copies(random: Random, places: list[int], sold_at: int) -> Iterator[Look]:
    """Other goods that bear the same number."""
    begun = sold_at - random.randrange(40) * DAY
    markets = random.sample(places, random.choice((1, 2, 4)))
    for _ in range(random.choice((5, 20, 20, 80, 300))):
        at = begun + random.randrange(90 * DAY)
        yield from _of_one_unit(random, at, random.choice(markets))


def _standing(source: Source, at: int, sold_at: int) -> int:
    """Return what the number was when a copy was looked at: rolls become active when they sell."""
    if source is Source.VOID:
        return int(Signal.VOID)
    is_early = source is Source.ROLL and at < sold_at
    return int(Signal.BEFORE) if is_early else 0


def _of_one_unit(random: Random, at: int, market: int, *, with_pin: bool = False) -> Iterator[Look]:
    """One unit: three of four buyers never scan; some look in the shop and again at home."""
    if random.random() < 0.75:
        return
    buyer = random.randrange(1, 65_536)
    for _ in range(random.choice((0, 0, 1, 2))):
        yield Look(
            at - random.randrange(5 * DAY), random.randrange(1, 65_536), _known(random, market)
        )
    yield Look(at, buyer, _known(random, market), is_opening=with_pin)
    home = market if random.random() < 0.85 else HOME
    for _ in range(random.choice((0, 1, 1, 2, 3))):
        later = at + 8 * HOUR + random.randrange(20 * DAY)
        device = buyer if random.random() < 0.6 else random.randrange(1, 65_536)
        yield Look(later, device, _known(random, home))
    if random.random() < 0.01:
        # Shown to a class, a coach, a family feast.
        for _ in range(random.randrange(4, 12)):
            minute = random.randrange(120) * MINUTE
            yield Look(at + DAY + minute, random.randrange(1, 65_536), _known(random, home))


def _tried_before(random: Random, sold_at: int) -> Iterator[Look]:
    """Whoever sticks stamps tries one or two, before they are active."""
    for _ in range(random.choice((1, 1, 2))):
        device = random.randrange(1, 65_536)
        yield Look(sold_at - 60 * DAY, device, _known(random, HOME), int(Signal.BEFORE))


def _market(random: Random, places: list[int]) -> int:
    return HOME if random.random() < 0.6 else random.choice(places)


def _known(random: Random, place: int) -> int:
    """Half of all networks tell no province, and some tell another."""
    chance = random.random()
    return 0 if chance < 0.5 else place if chance < 0.97 else 1
