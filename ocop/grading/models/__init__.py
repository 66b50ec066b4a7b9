"""The nouns of grading."""

from ocop.grading.models.cards import Conflict, Scorecard, Stance
from ocop.grading.models.councils import ByLaw, Council, Seat
from ocop.grading.models.results import CentralAnswer, Result, UpheldKnockout
from ocop.grading.models.sittings import AgendaItem, Sitting

__all__ = [
    "AgendaItem",
    "ByLaw",
    "CentralAnswer",
    "Conflict",
    "Council",
    "Result",
    "Scorecard",
    "Seat",
    "Sitting",
    "Stance",
    "UpheldKnockout",
]
