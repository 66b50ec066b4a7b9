"""Two hundred bad days at the venue: every acknowledged card is there exactly once.

Each seed drops, doubles, delays and reorders messages and kills phones and server. The controls
take one guard away and must be found out, or the checker would prove nothing.
"""

from uuid import uuid4

import pytest
from django.db import transaction

from ocop.grading.operations import syncing
from tests.factories.grading import a_sitting
from tests.grading.faults import faults
from tests.grading.venue import Server, Venue

pytestmark = pytest.mark.django_db
SEEDS, CHUNK, CONTROLS = 200, 25, 12


def played(sitting, seed, server=Server):
    """Play one seed and take it back; return the faults, and how much was acknowledged."""
    with transaction.atomic():
        venue = Venue(sitting, seed, server).play()
        found = faults(venue)
        transaction.set_rollback(True)
    return found, len(venue.acknowledged)


@pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
def test_every_acknowledged_card_is_there_exactly_once(first):
    sitting = a_sitting(seats=3, items=2)

    days = {seed: played(sitting, seed) for seed in range(first, first + CHUNK)}

    assert {seed: found for seed, (found, _) in days.items() if found} == {}
    assert all(acknowledged for _, acknowledged in days.values())


def test_without_looking_up_what_is_known_the_checker_finds_faults(monkeypatch):
    sitting = a_sitting(seats=3, items=2)
    monkeypatch.setattr(syncing, "known_record", lambda seat, client_id: None)

    assert any(played(sitting, seed)[0] for seed in range(CONTROLS))


class Forgetful(Server):
    """Takes each delivery for a new record, as a server without any deduplication would."""

    def one(self, seat, record):
        return super().one(seat, {**record, "id": str(uuid4())}) | {"id": record["id"]}


def test_without_any_deduplication_the_checker_finds_faults():
    sitting = a_sitting(seats=3, items=2)

    assert any(played(sitting, seed, Forgetful)[0] for seed in range(CONTROLS))


class Trusting(Server):
    """Believes the newest sender: takes the version that lies here for the one it had seen."""

    def one(self, seat, record):
        known = syncing.Scorecard.objects.filter(item=self.items[record["position"]], seat=seat)
        return super().one(seat, {**record, "base": known[0].version if known else 0})


def test_without_comparing_versions_the_checker_finds_faults():
    sitting = a_sitting(seats=3, items=2)

    assert any(played(sitting, seed, Trusting)[0] for seed in range(CONTROLS))
