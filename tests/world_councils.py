"""The councils of the small world: who sits, what was sealed, and what was concluded."""

from datetime import timedelta
from types import SimpleNamespace

from ocop.certificates.models import Level
from ocop.dossiers.flow import State
from ocop.grading.flow import CardState, SittingState
from ocop.grading.models import AgendaItem, Conflict, Council, Result, Seat, Sitting
from tests.factories.dossiers import a_certificate, a_dossier, a_product
from tests.factories.grading import a_by_law, a_card, a_seat, sealed
from tests.moment import NOW, TODAY

# What Vân wrote on a card that is still sealed; nobody else writes such words.
SEALED_REMARK = "Quỳnh tím mọc ngược 7719"

SEALED_OPINION = "Ý kiến riêng về đàn vịt trời 4402"

# Positions of the options of set 8, and others that give other points.
SEALED_CHOICES = {"1.1": 3, "1.2": 3, "2.1": 3}

OTHER_CHOICES = {"1.1": 1}


def a_council_of(province, name, seats):
    """Return a council with those people in it, each under a role."""
    council = Council.objects.create(
        name=name, province=province, level=Level.PROVINCE, by_law=a_by_law(),
        decision_no="9/QĐ-UBND", established_on=TODAY - timedelta(days=90), created_at=NOW,
    )  # fmt: skip
    return council, [a_seat(council, role, user) for user, role in seats]


def a_sitting_of(council, code, state, dossiers):
    """Return a sitting held yesterday with these dossiers before it."""
    sitting = Sitting.objects.create(
        code=code, council=council, title=f"Phiên {code}", held_on=TODAY - timedelta(days=1),
        state=state, created_at=NOW,
    )  # fmt: skip
    sealed(sitting)
    for position, dossier in enumerate(dossiers, 1):
        AgendaItem.objects.create(
            sitting=sitting, dossier=dossier, position=position, created_at=NOW
        )
    return sitting


def a_result(item, stars, outcome, decision=None):
    """Return a conclusion of the council."""
    return Result.objects.create(
        item=item, mean=str(stars * 20), stars=stars, outcome=outcome, facts={},
        concluded_at=NOW, decision=decision, created_at=NOW,
    )  # fmt: skip


def councils(province, far, places, roles):
    """Return both councils with their sittings: one sealed, one closed, and one far away."""
    council, seats = a_council_of(province, "Hội đồng tỉnh", [
        (roles["chair"], Seat.Role.CHAIR), (roles["member"], Seat.Role.MEMBER),
        (roles["conflicted"], Seat.Role.MEMBER), (roles["secretary"], Seat.Role.SECRETARY),
        (roles["officer in conflict"], Seat.Role.MEMBER), (roles["adviser"], Seat.Role.ADVISER),
        (roles["former member"], Seat.Role.MEMBER),
    ])  # fmt: skip
    Seat.objects.filter(pk=seats[-1].pk).update(left_on=TODAY - timedelta(days=30))
    other, _ = a_council_of(far, "Hội đồng khác", [(roles["other council"], Seat.Role.CHAIR)])
    mine = places["mine"].producer
    assessed = [a_dossier(State.ASSESSED, product=a_product(producer=mine)) for _ in range(2)]
    opened = a_sitting_of(council, "PH-MO", SittingState.OPEN, assessed[:1])
    closed = a_sitting_of(council, "PH-DONG", SittingState.CLOSED, assessed[1:])
    far_dossier = a_dossier(State.ASSESSED, product=a_product(producer=places["far"].producer))
    far_sitting = a_sitting_of(other, "PH-XA", SittingState.CONVENED, [far_dossier])
    return SimpleNamespace(
        council=council, other_council=other, seats=seats, open=opened, closed=closed,
        far_sitting=far_sitting, before_council=assessed[0],
    )  # fmt: skip


def scored(rooms):
    """Let the members declare, seal and sign; return the card that nobody may read yet."""
    seats, opened, closed = rooms.seats, rooms.open.items.get(), rooms.closed.items.get()
    for item in (opened, closed):
        for seat in (seats[2], seats[4]):
            Conflict.objects.create(
                item=item, seat=seat, ground=Conflict.Ground.OTHER, created_at=NOW
            )
    card = a_card(
        opened, seats[0], SEALED_CHOICES, opinion=SEALED_OPINION, remarks={"1.1": SEALED_REMARK}
    )
    a_card(opened, seats[1], {"1.1": 1}, CardState.OPEN)
    for seat in seats[:2]:
        a_card(closed, seat, {"1.1": 2})
    return card


def starless(council, producer, code="PH-KHONG"):
    """Return a dossier that reached no star and waits to be closed."""
    dossier = a_dossier(State.ASSESSED, product=a_product(producer=producer))
    sitting = a_sitting_of(council, code, SittingState.MINUTED, [dossier])
    a_result(sitting.items.get(), 2, Result.Outcome.NONE)
    return dossier


def forwarded(council, producer):
    """Return a dossier with 90 points and more, approved by the province and forwarded."""
    product = a_product(producer=producer)
    dossier = a_dossier(State.DECIDED, product=product, forwarded=True)
    sitting = a_sitting_of(council, "PH-TRINH", SittingState.MINUTED, [dossier])
    decision = a_certificate(a_product(producer=producer)).decision
    a_result(sitting.items.get(), 5, Result.Outcome.FORWARDED, decision)
    return dossier
