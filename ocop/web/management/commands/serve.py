"""Serve the site on this machine: what ``bin/run`` does once the environment stands."""

import os
import socket
import sys
import threading
import time
from urllib.error import URLError
from urllib.request import urlopen

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from ocop.web.ready import make_ready

PATIENCE = 60  # seconds until the first answer


class Command(BaseCommand):
    help = "Make the system ready and serve it until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="where to listen (8000)")
        parser.add_argument("--host", default="127.0.0.1", help="whom to listen to (127.0.0.1)")
        parser.add_argument("--workers", type=int, default=min(os.cpu_count() or 1, 4))

    def handle(self, *, port, host, workers, **options):
        refuse_taken(host, port)
        here = f"http://{'127.0.0.1' if host in {'0.0.0.0', '::'} else host}:{port}"  # noqa: S104
        # The workers read the settings anew, from the environment.
        os.environ.setdefault("OCOP_SITE_URL", here)
        try:
            make_ready(self.say)
        except KeyboardInterrupt:
            sys.exit("Stopped.")
        connections.close_all()
        self.say("Starting the server ...")
        threading.Thread(target=self.announce, args=(here,), daemon=True).start()
        listen(host, port, workers)
        self.say("Stopped.")

    def announce(self, here: str) -> None:
        """Say where the site is and who can sign in, once it answers."""
        if not answers(f"{here}/healthz"):
            self.say(f"The site did not answer within {PATIENCE} seconds; the lines above say why.")
            return
        if "sign_ins" in get_commands():
            call_command("sign_ins", stdout=self.stdout)
            connections.close_all()
        self.say(f"\n{os.environ['OCOP_SITE_URL']}  (Ctrl-C stops it)")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def refuse_taken(host: str, port: int) -> None:
    """Refuse a port that somebody listens on, before anything else is done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} of {host} cannot be used ({error.strerror}); "
                f"choose another: bin/run --port {port + 1}"
            ) from error


def answers(address: str) -> bool:
    """Wait for the site to be well, and tell whether it was in time."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urlopen(address, timeout=5) as response:  # noqa: S310
                return response.status == 200
        except (URLError, OSError):
            time.sleep(0.05)
    return False


def listen(host: str, port: int, workers: int) -> None:
    """Serve until told to stop; workers end with it."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "ocop.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_level=LogLevels.warning,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    ).serve()
