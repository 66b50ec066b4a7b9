"""What is sent to the repository: read up to a limit, unpacked up to the same, and understood."""

import zlib

from django.http import UnreadablePostError

from ocop.epcis import xml
from ocop.epcis.documents import Document, read
from ocop.epcis.preparing import LARGEST
from ocop.epcis.problems import Kind, Problem
from ocop.web.epcis.answers import JSON, JSON_LD, Stop
from ocop.web.epcis.forms import XML

PIECE = 1 << 16
MOST_DRAINED = 8 * LARGEST
# How each type of content is read.
READERS = {JSON: read, JSON_LD: read} | dict.fromkeys(sorted(XML), xml.read)
CHARSETS = {"", "utf-8", "utf8", "us-ascii"}


def document_in(request) -> Document:
    """Return the document in a request; refused when it cannot be read."""
    reader = READERS[type_of(request)]
    return reader(body_of(request), largest=LARGEST)


def type_of(request, known=READERS) -> str:
    """Return the type of what is sent; refused with 415 when nothing here reads it."""
    said = request.META.get("CONTENT_TYPE", "") or ""
    kind, *parameters = (part.strip().lower() for part in said.split(";"))
    charset = next((one[8:].strip('"') for one in parameters if one.startswith("charset=")), "")
    if kind not in known or charset not in CHARSETS:
        listed = ", ".join(known)
        detail = f"Content-Type: {said[:100]!r} is not taken here; send one of {listed} in UTF-8."
        raise Stop(Problem(Kind.UNSUPPORTED_MEDIA_TYPE, "Unsupported Media Type", detail))
    return kind


def body_of(request) -> bytes:
    """Return the body, unpacked; refused when it breaks off or is larger than we take."""
    packing = request.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in {"identity", "gzip", ""}:
        detail = f"Content-Encoding: {packing[:40]!r} is not taken here; send gzip, or none."
        raise Stop(Problem(Kind.UNSUPPORTED_MEDIA_TYPE, "Unsupported Media Type", detail))
    data = _received(request)
    return _unpacked(data) if packing == "gzip" else data


def drain(request) -> None:
    """Read on to the end of a body that nobody wanted, so that its sender hears the answer.

    A sender who is cut off while sending may never read what it was refused for.
    """
    source, left = _source(request), MOST_DRAINED
    try:
        while left > 0 and (piece := source.read(PIECE)):
            left -= len(piece)
    except (UnreadablePostError, OSError):
        return


def _received(request) -> bytes:
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdecimal() and int(length) > LARGEST:
        raise _too_large()
    source, pieces, size = _source(request), [], 0
    try:
        while size <= LARGEST and (piece := source.read(PIECE)):
            pieces.append(piece)
            size += len(piece)
    except (UnreadablePostError, OSError) as broken:
        problem = Problem(Kind.VALIDATION, "The body cannot be read", "The body broke off.")
        raise Stop(problem) from broken
    if size > LARGEST:
        raise _too_large()
    return b"".join(pieces)


def _source(request):
    # A body of no told length comes in chunks, which Django does not read.
    chunked = "chunked" in request.headers.get("Transfer-Encoding", "").lower()
    return request.META["wsgi.input"] if chunked else request


def _unpacked(data: bytes) -> bytes:
    unpacking = zlib.decompressobj(wbits=31)
    try:
        found = unpacking.decompress(data, LARGEST + 1)
    except zlib.error as wrong:
        detail = "The body is said to be gzip, and is not."
        raise Stop(Problem(Kind.VALIDATION, "The body cannot be read", detail)) from wrong
    if len(found) > LARGEST:
        raise _too_large()
    if not unpacking.eof:
        raise Stop(Problem(Kind.VALIDATION, "The body cannot be read", "The body breaks off."))
    return found


def _too_large() -> Stop:
    detail = f"The body is larger than {LARGEST} bytes. Send it in several documents."
    return Stop(Problem(Kind.CAPTURE_LIMIT, "Capture Payload too large", detail))
