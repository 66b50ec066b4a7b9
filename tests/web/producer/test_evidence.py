"""Evidence at the producer's door: sending files, fetching them back, taking them out."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ocop.dossiers.flow import State
from ocop.dossiers.operations import attach, keep
from ocop.files.kinds import DOCUMENT_LIMIT
from tests.factories.dossiers import a_dossier, an_evidence
from tests.files.samples import pdf, picture

pytestmark = pytest.mark.django_db
BACKGROUND = {"X-Autosave": "1", "Accept": "application/json"}


@pytest.fixture
def draft(product):
    dossier = a_dossier(State.DRAFT, product=product)
    dossier.evidence.all().delete()
    return dossier


def url(dossier, rest="minh-chung/1.1/"):
    return f"/chu-the/ho-so/{dossier.code}/{rest}"


def upload(data, name):
    return SimpleUploadedFile(name, data)


def text(answer):
    return answer.content.decode()


def current(dossier):
    return dossier.evidence.current()


@pytest.mark.parametrize("rest", ["minh-chung/", "minh-chung/1.1/", "minh-chung/registration/"])
def test_each_page_of_the_evidence_opens(desk, draft, rest):
    assert desk.get(url(draft, rest)).status_code == 200


@pytest.mark.parametrize("rest", ["minh-chung/", "minh-chung/1.1/"])
def test_evidence_that_is_not_mine_is_not_there(stranger, draft, rest):
    assert stranger.get(url(draft, rest)).status_code == 404
    assert stranger.post(url(draft, rest)).status_code == 404


@pytest.mark.parametrize("part", ["99", "changes", "<b>"])
def test_a_part_that_the_dossier_does_not_have_is_not_there(desk, draft, part):
    assert desk.get(url(draft, f"minh-chung/{part}/")).status_code == 404


def test_the_list_tells_which_claims_lack_a_file(desk, draft):
    [(_, before), _] = desk.get(url(draft, "minh-chung/")).context["groups"]
    assert [(place.part, place.is_missing) for place in before] == [("1.1", True)]

    an_evidence(draft, "1.1")
    [(_, after), _] = desk.get(url(draft, "minh-chung/")).context["groups"]
    assert [(place.part, place.is_missing) for place in after] == [("1.1", False)]


def test_files_are_sent_several_at_once_with_their_description(desk, draft):
    files = [upload(pdf(), "Hợp đồng.pdf"), upload(picture(), "vườn.jpg")]

    answer = desk.post(url(draft), {"version": 0, "claim": "Lợn nuôi tại xã.", "files": files})

    assert sorted(current(draft).values_list("name", flat=True)) == ["Hợp đồng.pdf", "vườn.jpg"]
    draft.refresh_from_db()
    assert draft.claims == {"1.1": "Lợn nuôi tại xã."}
    assert answer.headers["Location"] == url(draft)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("hai-trong-mot.jpg", picture() + pdf()),
        ("chuong-trinh.pdf", b"MZ" + b"\0" * 60),
        ("trang.pdf", b"<html><script>alert(1)</script>"),
        ("trong.pdf", b""),
    ],
)
def test_a_hostile_file_is_refused_and_the_words_are_kept(desk, draft, name, data):
    answer = desk.post(
        url(draft),
        {
            "version": 0,
            "claim": "Lời mô tả.",
            "files": [upload(data, name), upload(pdf(), "a.pdf")],
        },
    )

    [refusal] = answer.context["refusals"]
    assert name in refusal
    assert list(current(draft).values_list("name", flat=True)) == ["a.pdf"]
    assert "Lời mô tả." in text(answer)
    assert answer.context["form"]["version"].value() == 1


def test_a_file_that_is_too_large_is_refused_unread(desk, draft):
    heavy = upload(b"%PDF-1.4" + b"\0" * DOCUMENT_LIMIT, "phim.pdf")

    answer = desk.post(url(draft), {"version": 0, "files": [heavy]})

    assert "nặng 21 MB, quá mức 20 MB" in text(answer)
    assert not current(draft).exists()


def test_more_than_twenty_files_at_once_are_refused(desk, draft):
    files = [upload(pdf(), f"{n}.pdf") for n in range(21)]

    answer = desk.post(url(draft), {"version": 0, "files": files})

    assert answer.context["form"].errors["files"]
    assert not current(draft).exists()


def test_a_stale_page_takes_no_file(desk, draft, act):
    keep(draft, act, version=0)

    answer = desk.post(
        url(draft), {"version": 0, "claim": "Muộn", "files": [upload(pdf(), "a.pdf")]}
    )

    assert "Muộn" in text(answer)
    assert not current(draft).exists()


def test_the_description_saves_in_the_background(desk, draft):
    sent = {"version": 0, "claim": "Có giấy."}
    assert desk.post(url(draft), sent, headers=BACKGROUND).json()["version"] == 1

    assert desk.post(url(draft), sent, headers=BACKGROUND).status_code == 409


@pytest.mark.parametrize(("button", "rest"), [("sheet", "cham/A/#tc-1.1"), ("list", "minh-chung/")])
def test_the_buttons_save_and_lead_back(desk, draft, button, rest):
    answer = desk.post(url(draft), {"version": 0, "claim": "Có giấy.", button: "1"})

    assert answer.headers["Location"] == url(draft, rest)


def test_a_name_that_looks_like_markup_stays_a_name(desk, draft):
    file = an_evidence(draft, "1.1", name='<img src=x onerror="alert(1)">.pdf')

    for rest in ("minh-chung/", "minh-chung/1.1/", "cham/A/"):
        assert file.name not in text(desk.get(url(draft, rest)))


def sent(draft, act, data, name):
    return attach(draft, act, part="1.1", data=data, filename=name)


def test_a_file_comes_back_as_it_was_sent(desk, draft, act):
    file = sent(draft, act, pdf(), 'Hợp "đồng"\r\nSet-Cookie: x.pdf')

    answer = desk.get(f"/chu-the/minh-chung/{file.pk}/")

    assert b"".join(answer.streaming_content) == pdf()
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert "\r" not in answer.headers["Content-Disposition"]


def test_an_office_file_is_only_downloaded(desk, draft, act):
    from tests.files.samples import docx

    file = sent(draft, act, docx(), "sổ.docx")

    answer = desk.get(f"/chu-the/minh-chung/{file.pk}/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    answer.close()


def test_a_file_of_another_is_not_there(client, draft, act):
    from tests import cast

    file = sent(draft, act, pdf(), "a.pdf")
    for user in (cast.stranger(), cast.lan()):
        client.force_login(user)
        assert client.get(f"/chu-the/minh-chung/{file.pk}/").status_code == 404
        assert client.post(f"/chu-the/minh-chung/{file.pk}/go/").status_code == 404


def test_a_file_whose_bytes_are_gone_is_not_there(desk, draft):
    file = an_evidence(draft, "1.1")

    assert desk.get(f"/chu-the/minh-chung/{file.pk}/").status_code == 404


def test_a_file_is_taken_out_after_a_second_look(desk, draft, act):
    file = sent(draft, act, pdf(), "a.pdf")
    place = f"/chu-the/minh-chung/{file.pk}/go/"

    assert "Gỡ tệp này" in text(desk.get(place))
    desk.post(place)

    assert not current(draft).exists()
    assert desk.post(place).status_code == 404


def test_a_file_of_a_filed_dossier_stays(desk, product):
    filed = a_dossier(State.SUBMITTED, product=product)
    file = filed.evidence.get()

    assert "không gỡ tệp được" in text(desk.get(f"/chu-the/minh-chung/{file.pk}/go/"))
    assert desk.post(f"/chu-the/minh-chung/{file.pk}/go/").status_code == 409
    assert current(filed).exists()
    assert desk.get(url(filed)).headers["Location"] == url(filed, "minh-chung/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_files_as_for_one(
    desk, draft, count, django_assert_num_queries
):
    for _ in range(count):
        an_evidence(draft, "1.1")

    desk.get(url(draft, "minh-chung/"))
    with django_assert_num_queries(8):
        desk.get(url(draft, "minh-chung/"))
