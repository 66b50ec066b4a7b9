"""A dossier in one file: the pages are where the contents say, and what is packed comes back."""

import hashlib
import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from ocop.audit.ledger import canonical
from ocop.dossiers.bundle import manifest, opened, packed, paper_set, pieces_of
from ocop.dossiers.bundle.packing import EPOCH, INDEX, PAPER
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier
from ocop.dossiers.operations import attach, take_in
from ocop.kernel.errors import Refused
from tests.dossiers.test_paper import squeezed
from tests.factories.dossiers import a_dossier, a_product, act_of
from tests.files import samples
from tests.moment import TODAY

pytestmark = pytest.mark.django_db


def drawn_pdf(*sizes, rotate=0):
    """Return a PDF that can be drawn, a page a size."""
    writer = PdfWriter()
    for width, height in sizes:
        writer.add_blank_page(width, height).rotate(rotate)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def evidenced(**fields):
    """Return a draft with a PDF of three pages, a picture and a Word file, in that order."""
    dossier = a_dossier(claims={"1.1": "Hợp đồng vùng chè"}, **fields)
    dossier.evidence.all().update(removed_at=dossier.created_at)
    act = act_of()
    kept = [
        ("1.1", "Hợp đồng vùng chè.pdf", drawn_pdf((595, 842), (842, 595), (300, 300))),
        ("1.2", "Ảnh xưởng.jpg", samples.picture(size=(400, 300))),
        ("2.1", "Sổ ghi chép.docx", samples.docx()),
        ("registration", "Giấy uỷ quyền.pdf", drawn_pdf((1191, 1684), rotate=90)),
    ]
    for part, name, data in kept:
        attach(dossier, act, part=part, data=data, filename=name)
    return dossier


def bound(dossier):
    return PdfReader(BytesIO(paper_set(dossier, TODAY)))


def text_of(page):
    return squeezed(page.extract_text())


def test_each_piece_begins_on_the_page_that_the_contents_name():
    dossier = evidenced()
    reader = bound(dossier)
    marks = [(mark.title, reader.get_destination_page_number(mark)) for mark in reader.outline]
    cover = text_of(reader.pages[0])

    titles = [piece.head for piece in pieces_of(dossier, TODAY)]
    assert [title for title, _ in marks] == ["Bìa và mục lục", *titles]
    for title, page in marks[1:]:
        assert squeezed(title) in text_of(reader.pages[page])
        assert squeezed(title) not in text_of(reader.pages[page - 1]).replace(cover, "")
        assert squeezed(title.partition(". ")[2]) + str(page + 1) in cover


def test_every_page_is_a4_and_bears_code_and_number():
    dossier = evidenced()
    pages = bound(dossier).pages

    for number, page in enumerate(pages, start=1):
        assert sorted(round(side) for side in page.mediabox[2:]) == [595, 842]
        assert squeezed(f"trang {number}/{len(pages)}") in text_of(page)
        assert squeezed(f"Hồ sơ {dossier}") in text_of(page)


def test_evidence_follows_the_order_of_the_sheet_after_the_annexes():
    titles = [piece.title for piece in pieces_of(evidenced(), TODAY)][2:]

    assert [title.partition(":")[0] for title in titles] == [
        "Tài liệu kèm Phiếu đăng ký", "Minh chứng tiêu chí 1.1", "Minh chứng tiêu chí 1.2",
        "Minh chứng tiêu chí 2.1",
    ]  # fmt: skip


def test_a_contents_of_several_pages_still_tells_the_truth():
    dossier = evidenced()
    for number in range(60):
        attach(
            dossier, act_of(), part="1.1", data=drawn_pdf((500, 700 + number)),
            filename=f"Bản đồ vùng nguyên liệu số {number} kèm danh sách hộ.pdf",
        )  # fmt: skip
    reader = bound(dossier)
    first = reader.get_destination_page_number(reader.outline[1])
    last = reader.get_destination_page_number(reader.outline[-1])

    assert first > 2
    assert "Mẫusố01" in text_of(reader.pages[first])
    assert "Sổghichép" in text_of(reader.pages[last])


@pytest.mark.parametrize("locked", [True, False])
def test_a_file_that_cannot_be_printed_has_a_page_that_says_so(locked):
    dossier = evidenced()
    broken = b"%PDF-1.7\nkh\xc3\xb4ng ph\xe1\xba\xa3i PDF"
    if locked:
        writer = PdfWriter(clone_from=BytesIO(drawn_pdf((595, 842))))
        writer.encrypt("mật khẩu", algorithm="RC4-128")
        out = BytesIO()
        writer.write(out)
        broken = out.getvalue()
    from ocop.files import store

    file = dossier.evidence.all().current().get(part="1.1")
    file.key = store.save(broken)
    file.save()
    page = next(page for page in bound(dossier).pages if "Tệpkèmtrongbộđiệntử" in text_of(page))

    assert ("mậtkhẩu" if locked else "bịhỏng") in text_of(page)
    assert file.sha256 in text_of(page)


def zipped(dossier):
    return packed(dossier, b"%PDF-1.7 ...")


def test_what_is_packed_twice_is_the_same_bytes():
    dossier = evidenced()

    assert zipped(dossier) == zipped(dossier)
    with ZipFile(BytesIO(zipped(dossier))) as archive:
        assert {one.date_time for one in archive.infolist()} == {EPOCH}
        assert archive.namelist() == [
            INDEX, "minh-chung/001-registration-giay-uy-quyen.pdf",
            "minh-chung/002-1-1-hop-dong-vung-che.pdf", "minh-chung/003-1-2-anh-xuong.jpg",
            "minh-chung/004-2-1-so-ghi-chep.docx", PAPER,
        ]  # fmt: skip


