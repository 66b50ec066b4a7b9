"""The table of timers: all that recurs on a running site, and how often."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils.timezone import now

from ocop.audit.operations import publish_checkpoint
from ocop.base.partitions import ensure_partitions
from ocop.epcis.asking.delivering import clear_away as clear_sendings
from ocop.epcis.asking.delivering import deliver_due as deliver_events
from ocop.jobs.due import Daily, Every
from ocop.jobs.purging import clear_away
from ocop.jobs.timers import Recurring
from ocop.notices.delivering import deliver_due
from ocop.scans.tallies import count_days, forget
from ocop.trace.portal.delivering import deliver_due as deliver_parcels
from ocop.trace.portal.delivering import queue_touched


def quietly(command: str) -> None:
    """Run a command whose words nobody is there to read."""
    call_command(command, stdout=StringIO())


TIMERS = (
    # Twice a day: a line that waits longer than one day for its checkpoint stops decisions.
    Recurring("publish_checkpoint", Every(timedelta(hours=12)), publish_checkpoint),
    Recurring("deliver_notices", Every(timedelta(minutes=1)), lambda act: deliver_due(now)),
    # Also done each half second by a process of its own, where bin/run starts one.
    Recurring("deliver_events", Every(timedelta(seconds=20)), lambda act: deliver_events(now)),
    Recurring("clear_sendings", Daily(hour=2), lambda act: clear_sendings(act.at)),
    Recurring("send_alerts", Daily(hour=6), lambda act: quietly("send_alerts")),
    Recurring("ensure_partitions", Daily(), lambda act: ensure_partitions(act.day)),
    Recurring("clear_jobs", Every(timedelta(hours=1)), clear_away),
    Recurring("count_scans", Every(timedelta(minutes=5)), count_days),
    Recurring("forget_scans", Daily(hour=3), forget),
    Recurring("export_portal", Daily(hour=4), queue_touched),
    Recurring("deliver_portal", Every(timedelta(minutes=1)), lambda act: deliver_parcels(now)),
)
