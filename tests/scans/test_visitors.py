"""Who asks: languages, programs, devices of one day, provinces of networks."""

from datetime import date, timedelta

import pytest

from ocop.scans.visitors import (
    Visitors,
    address_of,
    is_ahead,
    is_from_here,
    is_page_request,
    language_of,
    networks,
    salt_of,
)  # fmt: skip
from tests.factories.scans import PHONE
from tests.moment import TODAY


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "vi"),
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("en-GB,en;q=0.9,vi;q=0.8", "en"),
        ("en;q=0.5,vi;q=0.9", "vi"),
        ("en,vi", "en"),
        ("fr-FR,fr", "vi"),
        ("fr,en;q=0.3", "en"),
        ("en;q=0", "vi"),
        ("en;q=x", "vi"),
        (";;;,,q=", "vi"),
    ],
)
def test_the_browser_is_heard(header, language):
    assert language_of({"HTTP_ACCEPT_LANGUAGE": header}) == language


def test_what_the_reader_chose_comes_first():
    english = {"HTTP_COOKIE": "a=b; django_language=en", "HTTP_ACCEPT_LANGUAGE": "vi"}

    assert language_of(english) == "en"
    assert language_of(english, "vi") == "vi"
    assert language_of(english, "../x") == "en"


@pytest.mark.parametrize(
    "agent",
    [
        "", "facebookexternalhit/1.1", "WhatsApp/2.23.20", "Googlebot/2.1 (+http://x)",
        "Mozilla/5.0 (compatible; bingbot/2.0)", "TelegramBot (like TwitterBot)", "curl/8.5",
        "python-requests/2.32", "SkypeUriPreview Preview/0.5", "meta-externalagent/1.1",
        "Dalvik/2.1.0 (Linux; U; Android 15)", "Zalo/2401 CFNetwork/1490 Darwin/23.2.0",
        "Mozilla/5.0 (compatible; GoogleOther)",
    ],
)  # fmt: skip
def test_programs_are_no_visitors(agent):
    assert Visitors().of({"HTTP_USER_AGENT": agent}, "10.0.0.1", TODAY).is_program


@pytest.mark.parametrize(
    "agent",
    [
        PHONE, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Safari/604.1",
        "Mozilla/5.0 (Linux; Android 14; wv) Version/4.0 Chrome/130 Mobile Zalo android/12",
        "Mozilla/5.0 (iPhone) [FBAN/FBIOS;FBAV/480.0]", "Mozilla/5.0 (Android 15; Rubyphone)",
    ],
)  # fmt: skip
def test_people_who_open_a_page_within_another_app_are_visitors(agent):
    assert not Visitors().of({"HTTP_USER_AGENT": agent}, "10.0.0.1", TODAY).is_program


def test_a_device_is_the_same_until_midnight_and_nobody_afterwards():
    visitors, phone = Visitors(), {"HTTP_USER_AGENT": PHONE}
    today = visitors.of(phone, "10.0.0.1", TODAY)
    tomorrow = visitors.of(phone, "10.0.0.1", TODAY + timedelta(days=1))

    assert Visitors().of(phone, "10.0.0.1", TODAY) != today, "The salt of yesterday is gone."
    assert today.told != tomorrow.told
    assert not today.is_program


def test_all_processes_share_the_salt_of_the_day():
    assert salt_of(TODAY) == salt_of(TODAY)
    assert Visitors().of({}, "10.0.0.1", TODAY) == Visitors().of({}, "10.0.0.1", TODAY)


@pytest.mark.parametrize(
    ("environ", "is_one"),
    [
        ({"HTTP_SEC_PURPOSE": "prefetch;prerender"}, True),
        ({"HTTP_PURPOSE": "preview"}, True),
        ({"HTTP_X_MOZ": "prefetch"}, True),
        ({}, False),
    ],
)
def test_what_a_browser_fetches_ahead_is_known(environ, is_one):
    assert is_ahead(environ) is is_one


def test_a_second_look_from_our_own_page_is_known():
    assert is_from_here({"HTTP_SEC_FETCH_SITE": "same-origin"})
    assert not is_from_here({"HTTP_SEC_FETCH_SITE": "none"})


@pytest.mark.parametrize(
    ("accept", "is_page"),
    [("text/html", True), ("text/html,*/*;q=0.8", True), ("*/*", False), ("", False),
     ("application/linkset+json", False), ("application/json", False)],
)  # fmt: skip
def test_browsers_ask_for_pages(accept, is_page):
    assert is_page_request(accept) is is_page


def test_the_province_of_a_network_is_what_the_office_told(tmp_path):
    table = tmp_path / "networks.csv"
    table.write_text("10.22.0.0/16,22\nnonsense,79\n10.79.0.0/16,7x\n2001:db8::/32,79\n")

    places = [
        networks(str(table)).place_of(address)
        for address in ("10.22.255.255", "10.23.0.0", "10.79.0.1", "2001:db8::1", "x", "")
    ]

    assert places == ["22", "", "", "79", "", ""]
    assert networks("").place_of("10.22.0.1") == ""


def test_addresses_are_believed_from_our_own_proxies_alone():
    environ = {"REMOTE_ADDR": "10.0.0.9", "HTTP_X_FORWARDED_FOR": "1.1.1.1, 2.2.2.2"}

    assert address_of(environ, 0) == "10.0.0.9"
    assert address_of(environ, 1) == "2.2.2.2"


def test_the_day_of_a_salt_is_its_name(scans_folder):
    salt_of(date(2026, 10, 4))
    salt_of(date(2026, 10, 5))

    assert [path.name for path in (scans_folder / "salts").iterdir()] == ["2026-10-05"]
