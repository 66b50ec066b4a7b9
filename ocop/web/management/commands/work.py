"""Do the long work and what recurs: the process that ``serve`` starts beside the web."""

import logging
import signal
import time

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections
from django.urls import get_resolver
from django.utils import timezone

from ocop.jobs.timers import run_due
from ocop.jobs.worker import Worker
from ocop.kernel.act import Act
from ocop.scans.copying import copy_spools
from ocop.web.timers import TIMERS

logger = logging.getLogger(__name__)

PAUSE = 1  # seconds between two looks at an empty queue
COPY_EVERY = 1  # second between two looks after scans that were spooled
TIMERS_EVERY = 20  # seconds between two looks at the table of timers
REST = 5  # seconds after the database did not answer


class Command(BaseCommand):
    help = "Do long work as it comes, and what recurs; ends when told to, after its present step."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what there is, and end")

    def handle(self, *, once: bool, **options: object) -> None:
        self.looked_at = self.copied_at = float("-inf")
        # What the doors let people ask for is done by functions that stand beside their views.
        assert get_resolver().url_patterns
        self.worker = Worker(timezone.now, between=self.look_at_timers)
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, self.leave)
        while not self.worker.stopping:
            if self.turn():
                continue
            if once:
                return
            self.pause(PAUSE)

    def leave(self, *_: object) -> None:
        """End after the step that is being done."""
        self.worker.stopping = True

    def turn(self) -> bool:
        """Do what recurs and one job; false where there was none."""
        try:
            close_old_connections()
            self.look_at_timers()
            if self.worker.once():
                return True
        except DatabaseError:
            logger.exception("The database did not answer; long work waits.")
            close_old_connections()
            self.pause(REST)
        return False

    def look_at_timers(self) -> None:
        """Copy what was scanned, and do what recurs, where its turn has come."""
        if time.monotonic() - self.copied_at >= COPY_EVERY:
            self.copied_at = time.monotonic()
            copy_spools(Act(by=None, at=timezone.now(), origin="timer"))
        if time.monotonic() - self.looked_at >= TIMERS_EVERY:
            self.looked_at = time.monotonic()
            run_due(TIMERS, timezone.now)

    def pause(self, seconds: int) -> None:
        """Wait, but not longer than until we are told to end."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.worker.stopping:
            time.sleep(0.1)
