"""Servers on loopback, started for a measurement and stopped with it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 300  # seconds until the first answer


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def granian(application: str, workers: int = 1, **environment: str) -> Iterator[int]:
    """Serve a WSGI application with as many threads a worker as ``bin/run``, and give its port."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(workers),
        "--blocking-threads", "4", "--no-ws", "--log-level", "error",
        "--host", "127.0.0.1", "--port", str(port), application,
    ]  # fmt: skip
    with started(command, port, "/", environment):
        yield port


@contextmanager
def started(
    command: list[str], port: int, path: str, environment: Mapping[str, str], folder: Path = ROOT
) -> Iterator[float]:
    """Start a server, wait for its first answer, give the seconds it took; stop it afterwards."""
    begun = time.perf_counter()
    server = subprocess.Popen(
        command, cwd=folder, env={**os.environ, **environment}, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait(server, port, path)
        yield time.perf_counter() - begun
    finally:
        stop(server)


def wait(server: subprocess.Popen[bytes], port: int, path: str) -> None:
    """Ask until the server answers; give up when it ends or takes too long."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            if ask(port, path) < 500:
                return
        except OSError:
            pass
        time.sleep(0.02)
    raise SystemExit(f"The server did not answer: {' '.join(map(str, server.args))}")


def ask(port: int, path: str) -> int:
    """Return the status of one GET."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def stop(server: subprocess.Popen[bytes]) -> None:
    """Stop the server, and what it started, as Ctrl-C would."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=15)
        os.killpg(server.pid, signal.SIGKILL)
    server.wait(timeout=15)
