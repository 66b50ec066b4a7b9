"""Telephones that point at stamps, and what they are answered."""

from dataclasses import dataclass
from datetime import timedelta

from ocop.scans.copying import copy_spools
from ocop.scans.door import Door
from ocop.stamps.keys import key_of
from ocop.stamps.serials import serial_of
from tests.factories.dossiers import act_of
from tests.moment import NOW

PHONE = "Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile"
PAGE = "text/html,application/xhtml+xml,*/*;q=0.8"


@dataclass
class Answer:
    """What came back: nothing where the door left the request to others."""

    status: int
    headers: dict
    body: str


class Hour:
    """A clock that stands at the moment of the tests until it is moved."""

    def __init__(self, at=NOW):
        self.at = at

    def __call__(self):
        return self.at.timestamp()

    def pass_by(self, **time):
        self.at += timedelta(**time)


def a_door():
    """Return a door as each process has one, with a clock of its own."""
    return Door(clock=Hour())


def asked(door, path, *, method="GET", agent=PHONE, accept=PAGE, address="10.0.0.1", **more):
    """Ask the door as a browser does, and return its answer."""
    path, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "REMOTE_ADDR": address,
        "HTTP_USER_AGENT": agent,
        "HTTP_ACCEPT": accept,
        **more,
    }
    began = {}

    def start(status, headers):
        began.update(status=int(status.split()[0]), headers=dict(headers))

    body = door.answer({name: value for name, value in environ.items() if value is not None}, start)
    if body is None:
        return None
    return Answer(began["status"], began["headers"], b"".join(body).decode())


def serial_at(batch, counter):
    """Return the number of one stamp of a batch."""
    return serial_of(key_of(batch.key), batch.number, counter, batch.about)


def address_of(batch, counter):
    """Return the path of one stamp's page."""
    between = "21/" if batch.about.startswith("01/") else ""
    return f"/{batch.about}/{between}{serial_at(batch, counter)}"


def copied(at=NOW):
    """Copy what was spooled, as the worker does each second."""
    return copy_spools(act_of(at=at))


def known_anew(door):
    """Let the door look after the record at its next request, as half a second does."""
    door.knowledge.checked = float("-inf")
