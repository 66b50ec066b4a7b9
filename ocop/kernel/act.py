"""Who does something, when, and from where."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class Act:
    """One person's act at one moment; every operation is handed one and never reads the clock.

    ``by`` is the signed-in user, or nobody for a timer or a command. ``request`` joins the
    history entries that one request wrote. ``behalf`` is the code of the producer for whom an
    officer or a relative acts ("làm thay"); it is empty for what people do in their own name.
    """

    by: object | None
    at: datetime
    origin: str = "web"
    request: str = field(default_factory=lambda: uuid4().hex)
    behalf: str = ""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("An act happens at a moment with a time zone.")

    @property
    def day(self) -> date:
        """Return the calendar day in Vietnam, on which every legal clock runs."""
        return self.at.astimezone(VIETNAM).date()
