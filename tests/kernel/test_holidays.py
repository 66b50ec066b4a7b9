"""The days on which Vietnam's offices rest."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ocop.kernel.holidays import adopt, days_off, days_worked, is_rest_day, leave


def off(year: int) -> str:
    return " ".join(f"{day:%d/%m}" for day in days_off(year))


@pytest.fixture
def decided(tmp_path: Path) -> Iterator[Any]:
    """Adopt a file of decisions for the length of a test."""

    def write(years: dict[str, Any]) -> None:
        adopt(written(tmp_path, years))

    yield write
    leave(tmp_path / "schedules.json")


def written(folder: Path, years: dict[str, Any]) -> Path:
    path = folder / "schedules.json"
    path.write_text(json.dumps(years), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("year", "announced"),
    [
        (2022, "01/01 03/01 31/01 01/02 02/02 03/02 04/02 10/04 11/04 30/04 01/05 02/05 03/05"),
        (2023, "01/01 02/01 20/01 21/01 22/01 23/01 24/01 25/01 26/01 29/04 30/04 01/05 02/05"),
        (2024, "01/01 08/02 09/02 10/02 11/02 12/02 13/02 14/02 18/04 29/04 30/04 01/05 02/09"),
        (2025, "01/01 27/01 28/01 29/01 30/01 31/01 07/04 30/04 01/05 02/05 01/09 02/09"),
        (2026, "01/01 02/01 16/02 17/02 18/02 19/02 20/02 26/04 27/04 30/04 01/05 31/08 01/09"),
    ],
)
def test_the_days_off_are_those_that_were_announced(year: int, announced: str) -> None:
    assert off(year).startswith(announced)


@pytest.mark.parametrize(
    ("year", "announced"),
    [
        (2021, "03/05 02/09 03/09"),
        (2022, "03/05 01/09 02/09"),
        (2023, "03/05 01/09 02/09 04/09"),
        (2024, "01/05 02/09 03/09"),
        (2025, "02/05 01/09 02/09"),
        (2026, "31/08 01/09 02/09"),
    ],
)
def test_the_national_day_was_kept_as_announced(year: int, announced: str) -> None:
    assert off(year).endswith(announced)


def test_the_national_day_was_a_single_day_until_2020() -> None:
    assert off(2020).endswith("01/05 02/09")
    assert off(2021).endswith("03/05 02/09 03/09")


def test_an_undecided_year_takes_one_day_before_tet_and_the_first_of_september() -> None:
    assert off(2027) == (
        "01/01 05/02 06/02 07/02 08/02 09/02 10/02 11/02 16/04 30/04 01/05 03/05 01/09 02/09"
    )


def test_an_undecided_year_takes_the_third_of_september_when_the_first_is_a_weekend() -> None:
    assert date(2030, 9, 1).weekday() == 6
    assert off(2030).endswith("02/09 03/09")


def test_a_holiday_on_a_weekend_is_made_up_for_on_the_next_working_day() -> None:
    names = days_off(2023)
    assert names[date(2023, 5, 2)] == "Nghỉ bù Giỗ Tổ Hùng Vương"
    assert names[date(2023, 5, 3)] == "Nghỉ bù Ngày Chiến thắng"
    assert not is_rest_day(date(2023, 5, 4))


def test_a_swapped_weekday_is_off_and_its_saturday_is_worked() -> None:
    assert is_rest_day(date(2026, 8, 31))
    assert not is_rest_day(date(2026, 8, 22))
    assert is_rest_day(date(2026, 8, 29))
    assert days_worked(2019) == {date(2019, 1, 5), date(2019, 5, 4)}


def test_an_adopted_file_decides_a_year(decided: Any) -> None:
    before = off(2026)
    decided(
        {
            "2027": {
                "tet_days_before": 2,
                "beside_national_day": "09-03",
                "swaps": {"2027-01-04": "2027-01-09"},
                "more": {"2027-11-24": "Ngày Văn hóa Việt Nam"},
            }
        }
    )
    assert off(2027) == (
        "01/01 04/01 04/02 05/02 06/02 07/02 08/02 09/02 10/02 16/04 30/04 01/05 03/05 02/09 "
        "03/09 24/11"
    )
    assert not is_rest_day(date(2027, 1, 9))
    assert off(2026) == before


def test_a_year_forgets_a_file_that_is_taken_back(tmp_path: Path) -> None:
    before = off(2028)
    path = written(tmp_path, {"2028": {"tet_days_before": 4}})
    adopt(path)
    adopt(path)
    during = off(2028)
    leave(path)
    assert off(2028) == before != during


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({"tet_days_before": 5}, "between 0 and 4"),
        ({"beside_national_day": "09-04"}, "09-01 or 09-03"),
        ({"swaps": {"2027-01-09": "2027-01-16"}}, "weekday"),
        ({"swaps": {"2027-01-04": "2027-01-05"}}, "weekday"),
        ({"swaps": {"2026-12-31": "2027-01-09"}}, "weekday"),
        ({"swaps": {"soon": "2027-01-09"}}, "soon"),
        ({"more": {"2026-11-24": "Ngày Văn hóa Việt Nam"}}, "own year"),
        ({"tet": 2}, "tet"),
        (["tet"], "pop"),
    ],
)
def test_a_mistaken_file_is_not_adopted(tmp_path: Path, entry: Any, complaint: str) -> None:
    before = off(2027)
    with pytest.raises(ValueError, match=complaint):
        adopt(written(tmp_path, {"2027": entry}))
    assert off(2027) == before
