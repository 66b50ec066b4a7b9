"""A venue with a bad network, played from a seed: phones, what the air does, and a checker.

The phones follow the protocol as ``static/ui/js/offline-outbox.js`` does; the server's side is the
real operation on the real database. Nothing here knows a clock: a step is whatever happens next.
"""

import json
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from uuid import UUID

from django.db import IntegrityError, transaction

from ocop.audit.models import Entry
from ocop.grading.flow import COMMITTED, CardState
from ocop.grading.keys import written_on
from ocop.grading.models import AgendaItem, Scorecard, Seat, SyncedRecord
from ocop.grading.operations import close_sitting, keep_card, open_card, take_record
from ocop.grading.operations.scoring import document_of
from ocop.grading.sealing import digest_of
from ocop.grading.syncing import sent_from
from ocop.grading.verbs import Verb
from tests.factories.dossiers import act_of
from tests.moment import NOW

CODES = ("1.1", "1.2", "1.3")
HEALS_WITHIN = 60  # rounds of flushing after which a record without an answer counts as lost
STEPS = 70


class Killed(Exception):
    """The server died at this point; the phone hears nothing."""


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


class Server:
    """The operation behind a door that may die before or after the commit."""

    def __init__(self, items, rng):
        self.items, self.rng, self.may_die, self.answered = items, rng, True, []

    def receive(self, seat, records):
        """Answer a batch, each record in a transaction of its own; dies with what is left."""
        answers = []
        for record in records:
            with transaction.atomic():
                answers.append(self.one(seat, record))
                self.die(0.04)
            self.die(0.04)
        return answers

    def one(self, seat, record):
        """Answer one record as the door does."""
        item = self.items[record["position"]]
        answer = take_record(seat, act_of(seat.user), item=fresh(item), sent=sent_from(record))
        told = {
            "id": record["id"], "status": str(answer.outcome), "version": answer.version,
            "reason": answer.reason, "digest": answer.digest,
        }  # fmt: skip
        if answer.servers:
            card = Scorecard.objects.get(item=item, seat=seat)
            told["servers"] = {
                "version": answer.servers.version,
                "state": answer.servers.state,
                "content": content_of(answer.servers.writing),
                "digest": card.digest,
            }
        return json.loads(json.dumps(told))

    def die(self, odds):
        if self.may_die and self.rng.random() < odds:
            raise Killed


