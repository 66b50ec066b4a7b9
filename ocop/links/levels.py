"""Everything that an address leads to, level by level, and which link of it answers. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ocop.kernel.digital_link import Name
from ocop.links.negotiation import Wanted, best
from ocop.links.targets import LinkTarget
from ocop.links.vocabulary import DEFAULT, DEFAULT_MULTI, DESCRIPTIVE, HANDLED_BY, OTHERWISE

# A number that names one piece tells more than any lot or variant.
PIECES = frozenset({"21", "235", "254", "8011", "8019"})


@dataclass(frozen=True, slots=True)
class Level:
    """The links of one name, with what the thing is called."""

    name: Name
    description: str
    targets: tuple[LinkTarget, ...]

    @property
    def is_described(self) -> bool:
        """Tell whether the thing is called anything but its numbers."""
        return self.description != str(self.name)

    def of_type(self, link_type: str) -> list[LinkTarget]:
        return [target for target in self.targets if target.link_type == link_type]


@dataclass(frozen=True, slots=True)
class Found:
    """The one link that answers."""

    target: LinkTarget


@dataclass(frozen=True, slots=True)
class Choices:
    """Links among which nothing in the request decides."""

    level: Level


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing of what was asked for."""

    levels: list[Level] = field(default_factory=list)


Answer = Found | Choices | Missing


def specificity(name: Name) -> tuple[bool, int, list[int]]:
    """Return by what levels are ordered: from the key alone to the very piece."""
    ais = [ai for ai, _ in name.qualifiers]
    order = ["22", "10", "21"]
    return bool(PIECES & set(ais)), len(ais), [order.index(ai) if ai in order else 9 for ai in ais]


def in_order(levels: Iterable[Level]) -> list[Level]:
    """Return the levels that have links, the widest first, each default told by its type too."""
    filled = [_described(level) for level in levels if level.targets]
    return sorted(filled, key=lambda level: specificity(level.name))


def _described(level: Level) -> Level:
    """Offer the default link under a type that says what it is, where no link of it does."""
    default = next(iter(level.of_type(DEFAULT)), None)
    if default is None or any(
        one.href == default.href for one in level.targets if one is not default
    ):
        return level
    wanted = DESCRIPTIVE.get(level.name.key, OTHERWISE)
    twin = replace(default, link_type=OTHERWISE if level.of_type(wanted) else wanted)
    return replace(level, targets=(*level.targets, twin))


def answer(levels: list[Level], wanted: Wanted) -> Answer:
    """Return the link that answers, asking the narrowest level first."""
    narrowest_first = levels[::-1]
    if wanted.link_type:
        return _of_type(narrowest_first, wanted)
    for level in narrowest_first:
        if found := _default(level, wanted):
            return Found(found)
    return _without_default(narrowest_first, wanted)


def _of_type(levels: list[Level], wanted: Wanted) -> Answer:
    level = next((one for one in levels if one.of_type(wanted.link_type)), None)
    if level is None:
        return Missing(levels)
    return _chosen(level, best(level.of_type(wanted.link_type), wanted))


def _default(level: Level, wanted: Wanted) -> LinkTarget | None:
    """Return the level's default: one of several where the request decides, else the one."""
    several = best(level.of_type(DEFAULT_MULTI), wanted)
    if len(several) == 1 and wanted.matches(several[0]):
        return several[0]
    return next(iter(level.of_type(DEFAULT)), None)


def _without_default(levels: list[Level], wanted: Wanted) -> Answer:
    for level in levels:
        offered = [one for one in level.targets if one.link_type != HANDLED_BY]
        if offered:
            return _chosen(level, best(level.of_type(DEFAULT_MULTI) or offered, wanted))
    return Missing(levels)


def _chosen(level: Level, targets: list[LinkTarget]) -> Answer:
    if len(targets) == 1:
        return Found(targets[0])
    return Choices(replace(level, targets=tuple(targets)))


def handler(levels: list[Level]) -> LinkTarget | None:
    """Return the resolver that answers instead of us, where that is all that is known."""
    others = [one for level in levels for one in level.targets if one.link_type != HANDLED_BY]
    if others:
        return None
    return next((one for level in levels for one in level.of_type(HANDLED_BY)), None)
