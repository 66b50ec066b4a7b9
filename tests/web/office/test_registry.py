"""Producers and products at the office: found, entered, described, merged, represented."""

from datetime import timedelta

import pytest

from ocop.registry.models import Paper, Producer, Product
from tests import cast
from tests.factories.dossiers import (
    a_certificate,
    a_commune,
    a_producer,
    a_product,
    a_rubric,
)
from tests.moment import NOW
from tests.web.desk import at, renamed, table, text

PRODUCERS, PRODUCTS = "/van-phong/chu-the/", "/van-phong/san-pham/"


def entry(**changes):
    """Return what an officer types of a producer."""
    return {
        "name": "HTX Trà hoa vàng Ba Chẽ", "kind": "cooperative", "commune": a_commune().pk,
        "address": "Thôn Khe Lọng", "phone": "0912 345 678", "tax_code": "5701234567", **changes,
    }  # fmt: skip


def description(**changes):
    """Return what an officer types of a product."""
    a_rubric(6)
    return {"name": "Trà hoa vàng sấy lạnh", "set_number": "6", **changes}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [(PRODUCERS, 9), (PRODUCTS, 9)])
def test_a_list_asks_as_much_for_three_rows_as_for_one(
    rows, path, queries, django_assert_num_queries
):
    for _ in range(rows):
        a_certificate(a_product())
    client = at(cast.lan())
    client.get(path)  # A session's first request notes that it is alive.

    with django_assert_num_queries(queries):
        page = text(client.get(path))

    assert f"<b>{rows}</b> dòng" in page


def test_the_products_go_to_excel_with_the_star_of_the_day():
    product = a_product()
    certificate = a_certificate(product, stars=4)
    a_product(producer=product.producer)

    rows = table(at(cast.lan()).get(f"{PRODUCTS}?tai=xlsx"))

    rows.sort(key=lambda row: row["Mã"].value != product.code)
    assert [row["Sao hôm nay"].value for row in rows] == [4, None]
    assert rows[0]["Sao đến hết"].value.date() == certificate.lapses_on - timedelta(days=1)
    assert rows[0]["Mã"].value == product.code


def test_the_producers_go_to_excel_with_their_count_of_products():
    product = a_product()
    a_product(producer=product.producer)

    [row] = table(at(cast.lan()).get(f"{PRODUCERS}?tai=xlsx"))

    assert (row["Sản phẩm"].data_type, row["Sản phẩm"].value) == ("n", 2)


@pytest.mark.parametrize(
    ("query", "found"),
    [("?tu=tra hoa", ["Trà hoa vàng"]), ("?sao=3", ["Miến dong"]), ("?sao=0", ["Trà hoa vàng"]),
     ("?bo=26", []), ("?xa=06978", ["Miến dong", "Trà hoa vàng"])],
)  # fmt: skip
def test_the_products_are_narrowed_by_their_filters(query, found):
    renamed(a_product(), "Trà hoa vàng")
    a_certificate(renamed(a_product(), "Miến dong"))

    page = text(at(cast.lan()).get(PRODUCTS + query))

    assert [name for name in ("Miến dong", "Trà hoa vàng") if name in page] == found


def test_a_producer_shows_its_products_with_their_stars():
    product = renamed(a_product(), "Trà hoa vàng")
    a_certificate(product, stars=4)

    page = text(at(cast.lan()).get(f"{PRODUCERS}{product.producer.code}/"))

    assert "Trà hoa vàng" in page
    assert "4" in page


