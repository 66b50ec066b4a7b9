"""The nouns of grading."""

from ocop.grading.models.cards import Conflict, Scorecard, Stance
from ocop.grading.models.central import CentralAnswer, ForwardedDossier, Forwarding
from ocop.grading.models.councils import ByLaw, Council, Seat
from ocop.grading.models.irregular import RedoRequest
from ocop.grading.models.results import Result, UpheldKnockout
from ocop.grading.models.sittings import AgendaItem, Sitting
from ocop.grading.models.synced import SyncedRecord

__all__ = [
    "AgendaItem",
    "ByLaw",
    "CentralAnswer",
    "Conflict",
    "Council",
    "ForwardedDossier",
    "Forwarding",
    "RedoRequest",
    "Result",
    "Scorecard",
    "Seat",
    "Sitting",
    "Stance",
    "SyncedRecord",
    "UpheldKnockout",
]
