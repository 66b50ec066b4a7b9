"""Digital Links: what is one, what it names, and that every key and qualifier is known."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.kernel.digital_link import PRIMARY_KEYS, Malformed, Name, attributes_in
from ocop.kernel.digital_link.checks import CHARACTERS_82, check_value, pair_of
from ocop.kernel.digital_link.faults import Fault
from ocop.kernel.digital_link.identifiers import IDENTIFIERS
from ocop.kernel.gs1 import check_digit

GTIN = "09506000134352"
# One good link for each key and qualifier.
GOOD = [
    "/00/095060001343521003",
    f"/01/{GTIN}", f"/01/{GTIN}/22/V1", f"/01/{GTIN}/10/L1", f"/01/{GTIN}/21/S1",
    f"/01/{GTIN}/22/V1/10/L1/21/S1", f"/01/{GTIN}/10/L1/21/S1", f"/01/{GTIN}/22/V1/21/S1",
    f"/01/{GTIN}/235/TPX1",
    "/253/9506000134376", "/253/9506000134376ABC",
    "/255/9506000134376", "/255/9506000134376123",
    "/401/9506000ABC", "/402/95060001343521009",
    "/414/9506000134376", "/414/9506000134376/254/X1", "/414/9506000134376/7040/1ABC",
    "/415/9506000134376/8020/REF1", "/417/9506000134376", "/417/9506000134376/7040/1ABC",
    "/8003/09506000134376", "/8003/09506000134376SER",
    "/8004/9506000ASSET", "/8004/9506000ASSET/7040/1ABC",
    f"/8006/{GTIN}0102", f"/8006/{GTIN}0102/22/V/10/L/21/S",
    "/8010/9506000PART", "/8010/9506000PART/8011/17",
    "/8013/1987654Ad4X4bL5ttr2310c2K",
    "/8017/950600013435210006", "/8017/950600013435210006/8019/5",
    "/8018/950600013435210006", "/8018/950600013435210006/8019/5",
]  # fmt: skip


def closed(path):
    """Return the path with each check digit made right."""
    lengths = {"00": 18, "402": 17, "8017": 18, "8018": 18}
    _, key, value, *rest = path.split("/")
    if key in lengths:
        body = value[: lengths[key] - 1]
        value = body + check_digit(body)
    return "/".join(["", key, value, *rest])


@pytest.mark.parametrize("path", GOOD)
def test_every_key_and_qualifier_is_read_and_written_back(path):
    path = closed(path)

    assert Name.parse(path).path == path
    assert Name.parse(f"{path}/").path == path


def test_the_table_names_every_key_and_every_qualifier():
    read = [Name.parse(closed(path)) for path in GOOD]

    assert {name.key for name in read} == set(PRIMARY_KEYS)
    for key, series in PRIMARY_KEYS.items():
        seen = {ai for name in read if name.key == key for ai, _ in name.qualifiers}
        assert seen == {ai for one in series for ai in one}


@pytest.mark.parametrize("path", [closed(path) for path in GOOD if "/8013/" not in path])
def test_one_wrong_digit_of_a_number_with_a_check_digit_is_seen(path):
    name = Name.parse(path)
    parts = IDENTIFIERS[name.key]
    at = 0
    for part in parts:
        if "check" in part.checks:
            place = at + part.longest - 1
            wrong = str((int(name.value[place]) + 1) % 10)
            value = name.value[:place] + wrong + name.value[place + 1 :]
            with pytest.raises(Malformed) as refusal:
                Name(name.key, value)
            assert refusal.value.fault is Fault.CHECK_DIGIT
        at += part.longest


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("", Fault.NO_KEY),
        ("/", Fault.NO_KEY),
        ("/99/1", Fault.NO_KEY),
        ("/02/09506000134352", Fault.NO_KEY),
        ("/10/LOT", Fault.NO_KEY),
        (f"/gtin/{GTIN}", Fault.RETIRED_WORD),
        ("/01", Fault.UNPAIRED),
        ("/01/", Fault.UNPAIRED),
        (f"/01/{GTIN}/10", Fault.UNPAIRED),
        (f"/01/{GTIN}/10/", Fault.UNPAIRED),
        (f"/01/{GTIN}/foo", Fault.UNPAIRED),
        (f"/01//{GTIN}", Fault.UNPAIRED),
        (f"/01/{GTIN}//", Fault.UNPAIRED),
        (f"/01/{GTIN}/foo/bar", Fault.QUALIFIER),
        (f"/01/{GTIN}/17/261231", Fault.QUALIFIER),
        (f"/01/{GTIN}/99/A", Fault.QUALIFIER),
        (f"/01/{GTIN}/10/A/10/B", Fault.QUALIFIER),
        (f"/01/{GTIN}/21/S/10/L", Fault.ORDER),
        (f"/01/{GTIN}/10/L/22/V", Fault.ORDER),
        (f"/01/{GTIN}/10/L/235/T", Fault.ORDER),
        ("/414/9506000134376/254/X/7040/1ABC", Fault.ORDER),
        ("/00/095060001343521008/10/L", Fault.CHECK_DIGIT),
        ("/01/9506000134352", Fault.SHORT_GTIN),
        ("/01/95060001", Fault.SHORT_GTIN),
        ("/01/095060001343529", Fault.VALUE),
        ("/01/0950600013435A", Fault.VALUE),
        ("/01/٠9506000134352", Fault.VALUE),
        (f"/01/{GTIN}/10/{'A' * 21}", Fault.VALUE),
        (f"/01/{GTIN}/10/a%20b", Fault.VALUE),
        (f"/01/{GTIN}/10/lô", Fault.VALUE),
        (f"/01/{GTIN}/10/..", Fault.VALUE),
        (f"/01/{GTIN}/10/%ZZ", Fault.ENCODING),
        (f"/01/{GTIN}/10/%FF", Fault.ENCODING),
        (f"/8006/{GTIN}0201", Fault.VALUE),
        (f"/8006/{GTIN}0000", Fault.VALUE),
        ("/8003/19506000134376", Fault.VALUE),
        ("/8004/ABC", Fault.VALUE),
        ("/8010/9506000part", Fault.VALUE),
        ("/8010/9506000PART/8011/017", Fault.VALUE),
        ("/8013/1987654Ad4X4bL5ttr2310c2L", Fault.CHECK_DIGIT),
        ("/414/9506000134376/7040/1A", Fault.VALUE),
    ],
)
def test_what_is_no_digital_link_is_refused_with_its_reason(path, fault):
    with pytest.raises(Malformed) as refusal:
        Name.parse(path)

    assert refusal.value.fault is fault


VALUES = st.text(CHARACTERS_82, min_size=1, max_size=20).filter(
    lambda text: text not in {".", ".."}
)


@given(VALUES, VALUES)
def test_any_lot_and_serial_survive_the_path(lot, serial):
    name = Name("01", GTIN, (("10", lot), ("21", serial)))

    assert re.fullmatch(r"[0-9A-Za-z%._~/-]+", name.path)
    assert Name.parse(name.path) == name


def test_the_same_value_is_written_one_way():
    one, other = f"/01/{GTIN}/10/a%2fb%2Bc%41", f"/01/{GTIN}/10/a%2Fb%2bcA"

    assert Name.parse(one).path == Name.parse(other).path == f"/01/{GTIN}/10/a%2Fb%2BcA"


def test_a_piece_is_also_of_its_lot_its_variant_and_its_item():
    name = Name.parse(f"/01/{GTIN}/22/V/10/L/21/S")

    assert {one.path.removeprefix(f"/01/{GTIN}") for one in name.levels()} == {
        "", "/22/V", "/10/L", "/21/S", "/22/V/10/L", "/22/V/21/S", "/10/L/21/S", "/22/V/10/L/21/S",
    }  # fmt: skip


@pytest.mark.parametrize(
    "pair",
    [
        ("17", "261231"), ("17", "260200"), ("10", "LOT"), ("3103", "000195"), ("30", "5"),
        ("422", "704"), ("7003", "2612312359"), ("8008", "26123123"), ("3922", "1999"),
        ("3932", "7041999"), ("90", "x"), ("99", "anything"), ("4300", "C%C3%B4ng+ty"),
        ("414", "9506000134376"), ("7007", "261001261005"), ("8007", "GB82WEST12345698765432"),
    ],
)  # fmt: skip
def test_an_attribute_with_a_true_value_is_taken(pair):
    assert attributes_in([pair, ("foo", "bar"), ("linkType", "all")], Name("01", GTIN)) == [pair]


@pytest.mark.parametrize(
    "pairs",
    [
        [("17", "261332")], [("17", "260230")], [("17", "")], [("17", "26123")],
        [("7003", "2612312460")], [("21", "S")], [("22", "V")], [("01", GTIN)], [("123", "x")],
        [("0", "x")], [("17", "261231"), ("17", "261230")], [("3103", "1.95")],
        [("422", "VN")], [("4300", "50%")], [("8007", "GB82WEST12345698765433")],
        [("414", "9506000134377")], [("7040", "1ABC")],
    ],
)  # fmt: skip
def test_an_attribute_that_nothing_can_have_is_refused(pairs):
    with pytest.raises(Malformed) as refusal:
        attributes_in(pairs, Name("01", GTIN))

    assert refusal.value.fault is Fault.ATTRIBUTE


def test_a_models_pair_of_check_characters_is_that_of_the_standards_example():
    assert pair_of("1987654Ad4X4bL5ttr2310c") == "2K"


@given(st.sampled_from(sorted(IDENTIFIERS)), st.text(max_size=40))
def test_any_text_is_a_value_or_refused_and_never_breaks(ai, text):
    try:
        check_value(ai, text)
    except Malformed as refusal:
        assert refusal.fault in {Fault.VALUE, Fault.CHECK_DIGIT, Fault.SHORT_GTIN}
