"""Who acts for a sample product: those of the cast, and two stand-ins where the cast has nobody."""

from ocop.accounts.models import Membership, User
from ocop.accounts.operations import grant
from ocop.accounts.permissions import Role
from ocop.demo.scene import Scene, rows
from ocop.places.models import Commune
from ocop.registry.models import Producer, Representative
from ocop.registry.operations import appoint

OFFICER, SPEAKER = "thay", "thuan"


def officer_of(scene: Scene, commune: Commune) -> User:
    """Return the commune's officer; the stand-in is given the post where it is vacant."""
    for person in rows("cast")["people"]:
        if person["role"] == Role.COMMUNE_OFFICER and person["place"] == commune.code:
            return scene.user(person["username"])
    stand_in = scene.user(OFFICER)
    if not Membership.objects.filter(user=stand_in, commune=commune).exists():
        act = scene.act("quantri", day=scene.began, hour=15)
        grant(stand_in, act, role=Role.COMMUNE_OFFICER, commune=commune)
    return stand_in


def speaker_of(scene: Scene, producer: Producer) -> User:
    """Return who acts for the producer; the stand-in is appointed where nobody does."""
    acting = Representative.objects.filter(producer=producer).order_by("pk").first()
    if acting is not None:
        return acting.user
    act = scene.act("tung", day=scene.began, hour=15)
    stand_in = scene.user(SPEAKER)
    appoint(producer, act, user=stand_in, position="Người đại diện (mẫu)")
    return stand_in
