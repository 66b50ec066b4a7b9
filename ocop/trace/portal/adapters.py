"""The ways to the national portal: one adapter, named in the settings."""

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is handed to an adapter: one version of what a lot tells.

    ``reference`` is the same at every try, for the portal to drop what it has taken before; it
    may stand in the name of a file.
    """

    reference: str
    json: bytes
    csv: bytes


class NotTaken(Exception):
    """A parcel was not taken; the sentence is for officers.

    ``final`` tells that trying again would not help.
    """

    def __init__(self, sentence: str, *, final: bool = False) -> None:
        super().__init__(sentence)
        self.final = final


class Adapter(Protocol):
    """Whoever carries parcels to the portal."""

    # In the ledger: what was sent by one adapter was not sent by another.
    name: str

    def send(self, parcel: Parcel) -> str:
        """Hand over ``parcel`` and return the answer; raises ``NotTaken``."""


def adapter() -> Adapter:
    """Return the adapter that the settings name."""
    made: Adapter = import_string(settings.PORTAL_ADAPTER)()
    return made
