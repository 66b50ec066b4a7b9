"""A member's phone: it follows the protocol as ``static/ui/js/offline-outbox.js`` does."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from uuid import UUID

from ocop.grading.flow import CardState
from ocop.grading.models import Seat
from tests.moment import NOW


@dataclass
class LocalCard:
    """What one phone knows of one card; ``base`` is the server's version it last saw."""

    content: dict | None = None
    base: int = 0
    handed_in: str = ""
    # What the member is shown: conflicts with both versions, refusals with their reason.
    conflict: tuple[dict, dict] | None = None
    refused: str = ""


@dataclass
class Phone:
    """A device of one member: what is on its disk survives a kill, what is in flight does not."""

    name: str
    seat: Seat
    rng: Random
    cards: dict[int, LocalCard] = field(default_factory=dict)
    outbox: list[dict] = field(default_factory=list)
    attempted: set[str] = field(default_factory=set)

    def score(self, position, kind, content):
        """Write a card; what was never sent yet is written over, anything else stays as it is."""
        card = self.cards.setdefault(position, LocalCard())
        if card.handed_in or card.conflict or card.refused:
            return None
        mine = [one for one in self.outbox if one["position"] == position]
        if any(one["kind"] != "keep" for one in mine):
            return None
        card.content = content
        if mine and mine[-1]["id"] not in self.attempted:
            mine[-1].update(kind=kind, **content)
            return mine[-1]
        return self.put(position, kind, card)

    def put(self, position, kind, card, gone=()):
        """Put a record into the outbox: one write to the disk."""
        record = {
            "id": str(UUID(int=self.rng.getrandbits(128))),
            "position": position,
            "kind": kind,
            "base": card.base,
            "after": [one["id"] for one in (*gone, *self.outbox) if one["position"] == position],
            "written_at": (NOW - timedelta(days=self.rng.randrange(3))).isoformat(),
            **card.content,
        }
        self.outbox.append(record)
        return record

    def batch(self):
        """Return what is to be sent, marked on the disk as sent before it leaves."""
        waiting = [one for one in self.outbox if not self.is_shown(one["position"])]
        chosen = deepcopy(waiting[: self.rng.randint(1, 4)])
        self.attempted |= {one["id"] for one in chosen}
        return chosen

    def is_shown(self, position):
        """Tell whether the member has to decide about this card first."""
        card = self.cards[position]
        return bool(card.conflict or card.refused)

    def hear(self, answers):
        """Take answers one by one; a kill may come between any two of them."""
        for answer in answers:
            record = next((one for one in self.outbox if one["id"] == answer["id"]), None)
            if record is None:
                continue
            if self.rng.random() < 0.05:
                return
            self.take(record, answer)

    def take(self, record, answer):
        """Take one answer: one write to the disk."""
        card = self.cards[record["position"]]
        if answer["status"] in {"saved", "superseded"}:
            self.outbox.remove(record)
            card.base = max(card.base, answer["version"] or 0)
            if answer["status"] == "saved" and record["kind"] != "keep":
                card.handed_in = answer["digest"]
        elif answer["status"] == "conflict":
            card.conflict = (card.content, answer["servers"])
        else:
            card.refused = answer["reason"]

    def decide(self, position):
        """Let the member choose between both versions, as far as the server's is still open."""
        card = self.cards[position]
        theirs = card.conflict[1]
        gone = [one for one in self.outbox if one["position"] == position]
        self.outbox = [one for one in self.outbox if one["position"] != position]
        card.conflict, card.base = None, theirs["version"]
        if theirs["state"] != CardState.OPEN or self.rng.random() < 0.5:
            card.content = theirs["content"]
            if theirs["state"] != CardState.OPEN:
                card.handed_in = theirs["digest"]
            return None
        return self.put(position, "keep", card, gone)
