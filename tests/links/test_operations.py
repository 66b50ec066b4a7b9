"""Giving links to a name: what is kept, what is refused, and that it is remembered."""

import pytest
from django.db import IntegrityError, transaction

from ocop.audit.queries import history
from ocop.kernel.digital_link import Name
from ocop.kernel.errors import Refused
from ocop.links.models import Anchor, Link
from ocop.links.operations import replace_links
from ocop.links.targets import LinkTarget
from ocop.links.vocabulary import DEFAULT
from tests.factories.dossiers import act_of

pytestmark = pytest.mark.django_db
NAME = Name.parse("/01/09506000134352")
PAGE = LinkTarget("gs1:pip", "https://example.com/page", "Trang", "text/html", ("vi",))
HOME = LinkTarget(DEFAULT, "https://example.com/", "Trang chủ")


def given(*links, name=NAME, **more):
    return replace_links(act_of(), name=name, links=links, **more)


def test_links_are_kept_in_their_order_with_all_that_is_said_of_them():
    anchor = given(HOME, PAGE, description="Chè hoa vàng")

    assert [link.target for link in anchor.links.all()] == [HOME, PAGE]
    assert (anchor.path, anchor.description) == ("/01/09506000134352", "Chè hoa vàng")


def test_new_links_take_the_place_of_the_old_and_history_tells_both():
    anchor = given(HOME)
    given(PAGE)

    assert [link.target for link in anchor.links.all()] == [PAGE]
    last = history(anchor).last()
    assert [one["href"] for one in last.facts["added"]] == ["https://example.com/page"]
    assert [one["href"] for one in last.facts["removed"]] == ["https://example.com/"]


def test_the_same_links_again_change_nothing():
    anchor = given(HOME, PAGE)
    given(HOME, PAGE)

    assert history(anchor).count() == 1


def test_no_links_take_them_all_away():
    anchor = given(HOME)
    given()

    assert not anchor.links.exists()


@pytest.mark.parametrize(
    "href",
    [
        "", "example.com", "/san-pham/", "//example.com/", "javascript:alert(1)", "ftp://a.vn/",
        "data:text/html,x", "http://", "https:///x", "http://[", "https://a.vn:0/",
        "https://a.vn:99999/", "https://nguoi@a.vn/", "https://ngan-hang.vn@a.vn/",
        "https://a.vn/\r\nSet-Cookie: x", "https://a.vn/ b", "https://a.vn/<b>", "https://a.vn/\x00",
        "https://a.vn/" + "x" * 2000,
    ],
)  # fmt: skip
def test_only_an_address_of_the_web_is_taken(href):
    with pytest.raises(Refused, match="bắt đầu bằng http"):
        given(LinkTarget("gs1:pip", href, "Trang"))


def test_an_address_in_its_own_letters_is_kept_as_it_goes_over_the_wire():
    anchor = given(LinkTarget("gs1:pip", "https://chè.vn/hoa-vàng", "Trang"))

    assert anchor.links.get().href == "https://xn--ch-8ia.vn/hoa-v%C3%A0ng"


@pytest.mark.parametrize(
    ("link", "why"),
    [
        (LinkTarget("gs1:pip", "https://a.vn/", " "), "tiêu đề"),
        (LinkTarget("gs1:pip", "https://a.vn/", "x" * 201), "tiêu đề"),
        (LinkTarget("gs1:", "https://a.vn/", "x"), "Loại liên kết"),
        (LinkTarget("pip?", "https://a.vn/", "x"), "Loại liên kết"),
        (LinkTarget("gs1:pip", "https://a.vn/", "x", hreflang=("Vietnamese",)), "hai chữ cái"),
        (LinkTarget("gs1:pip", "https://a.vn/", "x", hreflang=("zh-Hant",)), "hai chữ cái"),
        (LinkTarget("gs1:pip", "https://a.vn/", "x", "html"), "text/html"),
        (LinkTarget("gs1:pip", "https://a.vn/", "x", context=("x" * 61,)), "bối cảnh"),
        (LinkTarget(DEFAULT, "https://a.vn/", "x", hreflang=("vi",)), "dành cho mọi người"),
        (LinkTarget(DEFAULT, "https://a.vn/", "x", "text/html"), "dành cho mọi người"),
    ],
)
def test_a_link_says_what_a_linkset_can_say(link, why):
    with pytest.raises(Refused, match=why):
        given(link)

    assert not Anchor.objects.exists()


def test_there_is_one_default():
    with pytest.raises(Refused, match="một liên kết mặc định"):
        given(HOME, HOME)


def test_there_are_at_most_200_links():
    given(*[PAGE] * 200)
    with pytest.raises(Refused, match="nhiều nhất 200"):
        given(*[PAGE] * 201)


@pytest.mark.parametrize("spelling", [
    "gs1:pip", "https://ref.gs1.org/voc/pip", "https://gs1.org/voc/pip",
    "http://gs1.org/voc/pip", "https://www.gs1.org/voc/pip",
])  # fmt: skip
def test_a_type_of_gs1_is_one_in_all_its_spellings(spelling):
    anchor = given(LinkTarget(spelling, "https://a.vn/", "x"))

    assert anchor.links.get().link_type == "gs1:pip"


def test_the_database_itself_knows_one_default_and_the_web():
    anchor = given(HOME)
    second = Link(anchor=anchor, position=1, link_type=DEFAULT, href="https://a.vn/", title="x",
                  created_at=act_of().at)  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()
    second.link_type, second.href = "gs1:pip", "javascript:x"
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()
