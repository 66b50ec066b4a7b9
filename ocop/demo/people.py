"""The cast of the demo province: an account and a post for each."""

import os

from ocop.accounts.models import User
from ocop.accounts.operations import grant, invite
from ocop.accounts.permissions import Role
from ocop.demo.scene import PROVINCE, Row, Scene, rows

# All of the cast sign in with it; a demo that strangers can reach sets its own.
SIGN_IN = os.environ.get("OCOP_DEMO_PASSWORD", "tra-hoa-vang")


def invite_cast(scene: Scene) -> None:
    """Open an account for each person who has none, and give officials their posts."""
    cast = rows("cast")
    known = set(User.objects.values_list("username", flat=True))
    for person in [*cast["people"], *cast["seats"], *cast["central"], *cast["representatives"]]:
        if person["username"] not in known:
            _invite(scene, person)


def _invite(scene: Scene, person: Row) -> None:
    act = scene.act(None, day=scene.began, hour=7)
    user = invite(
        act,
        username=person["username"],
        full_name=person["full_name"],
        email=person.get("email", ""),
        password=SIGN_IN,
        is_sample=True,
    )
    if person["role"] not in Role.values:
        return
    place = person["place"]
    is_commune = person["role"] == Role.COMMUNE_OFFICER
    grant(
        user,
        act,
        role=Role(person["role"]),
        province=scene.province if place == PROVINCE else None,
        commune=scene.communes()[place] if is_commune else None,
    )