def test_a_producer_is_entered():
    page = at(cast.lan()).post(f"{PRODUCERS}moi/", entry(), follow=True)

    producer = Producer.objects.get()
    assert (producer.name, producer.tax_code) == ("HTX Trà hoa vàng Ba Chẽ", "5701234567")
    assert "HTX Trà hoa vàng Ba Chẽ" in text(page)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("phone", "không có", "Hãy ghi số điện thoại như 0912 345 678."),
        ("tax_code", "57", "Mã số thuế có 10, 12 hoặc 13 chữ số."),
        ("founded_on", "32/13/2020", "Xin ghi ngày theo dạng ngày/tháng/năm"),
    ],
)
def test_a_producer_that_cannot_be_is_refused_with_what_was_typed(field, value, sentence):
    page = text(at(cast.lan()).post(f"{PRODUCERS}moi/", entry(**{field: value})))

    assert sentence in page
    assert f'value="{value}"' in page
    assert 'value="Thôn Khe Lọng"' in page
    assert not Producer.objects.exists()


def test_a_producer_is_not_entered_in_a_neighbours_commune():
    beside = a_commune("06985", "Lương Minh")

    page = at(cast.lan()).post(f"{PRODUCERS}moi/", entry(commune=beside.pk))

    assert page.status_code == 200
    assert not Producer.objects.exists()


def test_a_producers_description_is_brought_up_to_date():
    producer = a_producer()

    at(cast.lan()).post(f"{PRODUCERS}{producer.code}/sua/", entry(phone="0203 111 222"))

    producer.refresh_from_db()
    assert (producer.phone, producer.name) == ("0203 111 222", "HTX Trà hoa vàng Ba Chẽ")


def test_a_producer_without_a_name_keeps_the_old_one():
    producer = a_producer()

    page = at(cast.lan()).post(f"{PRODUCERS}{producer.code}/sua/", entry(name=""))

    assert 'aria-invalid="true"' in text(page)
    assert Producer.objects.get().name == producer.name


def test_a_double_is_merged_into_the_entry_that_stays_and_its_address_leads_there():
    kept = renamed(a_producer(), "HTX Khe Lọng")
    double = renamed(a_producer(), "Hợp tác xã Khe Lọng")
    client = at(cast.tung())

    client.post(f"{PRODUCERS}{double.code}/gop/?giu={kept.code}", {"into": kept.code})

    double.refresh_from_db()
    assert double.merged_into == kept
    assert "HTX Khe Lọng" in text(client.get(f"{PRODUCERS}{double.code}/"))


def test_a_double_is_not_merged_into_what_was_not_offered():
    double = a_producer()

    page = at(cast.tung()).post(f"{PRODUCERS}{double.code}/gop/", {"into": "CT-KHONG-CO"})

    double.refresh_from_db()
    assert page.status_code == 200
    assert double.merged_into is None


def test_a_person_is_let_act_for_a_producer():
    producer, hoa = a_producer(), cast.hoa()

    page = at(cast.lan()).post(
        f"{PRODUCERS}{producer.code}/dai-dien/", {"user": "hoa", "position": "Giám đốc"},
        follow=True,
    )  # fmt: skip

    assert producer.representatives.get().user == hoa
    assert "Triệu Thị Hoa" in text(page)


def test_nobody_acts_for_a_producer_without_an_account():
    producer = a_producer()

    page = text(
        at(cast.lan()).post(
            f"{PRODUCERS}{producer.code}/dai-dien/", {"user": "ai-do", "position": "Giám đốc"}
        )
    )

    assert "Không có tài khoản nào mang tên đăng nhập này." in page
    assert 'value="ai-do"' in page
    assert not producer.representatives.exists()


def test_a_product_is_entered():
    producer = a_producer()

    page = at(cast.lan()).post(f"{PRODUCTS}moi/{producer.code}/", description(), follow=True)

    assert producer.products.get().set_number == 6
    assert "Trà hoa vàng sấy lạnh" in text(page)


def test_a_number_that_is_no_gtin_is_refused_with_what_was_typed():
    producer = a_producer()

    page = text(
        at(cast.lan()).post(
            f"{PRODUCTS}moi/{producer.code}/", description(gtin="8931234567890")
        )
    )  # fmt: skip

    assert 'value="8931234567890"' in page
    assert 'value="Trà hoa vàng sấy lạnh"' in page
    assert 'aria-invalid="true"' in page
    assert not Product.objects.exists()


