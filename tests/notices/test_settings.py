"""Where letters go, and which holidays an operator adds, is told by the environment."""

import json

import pytest

from ocop.kernel.days import add_working_days
from ocop.kernel.holidays import adopt, is_rest_day, leave
from ocop.settings import mail_from
from tests.moment import TODAY


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://user:pa%40ss@mail.vn", 587, True, False),
        ("smtp://user:pa%40ss@mail.vn:25?tls=0", 25, False, False),
        ("smtps://user:pa%40ss@mail.vn", 465, False, True),
    ],
)
def test_a_mail_server_is_read_from_its_url(url, port, tls, ssl):
    told = mail_from(url)

    assert (told["EMAIL_HOST"], told["EMAIL_PORT"]) == ("mail.vn", port)
    assert (told["EMAIL_USE_TLS"], told["EMAIL_USE_SSL"]) == (tls, ssl)
    assert (told["EMAIL_HOST_USER"], told["EMAIL_HOST_PASSWORD"]) == ("user", "pa@ss")


def test_without_a_server_letters_are_files():
    assert mail_from("")["EMAIL_BACKEND"].endswith("filebased.EmailBackend")


@pytest.mark.parametrize("url", ["mail.vn", "http://mail.vn", "smtp://"])
def test_what_is_no_mail_server_stops_the_start(url):
    with pytest.raises(ValueError, match="smtp://"):
        mail_from(url)


def test_a_years_official_swap_is_adopted_from_a_file(tmp_path):
    saturday, monday = TODAY.replace(day=17), TODAY.replace(day=12)
    file = tmp_path / "holidays.json"
    swaps = {monday.isoformat(): saturday.isoformat()}
    file.write_text(json.dumps({"2026": {"beside_national_day": "09-01", "swaps": swaps}}))
    before = add_working_days(TODAY, 15)

    adopt(file)
    try:
        assert (is_rest_day(monday), is_rest_day(saturday)) == (True, False)
        assert add_working_days(TODAY, 5) == TODAY.replace(day=13)
        assert add_working_days(TODAY, 15) == before
    finally:
        leave(file)
    assert (is_rest_day(monday), is_rest_day(saturday)) == (False, True)
