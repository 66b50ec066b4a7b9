"""Products of the register: they lead to their own pages, and tell what holds of them."""

import pytest

from ocop.kernel.digital_link import Name
from ocop.links.operations import replace_links
from ocop.links.sources import _SOURCES, Offer
from ocop.links.targets import LinkTarget
from ocop.links.vocabulary import DEFAULT
from ocop.trace.operations.recalls import recall
from tests import market
from tests.factories.dossiers import act_of
from tests.factories.trace import a_made_lot
from tests.web.public.resolver.linked import BROWSER, LINKSET, ROOT, VOC, X, ask
from tests.web.public.resolver.test_linksets import flaws

pytestmark = pytest.mark.django_db


@pytest.fixture
def tea(db):
    market.opened()
    product = market.offered("Trà hoa vàng", stars=4)
    product.gtin = "08935049500018"
    product.save()
    return product


def test_a_product_of_the_register_leads_to_its_page_by_itself(client, tea):
    response = ask(client, "/01/08935049500018", Accept=BROWSER)

    assert response.status_code == 307
    assert response.headers["Location"] == f"{ROOT}/san-pham/{tea.code}/"


def test_its_certificates_appear_by_themselves(client, tea):
    said = ask(client, "/01/08935049500018/10/L1", Accept=LINKSET).json()

    assert list(flaws(said)) == []
    item = said["linkset"][0]
    assert item["itemDescription"] == "Trà hoa vàng"
    found = item[f"{VOC}certificationInfo"][0]
    assert found["href"].startswith(f"{ROOT}/chung-nhan/?so=")
    assert "4 sao" in found["title"]
    assert "Còn hiệu lực" in found["title"]
    assert client.get(found["href"].removeprefix(ROOT)).status_code == 200


def test_a_lapsed_certificate_says_so_in_the_linkset(client, tea):
    from ocop.certificates.models import Certificate

    market.revoked(Certificate.objects.get(product=tea))
    item = ask(client, "/01/08935049500018", Accept=LINKSET).json()["linkset"][0]

    assert "Đã thu hồi" in item[f"{VOC}certificationInfo"][0]["title"]


def test_a_lot_leads_to_its_trace_and_says_whether_it_is_called_back(client, tea):
    lot = a_made_lot(tea, code="L7")
    path = f"/01/{tea.gtin}/10/L7"

    def told(path):
        return {
            key.removeprefix(VOC): links[0]["title"]
            for level in ask(client, path, Accept=LINKSET).json()["linkset"]
            for key, links in level.items()
            if key in {f"{VOC}traceability", f"{VOC}recallStatus"}
        }

    assert told(path) == {
        "traceability": "Truy xuất lô L7", "recallStatus": "Lô L7 không bị thu hồi"
    }  # fmt: skip
    assert told(f"/01/{tea.gtin}") == {}
    recall(act_of(), lot=lot, reason="Có vị lạ", decision="12/QĐ-UBND")
    assert "Lô L7 bị thu hồi" in told(path)["recallStatus"]
    assert told(f"/01/{tea.gtin}") == {"recallStatus": "Lô L7 bị thu hồi"}
    for kind in ("traceability", "recallStatus"):
        found = ask(client, f"{path}/21/S1?linkType=gs1:{kind}")
        assert found.status_code == 307
        assert client.get(found["Location"].removeprefix(ROOT)).status_code == 200


def test_what_people_entered_comes_before_our_own_page(client, tea):
    mine = LinkTarget(DEFAULT, f"{X}/mine", "Của tôi")
    replace_links(act_of(), name=Name("01", tea.gtin), links=[mine])

    assert ask(client, f"/01/{tea.gtin}")["Location"] == f"{X}/mine"
    pip = ask(client, f"/01/{tea.gtin}?linkType=gs1:pip")["Location"]
    assert pip == f"{ROOT}/san-pham/{tea.code}/?linkType=gs1:pip"


def test_a_source_may_answer_for_a_piece(client, tea, monkeypatch):
    def scan(name, day):
        if name.get("21"):
            page = LinkTarget(DEFAULT, "/quet/", "Trang quét")
            yield Offer(name, page)

    monkeypatch.setitem(_SOURCES, "tests", scan)

    assert ask(client, f"/01/{tea.gtin}/21/P1")["Location"] == f"{ROOT}/quet/"
    assert ask(client, f"/01/{tea.gtin}")["Location"] == f"{ROOT}/san-pham/{tea.code}/"
