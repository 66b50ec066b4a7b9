"""What may be done to the programme's year."""

from ocop.cycles.operations.admission import (
    accept_idea,
    accept_ideas,
    admit,
    end_participation,
    move_participations,
)
from ocop.cycles.operations.ideas import (
    decline_idea,
    draft_idea,
    file_idea,
    keep_idea,
    return_idea,
    review_idea,
    withdraw_idea,
)
from ocop.cycles.operations.planning import open_cycle, plan_round, plan_steps, set_targets
from ocop.cycles.operations.plans import (
    approve_plan,
    draft_plan,
    file_plan,
    follow_plan,
    keep_plan,
    return_plan,
)
from ocop.cycles.operations.trainings import (
    add_participants,
    cancel_training,
    change_training,
    plan_training,
    strike_participant,
    take_attendance,
)

__all__ = [
    "accept_idea",
    "accept_ideas",
    "add_participants",
    "admit",
    "approve_plan",
    "cancel_training",
    "change_training",
    "decline_idea",
    "draft_idea",
    "draft_plan",
    "end_participation",
    "file_idea",
    "file_plan",
    "follow_plan",
    "keep_idea",
    "keep_plan",
    "move_participations",
    "open_cycle",
    "plan_round",
    "plan_steps",
    "plan_training",
    "return_idea",
    "return_plan",
    "review_idea",
    "set_targets",
    "strike_participant",
    "take_attendance",
    "withdraw_idea",
]
