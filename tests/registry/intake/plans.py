"""Reading a plan: what becomes of each line."""

from ocop.registry.intake import Outcome

NEW, CHANGED, SAME, ERROR = Outcome.NEW, Outcome.CHANGED, Outcome.SAME, Outcome.ERROR


def outcomes(plan):
    return [one.outcome for one in plan.lines]


def only(plan):
    [one] = plan.lines
    return one
