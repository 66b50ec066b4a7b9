"""How often pages may ask the database: front pages, and every page of a list however long."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse

from ocop.accounts.models import ApiKey
from ocop.accounts.permissions import Role
from ocop.dossiers.flow import State
from ocop.epcis.models import Capture
from ocop.figures.models import Trait
from ocop.grading.flow import SittingState
from ocop.grading.models import RedoRequest, Result
from ocop.jobs.models import Job
from ocop.notices.models import SimulatedMessage
from ocop.registry.models import Delegation
from ocop.scans.models import ScanDay
from ocop.trace.models import PortalParcel
from tests import cast, world
from tests.factories.central import a_forwarding
from tests.factories.dossiers import (
    a_certificate,
    a_commune,
    a_dossier,
    a_product,
    a_representative,
)
from tests.factories.notices import a_delivery, reached
from tests.moment import NOW, TODAY
from tests.web.desk import at, stand_still
from tests.world_councils import a_result, a_sitting_of
from tests.world_places import place

MOST_AT_THE_FRONT = 11
FEW, MANY = 3, 12
DOORS = {
    "producer": "producer",
    "commune": "office",
    "province": "office",
    "leader": "office",
    "ministry": "office",
    "administrator": "office",
    "chair": "council",
    "member": "council",
    "secretary": "council",
}
# What makes whole the addresses of lists that are named by what they list.
NAMED = {"office:figure": ["ranked"], "office:target-rows": ["participate"]}


@pytest.fixture
def the(db, monkeypatch):
    """The peopled world, standing still."""
    stand_still(monkeypatch)
    return world.built()


def queries(client, path):
    """Return how often a page asks within a minute of the last; nothing where there is none."""
    if client.get(path).status_code != 200:
        return None
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def lists(door):
    """Yield the name and address of each page of a door that needs no value, and of ``NAMED``."""
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace == door:
            for one in pattern.url_patterns:
                name = f"{door}:{one.name}"
                if not one.pattern.converters or name in NAMED:
                    yield name, reverse(name, args=NAMED.get(name))


def enrich(the, numbers):
    """Give everybody one more row in each of their lists for each number."""
    hoa, commune = the.roles["producer"], the.places["mine"].producer.commune
    for n in numbers:
        more = place(commune, f"budget-{n}")
        a_representative(more.producer, hoa)
        for state in State:
            a_dossier(state, product=a_product(producer=more.producer))
        a_certificate(a_product(producer=more.producer), lapses_on=TODAY + timedelta(days=n + 9))
        sit(the, n, more.producer)
        sending = a_delivery(reached(hoa, sms=True), key=f"budget {n}")
        SimulatedMessage.objects.create(
            channel="sms", reference=sending.reference, to="678", text="Tin", created_at=NOW
        )
        for owner in (hoa, the.roles["province"]):
            Job.objects.create(
                kind="remind", title=f"Việc {n}", owner=owner, state="QUEUED", created_at=NOW
            )
        cast.person(f"budget-{n}", f"Người {n}", Role.COMMUNE_OFFICER, commune=commune)
        island = a_commune(f"9{n:04d}", f"Đảo {n}")
        Trait.objects.create(
            commune=island, kind="island", since=TODAY, source="QĐ", created_at=NOW
        )
        day = TODAY - timedelta(days=n)
        ScanDay.objects.create(province=commune.province, day=day, number=n + 1)
        kept_for_programs(more.lot, n)
        Delegation.objects.create(
            producer=more.producer, user=cast.stranger(), role="relative", scope="all",
            given_by=hoa, given_on=TODAY, created_at=NOW,
        )  # fmt: skip


def kept_for_programs(lot, n):
    """Add a key of a program, what it handed in, and what the national portal waits for."""
    province = lot.product.commune.province
    key = {"name": f"Máy {n}", "digest": f"budget {n}", "head": "ocop_", "scopes": []}
    ApiKey.objects.create(province=province, created_at=NOW, **key)
    Capture.objects.create(
        capture_id=f"NAP-B{n}", province=int(province.code), events=1, finished_at=NOW,
        created_at=NOW,
    )  # fmt: skip
    PortalParcel.objects.create(
        lot=lot, adapter="folder", version=1, digest="0", body={}, next_try_at=NOW, created_at=NOW
    )


def sit(the, n, producer):
    """Call a sitting that is open, and hold one with results of every outcome."""
    dossiers = [a_dossier(State.ASSESSED, product=a_product(producer=producer)) for _ in range(3)]
    a_sitting_of(the.council, f"PH-B{n}", SittingState.OPEN, dossiers[:1])
    held = a_sitting_of(the.council, f"PH-C{n}", SittingState.MINUTED, dossiers[1:])
    for item, (stars, outcome) in zip(
        held.items.order_by("position"),
        [(2, Result.Outcome.NONE), (4, Result.Outcome.RECOGNIZED)],
        strict=True,
    ):
        found = a_result(item, stars, outcome)
    a_forwarding()
    RedoRequest.objects.create(
        code=f"DL-B{n}", result=found, reason="Điểm lệch", document_no="1/BNNMT", asked_on=TODAY,
        answer_by=TODAY, state="ASKED", created_at=NOW,
    )  # fmt: skip


def asked_by(client, door):
    """Return how often each page of the door that this person may open asks."""
    found = {name: queries(client, path) for name, path in lists(door)}
    return {name: number for name, number in found.items() if number is not None}


@pytest.mark.parametrize("role", DOORS)
@pytest.mark.parametrize("rows", [FEW, MANY])
def test_a_front_page_asks_less_than_twelve_times_however_much_waits(the, role, rows):
    enrich(the, range(rows))

    asked = queries(at(the.roles[role]), reverse(f"{DOORS[role]}:home"))

    assert asked <= MOST_AT_THE_FRONT


@pytest.mark.parametrize("role", DOORS)
def test_a_list_asks_as_often_for_twelve_rows_as_for_three(the, role):
    enrich(the, range(FEW))
    client, door = at(the.roles[role]), DOORS[role]
    few = asked_by(client, door)

    enrich(the, range(FEW, MANY))

    many = asked_by(client, door)
    grown = {name: (few[name], many[name]) for name in few if many[name] > few[name]}
    assert grown == {}


def lengths(the, role):
    """Return how many rows each list of a role's door has."""
    found, client = {}, at(the.roles[role])
    for name, path in lists(DOORS[role]):
        answer = client.get(path)
        shown = answer.context and answer.context.get("listing")
        if answer.status_code == 200 and shown:
            found[name] = shown.count
    return found


def test_every_list_of_the_offices_has_rows_to_be_counted_here(the):
    enrich(the, range(FEW))

    rows = {}
    for role in ("province", "leader", "administrator"):
        rows = lengths(the, role) | rows

    assert len(rows) >= 15
    assert [name for name, number in rows.items() if number < FEW] == []
