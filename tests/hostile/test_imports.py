"""Spreadsheets that mean harm: read, planned and taken over whole, or refused in Vietnamese."""

import json
import zipfile
from io import BytesIO

import pytest
from django.core.management import call_command
from django.db import transaction

from ocop.certificates.operations import import_certificates
from ocop.kernel.errors import Refused
from ocop.registry.operations import import_registry
from ocop.sheets.errors import error_workbook
from ocop.sheets.reading import read_table
from tests.factories.dossiers import act_of
from tests.factories.registers import HEAD, KEYS, TEA, as_csv, line, quang_ninh, register
from tests.hostile.corpus import DAYS, MAILS, NUMBERS, TEXTS, VALUES, dice, scalar
from tests.hostile.counting import PROPERTY, share
from tests.hostile.judging import TRACES, is_sentence
from tests.hostile.world import entries, rows
from tests.sheets.builders import REGISTRY, with_parts

GOOD = register({}, {"product": "Miến dong", "set": "4"}, merge=("C2:C3",))
PIECES = (
    b"", b"<", b">", b"&#0;", b"&#xD800;", b"&lol;", b"]]>", b"<!--", b"\x00", b"\xff",
    b"\xed\xa0\x80",
    b'r="A1048577"', b'r="XFE1"', b'r="-1"', b'r=""', b"<v>1e999</v>", b"<v>NaN</v>", b't="e"',
    b't="d"', b"<f>HYPERLINK(1)</f>", b"9" * 400, b'ref="A1:XFD1048576"', b"<row/>", b'<c t="s"/>',
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b'spans="1:99999999"', b'ht="1e99"', b"xmlns='x'",
)  # fmt: skip
CERTIFICATES = (
    "Số giấy chứng nhận", "Hạng sao", "Tên sản phẩm", "Chủ thể", "Xã, phường", "Cấp",
    "Số quyết định", "Ngày quyết định", "Ngày cấp", "Ngày hết hạn",
)  # fmt: skip
PAPER = ("01/GCN", "3", "Trà hoa vàng", "HTX Ba Chẽ", "Xã Ba Chẽ", "Tỉnh", "1/QĐ-UBND",
         "01/06/2024", "01/06/2024", "01/06/2027")  # fmt: skip


def read(data, filename):
    """Read a file and write its errors back; refused in Vietnamese, and nothing else, or read."""
    try:
        table = read_table(data, filename, REGISTRY)
        wrong = {row.number: "Sai." for row in table.rows[:3]}
        error_workbook(data, filename, wrong, sheet=table.sheet, header_row=table.header_row)
    except Refused as refusal:
        assert is_sentence(str(refusal)), refusal
        return
    said = [*table.notes, *table.skipped.values()]
    said += [problem for row in table.rows for problem in row.problems]
    assert all(map(is_sentence, said)), said


def torn(throw, data):
    """Return bytes cut, overwritten or doubled somewhere."""
    at = throw.randrange(len(data))
    to = min(len(data), at + throw.choice((0, 1, 9, 200)))
    return throw.choice(
        (data[:at], data[at:], data[:at] + throw.choice(PIECES) + data[to:], data[:to] + data[at:])
    )


def rewritten(throw):
    """Return the good workbook with the XML of one part spoilt."""
    with zipfile.ZipFile(BytesIO(GOOD)) as source:
        name = throw.choice(
            [part for part in source.namelist() if part.endswith((".xml", ".rels"))]
        )
        content = source.read(name)
    return with_parts(GOOD, **{name: torn(throw, content)})


def cell(throw):
    """Return the text of one hostile cell."""
    return scalar(throw.choice(VALUES))[: throw.choice((40, 300, 6_000))]


def test_a_hostile_text_file_is_read_or_refused(record_property):
    throw, thrown = dice("imports csv"), share("text files")
    head = as_csv(HEAD, line(), encoding="utf-8")
    for _ in range(thrown):
        lines = as_csv(*([cell(throw) for _ in range(throw.randrange(9))] for _ in range(3)))
        data = torn(throw, head + lines)
        data += throw.choice((b"", b'"' * 99, b"\r" * 50, b"\x00" * 9, b",;\t|" * 50, b"\xff\xfe"))
        read(data, throw.choice(("so.csv", "so.csv", "so.txt", "so.xls", "so.xlsx", "so", "")))
    record_property(PROPERTY, thrown)


