"""Ninety points and more: approved by the province, recognised by the Minister."""

from django.test import Client

from ocop.certificates.models import Certificate, Level
from tests.stories import desks
from tests.stories.desks import Person
from tests.web.desk import text


def test_a_forwarded_product_is_given_five_stars_by_the_ministry(ground):
    lan, hoa = desks.registered_by_lan()
    tung, leader, visitor = Person("tung"), Person("lanhdao"), Client()
    dossier = desks.begun_by_hoa(hoa)
    choices = desks.written_by_hoa(hoa, dossier, stars=5, total=94)
    desks.filed_by_hoa(hoa, dossier)
    desks.proposed_by_lan(lan, dossier)
    desks.assessed_by_tung(tung, dossier)
    sitting = desks.laid_before_the_council(tung, ground, dossier)
    desks.scored_by_all(ground, sitting, choices)
    assert "Tiềm năng 5 sao, trình trung ương" in desks.concluded(tung, sitting)

    leader.does(
        "/van-phong/quyet-dinh/phe-duyet/", number="78/QĐ-UBND", signed_on=desks.TODAY_WORDS,
        signer="Vũ Đình Khải", signer_post="Phó Chủ tịch", results=desks.results_waiting(),
    )  # fmt: skip
    product = f"/san-pham/{dossier.product.code}/"
    assert not Certificate.objects.exists()
    assert 'class="stars"' not in text(visitor.get(product))

    giang = Person("bo")
    assert "Tỉnh chưa gửi" in giang.reads("/van-phong/trung-uong/")
    giang.does(
        f"/van-phong/trung-uong/{dossier.code}/", stars="5", mean="92,5",
        document_no="88/TB-HĐTW", answered_on=desks.TODAY_WORDS, number="900/QĐ-BNNMT",
        signed_on=desks.TODAY_WORDS, signer="Bộ trưởng",
    )  # fmt: skip

    certificate = Certificate.objects.get()
    assert (certificate.stars, certificate.level) == (5, Level.NATIONAL)
    assert "5 sao" in text(visitor.get(product))
    assert certificate.number in text(visitor.get(product))
    assert "ghi theo văn bản" in giang.reads("/van-phong/trung-uong/ket-qua/")
    again = giang.is_refused(
        f"/van-phong/trung-uong/{dossier.code}/", stars="4", document_no="89/TB-HĐTW",
        answered_on=desks.TODAY_WORDS,
    )  # fmt: skip
    assert "Kết quả của trung ương đã được ghi" in again
