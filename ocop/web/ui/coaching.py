"""Coaching as pages show it: council's marks where it has judged, else the producer's own."""

from collections.abc import Iterable
from datetime import date

from ocop.dossiers.coaching import Coaching, coached, last_scored
from ocop.dossiers.flow import State
from ocop.grading.flow import CardState
from ocop.grading.models import Scorecard
from ocop.registry.models import Product
from ocop.rulesets.queries import sheet_of
from ocop.rulesets.table import marks_of


def coachings(
    products: Iterable[Product], day: date, *, case: str | None = None, only_next: bool = False
) -> dict[int, Coaching]:
    """Return the coaching of each product, from the last result of the council where it has one."""
    listed = list(products)
    return coached(listed, day, council=council_marks(listed), case=case, only_next=only_next)


def council_marks(products: Iterable[Product]) -> dict[int, dict[str, int]]:
    """Return the mean of the open cards of each decided dossier, cut to whole points; one query.

    What was not opened stays sealed: only a decided dossier tells its points.
    """
    decided = {d.pk: d for d in last_scored(products).values() if d.state == State.DECIDED}
    cards = Scorecard.objects.filter(
        item__dossier__in=list(decided), state=CardState.SIGNED, sealed=b""
    ).exclude(replaced_by__state=CardState.SIGNED)
    sums: dict[int, list[dict[str, int]]] = {}
    for key, choices in cards.values_list("item__dossier", "choices"):
        dossier = decided[key]
        marks = marks_of(sheet_of(dossier.rubric), choices, case=dossier.case or None)
        sums.setdefault(key, []).append(marks)
    return {key: mean_marks(rows) for key, rows in sums.items()}


def mean_marks(cards: list[dict[str, int]]) -> dict[str, int]:
    """Return the mean of each criterion over the cards, cut to whole points."""
    codes = dict.fromkeys(code for card in cards for code in card)
    return {code: sum(card.get(code, 0) for card in cards) // len(cards) for code in codes}
