"""Questions about links."""

from collections import defaultdict
from datetime import date

from django.db.models import Q, QuerySet

from ocop.kernel.digital_link import Name
from ocop.links.levels import Level, in_order
from ocop.links.models import Anchor, Link
from ocop.links.sources import Offer, offers
from ocop.links.targets import LinkTarget
from ocop.links.vocabulary import DEFAULT, DEFAULT_MULTI
from ocop.registry.models import Product

GTIN = "01"


def levels_of(name: Name, day: date) -> list[Level]:
    """Return everything that ``name`` leads to on ``day``, from its key alone to itself.

    A constant number of queries, whatever the number of lots and pieces.
    """
    offered: dict[str, list[Offer]] = defaultdict(list)
    for offer in offers(name, day):
        offered[offer.name.path].append(offer)
    paths = {one.path: one for one in name.levels()}
    anchors = {anchor.path: anchor for anchor in with_links().filter(path__in=paths)}
    called = _called(anchors.get(name.whole.path), offered[name.whole.path])
    return in_order(
        _level(one, anchors.get(path), offered[path], called) for path, one in paths.items()
    )


def _level(name: Name, anchor: Anchor | None, offered: list[Offer], called: str) -> Level:
    entered = [link.target for link in anchor.links.all()] if anchor else []
    more = " ".join(f"({ai}) {value}" for ai, value in name.qualifiers)
    description = _called(anchor, offered) or (f"{called}, {more}" if called and more else called)
    targets = (*entered, *_beside(entered, offered))
    return Level(name, description or str(name), targets)


def _called(anchor: Anchor | None, offered: list[Offer]) -> str:
    """Return what a thing is called: as people entered it, else as the record has it."""
    described = [anchor.description if anchor else "", *(offer.description for offer in offered)]
    return next((words for words in described if words), "")


def _beside(entered: list[LinkTarget], offered: list[Offer]) -> list[LinkTarget]:
    """Return what is offered beside what people entered: no second default, nothing twice."""
    has_default = any(target.link_type == DEFAULT for target in entered)
    known = {(target.link_type, target.href) for target in entered}
    return [
        offer.target
        for offer in offered
        if (offer.target.link_type, offer.target.href) not in known
        if not (has_default and offer.target.link_type == DEFAULT)
    ]


def with_links() -> QuerySet[Anchor]:
    """Return the anchors with their links."""
    return Anchor.objects.prefetch_related("links")


def is_entered(names: list[Name]) -> Name | None:
    """Return the first of the names that has an anchor with links."""
    found = set(
        Link.objects.filter(anchor__path__in=[name.path for name in names])
        .values_list("anchor__path", flat=True)
        .distinct()
    )
    return next((name for name in names if name.path in found), None)


def leads_elsewhere(name: Name, root: str) -> bool:
    """Tell whether people gave this very name a default link that is not of the site ``root``.

    One row by two indexes. Where it is so, no page of ours answers in the link's place.
    """
    return _elsewhere(root).filter(anchor__path=name.path).exists()


def led_elsewhere(root: str, begun: str = "") -> frozenset[str]:
    """Return the paths of all names of which that is so, for a door that keeps a copy.

    With ``begun``, the path of a thing: of it, and of its variants, lots and pieces.
    """
    links = _elsewhere(root)
    if begun:
        links = links.filter(Q(anchor__path=begun) | Q(anchor__path__startswith=f"{begun}/"))
    return frozenset(links.values_list("anchor__path", flat=True))


def _elsewhere(root: str) -> QuerySet[Link]:
    defaults = Link.objects.filter(link_type__in=[DEFAULT, DEFAULT_MULTI])
    return defaults.exclude(href__startswith=f"{root}/").exclude(href=root)


def anchors_of(product: Product) -> QuerySet[Anchor]:
    """Return the anchors of a product: of its GTIN, and of its variants, lots and pieces."""
    if not product.gtin:
        return Anchor.objects.none()
    path = Name(GTIN, product.gtin).path
    return with_links().filter(Q(path=path) | Q(path__startswith=f"{path}/")).order_by("path")
