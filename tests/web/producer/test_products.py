"""Products at the producer's door: words, stories, pictures and papers."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ocop.registry.models import Photo, Product, Story
from ocop.registry.operations import add_paper
from tests.factories.dossiers import MEAT, a_producer, a_product, a_representative
from tests.files.samples import pdf, picture
from tests.moment import TODAY

pytestmark = pytest.mark.django_db
PAGES = ["", "mo-ta/", "cau-chuyen/", "anh/", "giay-to/", "ho-so-moi/"]


def url(product, rest=""):
    return f"/chu-the/san-pham/{product.code}/{rest}"


def upload(data, name="anh.jpg"):
    return SimpleUploadedFile(name, data)


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize("rest", PAGES)
def test_each_page_of_my_product_opens(desk, product, rest):
    assert desk.get(url(product, rest)).status_code == 200


@pytest.mark.parametrize("rest", PAGES)
def test_a_product_that_is_not_mine_is_not_there(stranger, product, rest):
    assert stranger.get(url(product, rest)).status_code == 404
    assert stranger.post(url(product, rest)).status_code == 404


def test_new_enters_a_product_of_the_only_producer(desk, producer):
    answer = desk.post(
        "/chu-the/san-pham/moi/",
        {"producer": producer.pk, "name": "Thịt gác bếp", "set_number": MEAT},
    )

    product = Product.objects.get(name="Thịt gác bếp")
    assert product.producer == producer
    assert answer.headers["Location"] == url(product)


def test_new_is_refused_for_a_producer_that_is_not_mine(desk, producer):
    answer = desk.post(
        "/chu-the/san-pham/moi/",
        {"producer": a_producer().pk, "name": "Của người khác", "set_number": MEAT},
    )

    assert answer.context["form"].errors["producer"]
    assert not Product.objects.filter(name="Của người khác").exists()


def test_new_asks_for_which_of_several_producers(desk, hoa, producer):
    other = a_producer()
    a_representative(other, hoa)

    page = desk.get(f"/chu-the/san-pham/moi/?chu-the={other.code}")

    assert page.context["form"]["producer"].value() == other.pk
    assert page.context["form"].fields["producer"].queryset.count() == 2


def test_new_brings_back_what_was_typed_when_the_code_is_wrong(desk, producer):
    typed = {"producer": producer.pk, "name": "Thịt gác bếp", "set_number": MEAT, "gtin": "123"}

    page = text(desk.post("/chu-the/san-pham/moi/", typed))

    assert "Thịt gác bếp" in page
    assert not Product.objects.filter(name="Thịt gác bếp").exists()


def test_description_changes_the_words(desk, product):
    desk.post(url(product, "mo-ta/"), {"name": "Tên mới", "specification": "hộp 50 g"})

    product.refresh_from_db()
    assert (product.name, product.specification) == ("Tên mới", "hộp 50 g")


def test_description_refuses_a_wrong_bar_code_and_keeps_what_was_typed(desk, product):
    answer = desk.post(url(product, "mo-ta/"), {"name": "Tên mới", "gtin": "8938500000000"})

    assert answer.context["form"].errors
    assert "8938500000000" in text(answer)
    product.refresh_from_db()
    assert product.name != "Tên mới"


def test_story_is_told(desk, product):
    desk.post(url(product, "cau-chuyen/"), {"text": "Ngày xưa có cây chè."})

    assert Story.objects.get(product=product).text == "Ngày xưa có cây chè."


def test_story_is_refused_empty(desk, product):
    answer = desk.post(url(product, "cau-chuyen/"), {"text": "  "})

    assert answer.context["form"].errors["text"]
    assert not Story.objects.exists()


def test_photos_are_taken_several_at_once(desk, product):
    files = [upload(picture(size=(40, 30))), upload(picture(size=(50, 30)))]

    desk.post(url(product, "anh/"), {"photos": files})

    assert product.photos.count() == 2


def test_a_refused_photo_does_not_hold_up_the_good_one(desk, product):
    answer = desk.post(
        url(product, "anh/"), {"photos": [upload(picture()), upload(b"GIF89a", "x.gif")]}
    )

    assert product.photos.count() == 1
    [refusal] = answer.context["refusals"]
    assert "không thuộc loại tệp nhận được" in refusal


def test_photos_refuse_a_picture_that_is_also_a_document(desk, product):
    answer = desk.post(url(product, "anh/"), {"photos": [upload(picture() + pdf())]})

    assert "có kèm dữ liệu khác" in text(answer)
    assert not Photo.objects.exists()


def test_photos_refuse_to_be_sent_without_one(desk, product):
    answer = desk.post(url(product, "anh/"), {})

    assert not Photo.objects.exists()
    assert answer.status_code == 200


def test_a_photo_is_removed_after_a_second_look(desk, product):
    desk.post(url(product, "anh/"), {"photos": [upload(picture())]})
    photo = product.photos.get()

    assert desk.get(url(product, f"anh/{photo.pk}/go/")).status_code == 200
    desk.post(url(product, f"anh/{photo.pk}/go/"))

    assert not product.photos.filter(removed_at=None).exists()
    assert desk.post(url(product, f"anh/{photo.pk}/go/")).status_code == 404


def test_a_photo_of_another_product_is_not_there(desk, product):
    desk.post(url(product, "anh/"), {"photos": [upload(picture())]})
    other = a_product(producer=product.producer)

    photo = product.photos.get()
    assert desk.post(url(other, f"anh/{photo.pk}/go/")).status_code == 404


def test_the_papers_of_a_product_are_its_own_and_those_of_the_whole_place(desk, product, act):
    beside = a_product(producer=product.producer)
    for owner, number in ((product, "1"), (None, "2"), (beside, "3")):
        add_paper(
            act, producer=product.producer, product=owner, kind="vietgap", number=f"VG-{number}"
        )

    page = text(desk.get(url(product, "giay-to/")))

    assert ("VG-1" in page, "VG-2" in page, "VG-3" in page) == (True, True, False)


def test_a_lapsed_paper_says_so(desk, product, act):
    add_paper(act, producer=product.producer, kind="vietgap", expires_on=TODAY - timedelta(days=1))

    page = text(desk.get(url(product, "giay-to/")))

    assert "Hết hạn" in page
    assert "04/10/2026" in page
