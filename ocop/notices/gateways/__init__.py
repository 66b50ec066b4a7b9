"""The ways out: one gateway a channel, named in the settings."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from ocop.notices.kinds import Channel


@dataclass(frozen=True, slots=True)
class Message:
    """What is handed to a gateway: as little as its reader needs.

    ``reference`` is the same at every try, for the gateway to drop what it has taken before.
    """

    reference: str
    at: datetime
    to: str
    subject: str
    text: str
    link: str

    @property
    def short(self) -> str:
        """Return what fits into a telephone's message: the subject and where to read on."""
        return f"OCOP: {self.subject}. {self.link}".removesuffix(" ")


class NotSent(Exception):
    """A gateway did not take a message; the sentence is for officers, without any address.

    ``final`` tells that trying again would not help.
    """

    def __init__(self, sentence: str, *, final: bool = False) -> None:
        super().__init__(sentence)
        self.final = final


class Gateway(Protocol):
    """Whoever carries messages of one channel."""

    def send(self, message: Message) -> str:
        """Hand over ``message`` and return the answer; raises ``NotSent``."""


def gateway_for(channel: Channel) -> Gateway:
    """Return the gateway that the settings name for ``channel``."""
    made: Gateway = import_string(settings.NOTICE_GATEWAYS[channel])()
    return made
