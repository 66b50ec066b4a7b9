"""One box over everything that a person may see."""

import pytest

from ocop.accounts.permissions import Role
from tests import cast
from tests.factories.dossiers import a_certificate, a_commune, a_dossier, a_producer, a_product
from tests.web import desk
from tests.world import built

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    desk.stand_still(monkeypatch)


@pytest.fixture
def tea():
    return desk.renamed(a_product(producer=a_producer(commune=a_commune())), "Trà hoa vàng Ba Chẽ")


def found(user, words):
    return desk.text(desk.at(user).get("/van-phong/tim/", {"tu": words}))


@pytest.mark.parametrize("words", ["Trà hoa vàng", "tra hoa vang", "vàng trà", "  TRA  HOA "])
def test_a_product_is_found_with_or_without_its_accents(tea, words):
    assert f"/van-phong/san-pham/{tea.code}/" in found(cast.lan(), words)


def test_codes_and_numbers_lead_to_their_pages(tea):
    from ocop.dossiers.flow import State

    dossier, certificate = a_dossier(State.SUBMITTED, product=tea), a_certificate(tea)

    assert f"/van-phong/ho-so/{dossier.code}/" in found(cast.lan(), dossier.code.lower())
    assert f"/giay-chung-nhan/{certificate.pk}/" in found(cast.tung(), certificate.number)
    assert f"/chu-the/{tea.producer.code}/" in found(cast.lan(), tea.producer.code)


def test_another_communes_rows_are_not_found(tea):
    beside = desk.renamed(
        a_product(producer=a_producer(commune=a_commune("06985", "Lương Minh"))), "Trà hoa vàng xa"
    )

    page = found(cast.lan(), "tra hoa vang")
    assert beside.code not in page
    assert beside.code in found(cast.tung(), "tra hoa vang")


def test_people_are_found_by_who_manages_them_only():
    cast.hoa()

    assert "Triệu Thị Hoa" in found(cast.administrator(), "trieu thi")
    assert "Triệu Thị Hoa" not in found(cast.lan(), "trieu thi")


@pytest.mark.parametrize(
    ("words", "said"), [("t", "ít nhất hai chữ"), ("khong co", "Không tìm thấy gì")]
)
def test_nothing_found_is_told_with_what_to_do(words, said):
    assert said in found(cast.lan(), words)


@pytest.mark.parametrize("rows", [2, 30])
def test_a_search_asks_the_same_however_much_there_is(rows, django_assert_max_num_queries):
    client = desk.at(cast.lan())
    for _ in range(rows):
        desk.renamed(a_product(producer=a_producer(commune=a_commune())), "Trà hoa vàng")
    client.get("/van-phong/tim/?tu=khac")

    with django_assert_max_num_queries(23):
        client.get("/van-phong/tim/?tu=tra")


def test_every_code_is_found_by_its_holder_and_not_by_another_commune():
    world = built()
    mine = world.places["mine"]
    lan, tung = world.roles["commune"], world.roles["province"]
    beside = cast.person("beside-officer", "Lý Thị Sáu", Role.COMMUNE_OFFICER,
                         commune=world.places["beside"].producer.commune)  # fmt: skip
    decision = mine.certificate.decision
    for words, url, holder in (
        (mine.idea.code, f"/y-tuong/{mine.idea.code}/", lan),
        (mine.plan.code, f"/phuong-an/{mine.plan.code}/", lan),
        (mine.paper.number, f"/kho-giay-to/{mine.paper.pk}/", lan),
        (mine.case.code, f"/thu-hoi/{mine.case.code}/", lan),
        (mine.label.code, f"/nhan-hieu/kiem-tra/{mine.label.code}/", lan),
        (mine.complaint.code, f"/khieu-nai/{mine.complaint.code}/", tung),
        (decision.number, f"/van-ban/quyet-dinh/{decision.pk}/", tung),
    ):
        assert url in found(holder, words), words
        assert url not in found(beside, words), words
