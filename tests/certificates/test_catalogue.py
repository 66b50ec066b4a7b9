"""The catalogue: what is found, in what order, and what the facets count."""

import unicodedata
from datetime import timedelta

import pytest

from ocop.certificates.catalogue import Wanted, search
from ocop.places.models import Commune
from ocop.registry.operations import merge_products, retire_product
from tests import market
from tests.moment import TODAY

pytestmark = pytest.mark.django_db

GROUPS = {1: "tuoi-song", 4: "che-bien", 6: "che", 7: "che", 9: "do-uong"}

STOCK = (
    "Trà hoa vàng Ba Chẽ", "Chè xanh Đường Hoa", "Mật ong rừng Bình Liêu", "Miến dong Bình Liêu",
    "Chả mực Hạ Long", "Ruốc hàu Vân Đồn", "Nước mắm Cái Rồng", "Sá sùng khô Quan Lạn",
    "Rượu ba kích tím", "Rượu mơ Yên Tử", "Gà Tiên Yên", "Trứng vịt biển Đồng Rui",
    "Ổi lê Đông Triều", "Na dai Đông Triều", "Vải chín sớm Phương Nam", "Cam Vạn Yên",
    "Củ cải Đầm Hà", "Khoai lang Hải Ninh", "Bánh gật gù Tiên Yên", "Bánh tài lồng ệp",
    "Tinh dầu quế Đầm Hà", "Tinh dầu hồi Bình Liêu", "Nấm linh chi (hộp 100g)",
    "Đông trùng hạ thảo", "Bột sắn dây", "Tinh bột nghệ", "Lạc đỏ", "Nếp cái hoa vàng",
    "Mực ống Cô Tô", "Cá thu một nắng", "Tôm thẻ chân trắng", "Hoà Bình xanh", "Giỏ mây đan",
    "Gốm sứ Đông Triều", "Thổ cẩm Dao Thanh Phán", "Ớt gió", "Sữa chua nếp cẩm",
    "Măng khô Lương Minh", "Thịt lợn gác bếp", "Xôi đậu xanh",
)  # fmt: skip

