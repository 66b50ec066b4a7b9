"""Documents to grade, bent and broken: an answer or a Vietnamese sentence, and nothing else."""

import json
from copy import deepcopy
from functools import cache
from io import BytesIO, TextIOWrapper

import pytest
from django.core.management import call_command

from ocop.rulesets.feed import answers
from tests.hostile.corpus import VALUES, dice
from tests.hostile.counting import PROPERTY, share
from tests.hostile.judging import TRACES, is_sentence
from tests.rulesets.cards import document, full, sheet, worth

ANSWER = {
    "totals", "mean", "band", "floors_hold", "knocked_out", "stars", "outcome", "parts",
    "missed_floors",
}  # fmt: skip
DEEP = [[]]
for _ in range(60):
    DEEP = [DEEP, {"a": DEEP}] if len(json.dumps(DEEP)) < 4_000 else [DEEP]
ODD = (
    None, True, False, 0, -1, 1, 1.0, 0.5, -0.0, 1e308, 10**30, -(10**30), 2**63, [], {}, [[]],
    {"": ""}, "", " ", "1", "3/4", "0/0", "1/0", "999999/999999", "1e5", "NaN", "TH1", "TH3",
    "th1", "dossier", "1.1", "9.9", "1.1 ", "١.١", "mean", "MEAN", "qd26-2026", "qd1048-2019",
    [None], ["dossier"] * 50, ["1.1", "1.1"], DEEP, {"councillor": "A"}, {"marks": {}},
)  # fmt: skip
SPLICES = (
    b"NaN", b"-Infinity", b"1e999", b"9" * 5_000, b"-0", b"01", b"1.", b"0x1", b"\\ud800",
    b"\\u0000", b"\xff", b"\xed\xa0\x80", b"\x00", b"\xef\xbb\xbf", b"[" * 3_000, b'{"a":' * 2_000,
    b"\n", b"\r\n", b"\xe2\x80\xa8", b"//", b",", b"}", b"]", b'"', b"\\", b"null", b"true",
    b'"set":8,', b'"cards":[],', b"Infinity", b"\xc3", b"/**/",
)  # fmt: skip


@cache
def honest():
    """Return documents that would be graded."""
    throw, made = dice("honest"), []
    for number in (1, 8, 8, 20, 26, 26):
        case = "TH1" if number == 26 else None
        of = sheet(number)
        for count in (1, 2, 5):
            worths = [worth(of, points, stars=3, case=case) for points in (30, 55, 71)]
            cards = [throw.choice((full(of), {}, *worths)) for _ in range(count)]
            made.append(document(number, *cards))
    return made


def places(value, way=()):
    """Yield the way to everything inside a document."""
    yield way
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in inside:
        if isinstance(one, dict | list):
            yield from places(one, (*way, key))
        else:
            yield (*way, key)


def bent(throw, told):
    """Return the document with one to three of its values, keys or entries changed."""
    told = deepcopy(told)
    for _ in range(throw.choice((1, 1, 2, 3))):
        way = throw.choice(list(places(told)))
        if not way:
            continue
        holder = told
        for key in way[:-1]:
            holder = holder[key]
        odd = deepcopy(throw.choice((throw.choice(ODD), throw.choice(VALUES))))
        act = throw.randrange(5)
        if act == 0:
            del holder[way[-1]]
        elif act == 1 and isinstance(holder, dict):
            holder[throw.choice(VALUES)[:300]] = odd
        elif act == 2 and isinstance(holder, list):
            holder.extend([deepcopy(holder[way[-1]])] * throw.choice((1, 3, 12)))
        else:
            holder[way[-1]] = odd
        if not isinstance(told, dict):
            break
    return told


def spliced(throw, data):
    """Return the bytes cut, overwritten, doubled or with something strange put between."""
    at = throw.randrange(len(data))
    to = min(len(data), at + throw.choice((0, 1, 4, 40, 400)))
    return throw.choice(
        (
            data[:at] + throw.choice(SPLICES) + data[to:],
            data[:at],
            data[at:],
            data[:at] + data[to:],
            data + b"\n" + data[:at],
            data[:to] + data[at:],
            data.replace(b'":', b'":' + throw.choice(SPLICES), 1),
        )
    )


def doubled(throw, data):
    """Return the document with a key given twice somewhere."""
    keys = [b'"ruleset"', b'"set"', b'"by_law"', b'"cards"', b'"councillor"', b'"marks"', b'"1.1"']
    key = throw.choice([key for key in keys if key in data] or [b"{"])
    return data.replace(key, key + b":" + throw.choice((b"8", b"null", b"[]")) + b"," + key, 1)


def hostile(throw):
    """Return the bytes of one hostile input."""
    told = throw.choice(honest())
    way = throw.random()
    if way < 0.6:
        told = bent(throw, told)
    data = json.dumps(told, ensure_ascii=throw.random() < 0.3).encode("utf-8", "surrogatepass")
    if way > 0.9:
        return doubled(throw, data)
    return spliced(throw, data) if way > 0.6 else data


def sound(answer):
    """Tell whether an answer is a whole one, or a refusal that a person can read."""
    if set(answer) == {"refused"}:
        said = answer["refused"]
        return is_sentence(said) and said.endswith(".") and len(said) < 1_000
    return set(answer) == ANSWER


@pytest.mark.parametrize("seed", range(4))
def test_a_hostile_document_is_graded_or_refused_in_vietnamese(seed, record_property):
    throw = dice(f"grade {seed}")
    thrown = share("grade", of=4)
    refused = 0
    for _ in range(thrown):
        data = hostile(throw)
        for answer in answers(data):
            assert sound(answer), (answer, data[:3_000])
            refused += "refused" in answer
            assert json.dumps(answer, ensure_ascii=False).encode("utf-8", "strict")
    record_property(PROPERTY, thrown)
    assert refused > thrown // 2


def test_the_command_answers_a_file_of_hostile_lines_line_by_line(tmp_path, capsys):
    throw = dice("grade lines")
    lines = [hostile(throw).replace(b"\n", b" ").replace(b"\r", b" ") for _ in range(60)]
    file = tmp_path / "phieu.jsonl"
    file.write_bytes(b"\n".join([json.dumps(document(8)).encode(), *lines]))

    with pytest.raises(SystemExit) as left:
        call_command("grade", str(file))

    said = capsys.readouterr()
    assert left.value.code == 2
    assert not [trace for trace in TRACES if trace in said.out + said.err]
    assert [sound(json.loads(line)) for line in said.out.splitlines()] == [True] * 61


def test_the_command_says_which_file_it_cannot_read(tmp_path, capsys):
    with pytest.raises(SystemExit) as left:
        call_command("grade", str(tmp_path / "khong-co.json"))

    said = capsys.readouterr()
    assert left.value.code == 2
    assert is_sentence(json.loads(said.out)["refused"])


def test_hostile_bytes_on_the_standard_input_are_answered(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"\xff\xfe{")))

    with pytest.raises(SystemExit) as left:
        call_command("grade", "-")

    assert left.value.code == 2
    assert is_sentence(json.loads(capsys.readouterr().out)["refused"])
