import random
import zlib
from datetime import timedelta
from io import BytesIO

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pypdf import PdfReader, PdfWriter

from ocop.documents.signing.check import findings_on
from ocop.documents.signing.checking import checked
from ocop.documents.signing.findings import from_json
from ocop.documents.signing.tester import PASSWORD, make_test_signer
from tests.moment import NOW


def test_a_signed_paper_is_intact_whole_and_trusted_by_its_root(signed, root):
    found = findings_on(signed, NOW, root)
    (one,) = found.signatures
    assert found.intact
    assert (one.who, one.office) == ("Người ký thử", "Cơ quan thử nghiệm")
    assert one.trusted
    assert one.in_term
    assert one.at == "2026-10-05T10:00:00+07:00"
    assert not one.stamped
    assert one.reason == "Ban hành quyết định"


def test_without_a_root_nobody_is_said_to_be_trusted_or_not(signed):
    (one,) = findings_on(signed, NOW, b"").signatures
    assert one.trusted is None
    assert one.intact


def test_another_root_does_not_trust_it(signed, tmp_path):
    _, other = make_test_signer(tmp_path, NOW)
    (one,) = findings_on(signed, NOW, other.read_bytes()).signatures
    assert one.trusted is False
    assert one.intact


def test_one_byte_changed_anywhere_before_the_signature_is_not_intact(paper, signed):
    chance = random.Random(30)
    for _ in range(25):
        changed = bytearray(signed)
        changed[chance.randrange(20, len(paper))] ^= 1
        assert not findings_on(bytes(changed), NOW, b"").intact


def test_a_byte_changed_in_the_signature_itself_is_not_intact(signed):
    start = signed.index(b"/Contents <") + 200
    changed = bytearray(signed)
    changed[start] = ord("a") if changed[start] != ord("a") else ord("b")
    assert not findings_on(bytes(changed), NOW, b"").intact


def with_page_text_changed(signed):
    """Append a revision that draws over the first page, as an editor would."""
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    page = writer.root["/Pages"]["/Kids"][0]
    stream = writer.add_object(_drawing(b"0 0 300 300 re f"))
    contents = page["/Contents"]
    from pyhanko.pdf_utils.generic import ArrayObject, NameObject

    held = contents if isinstance(contents, ArrayObject) else [page.raw_get("/Contents")]
    page[NameObject("/Contents")] = ArrayObject([*held, stream])
    writer.mark_update(page.container_ref)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _drawing(commands):
    from pyhanko.pdf_utils.generic import StreamObject

    return StreamObject(stream_data=commands)


def test_what_was_drawn_over_the_page_afterwards_is_found(signed, root):
    found = findings_on(with_page_text_changed(signed), NOW, root)
    (one,) = found.signatures
    assert one.intact
    assert not one.whole
    assert not found.intact


@pytest.mark.parametrize("tail", [b"x", b"\n%comment\n", b"0" * 5000])
def test_bytes_hung_on_behind_are_found(signed, tail):
    assert not findings_on(signed + tail, NOW, b"").intact


def test_a_second_signature_leaves_the_first_whole_and_is_told_too(signed, key, root):
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    second = PdfSigner(
        PdfSignatureMetadata(field_name="Hai"), key, new_field_spec=SigFieldSpec("Hai")
    )
    twice = second.sign_pdf(writer).getvalue()
    found = findings_on(twice, NOW + timedelta(days=400), root)
    assert len(found.signatures) == 2
    assert found.intact
    assert not findings_on(with_page_text_changed(twice), NOW, root).intact


def test_a_certificate_of_another_time_is_told(paper, tmp_path):
    from ocop.documents.signing.sign import sign

    p12, _ = make_test_signer(tmp_path, NOW - timedelta(days=5000))
    old = SimpleSigner.load_pkcs12_data(p12.read_bytes(), (), passphrase=PASSWORD.encode())
    (one,) = findings_on(sign(paper, old, at=NOW, reason=""), NOW, b"").signatures
    assert one.intact
    assert not one.in_term


def test_an_unsigned_paper_has_no_signature_and_is_no_problem(paper):
    found = findings_on(paper, NOW, b"")
    assert found.signatures == ()
    assert not found.problem
    assert not found.intact


def a_bomb():
    """Return a PDF whose one stream unpacks to more than the checking process may hold."""
    body = b"%PDF-1.7\n"
    huge = zlib.compressobj(9)
    data = b"".join(huge.compress(b"\0" * (1 << 20)) for _ in range(1200)) + huge.flush()
    stream = (
        b"1 0 obj\n<</Type/XRef/Size 9/W[1 4 2]/Root 2 0 R/Filter/FlateDecode/Length %d>>\nstream\n"
        % len(data)
    )
    return body + stream + data + b"\nendstream endobj\nstartxref\n9\n%%EOF\n"


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"%PDF-1.7",
        b"GIF89a",
        b"%PDF-1.7\nstartxref\n0\n%%EOF",
        b"%PDF-1.7\nxref\n0 1\ntrailer<</Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF\n",
        b"%PDF-1.7\n1 0 obj" + b"[" * 50_000 + b"\nstartxref\n9\n%%EOF\n",
    ],
    ids=["empty", "head", "picture", "nothing", "circle", "deep"],
)
def test_what_is_no_whole_pdf_is_a_problem_and_not_a_fault(file):
    found = checked(file, NOW)
    assert found.problem or found.signatures == ()
    assert not found.intact


def test_a_file_that_unpacks_without_end_costs_no_more_than_its_own_process():
    found = checked(a_bomb(), NOW)
    assert not found.intact


def test_files_cut_off_anywhere_are_never_intact(signed):
    for part in range(1, 20):
        assert not findings_on(signed[: len(signed) * part // 20], NOW, b"").intact


def test_a_merged_copy_of_a_signed_paper_is_not_intact(signed):
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(signed)))
    out = BytesIO()
    writer.write(out)
    assert not findings_on(out.getvalue(), NOW, b"").intact


def test_the_process_answers_as_the_function_does(signed, root, settings, signer):
    settings.SIGNING_ROOTS = str(signer[1])
    assert checked(signed, NOW) == findings_on(signed, NOW, root)


def test_findings_travel_as_json(signed):
    found = findings_on(signed, NOW, b"")
    assert from_json(found.as_json()) == found
