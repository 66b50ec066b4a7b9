"""Scans by province and day: counted from each piece of a spool as it is copied."""

from collections import Counter
from datetime import date, datetime

from ocop.base.rollups import add_up
from ocop.kernel.act import VIETNAM
from ocop.scans.models import ScanDay


def add_scans(lines: bytes) -> None:
    """Add lines that were copied to their days; called where they are copied and only there."""
    add_up(ScanDay, per_day(lines))


def per_day(lines: bytes) -> Counter[tuple[int, date]]:
    """Return how many lines there are of each province and day of Vietnam."""
    days: Counter[tuple[int, date]] = Counter()
    for key, number in _per_hour(lines).items():
        province, hour = key.split(b"\t")
        at = datetime.fromisoformat(f"{hour.decode('ascii')}:00+00:00")
        days[int(province), at.astimezone(VIETNAM).date()] += number
    return days


def _per_hour(lines: bytes) -> Counter[bytes]:
    """Return how many lines begin alike after their number, up to the hour."""
    whole = lines.count(b"\n")
    if not whole:
        return Counter()
    # A spool is written in order of time, mostly by one province: two looks tell nearly always.
    last = lines[lines.rfind(b"\n", 0, -1) + 1 :]
    ends = {_hour(lines), _hour(last)}
    found = Counter({key: lines.count(b"\t" + key + b":") for key in ends})
    if found.total() == whole:
        return found
    return Counter([_hour(line) for line in lines.splitlines()])


def _hour(line: bytes) -> bytes:
    """Return province and hour of a line's scan."""
    start = line.index(b"\t") + 1
    return line[start : line.index(b":", start)]
