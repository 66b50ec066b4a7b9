"""The door: six headlines, what counts as a scan, and what is left to others."""

from datetime import timedelta

import pytest

from ocop.audit.operations import record
from ocop.certificates.models import Certificate
from ocop.kernel.digital_link import Name
from ocop.links.models import Anchor, Link
from ocop.links.operations import replace_links
from ocop.links.targets import LinkTarget
from ocop.links.vocabulary import DEFAULT
from ocop.registry.operations import describe_product
from ocop.scans.copies import Signal
from ocop.scans.guesses import BUDGET
from ocop.scans.models import Alarm, Scan
from ocop.scans.queries import RETAILERS
from ocop.scans.verdict import Headline
from ocop.stamps.operations import activate, void
from ocop.trace.models import Recall, RecalledLot, Site
from ocop.trace.operations import verify_site
from tests import cast
from tests.factories.dossiers import act_of
from tests.factories.scans import a_door, address_of, asked, copied, known_anew, serial_at
from tests.factories.stamps import GTIN, a_handed_batch, a_lot, a_stamped_product
from tests.factories.trace import a_site
from tests.moment import NOW, TODAY

pytestmark = pytest.mark.django_db
OTHER_GTIN = "08935049500018"


@pytest.fixture
def batch():
    return a_handed_batch(active=(1, 50))


def touch(batch):
    """Write an act, as whoever changed the record would have."""
    record(act_of(), "test.touched", batch)


def recall(lot):
    made = Recall.objects.create(
        code="TH-1", lot=lot, reason="Nhãn sai", decision="12/QĐ", effective_on=TODAY,
        created_at=NOW,
    )  # fmt: skip
    RecalledLot.objects.create(recall=made, lot=lot, step=0, units=1, created_at=NOW)


def test_a_stamp_on_goods_is_recorded_and_in_force(batch):
    answer = asked(a_door(), address_of(batch, 7))

    assert answer.status == 200
    assert "Tem có trong sổ, giấy còn hiệu lực" in answer.body
    for told in (batch.product.name, str(batch.product.commune), batch.lot.code, "3 sao"):
        assert told in answer.body
    assert len(answer.body.encode()) < 50_000
    assert "<script" not in answer.body
    assert "script-src" not in answer.headers["Content-Security-Policy"]


def test_a_product_with_a_gtin_answers_under_the_path_of_gs1():
    batch = a_handed_batch(a_lot(a_stamped_product(gtin=f"0{GTIN}")), active=(1, 50))
    serial, door = serial_at(batch, 7), a_door()
    paths = [f"/01/0{GTIN}", f"/01/0{GTIN}/10/L01", f"/01/0{GTIN}/21/{serial}",
             f"/01/0{GTIN}/10/L01/21/{serial.lower()}"]  # fmt: skip

    answers = [asked(door, path) for path in paths]

    assert [answer.status for answer in answers] == [200] * 4
    assert all("giấy còn hiệu lực" in answer.body for answer in answers)
    assert 'rel="linkset"' in answers[0].headers["Link"]
    assert asked(door, f"/01/0{GTIN}/10/L99/21/{serial}").status == 404


def test_stamps_keep_their_goods_when_the_number_becomes_others():
    product = a_stamped_product(gtin=f"0{GTIN}")
    batch = a_handed_batch(a_lot(product), active=(1, 50))
    describe_product(product, act_of(), gtin=OTHER_GTIN)
    without = asked(a_door(), address_of(batch, 7))
    other, door = a_stamped_product(gtin=f"0{GTIN}"), a_door()

    goods, stamp = asked(door, f"/01/0{GTIN}"), asked(door, address_of(batch, 7))

    assert (without.status, product.name in without.body) == (200, True)
    assert (other.name in goods.body, product.name in goods.body) == (True, False)
    assert (product.name in stamp.body, other.name in stamp.body) == (True, False)
    copied()
    assert set(Scan.objects.filter(counter=7).values_list("product", flat=True)) == {product.pk}


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "giấy còn hiệu lực"), ("en", "certificate in force")]
)
def test_a_page_speaks_as_the_browser_asks(batch, language, words):
    answer = asked(a_door(), address_of(batch, 7), HTTP_ACCEPT_LANGUAGE=language)

    assert words in answer.body
    assert answer.headers["Content-Language"] == language


@pytest.mark.parametrize(
    ("counter", "status", "words"),
    [(60, 404, "chưa đưa lên hàng"), (55, 410, "đã được huỷ")],
)
def test_stamps_that_are_on_no_goods_cannot_be_verified(batch, counter, status, words):
    void(batch, act_of(cast.hoa()), first=55, last=55, reason="Hỏng")

    answer = asked(a_door(), address_of(batch, counter))

    assert (answer.status, words in answer.body) == (status, True)
    assert "Chưa xác minh được" in answer.body


