"""The next-star coach: the cheapest raises that bring a sheet to each star, exactly. Pure.

A small knapsack: floors are forced, the rest of the way to the band is bought point by point
where it costs least. Costs are whole numbers; the answer is optimal, not a guess.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

from ocop.rulesets.effort import effort_of, looking
from ocop.rulesets.sheet import Criterion, Option, Sheet
from ocop.rulesets.table import STARRED, Marks

Weigh = Callable[[Criterion], int]


@dataclass(frozen=True, slots=True)
class Raise:
    """One criterion lifted from ``has`` points to those of ``option``."""

    criterion: Criterion
    has: int
    option: Option
    cost: int
    # The star that is out of reach without it, whatever the total; nothing where it buys points.
    floor: int | None

    @property
    def points(self) -> int:
        """Return the points that the criterion has afterwards."""
        return self.option.points or 0

    @property
    def gain(self) -> int:
        """Return the points that it adds."""
        return self.points - self.has


@dataclass(frozen=True, slots=True)
class Path:
    """The cheapest way to ``stars``: nothing to raise when it is reached already."""

    stars: int
    total: int
    cost: int
    raises: tuple[Raise, ...]
    reachable: bool = True

    @property
    def reached(self) -> bool:
        """Tell whether the sheet stands there now."""
        return self.reachable and not self.raises

    @property
    def missing_floors(self) -> int:
        """Return how many floors keep the star out of reach."""
        return sum(one.floor is not None for one in self.raises)


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of a producer, by criterion code: steps it has, may have, and cannot climb.

    Up to ``proved`` a climb costs nothing; up to ``served`` it costs a look at the paper that is
    there; above ``limits`` no step is ever advised.
    """

    proved: Mapping[str, int] = field(default_factory=dict)
    served: Mapping[str, int] = field(default_factory=dict)
    limits: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Choice:
    """What a group of criteria may come to: points gained, cost, and the raises."""

    gain: int
    cost: int
    raises: tuple[Raise, ...]

    @property
    def price(self) -> tuple[int, int]:
        return self.cost, len(self.raises)


def by_effort(criterion: Criterion) -> int:
    """Return what one step of ``criterion`` weighs by our table."""
    return effort_of(criterion.key).weight


def paths(
    sheet: Sheet,
    marks: Marks,
    *,
    case: str | None = None,
    ground: Ground | None = None,
    weigh: Weigh = by_effort,
    stars: Iterable[int] = STARRED,
) -> tuple[Path, ...]:
    """Return the cheapest path from ``marks`` to each of ``stars``.

    ``ground`` tells what the producer has and what it cannot climb. Raises are never losses,
    floors are cumulative, a dependent criterion scores only beside its parent, and where 0 points
    end the evaluation some are needed for every star. Of equal costs the one with fewer raises is
    taken.
    """
    now = {c.code: marks.get(c.code, 0) for c in sheet.criteria}
    for criterion in sheet.criteria:
        if criterion.depends_on and not now.get(criterion.depends_on, 0):
            now[criterion.code] = 0
    starts = {band.star: band.start for band in sheet.bands}
    ladders = {
        c.code: _ladder(c, now[c.code], case, ground or Ground(), weigh(c)) for c in sheet.criteria
    }
    floors = {c.code: _floors(c, sheet) for c in sheet.criteria}
    groups = _groups(sheet)
    return tuple(_path(star, starts[star], groups, now, ladders, floors) for star in stars)


def _floors(criterion: Criterion, sheet: Sheet) -> dict[int, int]:
    """Return the floors of ``criterion`` by star, what a printed knock-out asks for among them."""
    fatal = any(c.knockout and criterion.code in c.knockout.any_zero_of for c in sheet.criteria)
    lowest = min((o.points for o in criterion.options if o.points), default=0)
    first = min(STARRED)
    if not fatal or criterion.floors.get(first):
        return dict(criterion.floors)
    return {**criterion.floors, first: lowest}


