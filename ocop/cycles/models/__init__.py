"""The nouns of the programme's year."""

from ocop.cycles.models.cycles import Cycle, Phase, Round, Target
from ocop.cycles.models.ideas import Idea, IdeaReturn
from ocop.cycles.models.participation import Admission, Participation
from ocop.cycles.models.plans import FollowUp, Plan, PlanReturn
from ocop.cycles.models.trainings import Attendance, Training

__all__ = [
    "Admission",
    "Attendance",
    "Cycle",
    "FollowUp",
    "Idea",
    "IdeaReturn",
    "Participation",
    "Phase",
    "Plan",
    "PlanReturn",
    "Round",
    "Target",
    "Training",
]
