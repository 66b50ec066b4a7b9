"""Thirty-six months of dossiers, sittings and cards: rows, for a bench."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ocop.accounts.models import User
from ocop.audit.operations import record
from ocop.certificates.models import Decision, Level
from ocop.dossiers.flow import State
from ocop.dossiers.models import Assessment, Dossier, Evidence, Kind, Proposal, Return
from ocop.dossiers.verbs import Verb
from ocop.grading.flow import CardState, SittingState
from ocop.grading.keys import new_seal, write_on
from ocop.grading.models import AgendaItem, ByLaw, Council, Result, Scorecard, Seat, Sitting
from ocop.grading.sealing import Writing
from ocop.kernel.act import Act
from ocop.rulesets import bundled
from ocop.rulesets.models import Rubric

if TYPE_CHECKING:
    from bench.province import Grown

# How many dossiers stand where: 5,000.
DOSSIERS = {
    State.DECIDED: 3_600,
    State.ASSESSED: 300,
    State.PROPOSED: 300,
    State.RECEIVED: 200,
    State.SUBMITTED: 200,
    State.RETURNED: 150,
    State.DRAFT: 150,
    State.WITHDRAWN: 100,
}
ITEMS, SEATS, OWN = 68, 9, 10
RULESET = "qd26-2026"
PAST = {State.DECIDED, State.WITHDRAWN}
PROPOSED = {State.DECIDED, State.ASSESSED, State.PROPOSED}
ASSESSED = {State.DECIDED, State.ASSESSED}


def write_dossiers(the: "Grown") -> None:
    """Write 5,000 dossiers with files, reports and their lines of history."""
    rubrics = {row.number: row for row in Rubric.objects.filter(ruleset__code=RULESET)}
    rows = []
    states = [state for state, number in DOSSIERS.items() for _ in range(the.of(number))]
    for n, (state, product) in enumerate(zip(states, _spread(the, len(states)), strict=True)):
        filed = the.past(60) if state not in PAST else the.past()
        round_ = the.random.choice(the.rounds[:-1]) if state in PAST else the.rounds[-1]
        rows.append(Dossier(
            code=f"HS-{the.mark}{n:05d}", product=product, state=state,
            rubric=rubrics[product.set_number], kind=the.random.choice(list(Kind)),
            choices={}, round=round_,
            submitted_at=None if state == State.DRAFT else the.moment(filed),
            received_at=None if state == State.DRAFT else the.moment(filed),
            created_at=the.moment(filed),
        ))  # fmt: skip
    the.dossiers = Dossier.objects.bulk_create(rows, batch_size=400)
    _papers_of(the)
    for dossier in the.dossiers:
        act = Act(by=None, at=dossier.created_at, origin="bench")
        record(act, Verb.SUBMITTED, dossier, kind=dossier.kind)


def _spread(the: "Grown", number: int) -> list[Any]:
    """Return products for so many dossiers: some of the one producer's, most of all others'."""
    own = the.products[:OWN]
    spread = own + the.random.sample(the.products[100:], number - len(own))
    the.random.shuffle(spread)
    return spread


def _papers_of(the: "Grown") -> None:
    """Write what lies in the dossiers: files, the commune's and the advisory team's reports."""
    bulk = {"batch_size": 400}
    Evidence.objects.bulk_create([
        Evidence(
            dossier=dossier, part=part, name="minh-chung.pdf", mime="application/pdf", size=2048,
            sha256=f"{dossier.pk:064x}", key=f"{dossier.pk:064x}", created_at=the.at,
        )
        for dossier in the.dossiers
        for part in ("1.1", "1.2", "2.1")
    ], **bulk)  # fmt: skip
    Proposal.objects.bulk_create([
        Proposal(
            dossier=dossier, report_no=f"{dossier.pk}/BC", letter_no=f"{dossier.pk}/UBND",
            signed_on=dossier.created_at.date(), idea_kind=Proposal.Idea.NEW, created_at=the.at,
        )
        for dossier in the.dossiers
        if dossier.state in PROPOSED
    ], **bulk)  # fmt: skip
    Assessment.objects.bulk_create([
        Assessment(
            dossier=dossier, report_no=f"{dossier.pk}/TTV", created_at=the.at,
            signed_on=dossier.created_at.date() + timedelta(days=9), content="Đủ phần.",
        )
        for dossier in the.dossiers
        if dossier.state in ASSESSED
    ], **bulk)  # fmt: skip
    Return.objects.bulk_create([
        Return(dossier=dossier, by="commune", reasons="Thiếu giấy.", created_at=dossier.created_at)
        for dossier in the.dossiers
        if dossier.state == State.RETURNED
    ], **bulk)  # fmt: skip


def hold_sittings(the: "Grown") -> None:
    """Hold a sitting of 68 by 9 that is open and half scored, and all those of the years before."""
    council, seats = _council(the)
    waiting = [one for one in the.dossiers if one.state == State.ASSESSED][:ITEMS]
    _sitting(the, council, seats, f"PH-{the.mark}", SittingState.OPEN, the.day, waiting)
    decided = [one for one in the.dossiers if one.state == State.DECIDED]
    for number, some in enumerate(sliced(decided, ITEMS)):
        day = the.day - timedelta(days=20 * (number + 2))
        _sitting(the, council, seats, f"PH-{the.mark}{number:03d}", SittingState.MINUTED, day, some)


def _council(the: "Grown") -> tuple[Council, list[Seat]]:
    """Return a council of nine, the demo's chair in its chair."""
    by_law = ByLaw.objects.filter(province=the.province).order_by("pk")[0]
    council = Council.objects.create(
        name=f"Hội đồng {the.mark}", province=the.province, level=Level.PROVINCE, by_law=by_law,
        decision_no=f"1/QĐ-{the.mark}", established_on=the.month(36), created_at=the.at,
    )  # fmt: skip
    users = [
        User.objects.get(username="van"),
        *User.objects.filter(username__startswith=f"bench-{the.mark}-"),
    ]
    seats = [
        Seat(
            council=council, user=user, joined_on=the.month(36), created_at=the.at,
            role=Seat.Role.MEMBER if n else Seat.Role.CHAIR,
        )
        for n, user in enumerate(users[:SEATS])
    ]  # fmt: skip
    return council, Seat.objects.bulk_create(seats)


