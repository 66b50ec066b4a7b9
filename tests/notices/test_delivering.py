"""What is due is sent once, tried again when it fails, and given up in plain words."""

import logging
from datetime import timedelta
from email.utils import parseaddr

import pytest
from django.core import mail
from django.core.management import call_command

from ocop.kernel.errors import Refused
from ocop.notices.delivering import BROKEN, LEASE, NO_ADDRESS, deliver_due
from ocop.notices.gateways import NotSent
from ocop.notices.kinds import Channel, State
from ocop.notices.models import Delivery, Reach, SimulatedMessage, SimulatorFault
from ocop.notices.operations import break_simulator, mend_simulator, send_again
from ocop.notices.retry import TRIES, next_try
from tests import cast
from tests.factories.notices import a_delivery, a_notice, an_act, reached
from tests.moment import NOW

pytestmark = pytest.mark.django_db


class Watched:
    """A gateway of the tests that notes what it was handed, and then does as it is told."""

    calls: list = []
    fault = None

    def send(self, message):
        self.calls.append(message)
        if self.fault:
            raise self.fault
        return "đã nhận"


@pytest.fixture
def watched(settings):
    Watched.calls, Watched.fault = [], None
    settings.NOTICE_GATEWAYS = dict.fromkeys(Channel.values, f"{__name__}.Watched")
    return Watched


def deliver(at=NOW):
    return deliver_due(lambda: at)


def test_a_letter_carries_its_reference_its_link_and_nothing_of_others():
    reached(cast.hoa(), email="hoa@example.vn")
    a_notice(cast.hoa(), link="/chu-the/chung-nhan/")

    deliver()

    [letter] = mail.outbox
    delivery = Delivery.objects.get()
    assert letter.to == ["hoa@example.vn"]
    assert letter.extra_headers["Message-ID"] == f"<{delivery.reference}@127.0.0.1>"
    assert "http://127.0.0.1:8000/chu-the/chung-nhan/" in letter.body
    assert parseaddr(letter.from_email)[1].endswith("@ocop.example")
    assert (delivery.state, delivery.sent_at, delivery.tries) == (State.SENT, NOW, 1)


def test_what_was_sent_is_not_sent_again(watched):
    a_delivery(reached(cast.hoa(), sms=True))

    assert [deliver().sent, deliver().sent, deliver(NOW + timedelta(days=9)).sent] == [1, 0, 0]
    assert len(watched.calls) == 1


