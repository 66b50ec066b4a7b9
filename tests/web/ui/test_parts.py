"""The parts: what each says in each state."""

from datetime import date

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from ocop.places.models import Commune
from ocop.web.ui import charts, tilemap
from ocop.web.ui.marks import MARKS, mark_of
from ocop.web.ui.states import look_of
from ocop.web.ui.tiles import TILES

TODAY = date(2026, 10, 5)


def drawn(source, path="/", **context):
    request = RequestFactory().get(path)
    page = Template("{% load ui %}" + source)
    return " ".join(page.render(Context({"today": TODAY, "request": request, **context})).split())


@pytest.mark.parametrize(
    ("state", "stars", "words"),
    [
        ("in_force", 4, "đến hết 11/05/2028"),
        ("lapsing", 3, "Sắp hết hạn: <"),
        ("lapsed", 0, "Giấy chứng nhận 4 sao đã hết hạn từ 12/05/2028"),
        ("revoked", 0, "Giấy chứng nhận 4 sao đã bị thu hồi từ 12/05/2028"),
        ("none", 0, "Chưa xếp hạng"),
    ],
)
def test_a_star_shines_only_while_its_certificate_is_in_force(state, stars, words):
    count = stars or 4
    page = drawn("{% star_badge n state day %}", n=count, state=state, day=date(2028, 5, 12))

    assert page.count("icons.svg#star") == stars
    assert words in page


def test_a_result_that_is_not_recognized_shows_hollow_stars():
    page = drawn('{% star_badge 4 "in_force" candidate=True %}')

    assert page.count("#star-line") == 4
    assert "chưa công nhận" in page


@pytest.mark.parametrize(
    ("due", "tone", "words"),
    [
        (date(2026, 11, 4), "calm", "còn 30 ngày"), (date(2026, 11, 3), "amber", "còn 29 ngày"),
        (TODAY, "amber", "hạn hôm nay"), (date(2026, 10, 4), "lacquer", "quá 1 ngày"),
    ],
)  # fmt: skip
def test_a_chip_counts_the_days_left(due, tone, words):
    page = drawn("{% days_left due %}", due=due)

    assert f"tone-{tone}" in page
    assert words in page


def test_a_status_has_a_word_an_icon_and_a_tone():
    page = drawn('{% status "RETURNED" "Trả lại để bổ sung" %}')

    assert "tone-amber" in page
    assert "#attention" in page
    assert "Trả lại để bổ sung" in page


def test_an_unknown_state_looks_calm():
    assert look_of("something else").tone == "calm"


def test_words_of_people_cannot_become_markup():
    page = drawn("{% refusal what %}{% bar_chart what rows %}", what="<b>", rows=[("<i>", 1)])

    assert "<b>" not in page
    assert "<i>" not in page


def test_a_menu_item_is_hidden_without_its_permission():
    item = '{% nav "styleguide" "Mẫu" permission="x.y" %}'

    assert drawn(item, permissions=frozenset()) == ""
    assert "Mẫu" in drawn(item, permissions=frozenset({"x.y"}))


def test_a_menu_says_where_one_is():
    item = '{% nav "styleguide" "Mẫu" %}'

    assert 'aria-current="page"' in drawn(item, path="/phong-mau/abc/")
    assert "aria-current" not in drawn(item, path="/san-pham/")


def test_a_facet_keeps_the_other_filters_and_forgets_the_page():
    page = drawn('{% facets "Sao" "sao" rows %}', path="/?xa=1&trang=3", rows=[(4, "4 sao", 7)])

    assert 'href="?xa=1&amp;sao=4"' in page


def test_crumbs_end_in_the_page_itself():
    page = drawn('{% crumbs "Hồ sơ" "/ho-so/" "HS-1" %}')

    assert '<a href="/ho-so/">Hồ sơ</a>' in page
    assert '<span aria-current="page">HS-1</span>' in page


def test_a_chart_has_title_unit_day_and_its_table():
    page = drawn('{% bar_chart "Theo ngành" rows "sản phẩm" today %}', rows=[("Chè", 1200, "/x/")])

    assert "Theo ngành" in page
    assert "Đơn vị: sản phẩm · tính đến 05/10/2026" in page
    assert '<a href="/x/">Chè</a>' in page
    assert page.count("1.200") == 2


def test_a_chart_without_rows_says_so():
    assert "Chưa có số liệu." in drawn('{% column_chart "Theo năm" rows %}', rows=[])


def test_the_longest_bar_fills_its_line_and_a_zero_has_none():
    svg = charts.bars([("a", 40), ("b", 10), ("c", 0)])

    assert [f'width="{share}"' in svg for share in ("100.00%", "25.00%", "0.00%")] == [True] * 3


def test_columns_of_nothing_but_zeros_are_drawn_flat():
    assert 'height="0"' in charts.columns([("2025", 0)])


def test_a_spark_needs_two_values():
    assert charts.spark([1]) == ""
    assert "polyline" in charts.spark([1, 2, 2])


@pytest.mark.django_db
def test_the_tile_map_has_every_commune_of_the_province_once():
    codes = Commune.objects.filter(province__code="22", valid_to=None).values_list(
        "code", flat=True
    )

    assert set(codes) <= set(TILES["22"])
    assert len(TILES["22"]) == 54
    assert len(set(TILES["22"].values())) == 54


def test_the_tile_map_shades_by_number_and_leaves_out_what_it_does_not_know():
    rows = [("06978", "Xã Ba Chẽ", 9, "/x/"), ("06838", "Xã Bình Liêu", 0), ("99999", "Xã lạ", 5)]

    svg = tilemap.draw(rows)

    assert "shade-4" in svg
    assert "shade-0" in svg
    assert "Xã lạ" not in svg


def test_every_product_set_has_a_mark_of_its_own():
    assert sorted(MARKS) == list(range(1, 27))
    assert len(set(MARKS.values())) == 26
    assert [mark_of(value) for value in ("11", 27, None, "x")] == ["tea", "leaf", "leaf", "leaf"]


def test_a_product_without_a_photo_shows_the_mark_of_its_set():
    assert "marks.svg#tea" in drawn("{% picture photo set_number=11 %}", photo=None)