def _sitting(
    the: "Grown", council: Council, seats: list[Seat], code: str, state: SittingState, day: date,
    dossiers: list[Dossier],
) -> None:  # fmt: skip
    """Write a sitting with its agenda and cards; of one that is over, the results."""
    sitting = Sitting(
        code=code, council=council, round=the.rounds[-1], title=f"Phiên {code}", held_on=day,
        state=state, opened_at=the.moment(day), created_at=the.moment(day),
        closed_at=None if state == SittingState.OPEN else the.moment(day),
    )  # fmt: skip
    is_open = state == SittingState.OPEN
    sitting.seal = new_seal(sitting) if is_open else ""
    sitting.save()
    items = AgendaItem.objects.bulk_create([
        AgendaItem(sitting=sitting, dossier=dossier, position=n, created_at=the.at)
        for n, dossier in enumerate(dossiers, 1)
    ])  # fmt: skip
    cards = [
        Scorecard(
            item=item, seat=seat, state=CardState.SIGNED, signed_at=the.moment(day),
            digest="0" * 64, choices=choices, created_at=the.at,
        )
        for item in items[: len(items) // 2 if is_open else None]
        for seat in seats
        for choices in [_choices(item.dossier.rubric.number)]
    ]  # fmt: skip
    if is_open:
        for card in cards:
            write_on(card, Writing(card.choices, salt="00" * 16))
            card.choices = {}
    Scorecard.objects.bulk_create(cards, batch_size=400)
    if not is_open:
        decision = Decision.objects.create(
            number=f"{code}/QĐ", kind=Decision.Kind.RECOGNITION, level=Level.PROVINCE,
            province=the.province, signed_on=day, created_at=the.at,
        )  # fmt: skip
        Result.objects.bulk_create(_result(the, item, decision) for item in items)


def _choices(number: int) -> dict[str, int]:
    """Return the first option of each criterion of a sheet."""
    return {one.code: 1 for one in bundled.ruleset(RULESET).sheets[number].criteria}


def _result(the: "Grown", item: AgendaItem, decision: Decision) -> Result:
    stars = the.random.choice((2, 3, 3, 3, 4))
    outcome = Result.Outcome.RECOGNIZED if stars > 2 else Result.Outcome.NONE
    return Result(
        item=item, mean=str(stars * 20), stars=stars, outcome=outcome, facts={},
        concluded_at=item.sitting.closed_at, created_at=the.at,
        decision=decision if stars > 2 else None,
    )  # fmt: skip


def sliced(rows: list[Any], size: int) -> Iterator[list[Any]]:
    """Yield the rows in stretches of ``size``."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


STEPS = (write_dossiers, hold_sittings)
