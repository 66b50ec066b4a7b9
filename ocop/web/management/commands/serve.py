"""Serve the site on this machine: what ``bin/run`` does once the environment stands."""

import os
import signal
import socket
import subprocess
import time
from urllib.request import urlopen

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ocop.web.processes import ended, start, stop
from ocop.web.ready import make_ready

PATIENCE = 60  # seconds until the first answer
WATCH_EVERY = 5  # seconds between two looks after the worker
SLOW = "Trang web chưa trả lời. Hãy xem các dòng trên, hoặc đợi thêm nếu máy đang bận."


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
            self.serve(web(host, port, workers), here, site)
        except KeyboardInterrupt:
            self.say("Đã dừng.")

    def serve(self, server: subprocess.Popen, here: str, site: str) -> None:
        """Say where the site is and who can sign in, and wait; all of it ends with us."""
        running = [server]
        try:
            if not answers(server, f"{here}/healthz"):
                self.say(SLOW)
            if server.poll() is None:
                call_command("sign_ins", stdout=self.stdout)
                self.say(f"\n{site}  (nhấn Ctrl-C để dừng)")
                running += [beside() for beside in BESIDE]
            while not ended(server, WATCH_EVERY):
                for at, helper in enumerate(running[1:]):
                    if helper.poll() is not None:
                        running[at + 1] = BESIDE[at]()
        finally:
            stop(*running)
        raise CommandError("Máy chủ tự dừng; các dòng trên cho biết vì sao.")

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


def web(host: str, port: int, workers: int) -> subprocess.Popen:
    """Start the web server."""
    options = {
        "--host": host,
        "--port": port,
        "--workers": workers,
        "--blocking-threads": 4,
        "--workers-kill-timeout": 5,
        "--log-level": "warning",
    }
    told = [str(part) for pair in options.items() for part in pair]
    command = ["-m", "granian", "--interface", "wsgi", "ocop.wsgi:application", *told]
    return start([*command, "--respawn-failed-workers", "--no-ws"])


def work() -> subprocess.Popen:
    """Start the worker, which does long work and what recurs."""
    return start([str(settings.BASE_DIR / "manage.py"), "work"])


def deliver_events() -> subprocess.Popen:
    """Start what calls subscribers of events, so that a slow one holds nothing else up."""
    return start([str(settings.BASE_DIR / "manage.py"), "deliver_events"])


BESIDE = (work, deliver_events)


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
