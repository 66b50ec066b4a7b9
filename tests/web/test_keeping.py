"""Kept pages: the very next request after an act is answered with the truth."""

import time
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ocop.accounts.operations import invite
from ocop.audit.queries import Generation, generation
from ocop.registry.operations import describe_product
from ocop.web import keeping
from ocop.web.keeping import Page, Shelf
from tests import market
from tests.moment import NOW

CATALOGUE = "/san-pham/"


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test can move: its last moment is now."""
    moments = [NOW]
    monkeypatch.setattr("django.utils.timezone.now", lambda: moments[-1])
    return moments


@pytest.fixture
def visitor(transactional_db, settings, clock):
    """A browser whose server keeps pages, in a market with one product."""
    settings.KEPT_PAGES_BYTES = 1_000_000
    market.opened()
    market.offered("Trà hoa vàng", stars=None)
    market.certified(market.offered("Chả mực", stars=None), 4)
    return Client()


def queries_of(client, path=CATALOGUE, **extra):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(path, **extra)
    assert response.status_code == 200
    return len(queries)


def warm(client, path=CATALOGUE, **extra):
    """Ask until the page is kept; the database's own housekeeping may be in the way."""
    for _ in range(100):
        if queries_of(client, path, **extra) == 1:
            return
        time.sleep(0.02)
    raise AssertionError(f"{path} is never kept.")


def text(client, path=CATALOGUE, **extra):
    return client.get(path, **extra).content.decode()


@pytest.mark.parametrize("path", ["/", CATALOGUE, "/san-pham/?tu=tra", "/gioi-thieu/"])
def test_a_kept_page_costs_one_query_and_is_the_same_page(visitor, path):
    fresh = visitor.get(path)
    warm(visitor, path)
    again = visitor.get(path)

    assert again.content == fresh.content
    assert dict(again.headers) == dict(fresh.headers)