class Venue:
    """One play: members, of whom some have two devices, a network, and what was heard of it."""

    def __init__(self, sitting, seed, server=Server):
        self.rng = Random(seed)
        self.sitting = sitting
        self.items = {item.position: item for item in sitting.items.all()}
        self.server = server(self.items, self.rng)
        self.phones = []
        for seat in sitting.council.seats.select_related("user").order_by("pk"):
            for number in range(self.rng.choice((1, 1, 2))):
                name = f"{seat.pk}/{number}"
                self.phones.append(Phone(name, seat, Random(f"{seed} {name}")))
        self.written = {}
        self.acknowledged = {}
        self.shown = set()
        self.by_hand = {}
        self.air = []
        self.closes = self.rng.random() < 0.25
        self.said = 0

    def play(self):
        """Play to the end: a bad day, then a network that works, until nothing waits."""
        for step in range(STEPS):
            self.step()
            if self.closes and step == STEPS * 3 // 4:
                close_sitting(fresh(self.sitting), act_of())
        self.server.may_die = False
        for _ in range(HEALS_WITHIN):
            while self.air:
                self.arrive(self.air.pop(0))
            for phone in self.phones:
                self.settle(phone)
                self.deliver(phone, phone.batch())
        return self

    def step(self):
        """Let one thing happen."""
        phone = self.rng.choice(self.phones)
        act = self.rng.choices(
            (self.write, self.send, self.settle, self.write_elsewhere, self.kill),
            weights=(42, 38, 8, 4, 4),
        )[0]
        act(phone)
        while self.air and self.rng.random() < 0.5:
            self.arrive(self.air.pop(self.rng.randrange(len(self.air))))

    def write(self, phone):
        """Score, sign or abstain on the phone."""
        position = self.rng.choice(list(self.items))
        kind = self.rng.choices(("keep", "sign", "abstain"), weights=(75, 20, 5))[0]
        self.said += 1
        content = {
            "choices": {} if kind == "abstain" else self.choices(),
            "remarks": {},
            "opinion": f"Ý kiến {self.said}",
        }
        self.note(phone, phone.score(position, kind, content))

    def choices(self):
        return {code: self.rng.randint(1, 2) for code in CODES if self.rng.random() < 0.8}

    def note(self, phone, record):
        """Remember what a phone holds to be written."""
        if record is not None:
            self.written[record["id"]] = (phone, record)

    def send(self, phone):
        """Send a batch into the air: once, twice, or to nobody."""
        if records := phone.batch():
            copies = self.rng.choices((0, 1, 2, 3), weights=(20, 50, 20, 10))[0]
            self.air += [("to server", phone, deepcopy(records)) for _ in range(copies)]

    def arrive(self, message):
        """Let one message come out of the air."""
        way, phone, said = message
        if way == "to phone":
            self.hear(phone, said)
            return
        try:
            answers = self.server.receive(phone.seat, said)
        except (Killed, IntegrityError):
            return
        copies = self.rng.choices((0, 1, 2), weights=(25, 60, 15))[0]
        self.air += [("to phone", phone, deepcopy(answers)) for _ in range(copies)]

    def deliver(self, phone, records):
        """Send a batch and hear the answer at once, as on a good day."""
        if records:
            try:
                self.hear(phone, self.server.receive(phone.seat, records))
            except IntegrityError:
                return

    def hear(self, phone, answers):
        before = {one["id"] for one in phone.outbox}
        phone.hear(answers)
        left = {one["id"] for one in phone.outbox}
        for answer in answers:
            if answer["id"] in before - left:
                self.acknowledged[answer["id"]] = answer
            elif answer["id"] in left and phone.is_shown(self.written[answer["id"]][1]["position"]):
                self.shown.add(answer["id"])

    def settle(self, phone):
        """Let the member look at one conflict and decide."""
        for position, card in phone.cards.items():
            if card.conflict:
                gone = [one["id"] for one in phone.outbox if one["position"] == position]
                self.shown |= set(gone)
                self.note(phone, phone.decide(position))
                return

    def write_elsewhere(self, phone):
        """Write the same card at a desk, on the ordinary page, with the network."""
        item, user = self.rng.choice(list(self.items.values())), phone.seat.user
        if fresh(self.sitting).closed_at is not None:
            return
        card = open_card(fresh(item), act_of(user), seat=phone.seat)
        if card.state == CardState.OPEN:
            self.said += 1
            kept = keep_card(
                card, act_of(user), version=card.version, choices=self.choices(), remarks={},
                opinion=f"Ở bàn {self.said}",
            )  # fmt: skip
            self.by_hand[item.pk, phone.seat.pk, kept.version] = content_of(written_on(kept))

    def kill(self, phone):
        """Kill the phone: answers in the air for it are lost, its disk is not."""
        self.air = [one for one in self.air if not (one[0] == "to phone" and one[1] is phone)]


def fresh(thing):
    """Return the row as another request would read it."""
    return type(thing).objects.get(pk=thing.pk)


def content_of(writing):
    """Return what a member wrote, without its salt."""
    return {
        "choices": dict(writing.choices),
        "remarks": dict(writing.remarks),
        "opinion": writing.opinion,
    }


def faults(venue):
    """Name all that a venue lost, did twice, changed or hid; nothing when all is well."""
    rows = {str(row.client_id): row for row in SyncedRecord.objects.all()}
    found = [*unanswered(venue), *forgotten(venue, rows)]
    cards = Scorecard.objects.select_related("item__sitting", "item__dossier", "seat__user")
    for card in cards.filter(replaces=None, item__in=list(venue.items.values())):
        mine = {
            key: row for key, row in rows.items()
            if (row.item_id, row.seat_id) == (card.item_id, card.seat_id)
            and row.outcome == "saved"
        }  # fmt: skip
        found += [f"{key} took effect and no phone wrote it" for key in mine.keys() - venue.written]
        mine = {key: row for key, row in mine.items() if key in venue.written}
        found += [*not_once(venue, card, mine), *not_equal(venue, card, mine)]
        found += overwritten(venue, card, mine)
    return found


