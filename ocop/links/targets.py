"""A link as it is offered: where it leads and what is said of it. Pure, with what is refused."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from ocop.kernel.errors import Refused
from ocop.kernel.text import composed
from ocop.links.vocabulary import DEFAULT, link_type

LONGEST_ADDRESS = 2000
LONGEST_TITLE = 200
MOST_LINKS = 200
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Za-z]{2})?")
_MEDIA = re.compile(r"[A-Za-z0-9_]+/[-+.A-Za-z0-9_]+")
# Controls and halves of characters, which no database and no document can hold.
_UNHELD = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_UNPRINTED = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}]")


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """One link of one thing; ``href`` is an address, or a path of this site for our own pages."""

    link_type: str
    href: str
    title: str
    type: str = ""
    hreflang: tuple[str, ...] = ()
    context: tuple[str, ...] = ()

    @property
    def attributes(self) -> tuple[object, ...]:
        """Return what is said of the link beside its address and title."""
        return self.type, self.hreflang, self.context


def checked(targets: Iterable[LinkTarget]) -> list[LinkTarget]:
    """Return the links as they are kept.

    Refused for an address that is not of the web, a link without a title, an unknown form of
    type, language or media type, and for a second default or one that is not for everybody.
    """
    kept = [_checked(target) for target in targets]
    if len(kept) > MOST_LINKS:
        raise Refused(f"Mỗi mã có nhiều nhất {MOST_LINKS} liên kết. Hãy bớt lại.")
    if Counter(one.link_type for one in kept)[DEFAULT] > 1:
        raise Refused("Mỗi mã chỉ có một liên kết mặc định. Hãy giữ lại một.")
    return kept


def _checked(target: LinkTarget) -> LinkTarget:
    name = link_type(target.link_type.strip())
    if name is None:
        raise Refused(
            "Loại liên kết không đúng dạng. Hãy dùng từ vựng GS1, ví dụ gs1:pip.", field="link_type"
        )
    title = one_line(target.title)
    if not title or len(title) > LONGEST_TITLE:
        raise Refused(f"Liên kết cần một tiêu đề, dài nhất {LONGEST_TITLE} ký tự.", field="title")
    attributes = (target.type.strip(), _languages(target.hreflang), _contexts(target.context))
    if name == DEFAULT and any(attributes):
        raise Refused(
            "Liên kết mặc định dành cho mọi người: chỉ có địa chỉ và tiêu đề. "
            "Hãy bỏ ngôn ngữ, dạng tệp và bối cảnh.",
            field="hreflang",
        )
    if attributes[0] and not _MEDIA.fullmatch(attributes[0]):
        raise Refused("Dạng tệp viết như text/html hoặc application/pdf.", field="type")
    return LinkTarget(name, _address(target.href.strip()), title, *attributes)


def one_line(text: str) -> str:
    """Return words in one line; refused for signs that nothing can hold."""
    line = " ".join(text.split())
    if _UNHELD.search(line):
        raise Refused("Có ký tự không đọc được. Hãy gõ lại dòng này.", field="title")
    return composed(line)


def _languages(given: Iterable[str]) -> tuple[str, ...]:
    languages = tuple(dict.fromkeys(one.strip() for one in given if one.strip()))
    if any(not _LANGUAGE.fullmatch(one) for one in languages):
        raise Refused("Ngôn ngữ viết bằng hai chữ cái, ví dụ vi, en, en-GB.", field="hreflang")
    return languages


def _contexts(given: Iterable[str]) -> tuple[str, ...]:
    contexts = tuple(dict.fromkeys(one_line(one) for one in given if one.strip()))
    if any(len(one) > 60 for one in contexts):
        raise Refused("Mỗi bối cảnh dài nhất 60 ký tự.", field="context")
    return contexts


def _address(href: str) -> str:
    try:
        parts = urlsplit(href)
        port_is_one = parts.port is None or parts.port > 0
    except ValueError:
        raise _no_address() from None
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or not port_is_one:
        raise _no_address()
    # A name before the host is how one address is made to look like another.
    if "@" in parts.netloc or len(href) > LONGEST_ADDRESS or _UNPRINTED.search(href):
        raise _no_address()
    href = parts.scheme.lower() + href[len(parts.scheme) :]
    return href if href.isascii() else _in_ascii(href)


def _in_ascii(href: str) -> str:
    """Return an address that was typed with its own letters as it goes over the wire."""
    parts = urlsplit(href)
    try:
        host = parts.netloc.encode("idna").decode("ascii")
        rest = [quote(part, safe="/%:;,+=&?@!$'()*~[]") for part in parts[2:]]
    except UnicodeError:
        raise _no_address() from None
    return urlunsplit((parts.scheme, host, *rest))


def _no_address() -> Refused:
    return Refused(
        "Địa chỉ liên kết bắt đầu bằng http:// hoặc https:// và tên miền. Hãy chép lại cả địa chỉ.",
        field="href",
    )