def test_the_security_headers_stand_on_a_kept_page(visitor):
    warm(visitor)
    kept = visitor.get(CATALOGUE)

    assert "default-src 'self'" in kept["Content-Security-Policy"]
    assert "nonce" not in kept["Content-Security-Policy"]
    assert kept["X-Content-Type-Options"] == "nosniff"
    assert kept["X-Frame-Options"] == "DENY"
    assert kept["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert not kept.cookies


def test_a_revocation_shows_on_the_very_next_request(visitor):
    from ocop.certificates.models import Certificate

    warm(visitor)
    assert "Chả mực" in text(visitor)

    market.revoked(Certificate.objects.get())

    assert "Chả mực" not in text(visitor)


def test_a_star_lapses_at_midnight_without_any_act(visitor, clock):
    from ocop.certificates.models import Certificate

    lapses_on = Certificate.objects.get().lapses_on
    days = (lapses_on - NOW.date()).days
    clock.append(NOW + timedelta(days=days - 1))
    warm(visitor)
    assert "Chả mực" in text(visitor)

    clock.append(NOW + timedelta(days=days))

    assert "Chả mực" not in text(visitor)


def test_each_language_has_its_own_page(visitor):
    english = Client()
    english.cookies["django_language"] = "en"
    warm(visitor)
    warm(english)

    assert '<html lang="vi">' in text(visitor)
    assert '<html lang="en">' in text(english)


def test_a_language_nobody_offers_is_vietnamese(visitor):
    visitor.cookies["django_language"] = "xx"

    assert '<html lang="vi">' in text(visitor)


def test_who_is_signed_in_neither_gets_a_kept_page_nor_leaves_one(visitor):
    warm(visitor)
    member = Client()
    member.force_login(invite(market.ACT, username="thao", full_name="Thảo"))

    page = text(member)

    assert "Bàn làm việc" in page
    assert "no-store" in member.get(CATALOGUE)["Cache-Control"]
    assert "Bàn làm việc" not in text(visitor)


def test_a_request_with_a_token_leaves_no_page(visitor):
    visitor.cookies["csrftoken"] = "a" * 32

    assert [queries_of(visitor) > 1 for _ in range(3)] == [True] * 3


@pytest.mark.parametrize("extra", [{"HTTP_HX_REQUEST": "true"}, {"HTTP_AUTHORIZATION": "Basic x"}])
def test_a_request_that_may_mean_another_page_passes_by(visitor, extra):
    warm(visitor)

    assert queries_of(visitor, **extra) > 1


@pytest.mark.parametrize("path", ["/chung-nhan/", "/tai-khoan/login/", "/healthz"])
def test_other_pages_pass_by(visitor, path):
    assert not {visitor.get(path).headers.get("ETag") for _ in range(3)} - {None}


def test_a_long_address_is_answered_and_not_kept(visitor):
    path = f"{CATALOGUE}?tu={'a' * 600}"

    assert [queries_of(visitor, path) > 1 for _ in range(3)] == [True] * 3


def test_a_wrong_host_is_refused_all_the_same(visitor):
    warm(visitor)

    assert visitor.get(CATALOGUE, headers={"host": "evil.example"}).status_code == 400


def test_a_browser_that_has_the_page_is_told_so(visitor):
    fresh = visitor.get(CATALOGUE)
    warm(visitor)

    again = visitor.get(CATALOGUE, HTTP_IF_NONE_MATCH=fresh["ETag"])
    other = visitor.get(CATALOGUE, HTTP_IF_NONE_MATCH='"something else"')

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", fresh["ETag"])
    assert other.status_code == 200


def test_head_is_told_the_length_and_no_body(visitor):
    warm(visitor)

    head = visitor.head(CATALOGUE)

    assert head.content == b""
    assert int(head["Content-Length"]) == len(visitor.get(CATALOGUE).content)


def test_an_unknown_product_is_not_kept(visitor):
    for _ in range(2):
        response = visitor.get("/san-pham/SP-99999/")
        assert response.status_code == 404
        assert not response.has_header("ETag")


# Two acts at once


@contextmanager
def under_way(work):
    """Begin ``work`` and leave it uncommitted until the block ends.

    SQLite writes one act at a time: there, it begins when the block has ended.
    """
    if connection.vendor == "sqlite":
        yield
        work()
        return
    begun, may_end = Event(), Event()

    def act():
        try:
            with transaction.atomic():
                work()
                begun.set()
                may_end.wait(timeout=20)
        finally:
            connection.close()

    thread = Thread(target=act)
    thread.start()
    assert begun.wait(timeout=20)
    try:
        yield
    finally:
        may_end.set()
        thread.join(timeout=20)


def names_after_two_acts(visitor):
    """Commit a later act before an earlier one, ask in between, and return the page afterwards."""
    first, second = market.offered("Mật ong"), market.offered("Miến dong")
    with under_way(lambda: describe_product(first, market.ACT, name="Mật ong rừng")):
        describe_product(second, market.ACT, name="Miến dong sạch")
        assert "Miến dong sạch" in text(visitor)
        text(visitor)
    return text(visitor)


def test_an_act_that_commits_late_shows_on_the_very_next_request(visitor):
    assert "Mật ong rừng" in names_after_two_acts(visitor)


def test_without_asking_who_is_under_way_the_late_act_would_be_missed(visitor, monkeypatch):
    monkeypatch.setattr(keeping, "generation", lambda: Generation(generation().newest, True))

    stale = "Mật ong rừng" not in names_after_two_acts(visitor)

    assert stale == (connection.vendor == "postgresql")


# The shelf


def page(size):
    return Page(b"x" * size, {}, '"tag"')


def test_a_full_shelf_drops_what_was_used_longest_ago():
    shelf = Shelf(100)
    shelf.find("a", "1")
    for key in "abc":
        shelf.keep(key, "1", page(33))
    shelf.find("a", "1")
    shelf.keep("d", "1", page(33))

    assert [key in shelf for key in "abcd"] == [True, False, True, True]
    assert shelf.bytes == 99


def test_a_page_larger_than_the_shelf_is_not_kept():
    shelf = Shelf(100)
    shelf.find("a", "1")
    shelf.keep("a", "1", page(101))

    assert "a" not in shelf


def test_a_page_kept_twice_counts_once():
    shelf = Shelf(100)
    shelf.find("a", "1")
    for _ in range(5):
        shelf.keep("a", "1", page(60))

    assert shelf.bytes == 60


def test_a_page_computed_in_a_state_that_has_passed_is_not_kept():
    shelf = Shelf(100)
    shelf.find("a", "1")
    shelf.find("a", "2")
    shelf.keep("a", "1", page(10))

    assert shelf.find("a", "2") is None
    assert shelf.find("a", "1") is None
