"""Requests that no browser sends: hosts, cookies, lengths, methods and types of content."""

from io import BytesIO

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.urls import reverse

from ocop.wsgi import application
from tests.hostile.corpus import VALUES, dice, scalar
from tests.hostile.counting import PROPERTY, share
from tests.hostile.judging import judge
from tests.hostile.sending import FORM, MULTI, multipart, urlencoded
from tests.hostile.world import a_world, addresses, entries, rows, visitor
from tests.moment import NOW

pytestmark = pytest.mark.django_db
SIGNALS = (request_started, request_finished)
METHODS = (
    "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "HEAD", "BREW", "CONNECT", "PROPFIND", "get",
    "", "POST", "G" * 5_000,
)  # fmt: skip
HOSTS = (
    "", "evil.example", "127.0.0.1:99999", "[::1", "a b", "127.0.0.1@evil.example", "..", "%00",
    "127.0.0.1,evil.example", "xn--\xff", "a" * 5_000, "<script>alert(1)</script>",
)  # fmt: skip
COOKIES = (
    'sessionid="abcdefgh\\000"', "sessionid=" + "a" * 4_000, "sessionid='; DROP TABLE x --",
    "sessionid=../../../etc", "sessionid=\xff\xfe", "sessionid=", "csrftoken=\x00", "csrftoken=x",
    'csrftoken="\\000"', "messages=W10:x:y", "messages=[[\"__json_message\",0,25,\"<b>\"]]",
    "django_language=<script>", "django_language=zz", "=;;=;=", "a" * 9_000, "; ; ;",
    "sessionid=a; sessionid=b", 'sessionid="\\777\\012"',
)  # fmt: skip
LENGTHS = ("-1", "0", "1", "99999999999999", "9" * 5_000, "abc", "1.5", "٣", "", "0x10")
KINDS = (
    FORM, MULTI, "", ";", "text/plain; charset=hex", "a/b; charset=rot13", "a/b; charset=idna",
    f"{FORM}; charset=utf-16", f"{FORM}; charset=unicode_escape", f"{FORM}; charset=undefined",
    "a/b; x*=nope'en'b", "a/b; x*=hex'en'6162", "multipart/form-data; boundary=\xff",
    f"{MULTI}; charset=utf-7", f"{MULTI}; charset=zlib",
    "multipart/form-data; boundary=a; boundary=b",
    "application/json; charset=" + "x" * 5_000, "multipart/mixed; boundary=ranhgioi",
)  # fmt: skip
TAGS = ('"x"', "W/", "*", '"' * 3_000, "\xff", '"a", "b", W/"c"', "", '"a\\"')
DAYS = ("x", "Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 99 Foo 99999 99:99:99 GMT", "-1", "9" * 400)
SENT = {
    "REQUEST_METHOD": METHODS,
    "HTTP_HOST": HOSTS,
    "HTTP_COOKIE": COOKIES,
    "CONTENT_LENGTH": LENGTHS,
    "CONTENT_TYPE": KINDS,
    "HTTP_IF_NONE_MATCH": TAGS,
    "HTTP_IF_MATCH": TAGS,
    "HTTP_IF_MODIFIED_SINCE": DAYS,
    "HTTP_IF_UNMODIFIED_SINCE": DAYS,
    "HTTP_RANGE": ("bytes=0-", "bytes=-99999999999", "bytes=5-1,9-", "x", "bytes=" + "0-1," * 900),
    "HTTP_ACCEPT_LANGUAGE": ("en;q=9", "vi;" * 900, "*", "\xff", "zz-" + "a" * 3_000),
    "HTTP_ACCEPT": ("application/json", "*/*;q=x", "text/html;q=" + "9" * 400, "\xff"),
    "HTTP_ACCEPT_ENCODING": ("gzip;q=x", "br, *;q=0", "\xff"),
    "HTTP_X_FORWARDED_FOR": ("' OR 1=1 --", "::1, <script>", "9" * 4_000, "256.1.1.1"),
    "HTTP_X_FORWARDED_PROTO": ("https", "ftp", "\xff"),
    "HTTP_X_FORWARDED_HOST": HOSTS,
    "HTTP_REFERER": ("javascript:alert(1)", "http://[::1", "\xff", "a" * 5_000),
    "HTTP_ORIGIN": ("null", "http://[", "https://evil.example", "\xff"),
    "HTTP_USER_AGENT": ("<script>alert(1)</script>", "a" * 9_000, "\xff\xfe", ""),
    "HTTP_AUTHORIZATION": ("Basic ????", "Bearer " + "a" * 4_000, "\xff"),
    "HTTP_HX_REQUEST": ("true", "<script>"),
    "HTTP_HX_CURRENT_URL": ("http://[::1", "javascript:alert(1)", "\xff"),
    "HTTP_X_AUTOSAVE": ("1",),
    "HTTP_X_REQUESTED_WITH": ("XMLHttpRequest",),
    "REMOTE_ADDR": ("", "unix:", "::ffff:127.0.0.1", "999.1.1.1"),
}


