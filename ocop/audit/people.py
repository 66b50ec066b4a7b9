"""How history names a thing: by its key, and a person by a digest that only their salt explains."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import models

from ocop.audit.ledger import person_digest


def is_person(thing: Any) -> bool:
    """Tell whether a thing is somebody's account."""
    return isinstance(thing, get_user_model())


def stands_for(person: Any) -> str:
    """Return the digest that stands for a person."""
    return person_digest(person.salt, person.pk)


def key_of(thing: models.Model) -> str:
    """Return what names a row in history."""
    return stands_for(thing) if is_person(thing) else str(thing.pk)
