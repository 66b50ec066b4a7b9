"""What may be done about links: they are given to a name, all at once, and remembered."""

from collections.abc import Iterable

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.kernel.act import Act
from ocop.kernel.digital_link import Name
from ocop.links.models import Anchor, Link
from ocop.links.targets import LinkTarget, checked, one_line
from ocop.links.verbs import Verb


@transaction.atomic
def replace_links(
    act: Act,
    *,
    name: Name,
    links: Iterable[LinkTarget],
    description: str = "",
    is_sample: bool = False,
) -> Anchor:
    """Give a name its links, in the place of those it had; none takes them all away.

    Refused for links that ``targets.checked`` refuses. The same links again change nothing.
    """
    wanted = checked(links)
    anchor, is_new = Anchor.objects.get_or_create(
        path=name.path, defaults={"is_sample": is_sample, "created_at": act.at}
    )
    lock(anchor)
    before = [link.target for link in anchor.links.all()]
    words = one_line(description)[:300]
    if not is_new and before == wanted and anchor.description == words:
        return anchor
    anchor.description = words
    anchor.save(update_fields=["description"])
    anchor.links.all().delete()
    Link.objects.bulk_create(_rows(anchor, wanted, act))
    record(
        act,
        Verb.REPLACED,
        anchor,
        added=[_told(one) for one in wanted if one not in before],
        removed=[_told(one) for one in before if one not in wanted],
        links=len(wanted),
    )
    return anchor


def _rows(anchor: Anchor, targets: list[LinkTarget], act: Act) -> list[Link]:
    return [
        Link(
            anchor=anchor,
            position=position,
            link_type=one.link_type,
            href=one.href,
            title=one.title,
            type=one.type,
            hreflang=list(one.hreflang),
            context=list(one.context),
            created_at=act.at,
        )
        for position, one in enumerate(targets)
    ]


def _told(target: LinkTarget) -> dict[str, object]:
    return {"type": target.link_type, "href": target.href, "title": target.title}