@pytest.mark.parametrize("seed", range(2))
def test_a_hostile_workbook_is_read_or_refused(seed, record_property):
    throw, thrown = dice(f"imports xlsx {seed}"), share("workbooks", of=2)
    for _ in range(thrown):
        data = rewritten(throw) if throw.random() < 0.7 else torn(throw, GOOD)
        read(data, throw.choice(("so.xlsx", "so.xlsx", "so.csv", "so.xlsm", "so.pdf")))
    record_property(PROPERTY, thrown)


def hostile_register(throw):
    """Return a register in which every row has hostile cells beside honest ones."""
    made = []
    for number in range(1, 13):
        row = dict(TEA, product=f"Sản phẩm {number}", producer=f"HTX {number % 4}")
        for key in throw.sample(KEYS, throw.choice((1, 1, 2, 4))):
            known = {"set": NUMBERS, "gtin": NUMBERS, "phone": NUMBERS}.get(key, TEXTS)
            row[key] = scalar(throw.choice(known))[:6_000]
        made.append(line(number, **row))
    return as_csv(HEAD, *made)


def hostile_certificates(throw):
    """Return a register of older certificates, spoilt in the same way."""
    known = (TEXTS, NUMBERS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, DAYS, DAYS, DAYS)
    made = []
    for number in range(12):
        row = [f"{number}/GCN", *PAPER[1:]]
        for at in throw.sample(range(len(row)), throw.choice((1, 1, 2))):
            row[at] = scalar(throw.choice(known[at]))[:6_000]
        made.append(row)
    return as_csv(CERTIFICATES, *made)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("work", "made"),
    [(import_registry, hostile_register), (import_certificates, hostile_certificates)],
)
def test_a_register_of_hostile_cells_is_taken_over_whole_or_not_at_all(work, made, record_property):
    throw, thrown = dice(f"registers {work.__name__}"), share("registers", of=24)
    told = {"province": quang_ninh(), "filename": "so.csv"}
    if work is import_certificates:
        import_registry(act_of(), data=register({}), **{**told, "filename": "so.xlsx"})
    taken = 0
    for _ in range(thrown):
        with transaction.atomic():
            taken += taken_over(work, made(throw), told)
            transaction.set_rollback(True)
    record_property(PROPERTY, thrown * 12)
    assert taken > thrown // 2


def taken_over(work, data, told):
    """Return how many rows a file brought; a second time it brings none."""
    before, lines = rows(), entries()
    try:
        plan = work(act_of(), data=data, **told)
    except Refused as refusal:
        assert is_sentence(str(refusal)), (refusal, data)
        assert (rows(), entries()) == (before, lines)
        return 0
    said = [sentence for one in plan.lines for sentence in (*one.errors, *one.flags)]
    assert all(map(is_sentence, said)), said
    if plan.counts["errors"]:
        assert plan.error_file(data, told["filename"]).startswith(b"PK")
    after = entries()
    again = work(act_of(), data=data, **told)
    assert (again.counts["new"], again.counts["changed"]) == (0, 0), data
    assert entries() == after
    return len(plan.writes)


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["import_registry", "import_certificates"])
@pytest.mark.parametrize("name", ["so.csv", "so.xlsx", "so.xlsm", "so"])
def test_the_command_refuses_a_hostile_file_without_a_trace(command, name, tmp_path, capfd):
    quang_ninh()
    before = rows()
    file = tmp_path / name
    file.write_bytes(GOOD[:900])

    with pytest.raises(SystemExit) as left:
        call_command(command, str(file), "--commit")

    said = capfd.readouterr()
    assert left.value.code == 2
    assert is_sentence(said.err)
    assert not [trace for trace in TRACES if trace in said.out + said.err]
    assert rows() == before


@pytest.mark.django_db
def test_the_command_ends_in_counts_whatever_the_cells_hold(tmp_path, capfd):
    quang_ninh()
    file, errors = tmp_path / "so.csv", tmp_path / "loi.xlsx"
    rows_ = [line(n, product=value[:2_000]) for n, value in enumerate(map(scalar, VALUES), 1)]
    mails = [line(900 + n, product=f"Chè {n}", phone=mail) for n, mail in enumerate(MAILS)]
    file.write_bytes(as_csv(HEAD, *rows_, *mails))

    call_command("import_registry", str(file), "--commit", "--errors", str(errors))

    said = capfd.readouterr().out
    counts = json.loads(said.splitlines()[-1])
    assert counts["rows"] == sum(counts[key] for key in ("new", "changed", "same", "errors"))
    assert counts["errors"]
    assert errors.read_bytes().startswith(b"PK")
