"""Hostile files at every door that takes files: refused in Vietnamese, or taken safely."""

import resource
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse
from PIL import Image

from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier, Evidence
from ocop.files import store
from ocop.files.checking import check
from ocop.files.images import photo_variants
from ocop.kernel.errors import Refused
from ocop.registry.models import Photo, Product
from tests.hostile.corpus import FILE_NAMES, dice
from tests.hostile.counting import PROPERTY, share
from tests.hostile.files import bad_files, good_files, photographed, text_bomb
from tests.hostile.judging import VIETNAMESE, is_sentence, judge
from tests.hostile.sending import MULTI, multipart
from tests.hostile.world import a_world, entries, rows, visitor
from tests.moment import NOW

LINES = ("jpg", "png", "webp", "pdf", "docx", "xlsx", "csv", "html", "svg", "exe", "")
KINDS = ("image/jpeg", "application/pdf", "text/html", "image/svg+xml", "x", "a/b; charset=hex")
MOST_GROWN = 300 * 1024  # KB


@pytest.fixture(autouse=True)
def moment(monkeypatch, settings, tmp_path):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def doors(db):
    """Return by door: browser, address, the name of its file input, and what it sends besides."""
    a_world()
    draft = Dossier.objects.get(state=State.DRAFT, case="")
    product = Product.objects.get(photos__isnull=False)
    hoa, tung = visitor("hoa"), visitor("tung")
    evidence = reverse("producer:evidence-part", args=[draft.code, "1.1"])
    return {
        "evidence": (hoa, evidence, "files", {"version": ["0"], "claim": ["Có."]}),
        "photos": (hoa, reverse("producer:photos", args=[product.code]), "photos", {}),
        "imports": (
            tung, reverse("office:imports"), "file", {"kind": ["san-pham"], "province": ["22"]},
        ),
    }  # fmt: skip


def left_over():
    """Return what lies half-written in the store."""
    from django.conf import settings

    return list(Path(settings.MEDIA_ROOT).rglob(".new-*"))


def kept_files():
    """Return the files and photos of the record."""
    return [*Evidence.objects.all(), *Photo.objects.all()]


def send(door, files):
    """Send files to a door, take back what it wrote, and return page, new files and new lines."""
    browser, address, name, data = door
    before, lines, known = rows(), entries(), set(kept_files())
    with transaction.atomic():
        response = browser.post(address, multipart(data, {name: files}), content_type=MULTI)
        body = judge(response, (address, [(called, content[:60]) for called, content, _ in files]))
        taken = [one for one in kept_files() if one not in known]
        written = entries() - lines
        if not written:
            assert rows() == before
        transaction.set_rollback(True)
    assert left_over() == []
    return response, unescape(body), taken, written


@pytest.mark.parametrize("door", ["evidence", "photos", "imports"])
def test_no_bad_file_is_taken_whatever_its_name(doors, door, record_property):
    throw, aims = dice(f"bad files {door}"), bad_files()
    thrown = share("bad files", of=3)
    for at in range(thrown):
        what, content = aims[at % len(aims)]
        name = throw.choice((f"ảnh.{throw.choice(LINES)}", throw.choice(FILE_NAMES)))
        response, _, taken, _ = send(doors[door], [(name, content, throw.choice(KINDS))])
        assert response.status_code in {200, 302, 400}, (what, name)
        assert not taken, (what, name)
    record_property(PROPERTY, thrown)


@pytest.mark.parametrize("look", [check, photo_variants])
def test_a_bad_file_is_refused_with_a_sentence(look):
    for what, content in bad_files():
        try:
            look(content, "tep.jpg")
        except Refused as refusal:
            assert is_sentence(str(refusal)), (what, refusal)
        else:
            pytest.fail(f"{what} was taken")


@pytest.mark.parametrize("seed", range(2))
def test_a_good_file_that_was_spoilt_is_refused_or_taken(seed, record_property):
    throw, thrown = dice(f"spoilt {seed}"), share("spoilt files", of=2)
    for _ in range(thrown):
        what, content, is_picture = throw.choice(good_files())
        data = bytearray(content)
        for _ in range(throw.choice((1, 3, 20))):
            data[throw.randrange(len(data))] = throw.randrange(256)
        data = bytes(data[: throw.choice((len(data), throw.randrange(len(data))))])
        try:
            (photo_variants if is_picture else check)(data, throw.choice(FILE_NAMES))
        except Refused as refusal:
            assert is_sentence(str(refusal)), (what, refusal)
    record_property(PROPERTY, thrown)


@pytest.mark.parametrize("door", ["evidence", "photos"])
@pytest.mark.parametrize("name", FILE_NAMES)
def test_a_hostile_name_is_made_safe_or_refused(doors, door, name):
    content = photographed()
    _, _, taken, _ = send(doors[door], [(name, content, "image/jpeg")])

    for one in taken:
        called = getattr(one, "name", "ok.webp")
        assert called == called.strip()
        assert not set(called) & set('/\\<>":\r\n\x00\u202e\u2066')
        assert len(called) <= 120


def test_a_photo_loses_the_place_where_it_was_taken(doors):
    browser, address, name, data = doors["photos"]
    sent = multipart(data, {name: [("anh.jpg", photographed(), "image/jpeg")]})

    assert browser.post(address, sent, content_type=MULTI).status_code == 302

    photo = Photo.objects.latest("pk")
    for variant in photo.variants.values():
        with store.open_key(variant["key"]) as stream:
            content = stream.read()
        shown = Image.open(BytesIO(content))
        assert not shown.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & shown.info.keys()
        assert not [word for word in (b"Model 7", b"21.0245", b"Trieu") if word in content]


def test_many_files_at_once_are_each_told(doors):
    files = [(f"{n}.jpg", content, "image/jpeg") for n, (_, content) in enumerate(bad_files()[:20])]

    response, _, _, _ = send(doors["evidence"], files)

    assert response.status_code == 200
    assert len(response.context["refusals"]) >= 19
    assert all(map(is_sentence, response.context["refusals"]))


def test_too_many_files_and_too_long_ones_are_refused(doors):
    door = doors["evidence"]
    many = [(f"{n}.jpg", b"x", "image/jpeg") for n in range(150)]
    heavy = [("a.pdf", b"%PDF-1.7" + b"\0" * (21 * 1024 * 1024), "application/pdf")]

    for files in (many, many[:30], heavy):
        response, body, _, _ = send(door, files)
        assert response.status_code in {200, 400}
        assert VIETNAMESE.search(body)


def test_bombs_do_not_fill_the_memory(doors):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    swelling = ("pixels", "swells", "zip", "JPEG of four", "many parts", "overlaps", "entities")
    bombs = [content for what, content in bad_files() if any(word in what for word in swelling)]

    for content in [*bombs, text_bomb()]:
        for door in doors.values():
            send(door, [("a.jpg", content, "image/jpeg")])

    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < MOST_GROWN