def test_a_failure_is_tried_again_with_growing_waits_and_then_given_up(watched):
    watched.fault = NotSent("Nhà mạng bận.")
    delivery, at, waits = a_delivery(reached(cast.hoa(), sms=True)), NOW, []

    for _ in range(TRIES):
        deliver(at)
        delivery.refresh_from_db()
        waits.append((delivery.next_try_at - at) // timedelta(minutes=1))
        assert deliver(delivery.next_try_at - timedelta(seconds=1)).tried == 0
        at = delivery.next_try_at

    assert waits == [1, 4, 16, 64, 256, 0]
    assert (delivery.state, delivery.answer) == (State.GIVEN_UP, "Nhà mạng bận.")
    assert deliver(NOW + timedelta(days=9)).tried == 0
    assert len({message.reference for message in watched.calls}) == 1


@pytest.mark.parametrize(("tries", "again"), [(TRIES - 1, True), (TRIES, False)])
def test_the_last_failure_has_no_next_try(tries, again):
    assert (next_try(tries, NOW) is not None) == again


def test_a_final_refusal_is_given_up_at_once(watched):
    watched.fault = NotSent("Số không tồn tại.", final=True)
    delivery = a_delivery(reached(cast.hoa(), sms=True))

    assert deliver().given_up == 1
    delivery.refresh_from_db()
    assert delivery.tries == 1


def test_a_person_without_an_address_any_more_is_given_up_and_said_so(watched):
    delivery = a_delivery(reached(cast.hoa(), sms=True))
    Reach.objects.update(by_sms=False, phone="")

    deliver()

    delivery.refresh_from_db()
    assert (delivery.state, delivery.answer) == (State.GIVEN_UP, NO_ADDRESS)
    assert watched.calls == []


def test_a_fault_of_ours_is_a_failure_like_any_and_logs_no_address(watched, caplog):
    watched.fault = KeyError("0912345678 hoa@example.vn")
    delivery = a_delivery(reached(cast.hoa(), sms=True))

    with caplog.at_level(logging.WARNING):
        assert deliver().failed == 1

    delivery.refresh_from_db()
    assert (delivery.state, delivery.answer) == (State.FAILED, BROKEN)
    assert str(delivery.reference) in caplog.text
    assert "0912" not in caplog.text + str(caplog.records[0].exc_info)


def test_one_that_was_killed_after_the_sending_sends_again_under_the_same_reference(watched):
    watched.fault = KeyboardInterrupt()
    delivery = a_delivery(reached(cast.hoa(), sms=True))

    with pytest.raises(KeyboardInterrupt):
        deliver()
    watched.fault = None
    held = deliver(NOW + LEASE - timedelta(seconds=1)).tried
    taken_over = deliver(NOW + LEASE).sent

    delivery.refresh_from_db()
    assert (held, taken_over, delivery.tries) == (0, 1, 2)
    assert [m.reference for m in watched.calls] == [str(delivery.reference)] * 2


def test_the_simulator_keeps_a_message_without_the_number_and_counts_repeats():
    a_delivery(reached(cast.hoa(), sms=True, phone="0912345678"))
    deliver()
    Delivery.objects.update(state=State.QUEUED, sent_at=None)
    deliver()

    [kept] = SimulatedMessage.objects.all()
    assert (kept.to, kept.calls, kept.text) == ("…678", 2, "OCOP: Có việc mới.")


def test_a_broken_simulator_refuses_until_it_is_mended():
    delivery = a_delivery(reached(cast.hoa(), zalo=True), "zalo")
    break_simulator(an_act(), channel=Channel.ZALO, answer="Zalo đang bảo trì.")

    assert deliver().failed == 1
    delivery.refresh_from_db()
    assert delivery.answer == "Zalo đang bảo trì."

    mend_simulator(SimulatorFault.objects.get(), an_act())
    assert deliver(delivery.next_try_at).sent == 1


@pytest.mark.parametrize(
    ("state", "words"),
    [(State.SENT, "đã gửi rồi"), (State.QUEUED, "đang chờ"), (State.FAILED, "đang chờ")],
)  # fmt: skip
def test_only_what_was_given_up_is_sent_again_by_hand(state, words):
    delivery = a_delivery(reached(cast.hoa(), sms=True))
    sent_at = NOW if state == State.SENT else None
    Delivery.objects.update(state=state, sent_at=sent_at)

    with pytest.raises(Refused, match=words):
        send_again(delivery, an_act())


def test_sending_again_starts_the_tries_anew(watched):
    delivery = a_delivery(reached(cast.hoa(), sms=True))
    Delivery.objects.update(state=State.GIVEN_UP, tries=TRIES)

    send_again(delivery, an_act(cast.tung()))

    assert deliver().sent == 1
    delivery.refresh_from_db()
    assert delivery.tries == 1


def test_the_command_sends_what_is_due_and_says_how_many(capsys, watched, monkeypatch):
    a_delivery(reached(cast.hoa(), sms=True))
    a_notice(cast.hoa(), "hai", at=NOW + timedelta(hours=1))
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)

    call_command("deliver_notices")

    assert capsys.readouterr().out.startswith("Đã gửi 1; chưa gửi được, sẽ thử lại 0")


def test_a_run_asks_as_many_questions_for_each_message_whoever_waits(
    watched, django_assert_max_num_queries
):
    for number in range(6):
        a_notice(reached(cast.person(f"n{number}", "Người"), sms=True), "k")

    with django_assert_max_num_queries(1 + 6 * 4):
        assert deliver().sent == 6
