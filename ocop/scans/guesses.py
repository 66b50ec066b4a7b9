"""How many wrong numbers a network may try: a budget that only wrong ones use up.

Whoever shares an address with a guesser still has every genuine stamp answered in full. Budgets lie
in one thin file that all processes of a machine share, so that a guesser has one, and not one of
each process. No network is named in it: its place follows from the salt of the day.
"""

import hashlib
import ipaddress
import mmap
import os
import struct
from datetime import datetime
from pathlib import Path
from typing import Self

from django.conf import settings

from ocop.kernel.act import VIETNAM
from ocop.scans.visitors import salt_of

BUDGET = 60
# Seconds after which one more is granted.
REFILL = 10
PLACES = 1 << 18
# How many were used up, and until when that was counted.
RECORD = struct.Struct("<II")
TOO_MANY_WORDS = (
    "Mạng này đã thử quá nhiều số không có trong sổ. Tem có trong sổ vẫn tra cứu được. "
    "Hãy thử lại sau mười phút.\n\nThis network has tried too many numbers that are not on "
    "record. Stamps on record are still answered. Please try again in ten minutes.\n"
).encode()


def network_of(address: str) -> str:
    """Return the coarse network of an address: 256 neighbours, or one customer's IPv6."""
    if ":" not in address:
        return address.rpartition(".")[0]
    try:
        whole = ipaddress.IPv6Address(address.partition("%")[0])
    except ValueError:
        return ""
    if whole.ipv4_mapped:
        return str(whole.ipv4_mapped).rpartition(".")[0]
    return whole.exploded[:14]


class Guesses:
    """The budgets of all networks; two that share a place, which is rare, share a budget."""

    def __init__(self, room: bytearray | mmap.mmap) -> None:
        self.room = room

    @classmethod
    def shared(cls) -> Self:
        """Return the budgets that all processes of this machine share."""
        path = Path(settings.SCANS) / "guesses"
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            # Room on the disk is taken only where somebody guessed.
            os.ftruncate(handle, PLACES * RECORD.size)
            return cls(mmap.mmap(handle, PLACES * RECORD.size))
        finally:
            os.close(handle)

    def allows(self, address: str, now: int) -> bool:
        """Take one from the budget of the address's network, and tell whether there was one."""
        place = self._place(network_of(address), now)
        used, since = RECORD.unpack_from(self.room, place)
        granted = max(0, now - since) // REFILL
        used, since = (used - granted, since + granted * REFILL) if used > granted else (0, now)
        RECORD.pack_into(self.room, place, min(used + 1, BUDGET), since)
        return used < BUDGET

    def _place(self, network: str, now: int) -> int:
        salt = salt_of(datetime.fromtimestamp(now, VIETNAM).date())
        told = hashlib.blake2b(network.encode(errors="replace"), digest_size=8, key=salt)
        return int.from_bytes(told.digest()) % PLACES * RECORD.size