@pytest.mark.parametrize(
    ("spoil", "status"),
    [(lambda s: s[:-1] + ("A" if s[-1] != "A" else "B"), 404), (lambda s: s[:-1], 404),
     (lambda s: s + "é", 400), (lambda s: "x" * 21, 400)],
)  # fmt: skip
def test_a_number_that_is_not_ours_says_nothing_of_goods(batch, spoil, status):
    answer = asked(a_door(), f"/{batch.about}/{spoil(serial_at(batch, 7))}")

    assert answer.status == status
    assert "Chưa xác minh được" in answer.body
    assert "3 sao" not in answer.body


def test_a_lapse_a_revocation_and_a_recall_show_when_the_record_moves(batch):
    door, path = a_door(), address_of(batch, 7)
    asked(door, path)

    Certificate.objects.update(lapses_on=TODAY)
    touch(batch)
    known_anew(door)
    lapsed = asked(door, path)
    recall(batch.lot)
    touch(batch)
    known_anew(door)
    recalled = asked(door, path)

    assert "Giấy chứng nhận đã hết hạn" in lapsed.body
    assert "#star" not in lapsed.body
    assert "đang được thu hồi" in recalled.body


def test_between_two_looks_the_knowledge_stands(batch):
    door, path = a_door(), address_of(batch, 7)
    asked(door, path)
    recall(batch.lot)
    touch(batch)

    assert "đang được thu hồi" not in asked(door, path).body


def test_acts_that_change_no_page_leave_what_is_known(batch):
    door, path = a_door(), address_of(batch, 7)
    asked(door, path)
    before = door.knowledge.things
    record(act_of(), "notices.read", batch)
    known_anew(door)
    asked(door, path)

    assert door.knowledge.things is before


def test_a_stamp_that_was_just_activated_is_in_force_at_the_next_look(batch):
    door, path = a_door(), address_of(batch, 70)
    assert asked(door, path).status == 404

    activate(batch, act_of(cast.hoa()), first=70, last=70)
    known_anew(door)

    assert asked(door, path).status == 200


def test_many_checks_ask_for_comparison_and_raise_one_alarm(batch):
    cast.tung(), cast.lan()
    door, path = a_door(), address_of(batch, 7)
    for number in range(16):
        asked(door, path, address=f"10.0.{number}.1")
        door.clock.pass_by(days=3)

    answer = asked(door, path, address="10.1.0.1")
    copied()

    assert "Cần đối chiếu trước khi dùng" in answer.body
    assert "17 lần" in answer.body
    [alarm] = Alarm.objects.all()
    assert (alarm.counter, Signal(alarm.signals)) == (7, Signal.COUNT)
    assert Scan.objects.filter(headline=Headline.ATTENTION).count() == 2


def test_a_scan_is_counted_and_told_at_the_next(batch):
    door, path = a_door(), address_of(batch, 7)
    first = asked(door, path)
    door.clock.pass_by(hours=1)
    second = asked(door, path, address="10.0.0.2")
    copied()

    assert "Đây là lần đầu" in first.body
    assert "2 lần, lần đầu lúc 10:00, 05/10/2026" in second.body
    assert "10:00, 5 Oct 2026" in asked(door, path, HTTP_ACCEPT_LANGUAGE="en").body
    scans = Scan.objects.order_by("at")
    assert [(scan.counter, scan.batch_id, scan.at) for scan in scans] == [
        (7, batch.pk, NOW), (7, batch.pk, NOW + timedelta(hours=1)),
    ]  # fmt: skip


def test_what_was_counted_survives_the_loss_of_the_states(batch, scans_folder):
    path = address_of(batch, 7)
    asked(a_door(), path)
    copied()
    for file in (scans_folder / "states").iterdir():
        file.unlink()

    assert "2 lần" in asked(a_door(), path, address="10.0.0.2").body


@pytest.mark.parametrize(
    "more",
    [
        {"method": "HEAD"},
        {"agent": "facebookexternalhit/1.1"},
        {"agent": None},
        {"HTTP_SEC_PURPOSE": "prefetch"},
        {"HTTP_SEC_FETCH_SITE": "same-origin"},
        {"HTTP_SEC_FETCH_DEST": "iframe"},
        {"accept": "*/*"},
        {"accept": None},
    ],
)
def test_previews_programs_and_second_looks_are_no_scans(batch, more):
    answer = asked(a_door(), address_of(batch, 7), **more)

    assert answer.status == 200
    assert copied() == 0


def test_a_head_has_the_headers_of_its_page_and_no_body(batch):
    door, path = a_door(), address_of(batch, 7)

    head, page = asked(door, path, method="HEAD"), asked(door, path)

    assert (head.body, head.status) == ("", 200)
    assert int(head.headers["Content-Length"]) > 1_000
    assert head.headers.keys() == page.headers.keys()


@pytest.mark.parametrize(
    "more",
    [{"method": "POST"}, {"method": "OPTIONS"}, {"accept": "*/*"}, {"accept": None},
     {"accept": "application/linkset+json"}],
)  # fmt: skip
def test_programs_are_left_to_the_resolver(more):
    batch = a_handed_batch(a_lot(a_stamped_product(gtin=f"0{GTIN}")), active=(1, 50))

    assert asked(a_door(), address_of(batch, 7), **more) is None


