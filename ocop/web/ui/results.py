"""What the pages of a result show, at either desk: the cards that count, and how they add up."""

from ocop.grading.models import AgendaItem
from ocop.grading.queries import abstentions, corrections, held_stars, standing_cards
from ocop.grading.results import score, spread_on, why_meet_about
from ocop.kernel.errors import Refused
from ocop.rulesets.queries import sheet_of
from ocop.rulesets.table import marks_of
from ocop.web.ui.dots import plotted


def result_context(item: AgendaItem) -> dict:
    """Return the result as it stands, or the sentence that says why there is none yet."""
    try:
        found, refusal = score(item), ""
    except Refused as error:
        found, refusal = None, str(error)
    cards = list(standing_cards(item))
    lying = spread_on(item)
    return {
        "item": item,
        "sitting": item.sitting,
        "dossier": item.dossier,
        "result": getattr(item, "result", None),
        "found": found,
        "refusal": refusal,
        "must_meet": why_meet_about(item, found) if found and item.sitting.is_written else "",
        "held": held_stars(item.dossier.product) if item.sitting.is_written else None,
        "cards": cards,
        "spread": lying,
        "plot": plotted(lying, whose(cards)) if lying else None,
        "lying": list(zip(cards, lying.dots, strict=True)) if lying else [],
        "abstentions": abstentions(item),
        "corrected": [compared(card) for card in corrections(item)],
        "conflicts": item.conflicts.select_related("seat__user").order_by("seat_id"),
        "knockouts": item.knockouts.all(),
    }


def whose(cards) -> list[str]:
    """Return whose card each is."""
    return [str(card.seat.user) for card in cards]


def compared(card) -> dict:
    """Return a correction beside the card it replaces: what changed, line by line."""
    dossier = card.item.dossier
    sheet, case = sheet_of(dossier.rubric), dossier.case or None
    old = marks_of(sheet, card.replaces.choices, case=case)
    new = marks_of(sheet, card.choices, case=case)
    changed = [
        {"criterion": c, "old": old.get(c.code, 0), "new": new.get(c.code, 0)}
        for c in sheet.criteria
        if old.get(c.code, 0) != new.get(c.code, 0)
    ]
    return {
        "card": card, "changed": changed,
        "old": sum(old.values()), "new": sum(new.values()),
    }  # fmt: skip
