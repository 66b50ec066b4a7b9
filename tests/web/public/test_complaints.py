"""A complaint from a stranger: sent without an account, followed by ticket and secret."""

import re

import pytest
from django.test import Client

from ocop.complaints.models import Complaint
from ocop.complaints.operations import acknowledge, answer, find
from tests import cast
from tests.factories.aftercare import a_picture
from tests.factories.complaints import WORDS, a_ticket
from tests.factories.dossiers import a_certificate, a_product, act_of
from tests.web.desk import stand_still, text

pytestmark = pytest.mark.django_db
FORM = "/khieu-nai/"
SAID = {"kind": "report", "about": "label", "text": WORDS}


@pytest.fixture(autouse=True)
def still(monkeypatch):
    stand_still(monkeypatch)


def test_a_stranger_complains_and_is_given_ticket_and_secret_once():
    certificate = a_certificate(a_product())
    from django.core.files.uploadedfile import SimpleUploadedFile

    photo = SimpleUploadedFile("cho.jpg", a_picture(), "image/jpeg")
    page = text(Client().post(FORM, {**SAID, "number": certificate.number, "files": photo}))

    kept = Complaint.objects.get()
    secret = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page).group()
    shown = text(Client().post(f"{FORM}{kept.code}/", {"code": kept.code, "secret": secret}))
    assert (kept.certificate, kept.product) == (certificate, certificate.product)
    assert kept.attachments.count() == 1
    assert "Mới nhận, chờ tiếp nhận" in shown
    assert WORDS in shown


def test_a_ticket_without_its_secret_tells_nothing():
    ticket = a_ticket()
    url = f"{FORM}{ticket.complaint.code}/"

    empty = text(Client().get(url))
    wrong = text(Client().post(url, {"code": ticket.complaint.code, "secret": "AAAA"}))

    assert WORDS not in empty + wrong
    assert "chưa đúng" in wrong


def test_the_sender_reads_the_answer_and_not_what_the_office_found():
    ticket = a_ticket()
    complaint, tung = ticket.complaint, act_of(cast.tung())
    acknowledge(complaint, tung)
    find(complaint, tung, findings="Ghi chú nội bộ của đoàn.")
    answer(complaint, tung, outcome="upheld", text="Đã yêu cầu gỡ nhãn.")

    said = {"code": complaint.code, "secret": ticket.secret}
    page = text(Client().post(f"{FORM}{complaint.code}/", said))

    assert "Đã yêu cầu gỡ nhãn." in page
    assert "Ghi chú nội bộ" not in page


def test_the_sender_takes_a_complaint_back():
    ticket = a_ticket()
    said = {"code": ticket.complaint.code, "secret": ticket.secret, "act": "withdraw"}

    page = text(Client().post(f"{FORM}{ticket.complaint.code}/", said))

    assert "Người gửi đã rút" in page


def test_an_unknown_certificate_is_told_and_nothing_is_kept():
    a_product()

    page = text(Client().post(FORM, {**SAID, "number": "0000/KHONG"}))

    assert "Không có giấy nào mang số này" in page
    assert not Complaint.objects.exists()


def test_a_hall_that_sends_many_is_asked_to_copy_a_number_and_not_shut_out():
    a_product()
    client = Client()
    for number in range(5):
        client.post(FORM, {**SAID, "text": f"{WORDS} {number}"})

    refused = text(client.post(FORM, SAID))
    asked = re.search(r"Chép lại số <b>(\d+)</b>", refused).group(1)
    sealed = re.search(r'name="sealed" value="([^"]+)"', refused).group(1)
    taken = text(client.post(FORM, {**SAID, "copied": asked, "sealed": sealed}))

    assert Complaint.objects.count() == 6
    assert "Mã bí mật" in taken


def test_the_page_says_whose_days_they_are_and_is_small():
    a_product()

    page = Client().get(FORM)

    assert "quyết định của chương trình không in thời hạn này" in text(page)
    assert len(page.content) < 100_000
