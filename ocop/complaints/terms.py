"""The days in which a complaint is acknowledged and answered. Pure: days in, days out.

No decision on the programme prints a way to complain: the days are the province's own rule.
"""

from dataclasses import dataclass
from datetime import date

from ocop.kernel.days import add_days, add_working_days


@dataclass(frozen=True, slots=True)
class Terms:
    """A province's days: working days to acknowledge, answer and extend; days to ask for review."""

    acknowledge: int
    answer: int
    extension: int
    review: int

    def acknowledge_by(self, received_on: date) -> date:
        """Return the last working day for the acknowledgement."""
        return add_working_days(received_on, self.acknowledge)

    def answer_by(self, received_on: date) -> date:
        """Return the last working day for the answer."""
        return add_working_days(received_on, self.answer)

    def extended(self, answer_by: date) -> date:
        """Return the last working day for the answer after one extension."""
        return add_working_days(answer_by, self.extension)

    def review_until(self, told_on: date) -> date:
        """Return the last day on which a review of a result may be asked for."""
        return add_days(told_on, self.review)


# What holds where a province has set nothing: careful, and said to be ours.
DEFAULT = Terms(acknowledge=3, answer=20, extension=10, review=15)
