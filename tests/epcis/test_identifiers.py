"""Names of things and places: both forms, one canonical name, classes, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.epcis.identifiers import (
    as_link,
    as_urn,
    canonical,
    class_of,
    fault_of,
    forget,
    links,
    prefix_of,
    remembered,
)
from ocop.epcis.identifiers.prefixes import length_of
from ocop.epcis.identifiers.urns import SCHEMES, closed, parts_of, path_of
from ocop.kernel.digital_link import PRIMARY_KEYS
from ocop.kernel.gs1 import check_digit
from tests.epcis.samples import patient

ID = "https://id.gs1.org"
# One of each scheme: its URN and its canonical link, without the check digit after "~".
BOTH = {
    "urn:epc:id:sgtin:8938505.017001.A%2F1": "/01/0893850517001~/21/A%2F1",
    "urn:epc:id:sscc:8938505.0000000017": "/00/08938505000000017~",
    "urn:epc:id:sgln:8938505.00001.0": "/414/893850500001~",
    "urn:epc:id:sgln:8938505.00001.kho(2)": "/414/893850500001~/254/kho%282%29",
    "urn:epc:id:sgln:893850500012..0": "/414/893850500012~",
    "urn:epc:id:grai:8938505.00001.S7": "/8003/0893850500001~S7",
    "urn:epc:id:giai:8938505.xe7": "/8004/8938505xe7",
    "urn:epc:id:gsrn:8938505.0000000001": "/8018/89385050000000001~",
    "urn:epc:id:gsrnp:8938505.0000000001": "/8017/89385050000000001~",
    "urn:epc:id:gdti:8938505.00001.HS-1": "/253/893850500001~HS-1",
    "urn:epc:id:cpi:8938505.AB%2F1.77": "/8010/8938505AB%2F1/8011/77",
    "urn:epc:id:sgcn:8938505.00001.04": "/255/893850500001~04",
    "urn:epc:id:ginc:8938505.van7": "/401/8938505van7",
    "urn:epc:id:gsin:8938505.000000001": "/402/8938505000000001~",
    "urn:epc:id:itip:8938505.017001.01.02.9": "/8006/0893850517001~0102/21/9",
    "urn:epc:id:upui:8938505.017001.TPX": "/01/0893850517001~/235/TPX",
    "urn:epc:id:pgln:8938505.00001": "/417/893850500001~",
    "urn:epc:class:lgtin:8938505.017001.L-7": "/01/0893850517001~/10/L-7",
    "urn:epc:idpat:sgtin:8938505.017001.*": "/01/0893850517001~",
    "urn:epc:idpat:grai:8938505.00001.*": "/8003/0893850500001~",
    "urn:epc:idpat:gdti:8938505.00001.*": "/253/893850500001~",
    "urn:epc:idpat:sgcn:8938505.00001.*": "/255/893850500001~",
    "urn:epc:idpat:cpi:8938505.AB1.*": "/8010/8938505AB1",
    "urn:epc:idpat:itip:8938505.017001.01.02.*": "/8006/0893850517001~0102",
}


def whole(path):
    """Return the link of a path, its check digit filled in."""
    head, mark, tail = path.partition("~")
    key, _, body = head[1:].partition("/")
    if not mark:
        return ID + path
    # A returnable asset has a zero before its thirteen digits, which weighs nothing.
    return f"{ID}/{key}/{body}{check_digit(body)}{tail}"


@pytest.mark.parametrize("urn", BOTH)
def test_a_urn_and_its_link_have_one_name(urn):
    link = whole(BOTH[urn])

    assert canonical(urn) == link
    assert canonical(link) == link
    assert as_link(urn) == link
    assert as_urn(link, {"8938505", "893850500012"}) == urn
    assert fault_of(urn) == fault_of(link) == ""


def test_every_scheme_is_among_them_but_one_that_means_the_same():
    told = {":".join(urn.split(":")[2:4]) for urn in BOTH}

    assert set(SCHEMES) - told == {"idpat:upui"}


def test_links_are_read_by_every_key_of_the_standard():
    assert set(links._KEYS) == set(PRIMARY_KEYS)


@pytest.mark.parametrize(
    ("link", "path"),
    [
        ("http://ocop.example/gtin/8938505170015?x=1#y", "/01/08938505170015"),
        ("https://ocop.example/vi/01/08938505170015/10/L1/21/S1", "/01/08938505170015/21/S1"),
        ("https://ocop.example/01/08938505170015/cpv/B/lot/L1", "/01/08938505170015/10/L1"),
        ("https://ocop.example/01/08938505170015/22/B/", "/01/08938505170015"),
        ("https://ocop.example/01/8938505170015/21/a(1)", "/01/08938505170015/21/a%281%29"),
        ("HTTPS://OCOP.EXAMPLE/01/08938505170015/21/S1", "/01/08938505170015/21/S1"),
        ("https://ocop.example/01/08938505170015/21/a%2f1", "/01/08938505170015/21/a%2F1"),
        ("https://ocop.example/414/8938505000015/254/0", "/414/8938505000015"),
        ("https://ocop.example/414/8938505000015/254/K", "/414/8938505000015/254/K"),
        ("https://ocop.example/417/8938505000015/7040/1ABC", "/417/8938505000015/7040/1ABC"),
        ("https://ocop.example/415/8938505000015/8020/R", "/415/8938505000015/8020/R"),
    ],
)
def test_a_link_of_any_resolver_keeps_its_finest_level_alone(link, path):
    assert canonical(link) == ID + path


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "urn:x:y", "urn:epc:", "urn:epc:id:", "urn:epc:id:gid:1.2.3", "http://", "https://[",
        "https://ocop.example/", "https://ocop.example/01/1", "https://ocop.example/01/89385051700١7",
        "https://ocop.example/01/08938505170015/99/x", "https://ocop.example/01/08938505170015/21",
        "https://ocop.example/01/08938505170015/21/S/10/L", "geo:20.95,107.07",
        "urn:epc:id:sgtin:1.2",
        "urn:epc:id:sgtin:8938505.0170010.1", "urn:epc:id:sgtin:8938505.017001.%zz",
        "urn:epc:id:sgtin:8938505.017001." + "1" * 21, "urn:epc:id:sgtin:8938505.017001.ñ",
    ],
)  # fmt: skip
def test_what_holds_no_key_is_its_own_name(text):
    assert canonical(text) == as_link(text) == as_urn(text) == text
    assert class_of(text) is None
    assert prefix_of(text) is None


def test_escapes_in_small_letters_are_those_in_capitals():
    small, capital = (
        "urn:epc:id:sgtin:8938505.017001.a%2f1",
        "urn:epc:id:sgtin:8938505.017001.a%2F1",
    )

    assert canonical(small) == canonical(capital)
    assert canonical("urn:epc:id:cpi:8938505.A%2fB.1") == canonical(
        "urn:epc:id:cpi:8938505.A%2FB.1"
    )


def test_a_claimed_key_must_be_in_its_form():
    assert "form of its scheme" in fault_of("urn:epc:id:sgtin:8938505.0170010.1")
    assert "GS1 Digital Link" in fault_of(f"{ID}/01/1")
    assert "check digit" in fault_of("https://ocop.example/01/08938505170018")
    assert fault_of("https://ocop.example/01/08938505170015") == ""
    assert fault_of("https://ocop.example/01/1") == ""
    assert fault_of("urn:epc:id:gid:1.2.3") == ""
    assert fault_of("urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8") == ""


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        ("urn:epc:id:sgtin:8938505.017001.1", "/01/08938505170015"),
        ("urn:epc:class:lgtin:8938505.017001.L", "/01/08938505170015"),
        ("urn:epc:idpat:sgtin:8938505.017001.*", None),
        ("urn:epc:id:grai:8938505.00001.S7", "/8003/08938505000015"),
        ("urn:epc:id:gdti:8938505.00001.7", "/253/8938505000015"),
        ("urn:epc:id:cpi:8938505.AB.7", "/8010/8938505AB"),
        ("urn:epc:id:itip:8938505.017001.01.02.9", "/8006/089385051700150102"),
        ("urn:epc:id:sscc:8938505.0000000017", None),
        ("urn:epc:id:sgln:8938505.00001.7", None),
    ],
)
def test_a_thing_is_of_its_kind(one, kind):
    assert class_of(one) == (kind and ID + kind)


def test_a_prefix_is_as_long_as_one_seen_else_as_most_are():
    assert length_of("893850500001", {"89385050"}) == 8
    assert length_of("893850500001", {"893850", "89385050"}) == 8
    assert length_of("893850500001") == 10
    assert length_of("061414107346") == 7
    assert prefix_of("urn:epc:id:sscc:8938505.0000000017") == "8938505"


def test_what_no_scheme_can_hold_stays_a_link():
    for path in (
        "/01/08938505170015/21/" + "%26" * 7,
        "/8017/893850500000000017/8019/5",
        "/8013/1987X",
    ):
        assert as_urn(ID + path) == ID + path or canonical(as_urn(ID + path)) == ID + path
    assert as_urn(f"{ID}/8017/893850500000000017/8019/5") == f"{ID}/8017/893850500000000017/8019/5"


@patient
@given(st.text("0123456789", min_size=1, max_size=18))
def test_both_ways_of_working_out_a_check_digit_agree(body):
    assert closed(body) == body + check_digit(body)


TAIL = st.text("0123456789ABab.-%2F*_'!()é٣/", max_size=22)


@patient
@given(
    st.sampled_from(list(SCHEMES)),
    st.text("0123456789", min_size=5, max_size=13),
    st.text("0123456789", max_size=8),
    TAIL,
)
def test_the_short_way_to_a_name_and_the_long_one_agree(scheme, prefix, reference, tail):
    urn = f"urn:epc:{scheme}:{prefix}.{reference}.{tail}"

    found = parts_of(urn)

    assert path_of(urn) == (found[0].path(*found[1]) if found else None)
    assert canonical(canonical(urn)) == canonical(urn)


@patient
@given(st.text("0123456789", min_size=12, max_size=12), TAIL, st.sampled_from(["21", "10", "235"]))
def test_a_name_survives_both_turns(body, tail, ai):
    name = canonical(f"{ID}/01/{closed('0' + body)}/{ai}/{tail}")

    assert canonical(as_urn(name)) == name


def test_a_long_name_is_known_by_itself_and_not_remembered():
    forget()
    long = f"{ID}/01/09506000134352?also={'x' * 3000}"

    assert canonical(long) == canonical(long)
    assert canonical("urn:epc:id:sgln:8938505." + "0" * 3000 + ".1").startswith("urn:")
    assert fault_of(long) == fault_of(long)
    assert remembered() == 0
    canonical(f"{ID}/01/09506000134352")
    assert remembered() == 1