def unanswered(venue):
    """Name what a phone still waits for, and a card whose phone and server disagree."""
    for phone in venue.phones:
        for record in phone.outbox:
            if not phone.is_shown(record["position"]):
                yield f"{phone.name}: {record['id']} was never answered"
        for position, card in phone.cards.items():
            seen = Scorecard.objects.filter(
                item=venue.items[position], seat=phone.seat, replaces=None
            ).first()
            if card.handed_in and (seen is None or seen.digest != card.handed_in):
                yield f"{phone.name}: the receipt for {position} is not the card's"
            if card.conflict and None in card.conflict:
                yield f"{phone.name}: a conflict on {position} without both versions"


def forgotten(venue, rows):
    """Name what was acknowledged and is not there, or vanished without having been shown."""
    for key, answer in venue.acknowledged.items():
        row = rows.get(key)
        if row is None:
            yield f"{key} was acknowledged and is not kept"
        elif (str(row.outcome), row.version) != (answer["status"], answer["version"]):
            yield f"{key} was acknowledged as another thing than what was kept"
        elif row.outcome == "superseded" and not is_replaced(rows, key):
            yield f"{key} was dropped though nothing replaced it"
    waiting = {one["id"] for phone in venue.phones for one in phone.outbox}
    for key in set(venue.written) - set(venue.acknowledged) - waiting - venue.shown:
        yield f"{key} vanished"
    for key, row in rows.items():
        if row.outcome == "saved" and key not in set(venue.acknowledged) | waiting | venue.shown:
            yield f"{key} took effect and nobody knows"


def is_replaced(rows, key):
    return any(row.outcome == "saved" and key in row.after for row in rows.values())


def not_once(venue, card, rows):
    """Name a version made twice or by nobody, and a card committed other than once."""
    made = [row.version for row in rows.values() if row.kind != "abstain"]
    desk = [at for item, seat, at in venue.by_hand if (item, seat) == (card.item_id, card.seat_id)]
    if sorted(made + desk) != list(range(1, card.version + 1)):
        yield f"card {card.pk}: versions {sorted(made + desk)} of {card.version}"
    signed = [row for row in rows.values() if row.kind != "keep"]
    lines = Entry.objects.filter(
        target_type=AgendaItem._meta.label, target_id=str(card.item_id),
        verb__in=(Verb.CARD_SIGNED, Verb.CARD_ABSTAINED), facts__seat=card.seat_id,
    )  # fmt: skip
    wanted = 1 if card.state in COMMITTED else 0
    if (len(signed), lines.count()) != (wanted, wanted):
        yield f"card {card.pk}: handed in by {len(signed)} records, {lines.count()} lines"
    if wanted and digest_of(document_of(card, written_on(card))) != card.digest:
        yield f"card {card.pk}: its digest is of something else"


def not_equal(venue, card, rows):
    """Name a card that is not what was acknowledged last."""
    lying = content_of(written_on(card))
    last = max(rows.values(), key=lambda row: (row.version, row.kind == "abstain"), default=None)
    desk = venue.by_hand.get((card.item_id, card.seat_id, card.version))
    if last is not None and (last.version == card.version or last.kind == "abstain"):
        sent = venue.written[str(last.client_id)][1]
        expected = {name: sent[name] for name in ("choices", "remarks", "opinion")}
        if last.kind == "abstain":
            expected["choices"] = {}
    else:
        expected = desk or {"choices": {}, "remarks": {}, "opinion": ""}
    if lying != expected:
        yield f"card {card.pk}: {lying} lies here, {expected} was acknowledged"


def overwritten(venue, card, rows):
    """Name a record that took effect on a version which its phone had never seen."""
    at = {row.version: key for key, row in rows.items() if row.kind != "abstain"}
    for version, key in at.items():
        sent = venue.written[key][1]
        before = at.get(version - 1)
        if sent["base"] != version - 1 and before not in sent["after"]:
            yield f"card {card.pk}: {key} wrote over version {version - 1} unseen"
