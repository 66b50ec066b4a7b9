"""Serve the site on this machine: what ``bin/run`` does once the environment stands."""

import ctypes
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from urllib.request import urlopen

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from ocop.audit.operations import publish_checkpoint
from ocop.kernel.act import Act
from ocop.web.ready import make_ready

logger = logging.getLogger(__name__)

PATIENCE = 60  # seconds until the first answer
# Twice a day: a line that waits longer than one day for its checkpoint stops decisions.
PUBLISH_EVERY = 12 * 3600
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


class Command(BaseCommand):
    help = "Make the system ready and serve it until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="where to listen (8000)")
        parser.add_argument("--host", default="127.0.0.1", help="whom to listen to (127.0.0.1)")
        parser.add_argument("--workers", type=int, default=min(os.cpu_count() or 1, 4))

    def handle(self, *, port, host, workers, **options):
        # Also where a shell started us in the background, which ignores Ctrl-C for its children.
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, signal.default_int_handler)
        refuse_taken(host, port)
        here = f"http://{reachable(host)}:{port}"
        site = os.environ.setdefault("OCOP_SITE_URL", here)
        try:
            make_ready(self.say)
            self.say("Khởi động máy chủ ...")
            self.serve(start(host, port, workers), here, site)
        except KeyboardInterrupt:
            self.say("Đã dừng.")

    def serve(self, server: subprocess.Popen, here: str, site: str) -> None:
        """Say where the site is and who can sign in, and wait; the server ends with us."""
        try:
            if answers(server, f"{here}/healthz"):
                call_command("sign_ins", stdout=self.stdout)
                self.say(f"\n{site}  (nhấn Ctrl-C để dừng)")
                self.publish()
            while not ended(server, PUBLISH_EVERY):
                self.publish()
        finally:
            stop(server)
        raise CommandError("Máy chủ tự dừng; các dòng trên cho biết vì sao.")

    def publish(self) -> None:
        """Publish what history holds; where that fails, decisions wait and the site goes on."""
        close_old_connections()
        try:
            publish_checkpoint(Act(by=None, at=timezone.now(), origin="timer"))
        except Exception:  # whatever it was, the trace is on stderr
            logger.exception("The ledger's checkpoint was not published.")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def reachable(host: str) -> str:
    """Return how this machine calls the host it listens as."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def refuse_taken(host: str, port: int) -> None:
    """Refuse a port that somebody listens on, before anything else is done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Không dùng được cổng {port} của {host} ({error.strerror}); "
                f"hãy chọn cổng khác, ví dụ: bin/run --port {port + 1}"
            ) from error


def start(host: str, port: int, workers: int) -> subprocess.Popen:
    """Start the server out of reach of Ctrl-C, which is for us; it stops when we are gone."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "ocop.wsgi:application"]
    options = {
        "--host": host,
        "--port": port,
        "--workers": workers,
        "--blocking-threads": 4,
        "--workers-kill-timeout": 5,
        "--log-level": "warning",
    }
    told = [str(part) for pair in options.items() for part in pair]
    return subprocess.Popen(  # noqa: S603
        [*command, *told, "--respawn-failed-workers", "--no-ws"],
        cwd=settings.BASE_DIR,
        start_new_session=True,
        preexec_fn=end_with_parent,  # noqa: PLW1509
    )


def end_with_parent() -> None:
    """Ask the system to end this process when its parent ends, however that comes about."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def stop(server: subprocess.Popen) -> None:
    """Ask the server to finish what it is answering, and insist after a while."""
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)


def ended(server: subprocess.Popen, seconds: int) -> bool:
    """Wait so long for the server to end, and tell whether it did."""
    try:
        server.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def answers(server: subprocess.Popen, address: str) -> bool:
    """Wait for the site to be well, and tell whether it was in time."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(address, timeout=5) as response:  # noqa: S310
                return response.status == 200
        except OSError:
            time.sleep(0.1)
    return False
