"""The page where anyone checks a signed file: what is said first, and what is not kept."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pyhanko.sign.signers import SimpleSigner

from ocop.audit.models import Entry
from ocop.documents.letters import pdf
from ocop.documents.signing.sign import sign
from ocop.documents.signing.tester import PASSWORD, make_test_signer
from ocop.web.public import signatures
from tests.documents.letters.paper import a_decision
from tests.moment import NOW
from tests.web.desk import stand_still, text

pytestmark = pytest.mark.django_db

PAGE = "/kiem-tra-chu-ky/"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a signed paper and the file of its root."""
    p12, root = make_test_signer(tmp_path_factory.mktemp("key"), NOW)
    key = SimpleSigner.load_pkcs12_data(p12.read_bytes(), (), passphrase=PASSWORD.encode())
    return sign(pdf(a_decision()), key, at=NOW, reason="Ban hành"), root


@pytest.fixture(autouse=True)
def now(monkeypatch):
    stand_still(monkeypatch, NOW + timedelta(minutes=5))


def sent(client, content, name="quyet-dinh.pdf"):
    return text(client.post(PAGE, {"file": SimpleUploadedFile(name, content)}))


def test_the_page_asks_for_a_file_and_can_be_read_in_english(client):
    assert "Tệp được đọc rồi bỏ" in text(client.get(PAGE))
    client.cookies["django_language"] = "en"
    page = text(client.get(PAGE, headers={"Accept-Language": "en"}))
    assert "Check a digital signature" in page


def test_an_intact_file_is_said_so_first_with_its_signer_and_moment(client, made, settings):
    settings.SIGNING_ROOTS = str(made[1])
    page = sent(client, made[0])
    first = page.index("Tệp còn nguyên như khi được ký")
    assert first < page.index("Người ký thử")
    assert "10:00 ngày 05/10/2026" in page
    assert "Chứng thư do nơi mà hệ thống này tin cấp." in page


def test_without_roots_the_name_is_not_said_to_be_true(client, made):
    page = sent(client, made[0])
    assert "chưa đặt chứng thư gốc" in page
    assert "Chứng thư do nơi" not in page


def test_one_flipped_byte_is_told_first(client, made):
    changed = bytearray(made[0])
    changed[4000] ^= 1
    page = sent(client, bytes(changed))
    assert "Tệp đã bị thay đổi sau khi ký" in page
    assert "còn nguyên" not in page


def test_bytes_added_behind_are_told(client, made):
    page = sent(client, made[0] + b"\n% more\n")
    assert "còn nguyên" not in page


@pytest.mark.parametrize("content", [b"GIF89a", b"%PDF-1.7\nstartxref\n0\n%%EOF", b"\0" * 99])
def test_what_is_no_pdf_gets_a_sentence(client, content):
    assert "Không đọc được tệp này" in sent(client, content)


def test_an_unsigned_paper_is_told_to_have_no_signature(client):
    assert "Tệp không có chữ ký số" in sent(client, pdf(a_decision()))


def test_names_on_the_certificate_and_of_the_file_are_text(client, tmp_path):
    p12, _ = make_test_signer(tmp_path, NOW, who="<script>alert(1)</script>")
    key = SimpleSigner.load_pkcs12_data(p12.read_bytes(), (), passphrase=PASSWORD.encode())
    made = sign(pdf(a_decision()), key, at=NOW, reason="<b>x</b>")
    response = client.post(PAGE, {"file": SimpleUploadedFile("<i>a.pdf", made)})
    assert b"<script>alert" not in response.content
    assert b"<b>x</b>" not in response.content


@pytest.mark.parametrize(("size", "taken"), [(1000, True), (1001, False)])
def test_a_file_above_the_limit_is_refused_with_a_sentence(client, monkeypatch, size, taken):
    monkeypatch.setattr(signatures, "LARGEST", 1000)
    page = sent(client, b"x" * size)
    assert ("Tệp lớn hơn 20 MB" in page) is not taken


@pytest.mark.parametrize("data", [{}, {"file": ""}])
def test_no_file_is_asked_for_again(client, data):
    assert client.post(PAGE, data).status_code == 200


def test_an_empty_file_gets_a_sentence(client):
    assert "Tệp này trống." in sent(client, b"")


def test_nothing_of_a_file_is_kept(client, made):
    before = Entry.objects.count()
    sent(client, made[0])
    assert Entry.objects.count() == before
