"""The golden tea of Ba Chẽ: from its entry by the commune to a star that anyone can check."""

from django.test import Client

from ocop.certificates.models import Certificate
from tests.stories import desks
from tests.stories.desks import Person
from tests.web.desk import text


def test_golden_tea_earns_four_stars(ground):
    lan, hoa = desks.registered_by_lan()
    visitor = Client()

    dossier = desks.begun_by_hoa(hoa)
    choices = desks.written_by_hoa(hoa, dossier, stars=4, total=80)
    desks.filed_by_hoa(hoa, dossier)
    assert "sắp nhận hồ sơ" in hoa.reads(f"/chu-the/ho-so/{dossier.code}/")

    desks.proposed_by_lan(lan, dossier)
    tung = Person("tung")
    assert "chờ kiểm tra và thẩm định" in tung.reads("/van-phong/")
    desks.assessed_by_tung(tung, dossier)

    sitting = desks.laid_before_the_council(tung, ground, dossier)
    desks.scored_by_all(ground, sitting, choices)
    conclusion = desks.concluded(tung, sitting)
    assert "Đề nghị công nhận cấp tỉnh" in conclusion
    product = f"/san-pham/{dossier.product.code}/"
    assert 'class="stars"' not in text(visitor.get(product))

    leader = Person("lanhdao")
    leader.does(
        "/van-phong/quyet-dinh/cong-nhan/", number="77/QĐ-UBND", signed_on=desks.TODAY_WORDS,
        signer="Vũ Đình Khải", signer_post="Phó Chủ tịch", results=desks.results_waiting(),
    )  # fmt: skip

    certificate = Certificate.objects.get()
    assert certificate.stars == 4
    assert "4 sao" in text(visitor.get(product))
    assert "Trà hoa vàng Ba Chẽ" in text(visitor.get("/san-pham/?tu=tra hoa vang&sao=4"))
    checked = text(visitor.get("/chung-nhan/", {"so": certificate.number}))
    assert "Giấy chứng nhận đang có hiệu lực" in checked
    assert certificate.number in hoa.reads("/chu-the/giay-chung-nhan/")
