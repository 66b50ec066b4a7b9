from ocop.rulesets.wording import worded
from tests.rulesets.cards import sheet


def test_official_wording_replaces_only_what_it_names():
    plain = sheet(8)
    official = worded(plain, {("1.1", 0): "Nguồn nguyên liệu chính", ("1.1", 2): "Mức hai"})
    first = official.by_code["1.1"]

    assert first.name.vi == "Nguồn nguyên liệu chính"
    assert first.options[1].label.vi == "Mức hai"
    assert first.options[0] == plain.by_code["1.1"].options[0]
    assert official.by_code["1.2"] == plain.by_code["1.2"]
    assert plain.by_code["1.1"].name.vi != first.name.vi


def test_a_section_of_one_criterion_takes_its_name():
    official = worded(sheet(8), {("7", 0): "Tính độc đáo"})
    alone = next(s for part in official.parts for s in part.sections if s.code == "7")

    assert (alone.alone, alone.name.vi) == (True, "Tính độc đáo")


def test_without_wording_the_sheet_is_the_same():
    assert worded(sheet(8), {}) is sheet(8)
