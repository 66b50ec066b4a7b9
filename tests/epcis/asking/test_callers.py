"""Whom a subscription may have called: nobody of our own network, by whatever way of writing."""

import socket
import time
from threading import Thread

import pytest

from ocop.epcis.asking import callers
from ocop.epcis.asking.callers import Unreachable, call, target_of
from tests.epcis.asking.receiving import receiver

INSIDE = [
    "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f.1/", "http://0/",
    "http://0.0.0.0/", "http://10.1.2.3/", "http://172.16.0.1/", "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/", "http://224.0.0.1/",
    "http://[::1]/", "http://[::]/", "http://[fe80::1]/", "http://[fc00::1]/",
    "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/",
    "http://localhost/", "http://a.localhost/", "http://printer.local/", "http://db.internal/",
]  # fmt: skip
NO_ADDRESSES = [
    "", "nothing", "ftp://a.example/", "file:///etc/passwd", "http://", "http:///x", "//a.example/",
    "http://user:secret@a.example/", "http://a.example:22/", "http://a.example:99999/",
    "http://a.example/\r\nX: y", "http://a.example/ x", "http://a.exämple/", "http://[::1",
    "https://a.example/" + "x" * 1000, "gopher://a.example/", "http://a.example:8000/",
]  # fmt: skip


@pytest.mark.parametrize("url", [*INSIDE, *NO_ADDRESSES])
def test_an_address_inside_or_of_no_kind_of_ours_is_never_called(url):
    with pytest.raises(Unreachable):
        call(url, b"{}", {})


@pytest.mark.parametrize("url", ["https://a.example/x?y=1", "http://a.example:8080/"])
def test_an_address_of_the_open_network_may_be_called(url):
    assert target_of(url).host == "a.example"


def test_a_name_is_resolved_once_and_refused_when_any_of_its_addresses_lies_inside(monkeypatch):
    asked = []

    def found(host, port, **_):
        asked.append(host)
        return [(2, 1, 6, "", ("93.184.216.34", port)), (2, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", found)

    with pytest.raises(Unreachable, match="network of our own"):
        call("http://a.example/", b"{}", {})
    assert asked == ["a.example"]


def test_a_host_is_reached_at_whichever_of_its_addresses_answers(settings, monkeypatch):
    settings.WEBHOOK_LOOPBACK = True
    with receiver() as subscriber:
        port = target_of(subscriber.url).port
        silent, answering = (10, 1, 6, "", ("::1", port, 0, 0)), (2, 1, 6, "", ("127.0.0.1", port))
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [silent, answering])

        assert call(subscriber.url, b"{}", {}) == 200

        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [silent])
        with pytest.raises(Unreachable, match="did not answer"):
            call(subscriber.url, b"{}", {})


def test_this_machine_is_called_only_where_the_setting_says_so(settings):
    with receiver() as subscriber:
        with pytest.raises(Unreachable):
            call(subscriber.url, b"{}", {})
        settings.WEBHOOK_LOOPBACK = True
        assert call(subscriber.url, b"{}", {"Content-Type": "application/json"}) == 200
        with pytest.raises(Unreachable):
            call("http://10.0.0.1/", b"{}", {})

    assert subscriber.bodies == [b"{}"]


def test_a_redirect_is_not_followed(settings):
    settings.WEBHOOK_LOOPBACK = True
    with receiver() as subscriber:
        subscriber.answers = [307]
        assert call(subscriber.url, b"{}", {}) == 307

    assert len(subscriber.came) == 1


# The head of an answer that never ends, and of a handshake that is announced as a long one.
@pytest.mark.parametrize(("scheme", "begun"), [("http", b"HTTP/1.1 "), ("https", b"\x16\x03\x03@")])
def test_whoever_answers_a_letter_at_a_time_is_broken_off(settings, monkeypatch, scheme, begun):
    settings.WEBHOOK_LOOPBACK = True
    monkeypatch.setattr(callers, "DEADLINE", 0.5)
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(60)

    def drip():
        talk, _ = server.accept()
        with talk:
            talk.sendall(begun)
            for _ in range(400):
                try:
                    talk.sendall(b"H")
                except OSError:
                    return
                time.sleep(0.05)

    dripping = Thread(target=drip, daemon=True)
    dripping.start()
    with server, pytest.raises(Unreachable):
        call(f"{scheme}://127.0.0.1:{server.getsockname()[1]}/", b"{}", {})
    dripping.join(timeout=10)
    assert not dripping.is_alive()
