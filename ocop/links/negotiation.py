"""Which of several links a request means: by language, then media type, then context. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self

from ocop.links.targets import LinkTarget

Choice = tuple[str, int]  # what is preferred, in thousandths
MOST_CHOICES = 40


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request asks for."""

    link_type: str = ""
    languages: tuple[Choice, ...] = ()
    media: tuple[Choice, ...] = ()
    contexts: tuple[str, ...] = ()

    @classmethod
    def of(cls, link_type: str, languages: str, media: str, contexts: Iterable[str] = ()) -> Self:
        """Return what headers and words of a query ask for; what nobody can read is left out."""
        asked = tuple(one.strip().lower() for one in contexts if one.strip())
        return cls(link_type, preferences(languages), preferences(media), asked)

    def matches(self, target: LinkTarget) -> bool:
        """Tell whether anything that was asked for is true of the link."""
        return (
            bool(set(self.contexts) & {one.lower() for one in target.context})
            or any(_speaks(target, one) for one, weight in self.languages if weight)
            or (_quality(target, self.media, _specific) or 0) > 0
        )


def preferences(header: str) -> tuple[Choice, ...]:
    """Return what an Accept header prefers, most first; of equals, the one named first."""
    found = (_preference(item) for item in header.split(",")[:MOST_CHOICES])
    return tuple(sorted((one for one in found if one), key=lambda one: -one[1]))


def _preference(item: str) -> Choice | None:
    name, *parameters = (part.strip().lower() for part in item.split(";"))
    weight = 1000
    for parameter in parameters:
        if parameter.startswith("q="):
            weight = _thousandths(parameter[2:])
    return (name, weight) if name else None


def _thousandths(text: str) -> int:
    whole, _, rest = text.partition(".")
    digits = (rest + "000")[:3]
    if whole not in {"0", "1"} or not (digits.isascii() and digits.isdigit()):
        return 0
    return min(1000, int(whole) * 1000 + int(digits))


def best(targets: list[LinkTarget], wanted: Wanted) -> list[LinkTarget]:
    """Return the links that answer best; more than one where nothing decides between them."""
    for narrowed in (_by_language, _by_media, _by_context):
        if len(targets) > 1:
            targets = narrowed(targets, wanted)
    return targets


def _by_language(targets: list[LinkTarget], wanted: Wanted) -> list[LinkTarget]:
    refused = [one for one, weight in wanted.languages if not weight]
    kept = [t for t in targets if not any(_speaks(t, one) for one in refused)] or targets
    asked = [one for one, weight in wanted.languages if weight and one != "*"]
    for language in asked:
        if matched := [t for t in kept if language in _tongues(t)]:
            return matched
        if matched := [t for t in kept if _speaks(t, language)]:
            return matched
    return _silent(kept, lambda target: not target.hreflang)


def _tongues(target: LinkTarget) -> list[str]:
    return [one.lower() for one in target.hreflang]


def _speaks(target: LinkTarget, language: str) -> bool:
    """Tell whether the link speaks the language: "vi" answers "vi-VN", and the reverse."""
    primary = language.split("-", maxsplit=1)[0]
    return any(one.split("-")[0] == primary for one in _tongues(target))


def _by_media(targets: list[LinkTarget], wanted: Wanted) -> list[LinkTarget]:
    for way in (_specific, _any):
        weights = [_quality(target, wanted.media, way) or 0 for target in targets]
        if max(weights) > 0:
            top = max(weights)
            return [one for one, weight in zip(targets, weights, strict=True) if weight == top]
        if way is _specific and any(not target.type for target in targets):
            break
    return _silent(targets, lambda target: not target.type)


def _quality(
    target: LinkTarget, asked: tuple[Choice, ...], ranges: Callable[[str], list[str]]
) -> int | None:
    """Return how much the link's media type is wanted, by the closest range that speaks of it."""
    if not target.type:
        return None
    given = dict(asked)
    return next((given[one] for one in ranges(target.type.lower()) if one in given), None)


def _specific(media: str) -> list[str]:
    return [media, f"{media.split('/', maxsplit=1)[0]}/*"]


def _any(media: str) -> list[str]:
    return [*_specific(media), "*/*"]


def _by_context(targets: list[LinkTarget], wanted: Wanted) -> list[LinkTarget]:
    asked = set(wanted.contexts)
    matched = [t for t in targets if asked & {one.lower() for one in t.context}]
    return matched or _silent(targets, lambda target: not target.context)


def _silent(targets: list[LinkTarget], is_silent: Callable[[LinkTarget], bool]) -> list[LinkTarget]:
    """Prefer links that claim nothing over those that claim what was not asked for."""
    return [target for target in targets if is_silent(target)] or targets