# Typed with accents, and without: sixty pairs that have to find the same.
PAIRS = (
    ("trà", "tra"), ("trà hoa vàng", "tra hoa vang"), ("hoa vàng", "hoa vang"), ("chè", "che"),
    ("chè xanh", "che xanh"), ("Đường Hoa", "duong hoa"), ("mật ong", "mat ong"),
    ("rừng", "rung"), ("miến dong", "mien dong"), ("Bình Liêu", "binh lieu"),
    ("chả mực", "cha muc"), ("Hạ Long", "ha long"), ("ruốc hàu", "ruoc hau"),
    ("Vân Đồn", "van don"), ("nước mắm", "nuoc mam"), ("Cái Rồng", "cai rong"),
    ("sá sùng", "sa sung"), ("khô", "kho"), ("rượu", "ruou"), ("rượu ba kích", "ruou ba kich"),
    ("tím", "tim"), ("mơ", "mo"), ("Yên Tử", "yen tu"), ("gà", "ga"),
    ("gà Tiên Yên", "ga tien yen"), ("trứng vịt", "trung vit"), ("biển", "bien"),
    ("Đồng Rui", "dong rui"), ("ổi", "oi"), ("ổi lê", "oi le"), ("Đông Triều", "dong trieu"),
    ("na dai", "na dai"), ("vải chín sớm", "vai chin som"), ("Vạn Yên", "van yen"),
    ("củ cải", "cu cai"), ("Đầm Hà", "dam ha"), ("bánh", "banh"), ("bánh gật gù", "banh gat gu"),
    ("tài lồng ệp", "tai long ep"), ("tinh dầu quế", "tinh dau que"), ("hồi", "hoi"),
    ("nấm linh chi", "nam linh chi"), ("hộp", "hop"), ("đông trùng", "dong trung"),
    ("hạ thảo", "ha thao"), ("bột sắn dây", "bot san day"), ("nghệ", "nghe"),
    ("lạc đỏ", "lac do"), ("nếp", "nep"), ("mực ống", "muc ong"), ("Cô Tô", "co to"),
    ("cá thu", "ca thu"), ("một nắng", "mot nang"), ("tôm thẻ", "tom the"),
    ("hoà bình", "hoa binh"), ("mây đan", "may dan"), ("gốm sứ", "gom su"),
    ("thổ cẩm", "tho cam"), ("ớt gió", "ot gio"), ("hợp tác xã", "hop tac xa"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def opened(db):
    market.opened()


def found(words="", **wanted):
    return search(Wanted(words, **wanted), day=TODAY, groups=GROUPS)


def names(words="", **wanted):
    return [product.name for product in found(words, **wanted).products]


def test_sixty_questions_find_the_same_with_and_without_accents():
    for name in STOCK:
        market.offered(name)
    asked = [(typed, plain, set(names(typed)), set(names(plain))) for typed, plain in PAIRS]

    assert len(PAIRS) == 60
    assert [(typed, plain) for typed, plain, one, other in asked if not one or one != other] == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_words_are_found_in_any_unicode_form(form):
    market.offered("Đặc sản chả mực")

    assert names(unicodedata.normalize(form, "đặc sản")) == ["Đặc sản chả mực"]


def test_either_place_of_a_tone_finds_the_other():
    market.offered("Rau Hoà Bình")

    assert names("hòa bình") == names("hoà bình") == ["Rau Hoà Bình"]


def test_a_word_is_found_whole_and_never_inside_another():
    market.offered("Trang trại sạch")
    market.offered("Trà xanh")

    assert names("tra") == ["Trà xanh"]


def test_the_beginning_of_the_last_word_is_enough_where_nothing_holds_it_whole():
    market.offered("Nước mắm Yokomart")

    assert names("nuoc yoko") == ["Nước mắm Yokomart"]
    assert found("nuoc yoko").is_widened
    assert not found("nuoc yokomart").is_widened
    assert names("nu yokomart") == []


def test_every_word_has_to_occur_somewhere():
    by = market.stall("HTX Hạ Long", place="Phường Hạ Long")
    market.offered("Chả mực", by=by)

    assert names("chả htx hạ long") == ["Chả mực"]
    assert names("chả móng cái") == []


@pytest.mark.parametrize("typed", ["HTX", "htx", "hợp tác xã", "hop tac xa"])
def test_a_short_form_finds_what_is_written_out_and_the_other_way_round(typed):
    market.offered("Trà một", by=market.stall("HTX Ba Chẽ"))
    market.offered("Trà hai", by=market.stall("Hợp tác xã Lương Minh"))
    market.offered("Trà ba", by=market.stall("Công ty Quảng Hà", kind="company"))

    assert set(names(typed)) == {"Trà một", "Trà hai"}


def test_what_bears_the_typed_accents_comes_first():
    by = market.stall("HTX Hải Hòa", place="Xã Hải Hòa")
    for name in ("Ba chè", "Ba che", "Ba chẽ"):
        market.offered(name, by=by)

    assert names("chẽ hải hòa")[0] == "Ba chẽ"
    assert names("chè hải hòa")[0] == "Ba chè"
    assert names("che hải hòa")[0] == "Ba che"


def test_a_name_comes_before_a_place_and_words_in_order_before_words_apart():
    market.offered("Cam", by=market.stall("HTX Trà Hoa"))
    market.offered("Hoa trà")
    market.offered("Trà hoa vàng")

    assert names("trà hoa") == ["Trà hoa vàng", "Hoa trà", "Cam"]


def test_without_words_the_order_is_vietnamese():
    for name in ("Ổi", "Đậu", "Dứa", "Ớt", "Ong", "Âm", "An", "Ăn"):
        market.offered(name)

    assert names() == ["An", "Ăn", "Âm", "Dứa", "Đậu", "Ong", "Ổi", "Ớt"]


@pytest.mark.parametrize("words", ["%", "_", "|", "'", "\\", "\x00", "%%%", "🙂", "a" * 5000])
def test_signs_of_the_database_are_only_signs(words):
    market.offered("Trà hoa vàng")

    assert names(words) in ([], ["Trà hoa vàng"])
    assert names("trà " + words) in ([], ["Trà hoa vàng"])


def test_only_certificates_in_force_that_day_show():
    market.offered("Không sao", stars=None)
    market.revoked(market.certified(market.offered("Thu hồi", stars=None), 4))
    lapsing = market.certified(market.offered("Hết hạn", stars=None), 3)
    last = lapsing.lapses_on - timedelta(days=1)

    assert names() == ["Hết hạn"]
    assert found().starless == 2
    for day, stands in ((last, ["Hết hạn"]), (lapsing.lapses_on, [])):
        on_that_day = search(Wanted(), day=day, groups=GROUPS)
        assert [product.name for product in on_that_day.products] == stands


def test_products_without_a_star_show_when_asked_for():
    market.offered("Không sao", stars=None)
    market.offered("Có sao")

    assert names(starless=True) == ["Có sao", "Không sao"]
    assert found(starless=True).facets.stars == {3: 1, None: 1}
    assert found(starless=True).starless == 0


def test_what_is_left_out_obeys_the_choices_too():
    market.offered("Trà không sao", set_number=6, stars=None)
    market.offered("Gà không sao", set_number=1, stars=None)

    assert found().starless == 2
    assert found(set_number=6).starless == 1
    assert found(stars=4).starless == 0


def test_merged_and_retired_products_are_in_no_catalogue():
    kept = market.offered("Trà")
    merge_products(market.offered("Trà đôi"), market.ACT, into=kept)
    retire_product(market.offered("Trà cũ"), market.ACT)

    assert names(starless=True) == ["Trà"]


def test_the_higher_of_two_stars_counts():
    market.certified(market.offered("Trà", stars=3), 4)

    assert found().facets.stars == {4: 1}
    assert names(stars=3) == []
    assert names(stars=4) == ["Trà"]


@pytest.fixture
def stocked():
    ba_che, company = (
        market.stall(),
        market.stall("Công ty Tiên Yên", place="Xã Tiên Yên", kind="company"),
    )
    market.offered("Trà hoa vàng", by=ba_che, set_number=6, stars=4)
    market.offered("Cà phê", by=ba_che, set_number=7, stars=3)
    market.offered("Gà", by=company, set_number=1, stars=3)
    market.offered("Miến", by=company, set_number=4, stars=5)


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        ({"stars": 3}, {"Cà phê", "Gà"}),
        ({"group": "che"}, {"Trà hoa vàng", "Cà phê"}),
        ({"set_number": 7}, {"Cà phê"}),
        ({"kind": "company"}, {"Gà", "Miến"}),
        ({"stars": 3, "kind": "company"}, {"Gà"}),
        ({"group": "che", "set_number": 1}, set()),
        ({"commune": "99999"}, set()),
        ({"group": "khong-co"}, set()),
    ],
)
def test_choices_narrow(stocked, wanted, left):
    assert set(names(**wanted)) == left
    assert found(**wanted).count == len(left)


