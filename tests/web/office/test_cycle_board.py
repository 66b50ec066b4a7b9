"""The board of the year: each number leads to its rows, and each reads their own."""

import re

import pytest

from ocop.cycles.flow import IdeaState, PlanState
from ocop.dossiers.flow import State
from tests import cast
from tests.factories.cycles import a_participation, a_plan, a_training, an_idea
from tests.factories.dossiers import a_certificate, a_dossier, a_producer, a_product, a_round
from tests.moment import TODAY
from tests.web.desk import at, table, text

BOARD = "/van-phong/chu-trinh/"


def links(page):
    """Return the addresses of the board's numbers, with the number."""
    return re.findall(r'<td class="num"><a href="([^"]+)">(\d+)</a>', page)


def filled(beside):
    """Put something into every column of two communes."""
    a_round()
    for state in ("FILED", "REVIEWED", "RETURNED", "ACCEPTED", "DECLINED"):
        an_idea(state)
    an_idea(IdeaState.FILED, producer=beside)
    for state in ("FILED", "RETURNED", "APPROVED"):
        a_plan(state)
    for state in (State.SUBMITTED, State.RECEIVED, State.PROPOSED, State.ASSESSED, State.DECIDED):
        a_dossier(state)
    ranked = a_product()
    a_certificate(ranked)
    a_participation(ranked)
    a_participation(a_product(producer=beside))
    a_certificate(a_product())


def test_each_number_of_the_board_leads_to_so_many_rows(beside):
    filled(beside)
    client = at(cast.tung())

    page = text(client.get(BOARD))

    found = links(page.replace("&amp;", "&"))
    assert len(found) > 20
    for url, number in found:
        listing = client.get(url).context["listing"]
        assert listing.count == int(number), url


def test_a_commune_sees_its_own_row_only(beside):
    filled(beside)

    page = text(at(cast.lan()).get(BOARD))

    assert "Xã Ba Chẽ" in page
    assert "Xã Lương Minh" not in page


def test_participating_and_ranked_are_counted_apart():
    both, alone, starred = a_product(), a_product(), a_product()
    a_certificate(both)
    a_certificate(starred)
    a_participation(both)
    a_participation(alone)
    a_participation(a_product(), ended_on=TODAY, why="left")

    context = at(cast.tung()).get(BOARD).context

    assert [n for _, n, _ in context["populations"]] == [2, 2, 1, 1]


@pytest.mark.parametrize(
    ("asked", "count"),
    [("tham-gia", 1), ("co-sao", 0), ("chua-co-sao", 1), ("chua-quyet-dinh", 0), ("da-thoi", 0)],
)
def test_the_populations_of_another_day_are_asked_by_the_address(asked, count):
    product = a_product()
    a_participation(product, began_on=TODAY.replace(year=2025), ended_on=TODAY, why="left")
    a_certificate(product, issued_on=TODAY)

    page = at(cast.tung()).get(f"{BOARD}tham-gia/?so={asked}&ngay=04/10/2026")

    assert page.context["listing"].count == count


def test_the_board_draws_today_the_steps_and_the_rounds():
    a_round()

    page = text(at(cast.tung()).get(BOARD))

    assert 'class="today"' in page
    assert "2. Nhận ý tưởng sản phẩm" in page
    assert "nhận đề nghị trước ngày" in page
    assert "còn 25 ngày" in page


def test_another_year_has_no_line_of_today():
    assert 'class="today"' not in text(at(cast.tung()).get(f"{BOARD}?nam=2025"))


def test_the_board_asks_as_often_for_many_rows_as_for_few(beside, django_assert_max_num_queries):
    filled(beside)
    client = at(cast.tung())
    client.get(BOARD)
    with django_assert_max_num_queries(11) as few:
        client.get(BOARD)
    for _ in range(5):
        an_idea(IdeaState.FILED, producer=a_producer(commune=beside.commune))
        a_participation(a_product(producer=beside))
        a_dossier(State.SUBMITTED)
    with django_assert_max_num_queries(len(few)):
        client.get(BOARD)


def test_the_ministry_sees_what_is_public_of_a_province_and_no_idea(beside):
    filled(beside)

    page = text(at(cast.ministry()).get(BOARD))

    assert "Giấy chứng nhận" in page
    assert "Chờ tỉnh" not in page


@pytest.mark.parametrize("path", ["y-tuong/", "phuong-an/", "tap-huan/", "chu-trinh/tham-gia/"])
def test_a_list_is_a_page_and_a_file(path):
    an_idea(IdeaState.FILED)
    a_plan(PlanState.FILED)
    a_training()
    a_participation()
    client = at(cast.tung())

    assert client.get(f"/van-phong/{path}").context["listing"].count == 1
    assert len(table(client.get(f"/van-phong/{path}?tai=xlsx"))) == 1
