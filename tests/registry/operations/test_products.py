"""Acts on products and codes: each with one line of history, each refusal harmless."""

import pytest

from ocop.audit.queries import history
from ocop.registry.models import Photo, Product, ProductCode
from ocop.registry.operations import (
    add_paper,
    assign_code,
    describe_product,
    keep_legacy_code,
    merge_products,
    register_product,
    retire_product,
)
from ocop.registry.verbs import Verb
from tests.factories.dossiers import a_commune, a_producer, a_product
from tests.factories.registers import GTIN, OTHER_GTIN
from tests.registry.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def verbs(thing):
    return [entry.verb for entry in history(thing)]


def test_a_product_is_registered_where_its_producer_is(act):
    producer = a_producer()

    first = register_product(act, producer=producer, name=" Trà hoa vàng ", set_number=11)
    there = a_commune("06862", "Tiên Yên")
    second = register_product(
        act, producer=producer, name="Mật ong", set_number=4, commune=there, gtin=GTIN[1:]
    )

    assert (first.name, first.code, first.commune) == ("Trà hoa vàng", "SP-00001", producer.commune)
    assert (second.code, second.commune.name, second.gtin) == ("SP-00002", "Tiên Yên", GTIN)
    assert "tra hoa vang" in first.folded
    assert verbs(first) == [Verb.PRODUCT_REGISTERED]


@pytest.mark.parametrize(
    ("details", "why"),
    [
        ({"name": " "}, "Hãy ghi tên sản phẩm"),
        ({"set_number": 0}, "26 bộ"),
        ({"set_number": 27}, "26 bộ"),
        ({"gtin": "8935001700013"}, "số kiểm tra"),
        ({"gtin": "2000000000008"}, "nội bộ"),
    ],
)
def test_what_no_later_step_could_mend_is_refused(act, details, why):
    producer = a_producer()

    with refused(why):
        register_product(act, producer=producer, **({"name": "Trà", "set_number": 11} | details))


@pytest.mark.parametrize("kind", ["association", "centre"])
def test_an_association_offers_tourism_only(act, kind):
    producer = a_producer(kind=kind)

    with refused("du lịch"):
        register_product(act, producer=producer, name="Trà", set_number=25)

    assert register_product(act, producer=producer, name="Điểm du lịch", set_number=26).pk


def test_a_gtin_is_of_one_product_only(act):
    first = register_product(act, producer=a_producer(), name="Trà", set_number=11, gtin=GTIN)
    second = a_product()

    with refused("đã ghi cho sản phẩm “Trà”"):
        describe_product(second, act, gtin=GTIN)
    assert describe_product(first, act, gtin=GTIN).gtin == GTIN


def test_describing_tells_what_changed(act):
    product = a_product()

    describe_product(product, act, name="Chả mực", set_number=product.set_number, gtin=GTIN)

    [entry] = history(product)
    assert (entry.verb, entry.facts) == (Verb.PRODUCT_DESCRIBED, {"changed": ["gtin", "name"]})
    assert "cha muc" in Product.objects.get().folded


def test_a_wrong_description_is_refused(act):
    product = a_product()

    with refused("26 bộ"):
        describe_product(product, act, set_number=99)


def test_a_detail_that_no_product_has_is_a_bug(act):
    product = a_product()

    with unchanged(), pytest.raises(TypeError):
        describe_product(product, act, code="SP-1")


def test_codes_count_within_a_commune_and_a_year(act):
    commune = a_commune()
    codes = [assign_code(a_product(), act, commune=commune, year=year).code
             for year in (2026, 2026, 2027)]  # fmt: skip

    assert codes == ["22-06978-1-2026", "22-06978-2-2026", "22-06978-1-2027"]


def test_a_product_keeps_the_code_of_its_year(act):
    product, commune = a_product(), a_commune()
    first = assign_code(product, act, commune=commune, year=2026)

    with unchanged():
        assert assign_code(product, act, commune=commune, year=2026) == first
    assert verbs(product) == [Verb.CODE_ASSIGNED]


def test_an_older_code_is_kept_letter_for_letter(act):
    product = a_product()

    kept = keep_legacy_code(product, act, code="22-202-06970-3-2021")

    assert (kept.code, kept.is_legacy, kept.assigned_on) == ("22-202-06970-3-2021", True, act.day)
    assert verbs(product) == [Verb.CODE_ASSIGNED]
    with unchanged():
        assert keep_legacy_code(product, act, code="22-202-06970-3-2021") == kept


def test_an_older_code_is_of_one_product_only(act):
    keep_legacy_code(a_product(), act, code="BC-01")
    other = a_product()

    with refused("Mã BC-01 đã ghi cho sản phẩm"):
        keep_legacy_code(other, act, code="BC-01")


def test_a_product_is_retired_once(act):
    product = a_product()

    retire_product(product, act)

    assert product.retired_on == act.day
    assert verbs(product) == [Verb.RETIRED]
    with refused("ngừng từ trước"):
        retire_product(product, act)


def photo(product, digest, act):
    return Photo.objects.create(product=product, digest=digest, created_at=act.at)


def test_merging_moves_codes_papers_and_photos(act):
    double = a_product(gtin=GTIN)
    kept = a_product(producer=double.producer)
    keep_legacy_code(double, act, code="BC-01")
    paper = add_paper(act, producer=double.producer, product=double, kind="haccp")
    same, own = photo(double, "a" * 64, act), photo(double, "b" * 64, act)
    photo(kept, "a" * 64, act)

    merge_products(double, act, into=kept)

    for row in (double, kept, paper, same, own):
        row.refresh_from_db()
    assert (double.merged_into, double.gtin, kept.gtin) == (kept, None, GTIN)
    assert (ProductCode.objects.get().product, paper.product) == (kept, kept)
    assert (same.product, own.product) == (double, kept)
    [entry] = history(kept)
    assert (entry.verb, entry.facts) == (Verb.PRODUCTS_MERGED, {"merged": double.code})


def test_the_one_that_stays_keeps_its_own_gtin(act):
    double, kept = a_product(gtin=GTIN), a_product(gtin=OTHER_GTIN)

    merge_products(double, act, into=kept)

    kept.refresh_from_db()
    assert kept.gtin == OTHER_GTIN


def test_a_product_is_not_merged_with_itself(act):
    product = a_product()

    with refused("hai sản phẩm khác nhau"):
        merge_products(product, act, into=product)


def test_what_was_merged_is_not_merged_again(act):
    double, kept, third = a_product(), a_product(), a_product()
    merge_products(double, act, into=kept)

    with refused("đã được gộp từ trước"):
        merge_products(double, act, into=third)
    with refused("đã được gộp từ trước"):
        merge_products(third, act, into=double)
