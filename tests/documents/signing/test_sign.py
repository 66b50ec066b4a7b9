import subprocess
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from pypdf import PdfReader

from ocop.documents.signing import keys
from ocop.documents.signing.check import findings_on
from ocop.documents.signing.sign import FIELD, Corner, sign
from ocop.documents.signing.tester import PASSWORD
from ocop.kernel.errors import Refused
from tests.moment import NOW
from tests.serving import PATIENCE


def test_every_byte_of_the_paper_stays_and_the_signature_follows(paper, signed):
    assert signed.startswith(paper)
    assert len(signed) > len(paper)


def test_the_signature_is_pades_and_carries_its_chain(signed):
    (one,) = PdfFileReader(BytesIO(signed)).embedded_regular_signatures
    assert one.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert one.field_name == FIELD
    assert len(one.other_embedded_certs) == 1


def test_the_box_tells_in_words_that_can_be_copied_who_signed_and_when(signed):
    field = PdfReader(BytesIO(signed)).pages[0]["/Annots"][0].get_object()
    assert field["/FT"] == "/Sig"
    text = subprocess.run(
        ["pdftotext", "-l", "1", "-", "-"],
        input=signed, capture_output=True, check=True, timeout=PATIENCE,
    ).stdout.decode()  # fmt: skip
    assert "ĐÃ KÝ SỐ" in text
    assert "Người ký: Người ký thử" in text
    assert "Thời gian ký: 05/10/2026 10:00:00 +07:00" in text


def test_the_moment_is_the_acts_and_not_the_clocks(paper, key):
    at = NOW + timedelta(days=400)
    (found,) = findings_on(sign(paper, key, at=at, reason=""), at, b"").signatures
    assert found.at == "2027-11-09T10:00:00+07:00"


def test_the_box_stands_where_it_is_told(paper, key):
    made = sign(paper, key, at=NOW, reason="", corner=Corner(left=100, below=50))
    box = PdfReader(BytesIO(made)).pages[0]["/Annots"][0].get_object()["/Rect"]
    assert [round(float(each) / 72 * 25.4) for each in box[:2]] == [100, 50]


def an_rsa_signer():
    """Return a self-signed key of the kind that the library's own authority wants."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Dấu thời gian thử")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=9))
        .sign(key, hashes.SHA256())
    )
    packed = pkcs12.serialize_key_and_certificates(b"", key, certificate, None, NoEncryption())
    return SimpleSigner.load_pkcs12_data(packed, (), passphrase=None)


@pytest.fixture
def authority():
    """Serve time stamps on a port of our own, as an authority would."""
    clock = an_rsa_signer()
    stamper = DummyTimeStamper(clock.signing_cert, clock.signing_key, fixed_dt=NOW)

    class Answer(BaseHTTPRequestHandler):
        timeout = PATIENCE

        def do_POST(self):
            from asn1crypto import tsp

            asked = self.rfile.read(int(self.headers["Content-Length"]))
            told = stamper.request_tsa_response(tsp.TimeStampReq.load(asked)).dump()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_time_stamp_is_taken_where_an_authority_is_set(paper, key, authority):
    made = sign(paper, key, at=NOW, reason="", stamped_by=authority)
    (one,) = findings_on(made, NOW, b"").signatures
    assert one.stamped
    assert one.intact


def test_an_authority_that_does_not_answer_is_told_and_nothing_is_signed(paper, key):
    with pytest.raises(Refused, match="dấu thời gian chưa trả lời"):
        sign(paper, key, at=NOW, reason="", stamped_by="http://127.0.0.1:9/")


def test_without_a_key_nothing_is_signed(settings):
    settings.SIGNING_P12 = ""
    assert not keys.has_key()
    with pytest.raises(Refused, match="Chưa cấu hình chữ ký số"):
        keys.signing_key()


def test_the_key_opens_with_the_password_of_the_settings_or_of_a_file(settings, signer, tmp_path):
    settings.SIGNING_P12 = str(signer[0])
    settings.SIGNING_PASSWORD = PASSWORD
    assert keys.signing_key().signing_cert is not None
    (tmp_path / "mat-khau").write_text(f"{PASSWORD}\n")
    settings.SIGNING_PASSWORD, settings.SIGNING_PASSWORD_FILE = "", str(tmp_path / "mat-khau")
    assert keys.signing_key().signing_cert is not None


@pytest.mark.parametrize("password", ["sai-hoan-toan", ""])
def test_a_wrong_password_is_refused_without_a_word_of_it(settings, signer, password):
    settings.SIGNING_P12, settings.SIGNING_PASSWORD = str(signer[0]), password
    with pytest.raises(Refused) as refused:
        keys.signing_key()
    assert "sai-hoan-toan" not in str(refused.value)
    assert str(signer[0]) not in str(refused.value)


def test_a_key_file_that_is_not_there_is_refused(settings, tmp_path):
    settings.SIGNING_P12 = str(tmp_path / "khong-co.p12")
    with pytest.raises(Refused, match="Không mở được khóa"):
        keys.signing_key()
