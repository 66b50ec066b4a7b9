"""Compressed links: published pairs in both directions, any link back again, and no surprise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.kernel.digital_link import Malformed, Name, compressed, decompressed
from ocop.kernel.digital_link.checks import CHARACTERS_82
from ocop.kernel.digital_link.compression import ALPHABET
from ocop.kernel.digital_link.epc import decoded_epc
from ocop.kernel.gs1 import check_digit

PAIRS = {
    "AN2yxDhfaiaw": "/00/998440410914660971",
    "AQnYUc1gmg": "/01/05412345000013",
    "AQnYUc1gmiCNV4JG": "/01/05412345000013/10/ABC123",
    "AQnYUc1gmiCNV4JGQhcNT6K6c": "/01/05412345000013/10/ABC123/21/72292641703",
    "AQnYUc1gmiCNV4JGRNoBLG-nvPe2p_Ho": "/01/05412345000013/22/AJY3095721P49/10/ABC123",
    "AQnYUc1gmkax7ipGrOHDPC5YNI8hMz": "/01/05412345000013/235/8TFV883a904GH%263",
    "JTLIetaiHYA": "/253/3060077601309",
    "JVUqG5hJ5wA": "/255/5678409730535",
    "QBl2DVoxZM2jVm3ZOWEFoxTR5HDgzZg": "/401/0541234537290A41%26GHpp33",
    "QCJZyW9mC6Z4": "/402/21173492661712079",
    "QUSaVjC_dA": "/414/5060917510004",
    "JUa0T-eifdtOO9UFEmlYwv3Q": "/414/5060917510004/254/RP56J920471",
    "QUSaVjC_dHBAVlCrg": "/414/5060917510004/7040/5KFX",
    "QVSaVjC_dA": "/415/5060917510004",
    "QXSaVjC_dHBAVlCrg": "/417/5060917510004/7040/5KFX",
    "gAMJCAXukTMA": "/8003/04965031954585",
    "gASXYNWjFkzaNWbdk5YQWjFNHkcODNm": "/8004/0541234537290A41%26GHpp33",
    "cEB2CqjAAkuwatGLJm0as27JywgtGKaPI4cGbM": "/8004/0541234537290A41%26GHpp33/7040/7BVR",
    "gBCVYNWjFkzaNWbdk5YQWjFHHkM2Y": "/8010/0541234537290A41%23GH33",
    "gBCVYNWjFkzaNWbdk5YQWjFHHkM2cAI0xdvpGo": "/8010/0541234537290A41%23GH33/8011/6639047221",
    "gBN05060917511473062B98T": "/8013/5060917511473062B98T",
    "gBe1ajAd9ATDk": "/8017/817019610850151481",
    "gBe1ajAd9ATDmAGXPRfk": "/8017/817019610850151481/8019/4003812",
    "gBhbV6rzBENPk": "/8018/411369833821910265",
}


@pytest.mark.parametrize(("short", "path"), PAIRS.items())
def test_a_published_pair_holds_in_both_directions(short, path):
    name = Name.parse(path)

    assert decompressed(short).name == name
    assert compressed(name) == short


def test_qualifiers_alone_may_be_compressed():
    said = decompressed("EEarwSMhC4an0V04", ("01", "05412345000013"))

    assert said.name.path == "/01/05412345000013/10/ABC123/21/72292641703"


VALUES = st.text(CHARACTERS_82, min_size=1, max_size=20).filter(
    lambda text: text not in {".", ".."}
)
GTINS = st.from_regex(r"[0-9]{13}", fullmatch=True).map(lambda body: body + check_digit(body))
ATTRIBUTES = st.sampled_from(
    [(), (("17", "261231"),), (("3103", "000195"),), (("423", "704840"),), (("30", "7"),),
     (("7230", "EMx1"),), (("8008", "2612312359"),), (("90", "a/b"),)]
)  # fmt: skip


@given(GTINS, st.lists(VALUES, min_size=3, max_size=3), st.sets(st.integers(0, 2)), ATTRIBUTES)
def test_any_item_comes_back_as_it_went(gtin, values, said, attributes):
    qualifiers = tuple((ai, values[at]) for at, ai in enumerate(("22", "10", "21")) if at in said)
    name = Name("01", gtin, qualifiers)

    back = decompressed(compressed(name, attributes))

    assert (back.name, back.attributes) == (name, attributes)


@given(st.text(ALPHABET, min_size=1, max_size=60))
def test_any_letters_name_something_or_are_refused(text):
    try:
        said = decompressed(text)
    except Malformed:
        return
    assert Name.parse(said.name.path) == said.name


@pytest.mark.parametrize("text", ["", "A", "AQ", "AQnYUc1gm", "foo", "san-pham", "A" * 3000, "%41"])
def test_what_is_cut_short_or_is_a_word_is_refused(text):
    with pytest.raises(Malformed):
        decompressed(text)


def test_a_series_of_identifiers_has_a_code():
    # 0B stands for 01 and 10.
    plain = compressed(Name("01", "05412345000013", (("10", "ABC123"),)))
    bits = "".join(f"{ALPHABET.index(one):06b}" for one in plain)
    gtin, lot = bits[8:55], bits[63:95]
    series = f"{0x0B:08b}{gtin}{lot}"
    series += "0" * (-len(series) % 6)
    text = "".join(ALPHABET[int(series[at : at + 6], 2)] for at in range(0, len(series), 6))

    assert decompressed(text).name.path == "/01/05412345000013/10/ABC123"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("eh30164596f40c0e5cbe991a83", "/01/09528765123457/21/123456789123"),
        ("exMBZFlvQMDly-mRqD", "/01/09528765123457/21/123456789123"),
        ("eh3074257bf7194e4000001a85", "/01/80614141123458/21/6789"),
        ("eh30164596F40C0E5CBE991A83", "/01/09528765123457/21/123456789123"),
    ],
)
def test_the_number_of_a_tag_is_read(text, path):
    assert decoded_epc(text).path == path


def tag(*fields):
    """Return fields of (value, bits) as hexadecimal, filled up to whole signs."""
    bits = "".join(f"{value:0{count}b}" for value, count in fields)
    bits += "0" * (-len(bits) % 4)
    return "eh" + "".join(f"{int(bits[at : at + 4], 2):x}" for at in range(0, len(bits), 4))


def letters(text, count):
    """Return text as characters of seven bits, filled up with zeros."""
    return [(ord(one), 7) for one in text] + [(0, count - 7 * len(text))]


HEAD = [(0, 3), (5, 3)]  # a filter, and a company's prefix of seven digits in 24 bits
COMPANY = (614141, 24)


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ([(0x31, 8), *HEAD, COMPANY, (1234567890, 34), (0, 24)], "/00/106141412345678908"),
        ([(0x32, 8), *HEAD, COMPANY, (12345, 17), (0, 41)], "/414/0614141123452"),
        ([(0x32, 8), *HEAD, COMPANY, (12345, 17), (400, 41)], "/414/0614141123452/254/400"),
        ([(0x33, 8), *HEAD, COMPANY, (12345, 20), (400, 38)], "/8003/00614141123452400"),
        ([(0x34, 8), *HEAD, COMPANY, (12345400, 58)], "/8004/061414112345400"),
        ([(0x2C, 8), *HEAD, COMPANY, (12345, 17), (400, 41)], "/253/0614141123452400"),
        ([(0x2D, 8), *HEAD, COMPANY, (1234567890, 34), (0, 24)], "/8018/061414112345678902"),
        ([(0x2E, 8), *HEAD, COMPANY, (1234567890, 34), (0, 24)], "/8017/061414112345678902"),
        ([(0x3C, 8), *HEAD, COMPANY, (98765, 27), (12345, 31)], "/8010/061414198765/8011/12345"),
        ([(0x3F, 8), *HEAD, COMPANY, (67890, 17), (104711, 41)], "/255/061414167890704711"),
        ([(0x36, 8), *HEAD, COMPANY, (712345, 20), *letters("32a/b", 140)],
         "/01/70614141123451/21/32a%2Fb"),
    ],
)  # fmt: skip
def test_each_scheme_of_tags_is_read(fields, path):
    assert decoded_epc(tag(*fields)).path == path


@given(st.sampled_from(["eh", "ex"]), st.text("0123456789abcdefXYZ_-", max_size=60))
def test_any_tag_names_something_or_is_refused(start, digits):
    try:
        name = decoded_epc(start + digits)
    except Malformed:
        return
    assert Name.parse(name.path) == name