def test_a_product_shows_certificates_papers_and_what_may_be_done():
    product = a_product()
    certificate = a_certificate(product)

    page = text(at(cast.lan()).get(f"{PRODUCTS}{product.code}/"))

    assert certificate.number in page
    assert f"{PRODUCTS}{product.code}/sua/" in page


def test_a_products_description_is_brought_up_to_date():
    product = a_product()

    at(cast.lan()).post(f"{PRODUCTS}{product.code}/sua/", description(specification="Hộp 50 g"))

    product.refresh_from_db()
    assert (product.name, product.specification) == ("Trà hoa vàng sấy lạnh", "Hộp 50 g")


def test_a_product_of_no_set_is_refused():
    product = a_product()

    page = at(cast.lan()).post(
        f"{PRODUCTS}{product.code}/sua/", description(set_number="27", specification="Hộp 50 g")
    )

    assert 'value="Hộp 50 g"' in text(page)
    assert Product.objects.get().name == product.name


def test_a_double_of_a_product_is_merged():
    producer = a_producer()
    kept = renamed(a_product(producer=producer), "Trà hoa vàng")
    double = renamed(a_product(producer=producer), "Trà hoa vàng")
    client = at(cast.tung())
    assert kept.code in text(client.get(f"{PRODUCTS}{double.code}/gop/"))

    client.post(f"{PRODUCTS}{double.code}/gop/", {"into": kept.code})

    double.refresh_from_db()
    assert double.merged_into == kept


def test_a_product_is_not_merged_without_saying_into_which():
    product = a_product()

    page = at(cast.tung()).post(f"{PRODUCTS}{product.code}/gop/", {"into": ""})

    assert page.status_code == 200
    assert Product.objects.get().merged_into is None


def test_a_paper_of_a_product_is_noted():
    product = a_product()
    data = {
        "kind": Paper.Kind.values[0], "number": "15/2026/ATTP", "issuer": "Sở Y tế",
        "area_ha": "1,50", "issued_on": "01/02/2026", "expires_on": "01/02/2029",
    }  # fmt: skip

    page = at(cast.lan()).post(f"{PRODUCTS}{product.code}/giay-to/", data, follow=True)

    assert str(Paper.objects.get().area_ha) == "1.50"
    assert "15/2026/ATTP" in text(page)


def test_a_paper_that_ends_before_it_begins_is_refused_with_what_was_typed():
    product = a_product()
    data = {
        "kind": Paper.Kind.values[0], "number": "15/2026/ATTP", "issuer": "Sở Y tế",
        "issued_on": "01/02/2026", "expires_on": "01/02/2025",
    }  # fmt: skip

    page = text(at(cast.lan()).post(f"{PRODUCTS}{product.code}/giay-to/", data))

    assert 'value="15/2026/ATTP"' in page
    assert 'aria-invalid="true"' in page or 'role="alert"' in page
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    ("who", "sees"), [(cast.lan, True), (cast.tung, True), (cast.ministry, False)]
)
def test_papers_that_buyers_do_not_see_stay_with_the_offices_of_their_place(who, sees):
    product = a_product()
    for kind, number in (("attp", "ATTP-77"), ("taichinh", "TC-88")):
        Paper.objects.create(producer=product.producer, kind=kind, number=number, created_at=NOW)

    page = text(at(who()).get(f"{PRODUCTS}{product.code}/"))

    assert "ATTP-77" in page
    assert ("TC-88" in page) == sees


@pytest.mark.parametrize(
    ("who", "guides"),
    [(cast.lan, True), (cast.tung, True), (cast.ministry, False), (cast.administrator, False)],
)
def test_the_way_to_a_star_is_shown_to_whoever_may_open_it(who, guides):
    product = a_product()
    way = f"/van-phong/len-sao/{product.code}/"
    visitor = at(who())

    assert (way in text(visitor.get(f"{PRODUCTS}{product.code}/"))) == guides
    assert (visitor.get(way).status_code == 200) == guides
