"""What stands between granian and Django."""

import pytest

from ocop.wsgi import is_utf8


@pytest.mark.parametrize(
    "kind",
    [
        "application/x-www-form-urlencoded",
        "text/plain; charset=utf-8",
        "text/plain; charset=UTF8",
        'multipart/form-data; boundary="a"',
    ],
)
def test_what_browsers_send_is_read(kind):
    assert is_utf8(kind)


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain; charset=hex",
        "text/plain; charset=rot13",
        "text/plain; charset=utf-16",
        "text/plain; charset=unicode_escape",
        "text/plain; charset=khong-co",
        "text/plain; a*=khong-co'vi'b",
        "text/plain; charset*=hex'vi'61",
    ],
)
def test_an_encoding_that_would_break_the_request_is_none_of_ours(kind):
    assert not is_utf8(kind)
