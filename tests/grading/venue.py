"""A venue with a bad network, played from a seed: phones, a server that dies, and the air.

The server's side is the real operation on the real database. Nothing here knows a clock: a step is
whatever happens next.
"""

import json
from copy import deepcopy
from random import Random

from django.db import IntegrityError, transaction

from ocop.grading.flow import CardState
from ocop.grading.keys import written_on
from ocop.grading.models import Scorecard
from ocop.grading.operations import close_sitting, keep_card, open_card, take_record
from ocop.grading.syncing import sent_from
from tests.factories.dossiers import act_of
from tests.grading.phones import Phone

CODES = ("1.1", "1.2", "1.3")

HEALS_WITHIN = 60  # rounds of flushing after which a record without an answer counts as lost

STEPS = 70


class Killed(Exception):
    """The server died at this point; the phone hears nothing."""


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
