"""The list by which labels are looked at is dated, and every line says where it comes from."""

from datetime import date

import pytest

from ocop.mark.checklist import checklist, version_on, versions


@pytest.mark.parametrize("version", versions())
def test_every_line_has_a_key_of_its_own_and_a_basis(version):
    lines = checklist(version).lines

    assert len({line.key for line in lines}) == len(lines)
    assert all(line.title and line.about and line.basis for line in lines)


@pytest.mark.parametrize("day", [date(2026, 5, 22), date(2026, 5, 21), date(2030, 1, 1)])
def test_there_is_a_list_for_every_day(day):
    assert version_on(day) in versions()


def test_tourism_has_no_quantity_and_no_ingredients():
    keys = {line.key for line in checklist(versions()[-1]).lines_for(26, 3)}

    assert keys.isdisjoint({"quantity", "ingredients", "dates"})
    assert {"name", "stars", "mark"} <= keys
