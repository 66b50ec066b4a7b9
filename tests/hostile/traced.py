"""What programs send that mean harm, or were written by nobody: documents, names, headers."""

import gzip
import json
import random
from typing import Any
from urllib.parse import quote

from ocop.epcis.xml.writing import write
from tests.epcis.published import EXAMPLES
from tests.epcis.samples import BAGS, LOT, SACK, TYPES, answer, document, event, sensing, spoilt
from tests.hostile.corpus import NUMBERS, TEXTS, scalar
from tests.hostile.judging import TRACES

DOCUMENTS = [
    document(*(event(kind) for kind in TYPES)),
    document(sensing(), event("TransformationEvent", **{"tra:any": {"tra:deep": [1, "2", None]}})),
    answer(event("AggregationEvent"), event("AssociationEvent")),
    document(event(errorDeclaration={"declarationTime": "2026-10-05T11:00:00Z"})),
]
NAMES = [
    SACK, *BAGS, LOT,
    "https://id.gs1.org/01/04012345111119/21/1", "https://id.gs1.org/00/340123453111111115",
    "https://id.gs1.org/414/0614141007776/254/7", "urn:epc:idpat:sgtin:4012345.098765.*",
    "urn:epc:id:giai:0614141.12345400", "https://example.vn/a/01/04012345111119/10/L?17=261231",
]  # fmt: skip
SIGNS = "./:%*#?&=-_~!$'()+,;@[]{}<>\\\"| \t\r\n\x00\x7fé٣１😀\u202e0129AZaz"
PARAMETERS = (
    "eventType", "EQ_action", "EQ_bizStep", "EQ_disposition", "EQ_readPoint", "WD_bizLocation",
    "EQ_eventID", "EQ_transformationID", "GE_eventTime", "LT_eventTime", "GE_recordTime",
    "EXISTS_errorDeclaration", "EQ_errorReason", "EQ_correctiveEventID", "MATCH_epc",
    "MATCH_anyEPC", "MATCH_epcClass", "EQ_quantity", "GT_quantity_KGM", "EQ_bizTransaction_po",
    "EQ_source_owning_party", "EQ_INNER_ILMD_tra:kg", "GE_tra:kg", "EXISTS_tra:note",
    "EQ_ILMD_cbvmda:lotNumber", "GE_SENSORREPORT_value", "GE_value_CEL", "EQ_deviceID",
    "HASATTR_bizLocation", "EQATTR_readPoint_tra:x", "EQ_persistentDisposition_set",
    "orderBy", "orderDirection", "eventCountLimit", "maxEventCount", "perPage", "nextPageToken",
    "EQ_", "GE_", "MATCH_", "nope", "", "EQ_" + "x" * 900,
)  # fmt: skip
VALUES = (
    *NAMES, "2026-10-05T10:00:00Z", "2026-10-05T10:00:00+07:00", "2026-02-30T00:00:00Z", "ADD",
    "OBSERVE|DELETE", "ObjectEvent", "shipping", "26.0", "eventTime", "DESC", "5", "0",
    "*", "|", "||||", "urn:epc:idpat:sgtin:*.*.*", "a|b|c" * 300,
)  # fmt: skip
HEADERS = {
    "GS1-EPCIS-Version": ("2.0", "1.2", "2.0.0", "9" * 300, "x", "2..0", "٢.٠"),
    "GS1-EPCIS-Min": ("2.0", "3", "-1", ""),
    "GS1-EPCIS-Max": ("1.2", "9", "1e9"),
    "GS1-CBV-Version": ("2.0", "1", "\u00e9"),
    "GS1-EPC-Format": ("Always_GS1_Digital_Link", "Always_EPC_URN", "x", "", "a" * 4_000),
    "GS1-Extensions": ("tra=https://tra.vn/", "=", "a=b=c,,", "x" * 5_000, "a=b:c," * 900),
    "GS1-Capture-Error-Behaviour": ("rollback", "proceed", "PROCEED ", "drop table"),
    "GS1-CBV-XML-Format": ("Always_Web_URI", "\u00ff"),
    "Accept": ("application/json", "text/html", "*/*;q=0", ";;;", "application/ld+json;q=x"),
    "Accept-Language": ("vi", "*;q=9", "a-" * 900),
    "Authorization": ("Bearer x", "Bearer", "Basic ????", "Bearer " + "a" * 5_000, "\u00ff"),
    "Content-Encoding": ("gzip", "br", "identity, gzip", "x" * 999),
    "X-Forwarded-For": ("1.2.3.4, ::1", "' OR 1=1", "9" * 3_000),
    "Upgrade": ("websocket", "h2c"),
    "Range": ("bytes=0-", "x"),
    "Host": ("evil.example", "127.0.0.1:99999", "a b"),
    "User-Agent": ("", "\u00ff", "a" * 5_000, "Googlebot", "%s%n"),
}  # fmt: skip
KINDS = (
    "application/json", "application/ld+json", "text/plain", "", "application/xml", ";",
    "application/json; charset=utf-16", "application/json; charset=hex",
    "multipart/form-data; boundary=x", "application/x-www-form-urlencoded",
)  # fmt: skip


LAUGHING = b"<!DOCTYPE a [<!ENTITY b0 'ha'>%s]>" % b"".join(
    b"<!ENTITY b%d '%s'>" % (n + 1, b"&b%d;" % n * 10) for n in range(9)
)


def seeds() -> list[dict[str, Any]]:
    """Return whole documents to spoil: ours, and the standard's where they lie beside us."""
    return [*DOCUMENTS, *(json.loads(path.read_bytes()) for path in EXAMPLES[:40])]