def contents(data):
    """Return what a bundle holds but for its rendition on paper, which names the new dossier."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != PAPER}


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED])
def test_what_is_taken_in_is_packed_again_byte_for_byte(state):
    data = zipped(evidenced())
    source = json.loads(contents(data)[INDEX])["product"]
    product = a_product()
    product.name, product.producer.name = source["name"], source["producer"]["name"]
    product.save()
    product.producer.save()
    fresh = a_dossier(state, product=product, forms={}, choices={"1.1": 1})

    take_in(fresh, act_of(), bundle=opened(data))

    assert contents(zipped(Dossier.objects.get(pk=fresh.pk))) == contents(data)


def test_a_filed_dossier_takes_nothing_in():
    data = zipped(evidenced())

    with pytest.raises(Refused, match="không sửa được"):
        take_in(a_dossier(State.SUBMITTED), act_of(), bundle=opened(data))


def rezipped(data, **changes):
    """Return the bundle with members changed, added, or left out by None."""
    members = {**contents(data), **changes.pop("members", {})}
    if index := changes.pop("index", None):
        told = json.loads(members[INDEX])
        index(told)
        members[INDEX] = canonical(told)
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            if content is not None:
                archive.writestr(name, content)
    return out.getvalue()


FIRST = "minh-chung/002-1-1-hop-dong-vung-che.pdf"


def swap_path(path):
    def change(index):
        index["evidence"][1]["file"] = path

    return change


def declare(field, value):
    def change(index):
        index["evidence"][1][field] = value

    return change


HOSTILE = {
    "no zip": (lambda data: b"PK nothing", "không phải bộ hồ sơ"),
    "no index": (lambda data: rezipped(data, members={INDEX: None}), "không phải bộ hồ sơ"),
    "a bomb": (
        lambda data: rezipped(data, members={FIRST: b"\0" * 30_000_000}),
        "lớn hơn cỡ đã khai",
    ),
    "an index as a bomb": (
        lambda data: rezipped(data, members={INDEX: b" " * 6_000_000}),
        "lớn hơn cỡ đã khai",
    ),
    "an index without a bottom": (
        lambda data: rezipped(data, members={INDEX: b"[" * 100_000}),
        "không đọc được",
    ),
    "another byte": (
        lambda data: rezipped(data, members={FIRST: drawn_pdf((1, 1))}),
        "không khớp dấu|lớn hơn",
    ),
    "a file too many": (
        lambda data: rezipped(data, members={"minh-chung/999-la.pdf": b"x"}),
        "không nằm trong mục lục",
    ),
    "a file too few": (lambda data: rezipped(data, members={FIRST: None}), "thiếu tệp"),
    "a way out": (
        lambda data: rezipped(
            data,
            index=swap_path("../../etc/passwd"),
            members={"../../etc/passwd": b"x", FIRST: None},
        ),
        "tên tệp lạ",
    ),
    "a way out of the folder": (
        lambda data: rezipped(
            data,
            index=swap_path("minh-chung/../../x"),
            members={"minh-chung/../../x": b"x", FIRST: None},
        ),
        "tên tệp lạ",
    ),
    "an unknown criterion": (
        lambda data: rezipped(data, index=declare("part", "99.9")),
        "không có tiêu chí",
    ),
    "another kind of file": (
        lambda data: rezipped(data, index=declare("mime", "image/png")),
        "không đúng loại",
    ),
    "another digest": (
        lambda data: rezipped(data, index=declare("sha256", "0" * 64)),
        "không khớp dấu",
    ),
    "a hidden name": (
        lambda data: rezipped(data, index=declare("name", "a/b.pdf")),
        "tên hoặc cỡ",
    ),
    "a size below nothing": (
        lambda data: rezipped(data, index=declare("size", -1)),
        "tên hoặc cỡ",
    ),
    "another spelling": (
        lambda data: rezipped(data, members={INDEX: contents(data)[INDEX] + b"\n"}),
        "không đúng mẫu",
    ),
    "another format": (
        lambda data: rezipped(data, index=lambda told: told.update(format="x")),
        "phiên bản khác",
    ),
    "another sheet": (
        lambda data: rezipped(data, index=lambda told: told["rubric"].update(set=1)),
        "bộ tiêu chí khác",
    ),
    "another kind": (
        lambda data: rezipped(data, index=lambda told: told.update(kind="renewal")),
        "lần đánh giá khác",
    ),
    "an unknown blank": (
        lambda data: rezipped(data, index=lambda told: told["forms"].update(x={"y": {"z": "1"}})),
        "đúng biểu mẫu",
    ),
    "an unknown choice": (
        lambda data: rezipped(data, index=lambda told: told["choices"].update({"1.1": 77})),
        "không có mức này",
    ),
}


@pytest.mark.parametrize("how", HOSTILE)
def test_what_is_torn_or_hostile_is_refused_with_a_sentence_and_changes_nothing(how):
    spoil, sentence = HOSTILE[how]
    spoiled = spoil(zipped(evidenced()))
    fresh = a_dossier(forms={}, choices={})
    before = hashlib.sha256(manifest(fresh)).digest()

    with pytest.raises(Refused, match=sentence):
        take_in(fresh, act_of(), bundle=opened(spoiled))
    fresh.refresh_from_db()
    assert hashlib.sha256(manifest(fresh)).digest() == before


def test_a_picture_lies_upright_on_its_page():
    from ocop.documents.joining import pictured

    out = BytesIO()
    tags = Image.Exif()
    tags[0x0112] = 6
    Image.new("RGB", (400, 100)).save(out, "JPEG", exif=tags)

    width, height = PdfReader(BytesIO(pictured(out.getvalue()))).pages[0].mediabox[2:]
    assert height > width
