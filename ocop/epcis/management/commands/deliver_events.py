"""Send events to their subscribers as they come: a process that ``serve`` starts beside the web."""

import logging
import signal
import time

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from ocop.epcis.asking.delivering import deliver_due

logger = logging.getLogger(__name__)

PAUSE = 0.5  # seconds between two looks
REST = 5  # seconds after the database did not answer


class Command(BaseCommand):
    help = "Send events to their subscribers until told to end."
    stopping = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="send what there is, and end")

    def handle(self, *, once: bool, **options: object) -> None:
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, self.leave)
        while not self.stopping:
            rest = self.turn()
            if once:
                return
            self.pause(rest)

    def leave(self, *_: object) -> None:
        """End after what is being sent."""
        self.stopping = True

    def turn(self) -> float:
        """Send what is due, and return how long to wait."""
        try:
            close_old_connections()
            deliver_due(timezone.now)
        except DatabaseError:
            logger.exception("The database did not answer; subscribers wait.")
            close_old_connections()
            return REST
        return PAUSE

    def pause(self, seconds: float) -> None:
        """Wait, but not longer than until we are told to end."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.stopping:
            time.sleep(0.1)
