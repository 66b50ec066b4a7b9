from datetime import date, timedelta

import pytest

from ocop.audit.queries import history
from ocop.dossiers.flow import State
from ocop.dossiers.models import Kind, Proposal, Return
from ocop.dossiers.operations import propose, receive, send_back, submit
from ocop.dossiers.verbs import Verb
from ocop.kernel.flow import WrongState
from tests.dossiers.unchanged import refused
from tests.factories.dossiers import (
    MEAT,
    TOURISM,
    a_commune,
    a_dossier,
    a_product,
    a_representative,
    a_round,
    a_user,
    act_of,
    at_ten,
)
from tests.moment import TODAY

pytestmark = pytest.mark.django_db
CHECKED = {"registration": True, "self_assessment": True, "evidence": True, "samples": True}
REPORT = {
    "report_no": "12/BC-UBND",
    "letter_no": "34/UBND-KT",
    "material": "Chè trồng tại xã.",
    "labour": "Hai mươi lao động của xã.",
    "idea_kind": "traditional",
    "idea": "Nghề có từ lâu.",
    "identity": "Cách sao chè riêng.",
    "parts": CHECKED,
}


@pytest.fixture
def act():
    return act_of(a_user())


def test_receive_takes_the_dossier_in_with_a_slip(act):
    dossier = a_dossier(State.SUBMITTED)

    slip = receive(dossier, act)

    dossier.refresh_from_db()
    assert slip == dossier.slip_no == "001-08/PĐK-22-06978-2026"
    assert (dossier.state, dossier.received_at) == (State.RECEIVED, act.at)
    [line] = history(dossier)
    assert (line.verb, line.facts) == (Verb.RECEIVED, {"slip_no": slip})


def test_slips_count_up_in_their_commune_and_year(act):
    other = a_product(commune=a_commune("06994", "Vân Đồn"))
    later = act_of(at=at_ten(date(2027, 3, 1)))

    slips = [
        receive(a_dossier(State.SUBMITTED, product=product), one)
        for product, one in [
            (a_product(), act), (other, act), (a_product(TOURISM), act), (a_product(), later)
        ]
    ]  # fmt: skip

    assert slips == [
        "001-08/PĐK-22-06978-2026",
        "001-08/PĐK-22-06994-2026",
        "002-26/PĐK-22-06978-2026",
        "001-08/PĐK-22-06978-2027",
    ]


def test_a_dossier_that_comes_back_keeps_its_slip(act):
    dossier = a_dossier(State.SUBMITTED)
    slip = receive(dossier, act)
    send_back(dossier, act, by=Return.By.COMMUNE, reasons="Thiếu ảnh vùng chè.")
    submit(dossier, act)

    assert receive(dossier, act) == slip
    assert receive(a_dossier(State.SUBMITTED), act).startswith("002-")


@pytest.mark.parametrize("state", State)
def test_only_what_was_filed_is_received(act, state):
    dossier = a_dossier(state)

    if state == State.SUBMITTED:
        receive(dossier, act)
    else:
        with refused(kind=WrongState):
            receive(dossier, act)


def test_send_back_gives_the_dossier_back_with_reasons(act):
    dossier = a_dossier(State.RECEIVED)

    returned = send_back(dossier, act, by="commune", reasons=" Bổ sung hợp đồng liên kết. ")

    dossier.refresh_from_db()
    assert dossier.state == State.RETURNED
    assert (returned.by, returned.reasons) == ("commune", "Bổ sung hợp đồng liên kết.")
    [line] = history(dossier)
    assert (line.verb, line.facts) == (Verb.RETURNED, {"by": "commune", "return": returned.pk})


def test_the_province_sends_back_out_of_the_round(act):
    dossier = a_dossier(State.PROPOSED, round=a_round())

    send_back(dossier, act, by="province", reasons="Thiếu phiếu kiểm nghiệm.")

    dossier.refresh_from_db()
    assert (dossier.state, dossier.round) == (State.RETURNED, None)


@pytest.mark.parametrize("by", Return.By)
@pytest.mark.parametrize("state", State)
def test_each_sends_back_in_its_own_time(act, state, by):
    dossier = a_dossier(state)
    sender = {State.PROPOSED: "province", State.SUBMITTED: "commune", State.RECEIVED: "commune"}

    if sender.get(state) == by:
        send_back(dossier, act, by=by, reasons="Bổ sung.")
        assert history(dossier).count() == 1
    else:
        with refused(kind=WrongState):
            send_back(dossier, act, by=by, reasons="Bổ sung.")


def test_a_return_says_why(act):
    dossier = a_dossier(State.RECEIVED)

    with refused("cần bổ sung gì") as caught:
        send_back(dossier, act, by="commune", reasons=" \n ")
    assert caught.value.field == "reasons"


