"""Files of links: taken whole, or not at all and with every fault named."""

import io
import json

import pytest
from django.core.management import call_command

from ocop.links.loading import read
from ocop.links.models import Anchor, Link

PATH = "/01/09506000134352"
LINK = {
    "linkType": "gs1:pip", "href": "https://a.vn/", "title": "Trang", "type": "text/html",
    "hreflang": ["vi"], "context": ["VN"],
}  # fmt: skip
ENTRY = {
    "path": PATH,
    "itemDescription": "Chè",
    "defaultLink": {"href": "https://a.vn/", "title": "Trang"},
    "links": [LINK],
}


def faults(entry):
    return " ".join(read(json.dumps({"entries": [entry]})).faults)


def load(tmp_path, document):
    file = tmp_path / "links.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document), "utf-8")
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command("load_links", file, stdout=out, stderr=err)
    except SystemExit as left:
        code = left.code
    return code, out.getvalue(), err.getvalue()


@pytest.mark.django_db
def test_a_file_is_loaded_and_loading_it_again_changes_nothing(tmp_path):
    for _ in range(2):
        code, out, err = load(tmp_path, {"entries": [ENTRY]})
        assert (code, json.loads(out), err) == (0, {"entries": 1, "links": 2}, "")

    anchor = Anchor.objects.get()
    assert (anchor.path, anchor.description) == (PATH, "Chè")
    assert [link.link_type for link in anchor.links.all()] == ["gs1:defaultLink", "gs1:pip"]
    kept = anchor.links.last()
    assert (kept.hreflang, kept.context, kept.type) == (["vi"], ["VN"], "text/html")


@pytest.mark.django_db
def test_a_file_with_one_fault_is_not_loaded_at_all(tmp_path):
    bad = ENTRY | {"path": "/01/09506000134353"}

    code, out, err = load(tmp_path, {"entries": [ENTRY, bad]})

    assert (code, out) == (2, "")
    assert "mục 2" in err
    assert "Chưa ghi gì" in err
    assert not Link.objects.exists()


@pytest.mark.django_db
def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(SystemExit):
        call_command("load_links", tmp_path / "nothing.json", stderr=io.StringIO())


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("x", "đối tượng JSON"),
        ({}, "“path”"),
        (ENTRY | {"path": 5}, "“path”"),
        (ENTRY | {"path": "/san-pham/"}, "mã khoá"),
        (ENTRY | {"path": f"{PATH}/21/S/10/L"}, "thứ tự"),
        (ENTRY | {"links": "x"}, "danh sách"),
        (ENTRY | {"links": ["x"]}, "đối tượng JSON"),
        (ENTRY | {"links": [LINK | {"href": "javascript:x"}]}, "http://"),
        (ENTRY | {"links": [{"linkType": "gs1:pip", "title": "x"}]}, "“href”"),
        (ENTRY | {"links": [LINK | {"hreflang": [1]}]}, "“hreflang”"),
        (ENTRY | {"links": [LINK | {"hreflang": {"vi": 1}}]}, "“hreflang”"),
        (ENTRY | {"defaultLink": "https://a.vn/"}, "“defaultLink”"),
        (ENTRY | {"defaultLink": {"href": "https://a.vn/"}}, "“title”"),
        (ENTRY | {"defaultLink": LINK}, "dành cho mọi người"),
        (ENTRY | {"itemDescription": ["x"]}, "“itemDescription”"),
        (ENTRY | {"itemDescription": "\ud800"}, "không đọc được"),
        (ENTRY | {"links": [LINK | {"title": "a\x00b"}]}, "không đọc được"),
        (ENTRY | {"links": [LINK | {"context": ["\udfff"]}]}, "không đọc được"),
        (ENTRY | {"links": [LINK | {"href": "https://a.vn/\ud800"}]}, "http://"),
    ],
)
def test_a_fault_names_its_entry_and_what_is_wrong(entry, why):
    assert "mục 1" in faults(entry)
    assert why in faults(entry)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"entries": 1}', "[" * 100_000, "\ud800" * 3])
def test_what_is_no_file_of_links_is_refused(text):
    assert read(text).faults


def test_a_path_stands_once_in_a_file():
    assert "đã có ở mục khác" in read(json.dumps({"entries": [ENTRY, ENTRY]})).faults[0]


@pytest.mark.parametrize(
    "path",
    ["/01/9506000134352", PATH, f"{PATH}/", f"https://id.gs1.org{PATH}", "/01/9506000134352/"],
)
def test_a_whole_address_and_a_short_gtin_are_understood(path):
    assert read(json.dumps({"entries": [ENTRY | {"path": path}]})).drafts[0].name.path == PATH


def test_what_is_not_used_is_said():
    sheet = read(json.dumps({"entries": [ENTRY | {"extra": 1, "links": [LINK | {"fwqs": False}]}]}))

    assert sheet.faults == []
    assert any("extra" in note for note in sheet.notes)
    assert any("fwqs" in note for note in sheet.notes)


def test_a_type_that_gs1_does_not_have_yet_is_taken_and_said():
    sheet = read(json.dumps({"entries": [ENTRY | {"links": [LINK | {"linkType": "gs1:new"}]}]}))

    assert sheet.drafts[0].links[-1].link_type == "gs1:new"
    assert any("gs1:new" in note for note in sheet.notes)
