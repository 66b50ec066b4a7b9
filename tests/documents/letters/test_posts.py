"""How a signature is headed (NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II.7)."""

import pytest

from ocop.documents.letters.posts import head_or_deputy, short_post


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("Chủ tịch Ủy ban nhân dân tỉnh", "Chủ tịch"),
        ("Chủ tịch UBND tỉnh Quảng Ninh", "Chủ tịch"),
        ("Phó Chủ tịch Thường trực UBND tỉnh", "Phó Chủ tịch Thường trực"),
        ("Bộ trưởng Bộ Nông nghiệp và Môi trường", "Bộ trưởng"),
        ("Q. Bộ trưởng Bộ Nông nghiệp và Môi trường", "Q. Bộ trưởng"),
        ("Chủ tịch", "Chủ tịch"),
        ("Giám đốc Sở Nông nghiệp và Môi trường", "Giám đốc Sở Nông nghiệp và Môi trường"),
        ("", ""),
    ],
)
def test_a_post_stands_without_the_body_it_heads(told, shown):
    assert short_post(told) == shown


def test_a_deputy_signs_for_the_head():
    signer = head_or_deputy("Phó Chủ tịch Ủy ban nhân dân tỉnh", "Nguyễn Văn A")

    assert (signer.authority, signer.post) == ("KT. Chủ tịch", "Phó Chủ tịch")
