"""The stage of the demo province: its day, its people, and the rows that it is built from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import resources
from typing import Any

from ocop.accounts.models import User
from ocop.kernel.act import VIETNAM, Act
from ocop.places.models import Commune, Province

Row = Mapping[str, Any]

PROVINCE = "22"
# The office began to work with the system so many days before the day of the demo, or with the
# law that it plays by.
BEGAN_DAYS_AGO = 145
LAW_SINCE = date(2026, 5, 22)


@cache
def rows(name: str) -> dict[str, list[Row]]:
    """Return the lists of one of the demo's data files."""
    file = resources.files("ocop.demo") / "data" / f"{name}.json"
    data: dict[str, list[Row]] = json.loads(file.read_text(encoding="utf-8"))
    return data


@dataclass
class Scene:
    """One demo province on its day; people are called by their user names."""

    on: date
    users: dict[str, User] = field(default_factory=dict)

    def act(self, who: str | None, *, day: date | None = None, hour: int = 9) -> Act:
        """Return an act of ``who`` on ``day``, which is the day of the demo unless said."""
        at = datetime.combine(day or self.on, time(hour), tzinfo=VIETNAM)
        return Act(by=self.user(who) if who else None, at=at, origin="demo")

    def user(self, who: str) -> User:
        """Return one of the cast."""
        if who not in self.users:
            self.users[who] = User.objects.get(username=who)
        return self.users[who]

    def ago(self, days: int) -> date:
        """Return the day so many days before the demo."""
        return self.on - timedelta(days=days)

    @property
    def began(self) -> date:
        """Return the day on which the office began to work with the system."""
        return max(self.ago(BEGAN_DAYS_AGO), LAW_SINCE)

    @property
    def province(self) -> Province:
        """Return the province that is played."""
        return Province.objects.get(code=PROVINCE)

    def communes(self) -> dict[str, Commune]:
        """Return the communes of the province by their codes."""
        communes = Commune.objects.filter(province__code=PROVINCE).select_related("province")
        return {commune.code: commune for commune in communes}