@pytest.fixture(autouse=True)
def moment(monkeypatch, settings):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    settings.AXES_ENABLED = True


def environ(throw, address, cookies):
    """Return a request as a server hands it on, with one to four of its headers hostile."""
    body = throw.choice((b"", urlencoded({"so": ["1"]}), multipart({"login": ["hoa"]}), b"{}"))
    made = {
        "REQUEST_METHOD": throw.choice(("GET", "GET", "POST")),
        "PATH_INFO": address,
        "QUERY_STRING": throw.choice(("", "trang=2", "tu=%E1%BA")),
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_COOKIE": cookies,
        "CONTENT_TYPE": FORM,
        "CONTENT_LENGTH": str(len(body)),
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": BytesIO(body),
        "wsgi.errors": BytesIO(),
        "wsgi.url_scheme": "http",
    }
    for name in throw.sample(list(SENT), throw.choice((1, 1, 2, 4))):
        made[name] = throw.choice(SENT[name])
    if throw.random() < 0.2:
        words = scalar(throw.choice(VALUES)).replace("\n", " ").replace("\r", " ")
        made["HTTP_X_ANY"] = words.encode().decode("latin-1")
    return made


class Answer:
    """An answer of the application that granian serves, inside the test's own transaction."""

    def __init__(self, made):
        for signal in SIGNALS:
            signal.disconnect(close_old_connections)
        try:
            body = application(made, self.start)
            self.body = b"".join(body)
            getattr(body, "close", int)()
        finally:
            for signal in SIGNALS:
                signal.connect(close_old_connections)

    def start(self, status, headers, exc_info=None):
        self.status_code, self.headers = int(status.split()[0]), dict(headers)

    def getvalue(self):
        return self.body


@pytest.mark.parametrize("person", ["", "hoa", "tung"])
def test_hostile_headers_are_answered_and_change_nothing(person, record_property):
    throw, thrown = dice(f"headers {person}"), share("headers", of=3)
    doors = {"": ("public", ""), "hoa": ("producer",), "tung": ("office",)}[person]
    known = [address for door, _, address in addresses(a_world()) if door in doors]
    light = [address for address in known if not address.endswith((".pdf", "ban-in/", "giay-to/"))]
    cookies = visitor(person).cookies.output(header="", sep=";").strip()
    before, lines = rows(), entries()
    for at in range(thrown):
        made = environ(throw, light[at % len(light)], cookies)
        told = {name: str(value)[:200] for name, value in made.items() if "wsgi" not in name}
        judge(Answer(made), told)
    record_property(PROPERTY, thrown)
    assert rows() == before
    assert entries() == lines


@pytest.mark.parametrize("cookie", COOKIES)
def test_a_broken_cookie_is_a_strangers(cookie):
    made = environ(dice("cookie"), reverse("public:home"), cookie)
    made |= {"HTTP_COOKIE": cookie, "REQUEST_METHOD": "GET", "HTTP_HOST": "127.0.0.1"}

    answer = Answer(made)

    judge(answer, cookie)
    assert connection.is_usable()


@pytest.mark.parametrize("kind", KINDS)
def test_a_type_of_content_that_cannot_be_read_breaks_nothing(kind):
    made = environ(dice("kind"), reverse("account_login"), "")
    made |= {"CONTENT_TYPE": kind, "REQUEST_METHOD": "POST", "HTTP_HOST": "127.0.0.1"}

    judge(Answer(made), kind)


@pytest.mark.parametrize(
    "agent", ["a" * 5_000, "\xff\xfe", "<script>alert(1)</script>", "%s %(x)s"]
)
def test_a_failed_sign_in_is_noted_whatever_the_browser_calls_itself(agent):
    a_world()
    signs = {"login": "hoa", "password": "sai"}

    response = visitor("").post(
        reverse("account_login"), signs, HTTP_USER_AGENT=agent, REMOTE_ADDR="127.0.0.1"
    )

    assert response.status_code == 200
    judge(response, agent)
