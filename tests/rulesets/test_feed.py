import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.rulesets.feed import answers
from tests.rulesets.cards import document


def told(data):
    return [("refused" in answer) for answer in answers(data)]


def line(**changes):
    return json.dumps(document(8, **changes), ensure_ascii=False).encode()


GOOD, BAD = line(), line(set=99)


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (GOOD, [False]),
        (json.dumps(document(), indent=2).encode(), [False]),
        (b"\xef\xbb\xbf" + GOOD, [False]),
        (GOOD + b"\n" + BAD + b"\n", [False, True]),
        (GOOD + b"\r\n\r\n" + GOOD + b"\r\n", [False, False]),
        (b"\n\n" + GOOD + b"\n \n" + GOOD, [False, False]),
        (b"rubbish\n" + GOOD, [True, False]),
        (GOOD + b"\n\xff\xfe\n" + GOOD, [False, True, False]),
        (b'{"ruleset":\n' + GOOD, [True, False]),
        (b"{}\n{}\n{}", [True, True, True]),
        (json.dumps(document(), indent=2).encode()[:-2], [True]),
        (b"", [True]),
        (b" \n\t\n", [True]),
        (b"\xff\xfe{\x00}\x00", [True]),
        (b"[" * 100_000, [True]),
        (b'{"a":' * 100_000, [True]),
        (b"1" * 10_000, [True]),
        (b"NaN", [True]),
        (b"[-Infinity]", [True]),
        (b'"\\ud800"', [True]),
    ],
)
def test_every_document_gets_one_answer(data, refused):
    assert told(data) == refused


def test_a_line_separator_inside_a_name_does_not_end_the_line():
    name = "Bà\u2028Mai\x85"
    one = document()
    one["cards"][0]["councillor"] = name

    assert told(json.dumps(one, ensure_ascii=False).encode() + b"\n" + GOOD) == [False, False]


def test_a_key_given_twice_is_refused():
    data = GOOD.replace(b'"1.1": ', b'"1.1": 1, "1.1": ', 1)

    [answer] = answers(data)

    assert answer == {"refused": "Khóa “1.1” ghi hai lần trong cùng một đối tượng."}


def test_a_broken_line_is_told_by_number():
    found = list(answers(GOOD + b"\n\n" + GOOD[:-1]))

    assert found[1]["refused"].startswith("Dòng 3 không phải JSON hợp lệ, sai ở cột ")


@settings(max_examples=1500, deadline=None)
@given(
    st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode(errors="replace"))
)
def test_whatever_bytes_come_answers_leave(data):
    for answer in answers(data):
        assert list(answer) == ["refused"]
        json.dumps(answer, ensure_ascii=False).encode()


@settings(max_examples=1000, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=4))
def test_a_document_with_bytes_overwritten_is_answered_or_refused(at, junk):
    for answer in answers(GOOD[:at] + junk + GOOD[at + len(junk) :]):
        json.dumps(answer, ensure_ascii=False).encode()
