"""Making the system ready to serve: fonts, tables, and a province in an empty database."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import IO

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from ocop.accounts.models import User
from ocop.settings import VAR, env_bool

BUILT = ".built"
PATIENCE = 1800  # seconds for another process to make the system ready
BUSY = (
    "Một lệnh khác vẫn đang chuẩn bị hệ thống sau nửa giờ. "
    "Hãy đợi lệnh đó xong, hoặc dừng nó, rồi chạy lại."
)


def make_ready(say: Callable[[str], None]) -> None:
    """Bring fonts, tables and first rows up to date, one process at a time; quick when they are.

    A province that starts with its own data sets ``OCOP_DEMO=0`` and gets empty tables.
    """
    with one_at_a_time():
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        if fonts_are_old():
            say("Dựng phông chữ cho trang web ...")
            build_fonts()
        if is_behind():
            say(f"Cập nhật cơ sở dữ liệu {connection.display_name} ...")
            call_command("migrate", verbosity=0, interactive=False)
        call_command("ensure_partitions", stdout=StringIO())
        if env_bool("OCOP_DEMO", default=True) and not User.objects.exists():
            # Whole or not at all: a loading that was cut short leaves an empty database.
            with transaction.atomic():
                call_command("load_demo", if_empty=True, stdout=Told(say))


def fonts_are_old() -> bool:
    """Tell whether the web fonts are missing, or older than the module that makes them."""
    built = settings.ASSETS / BUILT
    recipe = settings.BASE_DIR / "ocop" / "documents" / "fonts.py"
    return not built.exists() or built.stat().st_mtime < recipe.stat().st_mtime


def build_fonts() -> None:
    """Make the web fonts, and note when they were all there."""
    from ocop.documents import fonts  # its library is slow to load

    fonts.build_fonts(settings.ASSETS)
    (settings.ASSETS / BUILT).touch()


def is_behind() -> bool:
    """Tell whether the database lacks a migration."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait for others on this machine who are making the same data ready, but not for ever."""
    end = time.monotonic() + PATIENCE
    with (VAR / "ready.lock").open("w") as file:
        while not _is_ours(file):
            if time.monotonic() > end:
                raise CommandError(BUSY)
            time.sleep(0.1)
        yield


def _is_ours(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class Told:
    """A stream whose lines are said as they come."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say

    def write(self, text: str) -> None:
        for line in text.splitlines():
            self.say(line)

    def flush(self) -> None:
        """Hold nothing back: every line was said when it came."""
