"""Provinces on nodes of their own: the same answers as on one, and each province asks its own."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Count

from ocop.epcis.asking.compile import matching
from ocop.epcis.asking.parameters import read_query
from ocop.epcis.models import Event, EventName, Fact, Thing
from ocop.scans.models import Scan
from tests import postgres
from tests.base.shards import ASKED, HOLDS, WHOLE, joined, settle

START = datetime(2026, 8, 1, 5, tzinfo=UTC)
PROVINCES = [province for held in HOLDS.values() for province in held]
EVENTS, SCANS, STAMPS = 300, 600, 40
EPC = "https://id.gs1.org/01/09506000134352/21/{}"
STEP = "https://ref.gs1.org/cbv/BizStep-shipping"
TABLES = {
    "epcis.Event": ("province", "time"),
    "epcis.EventName": ("province", None),
    "epcis.Thing": ("province", None),
    "epcis.Fact": ("province", None),
    "scans.Scan": ("province_id", "at"),
}


@pytest.fixture(scope="module")
def nodes(django_db_blocker):
    """Three nodes with events and scans of four provinces, and one node with all of them."""
    with django_db_blocker.unblock():
        try:
            with joined(TABLES):
                filled()
                settle()
                yield
        except postgres.NoServer as reason:
            pytest.skip(f"Three nodes joined by postgres_fdw could not be had: {reason}")


def filled():
    """Write the same rows through the node that is asked, and onto the single node."""
    rows = {Event: [], Thing: [], EventName: [], Fact: [], Scan: []}
    for province in PROVINCES:
        rows[Event] += [an_event(province, n) for n in range(EVENTS)]
        rows[Thing] += [a_thing(province, n) for n in range(EVENTS)]
        rows[Scan] += [a_scan(province, n) for n in range(SCANS)]
    for model, made in rows.items():
        for name in (ASKED, WHOLE):
            model.objects.using(name).bulk_create(made, batch_size=500)


def number_of(province, n):
    return province * 1_000_000 + n


def moment_of(n):
    """Return a moment; the rows of a province lie in three months."""
    return START + timedelta(hours=6 * n)


def an_event(province, n):
    return Event(
        province=province, time=moment_of(n), id=number_of(province, n), event_id=f"urn:{n}",
        type="ObjectEvent", action="OBSERVE", zone="+07:00", recorded_at=moment_of(n),
        biz_step=STEP if n % 2 else "", digest=b"", document=b"{}",
    )  # fmt: skip


def a_thing(province, n):
    """Return the one thing of an event; each moves on to the next province after a while."""
    return Thing(
        province=province, event=number_of(province, n), place=0, time=moment_of(n), role="epc",
        is_class=False, uri=EPC.format(n % 30),
    )  # fmt: skip


def a_scan(province, n):
    return Scan(
        province_id=province, at=moment_of(n % EVENTS), id=number_of(province, n), product_id=1,
        batch_id=province, counter=n % STAMPS, headline=1 + n % 2, device="",
    )  # fmt: skip


def events_of(number):
    """Return what is asked for the events of one EPC."""
    return read_query([("MATCH_anyEPC", EPC.format(number))], {})


def answers(ask):
    """Return what the joined nodes answer, and what the single one does."""
    return [list(ask(name)) for name in (ASKED, WHOLE)]


def nodes_of(rows):
    """Name the nodes that a question goes to, by the tables in its plan."""
    return set(re.findall(r"_(north|south)\b", rows.explain()))


QUESTIONS = {
    "events of an EPC": lambda name: (
        matching(Event.objects.using(name), events_of(7)).order_by("-time", "-id").values_list("id")
    ),
    "scans of a stamp": lambda name: (
        Scan.objects.using(name)
        .filter(batch=22, counter=3)
        .order_by("-at", "-id")
        .values_list("id")
    ),
    "scans a province": lambda name: (
        Scan.objects.using(name)
        .values_list("province", "headline")
        .annotate(n=Count("id"))
        .order_by("province", "headline")
    ),
    "events a province and step": lambda name: (
        Event.objects.using(name)
        .values_list("province", "biz_step")
        .annotate(n=Count("id"))
        .order_by("province", "biz_step")
    ),
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("province", [None, *PROVINCES])
def test_the_joined_nodes_answer_as_one(nodes, question, province):
    def ask(name):
        rows = QUESTIONS[question](name)
        return rows if province is None else rows.filter(province=province)

    joined_ones, single = answers(ask)

    assert joined_ones == single
    assert single or (question == "scans of a stamp" and province != 22)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    ("node", "province"), [(node, one) for node, held in HOLDS.items() for one in held]
)
def test_a_question_about_a_province_goes_to_its_node_alone(nodes, question, node, province):
    rows = QUESTIONS[question](ASKED).filter(province=province)

    assert nodes_of(rows) == {node}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_about_no_province_goes_to_every_node(nodes, question):
    assert nodes_of(QUESTIONS[question](ASKED)) == set(HOLDS)


def test_rows_lie_on_the_node_of_their_province_and_nowhere_else(nodes):
    for node, held in HOLDS.items():
        for model in (Event, Thing, Scan):
            there = model.objects.using(node).values_list("province", flat=True)
            assert set(there) == set(held)


def test_a_node_sends_the_rows_that_fit_and_no_others(nodes):
    rows = QUESTIONS["scans of a stamp"](ASKED).filter(province=22)

    plan = rows.explain(analyze=True)

    sent = [int(n) for n in re.findall(r"Foreign Scan .*?actual .*?rows=(\d+)", plan)]
    assert sent == [rows.count()]
    assert rows.count() < SCANS
