"""A figure: what was measured against what, and whether the goal holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

ROUNDS = 5
NAME_WIDTH = 72
HOLDS, SHORT, UNMEASURED = "holds", "falls short", "not measured: "


@dataclass(frozen=True, slots=True)
class Figure:
    """A ratio with its goal, at least or at most; one without a goal is only told."""

    name: str
    value: float
    unit: str = "×"
    at_least: float | None = None
    at_most: float | None = None

    @property
    def holds(self) -> bool:
        """Tell whether the goal is reached; a figure without one never falls short."""
        if self.at_least is not None:
            return self.value >= self.at_least
        return self.at_most is None or self.value <= self.at_most

    def line(self) -> str:
        """Return name, ratio, goal and verdict on one line."""
        measured = f"{self.name:<{NAME_WIDTH}} {self.value:>9.4g} {self.unit:<2}"
        if self.at_least is None and self.at_most is None:
            return f"{measured}  told without a goal"
        goal = f"≥ {self.at_least:g}" if self.at_least is not None else f"≤ {self.at_most:g}"
        return f"{measured}  goal {goal:<7} {HOLDS if self.holds else SHORT}"


def heading() -> str:
    """Return what stands above the lines."""
    return f"{'what is measured against what':<{NAME_WIDTH}} {'ratio':>9}     goal         verdict"


def unmeasured(name: str, reason: str) -> str:
    """Return the line of what could not be measured, with its reason."""
    return f"{name:<{NAME_WIDTH}} {UNMEASURED}{reason}"


def interleaved(
    measures: Mapping[str, Callable[[], float]], rounds: int = ROUNDS
) -> dict[str, float]:
    """Take every measure once a round and return the medians."""
    return {name: median(values) for name, values in in_rounds(measures, rounds).items()}


def in_rounds(
    measures: Mapping[str, Callable[[], float]], rounds: int = ROUNDS
) -> dict[str, list[float]]:
    """Take every measure once a round, forwards then backwards in turn; return all, by round."""
    taken: dict[str, list[float]] = {name: [] for name in measures}
    for number in range(rounds):
        names = list(measures)
        for name in names if number % 2 == 0 else reversed(names):
            taken[name].append(measures[name]())
    return taken


def ratio(taken: Mapping[str, list[float]], above: str, below: str) -> float:
    """Return the median of the rounds' ratios: a busy neighbour slows both alike, for a while."""
    return median(a / b for a, b in zip(taken[above], taken[below], strict=True))
