"""When we ourselves fail: our own page, in Vietnamese, without a trace."""

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from ocop import urls
from tests.hostile.judging import ALIVE, TRACES, VIETNAMESE

SECRET = "mật khẩu nằm trong bộ nhớ"


def crash(request):
    secret = SECRET
    raise ZeroDivisionError(secret)


def crash_late(request):
    def content():
        yield b"<p>"
        raise ZeroDivisionError(SECRET)

    return HttpResponse(content())


class Urls:
    """The site with two addresses that crash."""

    handler400, handler403 = urls.handler400, urls.handler403
    handler404, handler500 = urls.handler404, urls.handler500
    urlpatterns = [
        path("vo/", crash),
        path("vo-sau/", crash_late),
        path("", include(urls.urlpatterns)),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/vo/", "/vo/?tu=<script>alert(1)</script>", "/vo-sau/"])
@pytest.mark.parametrize("method", ["get", "post"])
@override_settings(ROOT_URLCONF=Urls)
def test_a_view_that_crashes_shows_our_page_and_no_trace(address, method):
    response = getattr(Client(raise_request_exception=False), method)(address)

    body = response.content.decode()
    assert response.status_code == 500
    assert "Hệ thống đang gặp trục trặc" in body
    assert VIETNAMESE.search(body)
    assert not [word for word in (*TRACES, *ALIVE, SECRET, "ZeroDivisionError") if word in body]


@pytest.mark.django_db
def test_the_page_stands_when_even_the_database_does_not(monkeypatch):
    def gone(*args, **kwargs):
        raise ZeroDivisionError(SECRET)

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", gone)

    response = Client(raise_request_exception=False).get("/san-pham/")

    assert response.status_code == 500
    assert "Hệ thống đang gặp trục trặc" in response.content.decode()
    assert SECRET not in response.content.decode()


def test_no_trace_is_shown_unless_somebody_asks_for_it(settings):
    assert settings.DEBUG is False
