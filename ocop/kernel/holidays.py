"""The days on which Vietnam's offices rest: by law, and by each year's decision."""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from ocop.kernel.lunar import solar, tet

ONE_DAY = timedelta(days=1)
SATURDAY = 5
TET_DAYS = 5
# Bộ luật Lao động 2019, in force from 01/01/2021, gave the National Day a second day.
FIRST_YEAR_OF_TWO_NATIONAL_DAYS = 2021
_SHIPPED = Path(__file__).with_name("schedules.json")
_adopted: list[Path] = []


@dataclass(frozen=True, slots=True)
class Schedule:
    """What the decision for one year chooses; this is the schedule of a year without one.

    Undecided, Tết is the last day of the old year and the first four of the new, and the day
    beside the National Day is 1 September, or 3 September where the 1st is a weekend.
    ``swaps`` gives a working day off for a weekend day worked; ``more`` names holidays that a
    later law adds to Điều 112.
    """

    tet_days_before: int = 1
    beside_national_day: str | None = None
    swaps: dict[date, date] = field(default_factory=dict)
    more: dict[date, str] = field(default_factory=dict)


def adopt(path: Path) -> None:
    """Let an operator's file of yearly decisions stand above the shipped one.

    The file is JSON, one entry a year, as in ``schedules.json``; a year in it replaces the
    shipped year whole. It is read at once, so that a mistake in it stops the start.
    """
    _read(path)
    if path not in _adopted:
        _adopted.append(path)
    _forget()


def leave(path: Path) -> None:
    """Take back an adopted file."""
    _adopted.remove(path)
    _forget()


@cache
def days_off(year: int) -> dict[date, str]:
    """Return the weekdays and holidays off in a year, each with its Vietnamese name, in order."""
    schedule = _schedules().get(year, Schedule())
    off = dict(sorted(_holidays(year, schedule).items()))
    swapped = dict.fromkeys(schedule.swaps, "Nghỉ hoán đổi ngày làm việc")
    # Bộ luật Lao động 2019, Điều 111.3: nghỉ bù vào ngày làm việc kế tiếp.
    for holiday in list(off):
        if holiday.weekday() >= SATURDAY:
            day = holiday
            while day in off or day in swapped or day.weekday() >= SATURDAY:
                day += ONE_DAY
            off[day] = f"Nghỉ bù {off[holiday]}"
    return dict(sorted((off | swapped).items()))


@cache
def days_worked(year: int) -> frozenset[date]:
    """Return the weekend days that are worked in a year because a weekday was swapped for them."""
    worked = (day for schedule in _schedules().values() for day in schedule.swaps.values())
    return frozenset(day for day in worked if day.year == year)


def is_rest_day(day: date) -> bool:
    """Tell whether offices rest on a day."""
    if day in days_off(day.year):
        return True
    # QĐ 188/1999/QĐ-TTg: state offices rest on Saturdays and Sundays.
    return day.weekday() >= SATURDAY and day not in days_worked(day.year)


def _holidays(year: int, schedule: Schedule) -> dict[date, str]:
    # Bộ luật Lao động 2019, Điều 112.1.
    first = tet(year) - schedule.tet_days_before * ONE_DAY
    return (
        {first + number * ONE_DAY: "Tết Nguyên đán" for number in range(TET_DAYS)}
        | {
            date(year, 1, 1): "Tết Dương lịch",
            solar(year, 3, 10): "Giỗ Tổ Hùng Vương",
            date(year, 4, 30): "Ngày Chiến thắng",
            date(year, 5, 1): "Ngày Quốc tế lao động",
        }
        | dict.fromkeys(_national_days(year, schedule), "Quốc khánh")
        | schedule.more
    )


def _national_days(year: int, schedule: Schedule) -> list[date]:
    national_day = date(year, 9, 2)
    if year < FIRST_YEAR_OF_TWO_NATIONAL_DAYS:
        return [national_day]
    if schedule.beside_national_day:
        return [national_day, date.fromisoformat(f"{year}-{schedule.beside_national_day}")]
    before = national_day - ONE_DAY
    return [national_day, before if before.weekday() < SATURDAY else national_day + ONE_DAY]


@cache
def _schedules() -> dict[int, Schedule]:
    schedules: dict[int, Schedule] = {}
    for path in (_SHIPPED, *_adopted):
        schedules |= _read(path)
    return schedules


def _read(path: Path) -> dict[int, Schedule]:
    years = json.loads(path.read_text(encoding="utf-8"))
    try:
        return {int(year): _schedule(int(year), entry) for year, entry in years.items()}
    except (AttributeError, KeyError, TypeError, ValueError) as wrong:
        raise ValueError(f"{path}: {wrong}") from wrong


def _schedule(year: int, entry: dict[str, Any]) -> Schedule:
    swaps, more = entry.pop("swaps", {}), entry.pop("more", {})
    schedule = Schedule(
        **entry,
        swaps={date.fromisoformat(off): date.fromisoformat(on) for off, on in swaps.items()},
        more={date.fromisoformat(day): str(name) for day, name in more.items()},
    )
    _check(year, schedule)
    return schedule


def _check(year: int, schedule: Schedule) -> None:
    if schedule.tet_days_before not in range(TET_DAYS):
        raise ValueError(f"{year}: tet_days_before lies between 0 and {TET_DAYS - 1}.")
    if schedule.beside_national_day not in (None, "09-01", "09-03"):
        raise ValueError(f"{year}: beside_national_day is 09-01 or 09-03.")
    for off, worked in schedule.swaps.items():
        if off.year != year or off.weekday() >= SATURDAY or worked.weekday() < SATURDAY:
            raise ValueError(f"{year}: a weekday of the year is swapped for a weekend day.")
    if any(day.year != year for day in schedule.more):
        raise ValueError(f"{year}: a further holiday lies in its own year.")


def _forget() -> None:
    for remembered in (_schedules, days_off, days_worked):
        remembered.cache_clear()
