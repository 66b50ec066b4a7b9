"""Where the dots of a sitting's cards are drawn: one a card, on a line of points."""

from dataclasses import dataclass

from ocop.grading.spread import Spread

WIDTH, LEFT, RIGHT = 640, 20, 20
BASE, STEP = 96, 20
MARGIN = 4
TICKS = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """One dot: where it is drawn, whose it is, and what it says."""

    x: int
    y: int
    who: str
    total: int
    is_out: bool


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawn line of points with its dots, the median, and the band that the by-law allows."""

    marks: tuple[Mark, ...]
    ticks: tuple[tuple[int, int], ...]
    median_x: int
    band_x: int
    band_width: int
    width: int
    height: int
    base: int


def plotted(spread: Spread, names: list[str]) -> Plot:
    """Return the drawing of a spread; cards of equal points stand above one another.

    The band reaches half the limit to either side of the median: a dot outside it lies out.
    """
    totals = [dot.total for dot in spread.dots]
    half = spread.limit // 2 + 1
    middle = round(spread.median)
    low = max(0, min(*totals, middle - half) - MARGIN) if totals else 0
    high = min(100, max(*totals, middle + half) + MARGIN) if totals else 100

    def place(points) -> int:
        return round(LEFT + (points - low) * (WIDTH - LEFT - RIGHT) / max(high - low, 1))

    stacked: dict[int, int] = {}
    marks = []
    for dot, who in zip(spread.dots, names, strict=True):
        above = stacked[dot.total] = stacked.get(dot.total, -1) + 1
        y = BASE - 14 - above * STEP
        marks.append(Mark(place(dot.total), y, who, dot.total, dot.is_out))
    lift = max(0, (max(stacked.values(), default=0) - 3) * STEP)
    start = place(max(low, spread.median - spread.limit / 2))
    end = place(min(high, spread.median + spread.limit / 2))
    step = max(1, -(-(high - low) // TICKS))
    return Plot(
        marks=tuple(Mark(m.x, m.y + lift, m.who, m.total, m.is_out) for m in marks),
        ticks=tuple((place(points), points) for points in range(low, high + 1, step)),
        median_x=place(spread.median),
        band_x=start,
        band_width=end - start,
        width=WIDTH,
        height=BASE + 28 + lift,
        base=BASE + lift,
    )
