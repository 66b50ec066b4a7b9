"""Councils and sittings at any stage; rows only, no operation is run."""

from datetime import date, timedelta
from itertools import count

from ocop.audit.operations import record
from ocop.certificates.models import Level
from ocop.dossiers.flow import State
from ocop.grading.access import REVEALED
from ocop.grading.flow import COMMITTED, CardState, SittingState
from ocop.grading.keys import new_seal, open_up, write_on
from ocop.grading.models import AgendaItem, ByLaw, Council, Scorecard, Seat, Sitting
from ocop.grading.operations.scoring import document_of
from ocop.grading.sealing import Writing, digest_of
from ocop.grading.verbs import Verb
from ocop.kernel.act import Act
from tests.factories.dossiers import a_dossier, a_product, a_province, a_user
from tests.moment import NOW, TODAY

_numbers = count(1)
WORDS = ("remarks", "opinion", "stance", "salt")


def a_by_law(**fields):
    given = {"quorum_numerator": 3, "quorum_denominator": 4, "spread": 10, "floors": "mean"}
    return ByLaw.objects.create(
        province=a_province(),
        name="Quy chế thử",
        adopted_on=date(2026, 6, 1),
        created_at=NOW,
        **{**given, **fields},
    )


def a_council(seats=0, **by_law):
    """Return a council with that many members beside its chair."""
    council = Council.objects.create(
        name="Hội đồng thử",
        province=a_province(),
        level=Level.PROVINCE,
        by_law=a_by_law(**by_law),
        decision_no="1/QĐ-UBND",
        established_on=date(2026, 6, 1),
        created_at=NOW,
    )
    for number in range(seats):
        a_seat(council, Seat.Role.CHAIR if number == 0 else Seat.Role.MEMBER)
    return council


def a_seat(council, role=Seat.Role.MEMBER, user=None, **fields):
    return Seat.objects.create(
        council=council,
        user=user or a_user(),
        role=role,
        created_at=NOW,
        **{"joined_on": council.established_on, **fields},
    )


def a_sitting(
    state=SittingState.OPEN, council=None, seats=3, items=1, set_number=8, kind="meeting", **by_law
):
    council = council or a_council(seats, **by_law)
    number = next(_numbers)
    sitting = Sitting.objects.create(
        code=f"PH-T{number:03d}",
        council=council,
        title="Phiên thử",
        held_on=TODAY - timedelta(days=1),
        kind=kind,
        state=state,
        closed_at=NOW if state in REVEALED else None,
        created_at=NOW,
    )
    sealed(sitting)
    for position in range(1, items + 1):
        dossier = a_dossier(State.ASSESSED, product=a_product(set_number))
        AgendaItem.objects.create(
            sitting=sitting, dossier=dossier, position=position, created_at=NOW
        )
    return sitting


def an_item(state=SittingState.OPEN, **fields):
    return a_sitting(state, **fields).items.get()


def sealed(sitting):
    """Give an open sitting its seal, as the opening does."""
    if sitting.state == SittingState.OPEN:
        sitting.seal = new_seal(sitting)
        sitting.save()
    return sitting


def a_card(item, seat, choices=None, state=CardState.SIGNED, **fields):
    """Return a card; signed unless said otherwise, and sealed where its sitting is open.

    What is handed in was committed to history, as signing does.
    """
    given = {name: fields.pop(name) for name in WORDS if name in fields}
    card = Scorecard(item=item, seat=seat, state=state, created_at=NOW, **fields)
    writing = Writing(choices or {}, **given)
    if item.sitting.state == SittingState.OPEN:
        write_on(card, writing)
    else:
        open_up(card, writing)
    if state in COMMITTED:
        card.signed_at, card.digest = NOW, digest_of(document_of(card, writing))
    card.save()
    if state in COMMITTED:
        act = Act(by=seat.user, at=NOW, origin="test")
        verb = Verb.CARD_SIGNED if state == CardState.SIGNED else Verb.CARD_ABSTAINED
        record(act, verb, item, seat=seat.pk, digest=card.digest)
    return card


def seats_of(item):
    return list(item.sitting.council.seats.order_by("pk"))
