"""Councils and sittings at any stage; rows only, no operation is run."""

from datetime import date, timedelta
from itertools import count

from ocop.certificates.models import Level
from ocop.dossiers.flow import State
from ocop.grading.flow import CardState, SittingState
from ocop.grading.models import AgendaItem, ByLaw, Council, Scorecard, Seat, Sitting
from tests.factories.dossiers import a_dossier, a_product, a_province, a_user
from tests.moment import NOW, TODAY

_numbers = count(1)


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
        council=council, user=user or a_user(), role=role, created_at=NOW, **fields
    )


def a_sitting(state=SittingState.OPEN, council=None, seats=3, items=1, set_number=8, **by_law):
    council = council or a_council(seats, **by_law)
    number = next(_numbers)
    sitting = Sitting.objects.create(
        code=f"PH-T{number:03d}",
        council=council,
        title="Phiên thử",
        held_on=TODAY - timedelta(days=1),
        state=state,
        created_at=NOW,
    )
    for position in range(1, items + 1):
        dossier = a_dossier(State.ASSESSED, product=a_product(set_number))
        AgendaItem.objects.create(
            sitting=sitting, dossier=dossier, position=position, created_at=NOW
        )
    return sitting


def an_item(state=SittingState.OPEN, **fields):
    return a_sitting(state, **fields).items.get()


def a_card(item, seat, choices=None, state=CardState.SIGNED, **fields):
    """Return a card; signed unless said otherwise."""
    return Scorecard.objects.create(
        item=item,
        seat=seat,
        state=state,
        choices=choices or {},
        signed_at=NOW if state == CardState.SIGNED else None,
        digest="0" * 64 if state == CardState.SIGNED else "",
        created_at=NOW,
        **fields,
    )


def seats_of(item):
    return list(item.sitting.council.seats.order_by("pk"))
