"""Codes on a label beside the record."""

from io import BytesIO

import pytest
from PIL import Image

from ocop.files.kinds import Kind
from ocop.mark.codes import Named, Verdict, codes_in, judged
from tests.factories.aftercare import a_picture

TEA = Named(gtin="08935001700012", code="SP-0001", number="7/GCN-OCOP")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("8935001700012", Verdict.OURS),
        ("08935001700012", Verdict.OURS),
        ("https://id.gs1.org/01/08935001700012/10/L1", Verdict.OURS),
        ("8935001700029", Verdict.OTHER),
        ("8935001700013", Verdict.UNKNOWN),
        ("https://vi-du.vn/san-pham/SP-0001/", Verdict.OURS),
        ("https://vi-du.vn/khac", Verdict.UNKNOWN),
        ("", Verdict.UNKNOWN),
    ],
)
def test_a_code_is_ours_by_its_gtin_or_its_entry(text, verdict):
    assert judged(text, TEA)[0] == verdict


def test_a_gtin_says_nothing_where_the_record_has_none():
    assert judged("8935001700012", Named("", "SP-0001"))[0] == Verdict.UNKNOWN


def test_codes_are_read_from_a_photo_and_from_the_photo_in_a_pdf():
    photo = a_picture("SP-0001")
    pdf = BytesIO()
    Image.open(BytesIO(photo)).save(pdf, "PDF")

    assert codes_in(photo, Kind.JPEG) == ["SP-0001"]
    assert codes_in(pdf.getvalue(), Kind.PDF) == ["SP-0001"]


@pytest.mark.parametrize("kind", [Kind.JPEG, Kind.PDF])
def test_a_file_without_codes_or_sense_has_none(kind):
    assert codes_in(b"%PDF-1.4 nothing", kind) == []
