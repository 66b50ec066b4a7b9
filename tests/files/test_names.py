import pytest

from ocop.files.kinds import Kind
from ocop.files.names import LONGEST, clean_name, named_as


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Người dùng\\Trà hoa vàng.pdf", "Trà hoa vàng.pdf"),
        ("../../etc/passwd", "passwd"),
        ("Tra\u0300 hoa.pdf", "Trà hoa.pdf"),
        ("anh\u202egpj.exe", "anhgpj.exe"),
        ("a\u0000b\u200b c.pdf", "ab c.pdf"),
        ("một\n hai\t ba.pdf", "một hai ba.pdf"),
        ('giá: "1|2"?.pdf', "giá- -1-2--.pdf"),
        ("  ..ẩn. ", "ẩn"),
        ("CON.pdf", "_CON.pdf"),
        ("\ud800.pdf", "pdf"),
        ("", "tep"),
        ("/", "tep"),
        ("...", "tep"),
    ],
)
def test_a_name_keeps_its_last_part_without_what_misleads(sent, kept):
    assert clean_name(sent) == kept


def test_a_long_name_is_cut_before_its_ending():
    kept = clean_name("ạ" * 300 + ".docx")
    assert len(kept) == LONGEST
    assert kept.endswith("ạ.docx")


@pytest.mark.parametrize(
    ("sent", "kind", "kept"),
    [
        ("a.pdf", Kind.PDF, "a.pdf"),
        ("a.JPEG", Kind.JPEG, "a.JPEG"),
        ("a.pdf", Kind.JPEG, "a.jpg"),
        ("a.doc", Kind.DOCX, "a.docx"),
        ("Báo cáo v1.2", Kind.PDF, "Báo cáo v1.2.pdf"),
        ("a.exe", Kind.PDF, "a.exe.pdf"),
        ("", Kind.PNG, "tep.png"),
    ],
)
def test_an_ending_tells_the_truth(sent, kind, kept):
    assert named_as(sent, kind) == kept
