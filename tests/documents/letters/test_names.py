import pytest

from ocop.documents.letters import file_name


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Biên bản phiên họp", "PH-2026-003"), "Bien-ban-phien-hop-PH-2026-003.docx"),
        (("Quyết định", "12/QĐ-UBND"), "Quyet-dinh-12-QD-UBND.docx"),
        (("../../etc/passwd", ""), "etc-passwd.docx"),
        (("茶", ""), "Van-ban.docx"),
        (("Trà\r\nX: y",), "Tra-X-y.docx"),
    ],
)
def test_a_file_is_named_in_vietnamese_without_marks(parts, name):
    assert file_name(*parts, ending="docx") == name


def test_a_long_name_keeps_its_ending():
    name = file_name("Trà hoa vàng " * 40, ending="pdf")
    assert name.endswith(".pdf")
    assert len(name) <= 104
