"""What text a view is handed, and what is left of what nobody types."""

import pytest
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, UnreadablePostError
from django.test import RequestFactory

from ocop.web.plain import PlainText, plain, posted


def handed(request):
    """Return the request as a view gets it."""
    seen = []
    PlainText(lambda one: seen.append(one) or HttpResponse())(request)
    return seen[0]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Tra\u0300 hoa va\u0300ng", "Trà hoa vàng"),
        ("a\x00b\x01c\x7fd\x85", "abcd"),
        ("\u202egnàv\u202c \u2066x\u2069", "gnàv x"),
        ("\ud800a\udfff\uffff", "a"),
        ("một\r\nhai\tba", "một\r\nhai\tba"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("a" + "\u0323" * 5_000, "ạ" + "\u0323" * 7),
        ("", ""),
    ],
)
def test_only_what_people_type_is_kept(typed, kept):
    assert plain(typed) == kept


def test_a_form_and_a_query_come_plain_with_every_value():
    request = RequestFactory().post("/?tu=%00tra%CC%80&tu=2", {"ten\x00": ["Va\u0300ng", "2"]})

    request = handed(request)

    assert request.GET.getlist("tu") == ["trà", "2"]
    assert request.POST.getlist("ten") == ["Vàng", "2"]


@pytest.mark.parametrize("path", ["/san-pham/a\x00b/", "/\x01/", "/\u202e/"])
def test_an_address_with_a_control_leads_nowhere(path):
    request = RequestFactory().get("/")
    request.path_info = path

    with pytest.raises(Http404):
        handed(request)


@pytest.mark.parametrize("key", ["abcdefgh\x00", "a b", "../a", ""])
def test_a_session_that_no_session_has_is_a_strangers(key):
    request = RequestFactory().get("/")
    request.COOKIES["sessionid"] = key

    assert "sessionid" not in handed(request).COOKIES


def test_a_true_session_stays():
    request = RequestFactory().get("/")
    request.COOKIES["sessionid"] = "a1b2c3d4e5"

    assert handed(request).COOKIES["sessionid"] == "a1b2c3d4e5"


@pytest.mark.parametrize("why", [UnreadablePostError, ValueError])
def test_a_form_that_broke_off_is_a_bad_request(why):
    def broken(request):
        raise why

    request = type("Request", (), {"POST": property(broken)})()

    with pytest.raises(BadRequest):
        posted(request)
