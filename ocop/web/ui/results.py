"""What the pages of a result show, at either desk: the cards that count, and how they add up."""

from ocop.grading.models import AgendaItem
from ocop.grading.queries import standing_cards
from ocop.grading.results import score
from ocop.kernel.errors import Refused


def result_context(item: AgendaItem) -> dict:
    """Return the result as it stands, or the sentence that says why there is none yet."""
    try:
        found, refusal = score(item), ""
    except Refused as error:
        found, refusal = None, str(error)
    return {
        "item": item,
        "sitting": item.sitting,
        "dossier": item.dossier,
        "result": getattr(item, "result", None),
        "found": found,
        "refusal": refusal,
        "cards": list(standing_cards(item)),
        "knockouts": item.knockouts.all(),
    }