@pytest.mark.parametrize("path", [
    "/", "/01/09506000134352", "/01/123", "/01/", "/00/1", "/8004/1", "/01/0950600013435x",
    f"/01/{GTIN}", f"/01/{GTIN}/10/L01",
    f"/01/0{GTIN}?linkType=all", f"/01/0{GTIN}/22/A", f"/01/0{GTIN}/10/L01/22/x",
])  # fmt: skip
def test_what_is_none_of_our_stamps_is_left_to_the_resolver(path):
    a_stamped_product(gtin=f"0{GTIN}")

    assert asked(a_door(), path) is None


def test_a_link_that_people_entered_for_another_site_leads_there():
    a_stamped_product(gtin=f"0{GTIN}")
    door = a_door()
    assert asked(door, f"/01/0{GTIN}").status == 200
    anchor = Anchor.objects.create(path=f"/01/0{GTIN}", created_at=NOW)
    Link.objects.create(
        anchor=anchor, position=1, link_type=DEFAULT,
        href="https://tra.example/", title="Trà", created_at=NOW,
    )  # fmt: skip
    touch(anchor)
    known_anew(door)

    assert asked(door, f"/01/0{GTIN}") is None


def with_shops():
    """Return a batch whose product is sold behind two links and at an outlet of its producer's."""
    batch = a_handed_batch(a_lot(a_stamped_product(gtin=f"0{GTIN}")), active=(1, 50))
    links = [
        LinkTarget(RETAILERS, "https://shop.example/en", "Our shop", "text/html", ("en",)),
        LinkTarget(RETAILERS, "https://shop.example/vi", "Cửa hàng", "text/html", ("vi",)),
    ]
    replace_links(act_of(), name=Name("01", f"0{GTIN}"), links=links)
    outlet = a_site(batch.product.producer, Site.Kind.OUTLET, name="Quầy chợ Ba Chẽ")
    verify_site(outlet, act_of(cast.lan()))
    a_site(batch.product.producer, Site.Kind.OUTLET, name="Quầy chưa ai xác nhận")
    return batch


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [("vi", "Cửa hàng", "Our shop"), ("en", "Our shop", "Cửa hàng")],
)
def test_a_page_says_where_goods_are_sold_in_the_readers_language_first(language, first, second):
    batch = with_shops()

    page = asked(a_door(), address_of(batch, 7), HTTP_ACCEPT_LANGUAGE=language).body

    assert page.index(first) < page.index(second) < page.index("Quầy chợ Ba Chẽ")
    assert "Quầy chưa ai xác nhận" not in page


def test_goods_that_are_called_back_are_recommended_to_nobody():
    batch = with_shops()
    recall(batch.lot)

    page = asked(a_door(), address_of(batch, 7)).body

    assert "shop.example" not in page
    assert batch.product.producer.name in page


def test_guessers_are_told_to_wait_and_genuine_stamps_of_their_network_are_answered(batch):
    door = a_door()
    for _ in range(BUDGET):
        assert asked(door, f"/{batch.about}/5G000000000000000AA").status == 404

    refused = asked(door, f"/{batch.about}/5G000000000000000AA", address="10.0.0.77")

    assert (refused.status, refused.headers["Retry-After"]) == (429, "600")
    assert asked(door, f"/T/NO-SUCH/{'A' * 19}").status == 429
    assert asked(door, address_of(batch, 7)).status == 200
    assert asked(door, f"/{batch.about}/5G000000000000000AA", address="10.9.0.1").status == 404


HOSTILE = [
    "/T", "/T/", "/T//", "/T/../../etc/passwd", "/T/SP-1/%00", "/T/" + "A" * 5000,
    "/T/SP-1/<script>alert(1)</script>", "/T/SP-1/\x00\x01", "/T/SP-1/\ud800", "/T/a b/c d",
    "/t/sp-1/x", "/01/\u0660\u0661/21/x", "/T/SP-1/\xff\xfe", "/T/SP-1/1/2/3/4/5",
    "/T/\\N/\\N", "/T/SP-1/\t\n", "/T/'; DROP TABLE scans_scan; --/x",
]  # fmt: skip


@pytest.mark.parametrize("path", HOSTILE)
@pytest.mark.parametrize("agent", ["\x00", "\ud800", "a" * 100_000, "\t\n\\N"])
def test_hostile_paths_and_headers_get_a_page_or_a_refusal(batch, path, agent):
    door, odd = a_door(), {"HTTP_ACCEPT_LANGUAGE": agent, "HTTP_COOKIE": agent}

    for asked_for in (path, path.replace("SP-1", batch.product.code)):
        answer = asked(door, asked_for, agent=agent, address=agent[:40], **odd)
        assert answer is None or answer.status in {200, 400, 404, 410, 429}
        assert answer is None or "<script" not in answer.body
    asked(door, address_of(batch, 7), agent=agent)

    assert copied() >= 1
    assert Scan.objects.filter(counter=7).count() == 1