def test_propose_files_the_report_and_numbers_the_product(act):
    dossier = a_dossier(State.RECEIVED)
    coming = a_round()

    proposal = propose(dossier, act, **REPORT)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.round) == (State.PROPOSED, coming)
    assert (proposal.material, proposal.signed_on) == (REPORT["material"], act.day)
    assert proposal.parts == CHECKED
    assert dossier.product.codes.get().code == "22-06978-1-2026"
    [line] = history(dossier)
    assert line.verb == Verb.PROPOSED
    assert line.facts == {
        "report_no": "12/BC-UBND",
        "letter_no": "34/UBND-KT",
        "product_code": "22-06978-1-2026",
        "round": "Đợt 2 năm 2026",
    }


@pytest.mark.parametrize(
    ("day", "number", "year"),
    [
        (date(2026, 4, 29), 1, 2026),
        (date(2026, 4, 30), 2, 2026),
        (date(2026, 10, 29), 2, 2026),
        (date(2026, 10, 30), 1, 2027),
    ],
)
def test_the_day_of_the_proposal_decides_the_round_and_the_year_of_the_code(day, number, year):
    for one in [(2026, 1), (2026, 2), (2027, 1)]:
        a_round(year=one[0], number=one[1])
    dossier = a_dossier(State.RECEIVED, filed_on=day)

    propose(dossier, act_of(at=at_ten(day)), **REPORT)

    assert (dossier.round.number, dossier.round.cycle.year) == (number, year)
    assert dossier.product.codes.get().year == year


def test_a_proposal_does_not_wait_for_the_province_to_open_its_year(act):
    dossier = a_dossier(State.RECEIVED)

    propose(dossier, act, **REPORT)

    assert (dossier.state, dossier.round) == (State.PROPOSED, None)


@pytest.mark.parametrize("state", State)
def test_only_what_was_received_is_proposed(act, state):
    dossier = a_dossier(state)

    if state == State.RECEIVED:
        propose(dossier, act, **REPORT)
    else:
        with refused(kind=WrongState):
            propose(dossier, act, **REPORT)


@pytest.mark.parametrize(
    "field", ["report_no", "letter_no", "material", "labour", "idea", "identity", "idea_kind"]
)
def test_a_report_has_its_numbers_and_four_findings(act, field):
    dossier = a_dossier(State.RECEIVED)

    with refused() as caught:
        propose(dossier, act, **(REPORT | {field: "  "}))
    assert caught.value.field == field


@pytest.mark.parametrize("part", CHECKED)
def test_every_part_is_checked_before_the_proposal(act, part):
    dossier = a_dossier(State.RECEIVED)

    for parts in (CHECKED | {part: False}, {k: v for k, v in CHECKED.items() if k != part}):
        with refused("chưa kiểm tra") as caught:
            propose(dossier, act, **(REPORT | {"parts": parts}))
        assert caught.value.field == "parts"


def test_tourism_is_proposed_without_samples_and_a_renewal_with_its_changes(act):
    plain = {key: True for key in CHECKED if key != "samples"}
    tourism = a_dossier(State.RECEIVED, product=a_product(TOURISM))
    renewal = a_dossier(State.RECEIVED, kind=Kind.RENEWAL, product=a_product(MEAT))

    propose(tourism, act, **(REPORT | {"parts": plain}))
    with refused("Thay đổi"):
        propose(renewal, act, **REPORT)


def test_an_officer_does_not_propose_the_family_product(act):
    dossier = a_dossier(State.RECEIVED)
    a_representative(dossier.product.producer, act.by)

    with refused("người đại diện của chủ thể này"):
        propose(dossier, act, **REPORT)


@pytest.mark.parametrize(("days", "taken"), [(-3, True), (0, True), (1, False)])
def test_a_report_is_signed_by_today(act, days, taken):
    dossier = a_dossier(State.RECEIVED)
    signed_on = TODAY + timedelta(days=days)

    if taken:
        assert propose(dossier, act, **REPORT, signed_on=signed_on).signed_on == signed_on
    else:
        with refused("sau hôm nay"):
            propose(dossier, act, **REPORT, signed_on=signed_on)


def test_a_second_proposal_takes_the_place_of_the_first_and_keeps_the_code(act):
    dossier = a_dossier(State.RECEIVED)
    propose(dossier, act, **REPORT)
    send_back(dossier, act, by="province", reasons="Bổ sung.")
    submit(dossier, act)
    receive(dossier, act)

    propose(dossier, act, **(REPORT | {"report_no": "15/BC-UBND"}))

    assert Proposal.objects.get(dossier=dossier).report_no == "15/BC-UBND"
    assert dossier.product.codes.count() == 1
    told = [line.facts.get("report_no") for line in history(dossier)]
    assert [number for number in told if number] == ["12/BC-UBND", "15/BC-UBND"]


def test_a_late_commune_may_still_propose(act):
    dossier = a_dossier(State.RECEIVED, filed_on=TODAY - timedelta(days=90))

    propose(dossier, act, **REPORT)

    assert dossier.state == State.PROPOSED
