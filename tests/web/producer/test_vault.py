"""The producer's vault, coach and updates on a phone's pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ocop.dossiers.models import Kind
from ocop.dossiers.operations import prepare
from ocop.registry.models import Paper, PaperFile
from ocop.registry.operations import add_paper, add_paper_file
from tests.factories.dossiers import MEAT, a_certificate, a_producer, a_product
from tests.files.samples import pdf, picture
from tests.web.desk import body, text

pytestmark = pytest.mark.django_db
HOME = "/chu-the/kho-giay-to/"


def upload(data, name="anh.jpg"):
    return SimpleUploadedFile(name, data)


@pytest.fixture
def paper(act, producer):
    return add_paper(act, producer=producer, kind="attp", number="15")


def test_a_paper_is_photographed_and_put_into_the_vault(desk, product):
    told = {"kind": "attp", "number": "15/2026", "expires_on": "01/10/2027",
            "photos": [upload(picture())]}  # fmt: skip

    answer = desk.post(f"{HOME}them/?sp={product.code}", told, follow=True)

    paper = Paper.objects.get()
    assert (paper.producer, paper.product, paper.files.count()) == (product.producer, None, 1)
    assert "15/2026" in text(answer)
    assert "Còn hạn" in text(desk.get(HOME))


def test_a_file_that_is_refused_keeps_the_paper_out_too(desk, product):
    told = {"kind": "attp", "files": [upload(b"MZ khong phai anh", "a.exe")]}

    answer = desk.post(f"{HOME}them/", told)

    assert answer.context["form"].errors
    assert not Paper.objects.exists()


def test_the_camera_is_asked_for(desk, product):
    assert 'capture="environment"' in text(desk.get(f"{HOME}them/"))


def test_an_old_version_stays_readable(desk, act, paper):
    old = add_paper_file(paper, act, data=pdf(), filename="a.pdf")
    desk.post(f"{HOME}{paper.pk}/", {"files": [upload(picture())], "replaces": old.pk})

    assert "1 bản cũ" in text(desk.get(f"{HOME}{paper.pk}/"))
    assert body(desk.get(f"{HOME}tep/{old.pk}/")) == pdf()


def test_a_paper_is_put_right_and_set_aside(desk, paper):
    desk.post(f"{HOME}{paper.pk}/sua/", {"kind": "attp", "number": "16"})
    paper.refresh_from_db()
    assert paper.number == "16"

    desk.post(f"{HOME}{paper.pk}/cat/")
    assert desk.get(f"{HOME}{paper.pk}/").status_code == 404


@pytest.mark.parametrize("rest", ["", "sua/", "cat/"])
def test_anothers_paper_is_not_there(desk, act, rest):
    other = add_paper(act, producer=a_producer(), kind="attp")
    file = add_paper_file(other, act, data=pdf(), filename="a.pdf")

    assert desk.get(f"{HOME}{other.pk}/{rest}").status_code == 404
    assert desk.get(f"{HOME}tep/{file.pk}/").status_code == 404
    assert PaperFile.objects.count() == 1


def test_what_is_missing_leads_to_the_camera(desk, product):
    page = text(desk.get(f"/chu-the/san-pham/{product.code}/giay-to/"))

    assert "Còn thiếu" in page
    assert (
        f"?loai=congbo&amp;sp={product.code}" in page or f"?loai=congbo&sp={product.code}" in page
    )


def test_the_coach_tells_the_way_to_each_star(desk, product):
    page = text(desk.get(f"/chu-the/san-pham/{product.code}/len-sao/"))

    assert all(f"{stars} sao" in page for stars in (3, 4, 5))
    assert "Chứng minh bằng" in page
    assert "Còn thiếu gì để lên 3 sao" in text(desk.get(f"/chu-the/san-pham/{product.code}/"))


def test_the_coach_says_to_look_where_a_paper_only_may_be_enough(desk, act, product):
    for kind in ("nguyenlieu", "congnghe", "taichinh"):
        add_paper(act, producer=product.producer, kind=kind)

    page = text(desk.get(f"/chu-the/san-pham/{product.code}/len-sao/"))

    assert "Kho có giấy này, hãy xem có đủ không" in page
    assert "Kho đã có giấy" not in page
    assert "Đổi loại hình là việc lớn, lâu dài" in page
    assert "không giấy nào trong kho thay được" in page


def test_the_coach_of_anothers_product_is_not_there(desk):
    assert desk.get(f"/chu-the/san-pham/{a_product().code}/len-sao/").status_code == 404


def test_an_open_dossier_lists_only_what_is_asked(desk, act, product):
    a_certificate(product)
    dossier = prepare(act, product=product, kind=Kind.UPGRADE)

    page = text(desk.get(f"/chu-the/ho-so/{dossier.code}/can-cap-nhat/"))

    assert "thay đổi làm căn cứ nâng hạng" in page.lower()


def test_evidence_is_drawn_from_the_vault_with_one_press(desk, act, product):
    dossier = prepare(act, product=product, kind=Kind.FIRST)
    dossier.choices = {"1.1": 3}
    dossier.save(update_fields=["choices"])
    paper = add_paper(act, producer=product.producer, kind="nguyenlieu")
    add_paper_file(paper, act, data=pdf(), filename="a.pdf")

    assert "Lấy vào hồ sơ" in text(desk.get(f"/chu-the/ho-so/{dossier.code}/minh-chung/"))
    answer = desk.post(f"/chu-the/ho-so/{dossier.code}/lay-tu-kho/", follow=True)

    assert product.set_number == MEAT
    assert "từ kho giấy tờ" in text(answer)
    assert dossier.evidence.current().get().part == "1.1"
