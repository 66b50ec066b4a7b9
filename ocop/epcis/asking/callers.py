"""Calling a subscriber: an address that somebody else chose, so nothing about it is believed.

It is resolved once and that address is called; addresses of our own network, redirects, unusual
ports and slow answers are refused. Only where the setting says so may it be this machine.
"""

import http.client
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

PORTS: Final = frozenset({80, 443, 8080, 8443})
TIMEOUT: Final = 5  # seconds for each step
DEADLINE: Final = 10  # seconds for all of them
LONGEST: Final = 1000
# Networks whose addresses hold one of the older kind, which may be ours.
EMBEDDING: Final = (ip_network("64:ff9b::/96"), ip_network("2002::/16"), ip_network("2001::/32"))

Address = IPv4Address | IPv6Address


class Unreachable(Exception):
    """The subscriber was not reached, or may not be; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """Whom to call, as the address says."""

    scheme: str
    host: str
    port: int
    path: str
    authority: str


def target_of(url: str) -> Target:
    """Return whom an address means; refused where it is not one that may be called."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise Unreachable("dest is no address.") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or not url.isascii():
        raise Unreachable("dest is not an http or https address.")
    if len(url) > LONGEST or any(letter <= " " or letter == "\x7f" for letter in url):
        raise Unreachable("dest is no address.")
    if parts.username is not None or parts.password is not None:
        raise Unreachable("dest may hold no user name.")
    refuse_named(parts.hostname)
    if port not in PORTS and not settings.WEBHOOK_LOOPBACK:
        raise Unreachable(f"dest may be called at port {', '.join(map(str, sorted(PORTS)))} only.")
    return Target(parts.scheme, parts.hostname, port, _path(parts), parts.netloc)


def _path(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def refuse_named(host: str) -> None:
    """Refuse a host that says by its name that it lies inside."""
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        if not (settings.WEBHOOK_LOOPBACK and host == "localhost"):
            raise Unreachable("dest lies in a network of our own.")
        return
    with suppress(ValueError):
        refuse_inside(ip_address(host))


def refuse_inside(address: Address) -> None:
    """Refuse an address that is not one of the open network."""
    inner = getattr(address, "ipv4_mapped", None) or address
    if inner.is_loopback and settings.WEBHOOK_LOOPBACK:
        return
    embeds = any(inner in network for network in EMBEDDING if network.version == inner.version)
    if not inner.is_global or inner.is_multicast or inner.is_reserved or embeds:
        raise Unreachable("dest lies in a network of our own.")


def call(url: str, body: bytes, headers: dict[str, str]) -> int:
    """Send a body to a subscriber once, and return the status of the answer.

    Refused (``Unreachable``) where nobody answers in time, or where the address lies inside.
    """
    target = target_of(url)
    connection = _Once(target, resolved(target))
    watch = threading.Timer(DEADLINE, connection.break_off)
    watch.start()
    try:
        connection.request("POST", target.path, body, {"Host": target.authority, **headers})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise Unreachable(f"dest did not answer: {type(fault).__name__}.") from fault
    finally:
        watch.cancel()
        connection.close()


def resolved(target: Target) -> list[str]:
    """Return one address of each kind that the host has; refused where any of all lies inside."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable("The host of dest is not known.") from None
    addresses = [str(one[4][0]).partition("%")[0] for one in found]
    for address in addresses:
        refuse_inside(ip_address(address))
    if not addresses:
        raise Unreachable("The host of dest is not known.")
    of_kind: dict[int, str] = {}
    for address in addresses:
        of_kind.setdefault(ip_address(address).version, address)
    return list(of_kind.values())


class _Once(http.client.HTTPConnection):
    """A connection to an address that was resolved, whatever its name resolves to by now."""

    def __init__(self, target: Target, addresses: list[str]) -> None:
        super().__init__(target.host, target.port, timeout=TIMEOUT)
        self.target = target
        self.addresses = addresses
        self.is_over = False

    def connect(self) -> None:
        self.sock = plain = self.reached()
        if self.is_over:
            raise TimeoutError
        if self.target.scheme == "https":
            context = ssl.create_default_context()
            # Shaken when the connection is known, so that a slow handshake is broken off as well.
            self.sock = sealed = context.wrap_socket(
                plain, server_hostname=self.target.host, do_handshake_on_connect=False
            )
            sealed.do_handshake()

    def reached(self) -> socket.socket:
        """Return a connection to the first address that answers: some networks have one kind."""
        first, *others = self.addresses
        try:
            return socket.create_connection((first, self.target.port), timeout=TIMEOUT)
        except OSError:
            if not others:
                raise
            self.addresses = others
            return self.reached()

    def break_off(self) -> None:
        """End the talk, wherever it is."""
        self.is_over = True
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)
