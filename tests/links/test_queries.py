"""Which names people lead elsewhere: what a door that answers by itself has to know."""

import pytest

from ocop.kernel.digital_link import Name
from ocop.links.operations import replace_links
from ocop.links.queries import leads_elsewhere, led_elsewhere
from ocop.links.targets import LinkTarget
from tests.factories.dossiers import act_of

pytestmark = pytest.mark.django_db
ROOT = "https://ocop.vn"
ITEM = Name.parse("/01/09506000134352")
PIECE = Name.parse("/01/09506000134352/10/L/21/S")


@pytest.mark.parametrize(
    ("kind", "href", "elsewhere"),
    [
        ("gs1:defaultLink", "https://a.vn/", True),
        ("gs1:defaultLinkMulti", "https://a.vn/", True),
        ("gs1:defaultLink", "https://ocop.vn.example/", True),
        ("gs1:defaultLink", "https://ocop.vn/san-pham/X/", False),
        ("gs1:defaultLink", "https://ocop.vn", False),
        ("gs1:pip", "https://a.vn/", False),
    ],
)
def test_only_a_default_of_another_site_leads_elsewhere(kind, href, elsewhere):
    replace_links(act_of(), name=ITEM, links=[LinkTarget(kind, href, "Trang")])

    assert leads_elsewhere(ITEM, ROOT) is elsewhere
    assert led_elsewhere(ROOT) == ({ITEM.path} if elsewhere else frozenset())


def test_what_leads_an_item_elsewhere_does_not_lead_its_pieces():
    links = [LinkTarget("gs1:defaultLink", "https://a.vn/", "Trang")]
    replace_links(act_of(), name=ITEM, links=links)

    assert not leads_elsewhere(PIECE, ROOT)


def test_it_is_one_question(django_assert_num_queries):
    with django_assert_num_queries(1):
        leads_elsewhere(PIECE, ROOT)
    with django_assert_num_queries(1):
        led_elsewhere(ROOT)
