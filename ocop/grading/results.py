"""From the rows of a sitting to the pure rules, and to a document anyone can recompute."""

from fractions import Fraction
from typing import Any

from ocop.grading.models import AgendaItem, Seat
from ocop.grading.queries import abstentions, held_stars, standing_cards, voting_seats
from ocop.grading.spread import Spread, spread_of
from ocop.grading.written import why_meet
from ocop.rulesets.queries import sheet_of
from ocop.rulesets.scoring import ByLaw, Card, Result, conclude
from ocop.rulesets.table import marks_of


def score(item: AgendaItem) -> Result:
    """Return what the signed cards of ``item`` give under its frozen sheet and by-law.

    Refused as the by-law says: no quorum, too wide a spread.
    """
    dossier = item.dossier
    return conclude(
        sheet_of(dossier.rubric),
        by_law_of(item),
        cards_of(item),
        case=dossier.case or None,
        knockouts=item.knockouts.values_list("at", flat=True),
    )


def document(item: AgendaItem) -> dict[str, Any]:
    """Return the same as JSON for ``bin/manage grade``, so that anyone can recompute the result.

    Councillors are named by their seat: the document carries no personal data.
    """
    dossier, by_law = item.dossier, by_law_of(item)
    sheet = sheet_of(dossier.rubric)
    return {
        "ruleset": sheet.ruleset,
        "set": sheet.number,
        "case": dossier.case or None,
        "by_law": {
            "seats": by_law.seats,
            "quorum": str(by_law.quorum),
            "spread": by_law.spread,
            "floors": by_law.floors,
        },
        "cards": [
            {"councillor": card.councillor, "marks": dict(card.marks)} for card in cards_of(item)
        ],
        "knockouts": sorted(item.knockouts.values_list("at", flat=True)),
    }


def by_law_of(item: AgendaItem) -> ByLaw:
    """Return the council's by-law, with the number of seats that have a vote on ``item``.

    Where those who abstained count for the quorum, so many cards less are needed; one always is.
    """
    rules = item.sitting.council.by_law
    seats, quorum = len(voting_seats(item)), rules.quorum
    if rules.abstainers_count and seats and (count := abstentions(item).count()):
        needed = cards_needed(seats, quorum) - count
        quorum = Fraction(max(needed, 1), seats)
    return ByLaw(
        seats=seats,
        quorum=quorum,
        spread=rules.spread,
        floors=_floors(rules.floors),
    )


def cards_needed(seats: int, quorum: Fraction) -> int:
    """Return the least number of cards that is the by-law's share of the seats."""
    share = quorum * seats
    return -(-share.numerator // share.denominator)


def spread_on(item: AgendaItem) -> Spread | None:
    """Return how the cards of a closed sitting lie, concluded or not; nothing without cards."""
    totals = [(card.councillor, sum(card.marks.values())) for card in cards_of(item)]
    return spread_of(totals, item.sitting.council.by_law.spread)


def why_meet_about(item: AgendaItem, found: Result) -> str:
    """Return why the written opinions on ``item`` do not suffice, or nothing where they do."""
    stances = [card.stance for card in standing_cards(item)]
    return why_meet(stances, stars=found.stars, held=held_stars(item.dossier.product))


def cards_of(item: AgendaItem) -> list[Card]:
    """Return the cards that count, each named by its seat."""
    sheet, case = sheet_of(item.dossier.rubric), item.dossier.case or None
    return [
        Card(seat_name(card.seat), marks_of(sheet, card.choices, case=case))
        for card in standing_cards(item)
    ]


def seat_name(seat: Seat) -> str:
    """Return how a document names a seat: its role and number, never the person."""
    return f"{seat.get_role_display()} {seat.pk}"


def _floors(value: str) -> Any:
    return str(value)