def test_a_commune_is_chosen_by_its_code(stocked):
    code = Commune.objects.get(full_name="Xã Tiên Yên").code

    assert set(names(commune=code)) == {"Gà", "Miến"}


def test_a_facet_obeys_the_others_and_not_itself(stocked):
    facets = found(stars=3, kind="company").facets

    assert facets.stars == {3: 1, 5: 1}
    assert facets.kind == {"company": 1, "cooperative": 1}
    assert facets.group == {"tuoi-song": 1}
    assert facets.set_number == {1: 1}
    assert sum(facets.commune.values()) == 1


def test_groups_do_not_obey_the_set_that_lies_within_one(stocked):
    facets = found(group="che", set_number=7).facets

    assert facets.group == {"che": 2, "tuoi-song": 1, "che-bien": 1}
    assert facets.set_number == {6: 1, 7: 1}


def test_facets_obey_the_words(stocked):
    assert found("gà").facets.stars == {3: 1}


def test_pages_share_out_what_was_found(stocked):
    first, last, beyond = (
        search(Wanted(), day=TODAY, groups=GROUPS, page=page, size=3) for page in (1, 2, "99")
    )

    assert [len(part.products) for part in (first, last, beyond)] == [3, 1, 1]
    assert {first.count, last.count} == {4}
    assert beyond.page.number == 2


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_does_not_grow(number, django_assert_num_queries):
    for n in range(number):
        market.offered(f"Trà {n}")

    with django_assert_num_queries(2):
        found("trà")