def bad_name(throw: random.Random) -> str:
    """Return a name of a thing with a few wrong turns, or something that is none at all."""
    if throw.random() < 0.1:
        return scalar(throw.choice((*TEXTS, *NUMBERS)))
    name = throw.choice(NAMES)
    for _ in range(throw.randint(1, 4)):
        at = throw.randrange(len(name) + 1)
        way = throw.randrange(5)
        if way == 0:
            name = name[:at] + throw.choice(SIGNS) + name[at:]
        elif way == 1:
            name = name[:at] + name[at + throw.randint(1, 6) :]
        elif way == 2:
            name = name[:at] + name[at:][::-1]
        elif way == 3:
            name += throw.choice(("/10/L", "/21/", "." * 50, "/01/" * 200, "%00", "9" * 400))
        else:
            name = name.replace(throw.choice("0123456789./:"), throw.choice(SIGNS), 1)
    return name


def bad_body(throw: random.Random, whole: Any) -> bytes:
    """Return bytes that pose as a document: torn, too deep, too long, packed, or not text."""
    data = json.dumps(whole).encode()
    at = throw.randrange(len(data))
    deep = throw.choice((38, 41, 1_000, 100_000))
    return throw.choice(
        (
            lambda: data[:at],
            lambda: data[:at] + throw.choice((b"\xff", b"\0", b'"', b"\\ud800", b"}{")) + data[at:],
            lambda: b"[" * deep,
            lambda: b'{"type":"ObjectEvent","tra:a":' + b'{"tra:b":' * deep + b"1" + b"}" * deep,
            lambda: data.replace(b'"2.0"', b"1e999999"),
            lambda: data.replace(b'"type"', b'"type":1,"type"', 1),
            lambda: data.decode().encode("utf-16"),
            lambda: b"\xef\xbb\xbf" + data,
            lambda: gzip.compress(data)[: throw.choice((10, 40, 10_000))],
            lambda: gzip.compress(b" " * throw.choice((1_000, 12_000_000))),
            lambda: b'{"a":"' + b"x" * throw.choice((100_000, 3_000_000)) + b'"}',
            lambda: b'{"type":"ObjectEvent","epcList":[' + b'"urn:x:y",' * 20_000 + b'"urn:x:z"]}',
            lambda: b'{"type":"EPCISDocument","epcisBody":{"eventList":[%s{}]}}' % (b"{}," * 6_000),
            lambda: b"",
            lambda: b"<epcis:EPCISDocument/>",
            lambda: throw.randbytes(throw.randint(1, 4_000)),
        )
    )()  # fmt: skip


def bad_xml(throw: random.Random, whole: dict[str, Any]) -> bytes:
    """Return a document in XML with something wrong in its tags, its words or its frame."""
    data = write(whole)
    at = throw.randrange(len(data))
    word = throw.choice([b"epcList", b"action", b"eventTime", b"EPCISBody", b"ObjectEvent", b"epc"])
    return throw.choice(
        (
            lambda: data[:at],
            lambda: data[:at] + throw.choice((b"<", b"&", b"\0", b"]]>", b"\xff")) + data[at:],
            lambda: data.replace(word, throw.choice((b"x", b"y:z", b"epc", b"value"))),
            lambda: data.replace(b">", b">" + throw.randbytes(3), 1),
            lambda: data.replace(b"</" + word, b"<extension/></" + word),
            lambda: data.replace(b"2026", throw.choice((b"9999", b"-1", b"", b"20266"))),
            lambda: LAUGHING + b"<a>&b9;</a>",
            lambda: b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
            lambda: b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>',
            lambda: b"<a>" * throw.choice((50, 5_000, 100_000)),
            lambda: b"<a " + b"".join(b'b%d="c" ' % n for n in range(9_000)) + b"/>",
            lambda: b'<?xml version="1.0" encoding="utf-7"?>' + data.partition(b"?>")[2],
            lambda: data.decode().encode("utf-16"),
            lambda: data.replace(b"urn:", b"u" * 90_000 + b":", 1),
        )
    )()


def bad_question(throw: random.Random) -> str:
    """Return the query of an address: parameters and values of any kind together."""
    pairs = [
        (throw.choice(PARAMETERS), throw.choice((*VALUES, bad_name(throw), throw.choice(TEXTS))))
        for _ in range(throw.choice((1, 1, 2, 3, 70)))
    ]
    if throw.random() < 0.05:
        return throw.choice(("%", "&&&=", "%FF=%C3", "a" * 17_000, "=" * 900, "EQ_action=%00"))
    return "&".join(
        f"{quote(scalar(name))}={quote(scalar(value))[:3_000]}" for name, value in pairs
    )


def bad_headers(throw: random.Random, most: int = 3) -> dict[str, str]:
    """Return a few headers that no program means."""
    return {name: throw.choice(HEADERS[name]) for name in throw.sample(list(HEADERS), most)}


def bad_document(throw: random.Random, known: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one of the documents with a few things wrong."""
    return spoilt(throw.choice(known), throw)


def judged(response, told: object) -> int:
    """Return the status of a decent answer to a program; anything else fails with what was sent.

    A refusal is a problem (RFC 7807) with its title, its status and its reason in words.
    """
    status = response.status_code
    assert status < 500, (status, told)
    body = response.getvalue()
    text = body.decode("utf-8", "replace")
    assert not [trace for trace in TRACES if trace in text and "epcisException" not in text], told
    if status >= 400 and body:
        problem = json.loads(text)
        assert problem["status"] == status, told
        assert all((problem["title"], problem["type"])), told
        assert problem.get("detail") or problem.get("errors"), told
    return status
