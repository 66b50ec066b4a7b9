"""Each entry of the diary is an event of EPCIS 2.0, kept in the transaction that wrote it."""

from datetime import UTC, datetime
from uuid import UUID

import orjson
import pytest
from django.db import transaction

from ocop.epcis import rules, schema
from ocop.epcis.documents import document_of
from ocop.epcis.models import Event
from ocop.kernel.errors import Refused
from ocop.trace import events
from ocop.trace.events import HARVEST, KILOGRAM, PACK, PROCESS, RECEIVE, SELL, SHIP, Goods, Told
from ocop.trace.models import DiaryEntry
from ocop.trace.operations import declare_wrong, pack, receive, sell
from tests import cast
from tests.factories.dossiers import a_producer, a_product, act_of
from tests.factories.trace import a_harvest, a_made_lot, a_shipment, a_site, a_workshop

SITE = "https://ocop.test"
AT = datetime(2026, 10, 5, 3, 0, tzinfo=UTC)
PAPER = UUID("00000000-0000-4000-8000-000000000007")
LOT = events.lot_uri(SITE, "8936012345674", "SP-00001", "L/01")
KINDS = (HARVEST, PROCESS, PACK, SHIP, RECEIVE, SELL)


def an_event(kind, **changes):
    """Return the event of an entry that says all there is to say."""
    told = {
        "kind": kind,
        "client_id": PAPER,
        "at": AT,
        "place": events.place_uri(SITE, None, "DD-00001"),
        "goods": (Goods(LOT, 40),),
        "inputs": (Goods(events.harvest_uri(SITE, "ME-26-00001"), 12, KILOGRAM),),
        "parent": f"{SITE}/truy-xuat/kien/{PAPER}",
        "giver": events.party_uri(SITE, "CT-00001"),
        "taker": events.party_uri(SITE, "CT-00002"),
        "facts": {"ocop:standards": ["VietGAP"]},
    }
    return events.event_of(Told(**{**told, **changes}))


@pytest.mark.parametrize("wrong", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_entry_is_an_event_of_the_standard(kind, wrong):
    event = an_event(kind)
    event = events.declared_wrong(event, AT) if wrong else event

    document = document_of(events.document_of([event], SITE, AT))

    assert schema.faults(document) == []
    assert rules.faults(event, document.namespaces) == []


@pytest.mark.parametrize(
    ("kind", "type_", "step"),
    [
        (HARVEST, "ObjectEvent", "commissioning"),
        (PROCESS, "TransformationEvent", "commissioning"),
        (PACK, "AggregationEvent", "packing"),
        (SHIP, "ObjectEvent", "shipping"),
        (RECEIVE, "ObjectEvent", "receiving"),
        (SELL, "ObjectEvent", "retail_selling"),
    ],
)
def test_each_kind_has_its_type_and_its_business_step(kind, type_, step):
    event = an_event(kind)

    assert (event["type"], event["bizStep"]) == (type_, step)
    assert event["eventID"] == f"urn:uuid:{PAPER}"


def test_a_product_with_a_gtin_is_named_by_a_digital_link_and_others_never_pose_as_one():
    assert LOT == "https://id.gs1.org/01/08936012345674/10/L%2F01"
    assert events.lot_uri(SITE, None, "SP-00001", "L01") == f"{SITE}/t/SP-00001/10/L01"


def test_a_place_is_named_by_its_gln_where_it_has_one():
    assert events.place_uri(SITE, "8930000000019", "D") == "https://id.gs1.org/414/8930000000019"


def kept(entry):
    """Return the events that are kept of an entry, as they were captured."""
    rows = Event.objects.filter(event_id=entry.event_id).order_by("id")
    return [orjson.loads(bytes(row.document)) for row in rows]


@pytest.mark.django_db
def test_every_entry_is_kept_as_one_event():
    taker = a_producer()
    lot = a_made_lot(units=100)
    shop, act = a_workshop(lot.product.producer), act_of(cast.hoa())
    pack(act, client_id=PAPER, site=shop, lot=lot, units=60, per_case=12)
    sent = a_shipment(lot, 40, partner_producer=taker)
    receive(act, client_id=UUID(int=8), site=a_workshop(taker), sending=sent, units=40)
    sell(act, client_id=UUID(int=9), site=shop, lot=lot, units=2)

    entries = list(DiaryEntry.objects.all())
    assert {entry.kind for entry in entries} == set(KINDS)
    assert [len(kept(entry)) for entry in entries] == [1] * 6


@pytest.mark.django_db
def test_a_transformation_tells_inputs_and_outputs():
    product = a_product(gtin="8936012345674")
    brought = a_harvest(a_site(product.producer), kg=50)
    a_made_lot(product, of=[(brought, 30)], units=100)

    [event] = kept(DiaryEntry.objects.get(kind=PROCESS))

    [taken], [made] = event["inputQuantityList"], event["outputQuantityList"]
    assert (taken["quantity"], taken["uom"], made["quantity"]) == (30, "KGM", 100)
    assert made["epcClass"] == "https://id.gs1.org/01/08936012345674/10/L01"


@pytest.mark.django_db
def test_a_mistake_is_a_declaration_beside_the_event_as_it_was():
    a_made_lot()
    entry = DiaryEntry.objects.get(kind=PROCESS)

    declare_wrong(entry, act_of(cast.hoa()), reason="Ghi nhầm.")

    first, again = kept(entry)
    assert again.pop("errorDeclaration")["reason"] == "incorrect_data"
    assert again == first


@pytest.mark.django_db
def test_only_origin_and_making_are_shown_to_everybody():
    a_shipment(a_made_lot(), 1)

    public = {row.event_id for row in Event.objects.filter(is_public=True)}

    shown = {entry.kind for entry in DiaryEntry.objects.filter(event_id__in=public)}
    assert shown == {HARVEST, PROCESS}


@pytest.mark.django_db
def test_an_entry_that_fails_leaves_no_event():
    lot = a_made_lot(units=10)
    before = Event.objects.count()

    with pytest.raises(Refused), transaction.atomic():
        a_shipment(lot, 11)

    assert Event.objects.count() == before