def _ladder(
    criterion: Criterion, has: int, case: str | None, ground: Ground, weight: int
) -> list[Raise]:
    """Return the raises open from ``has`` upwards, each step with its cost."""
    options = criterion.options_in(case)
    stands = max((n for n, o in enumerate(options, 1) if (o.points or 0) <= has), default=0)
    if has == 0 and options and options[0].points != 0:
        stands = 0
    proved, limit = ground.proved.get(criterion.code, 0), ground.limits.get(criterion.code)
    base, served = max(stands, proved), ground.served.get(criterion.code, 0)
    raises: dict[int, Raise] = {}
    for step, option in enumerate(options[:limit], 1):
        points = option.points or 0
        if points > has and points not in raises:
            cost = _cost(base, served, step, weight)
            raises[points] = Raise(criterion, has, option, cost, None)
    return list(raises.values())


def _cost(base: int, served: int, step: int, weight: int) -> int:
    """Return what it costs to climb from ``base`` to ``step``, so far as papers do not help."""
    looked = max(0, min(step, served) - base)
    climbed = max(0, step - max(base, served))
    return min(weight, looking().weight) * looked + weight * climbed


def _groups(sheet: Sheet) -> list[tuple[Criterion, ...]]:
    """Return each criterion with those that depend on it."""
    children: dict[str, list[Criterion]] = {}
    for criterion in sheet.criteria:
        if criterion.depends_on:
            children.setdefault(criterion.depends_on, []).append(criterion)
    return [(c, *children.get(c.code, ())) for c in sheet.criteria if not c.depends_on]


def _path(
    star: int,
    start: int,
    groups: Iterable[tuple[Criterion, ...]],
    now: Marks,
    ladders: Mapping[str, list[Raise]],
    floors: Mapping[str, Mapping[int, int]],
) -> Path:
    total = sum(now.values())
    need = max(0, start - total)
    # best[g]: the cheapest choice so far that gains g points, or at least ``need``.
    best: dict[int, _Choice] = {0: _Choice(0, 0, ())}
    for group in groups:
        choices = _choices(group, star, now, ladders, floors)
        following: dict[int, _Choice] = {}
        for gained, choice in best.items():
            for more in choices:
                at = min(need, gained + more.gain)
                price = (choice.cost + more.cost, len(choice.raises) + len(more.raises))
                held = following.get(at)
                if held is None or price < held.price:
                    following[at] = _Choice(
                        choice.gain + more.gain, price[0], choice.raises + more.raises
                    )
        best = following
    found = best.get(need)
    if found is None:
        return Path(star, total, 0, (), reachable=False)
    order = sorted(found.raises, key=lambda one: (one.cost, one.floor is None))
    return Path(star, total + found.gain, found.cost, tuple(order))


def _choices(
    group: tuple[Criterion, ...],
    star: int,
    now: Marks,
    ladders: Mapping[str, list[Raise]],
    floors: Mapping[str, Mapping[int, int]],
) -> list[_Choice]:
    """Return what a group may come to under the floors of ``star``, the dominated left out."""
    open_to = [_open(star, now[c.code], ladders[c.code], floors[c.code]) for c in group]
    found: list[_Choice] = []
    for picked in product(*open_to):
        parent = picked[0].points if picked[0] else now[group[0].code]
        raises = tuple(one for one in picked if one)
        if not parent and any(picked[1:]):
            continue
        gain, cost = sum(r.gain for r in raises), sum(r.cost for r in raises)
        found.append(_Choice(gain, cost, raises))
    found.sort(key=lambda choice: (choice.price, -choice.gain))
    kept: list[_Choice] = []
    for choice in found:
        if not kept or choice.gain > kept[-1].gain:
            kept.append(choice)
    return kept


def _open(
    star: int, has: int, ladder: list[Raise], floors: Mapping[int, int]
) -> list[Raise | None]:
    """Return the raises that a floor leaves; ``None`` is to stay, where no floor forbids it."""
    forced = {mark: floor for mark, floor in floors.items() if mark <= star and floor > has}
    if not forced:
        return [None, *ladder]
    needs, marked = max(forced.values()), min(forced)
    return [
        Raise(one.criterion, one.has, one.option, one.cost, marked)
        for one in ladder
        if one.points >= needs
    ]
