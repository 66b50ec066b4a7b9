"""Papers at the office's desk: which are offered, to whom, and what the files hold."""

from io import BytesIO

import docx as library
import pytest
from pypdf import PdfReader

from ocop.audit.models import Entry
from ocop.certificates.models import Decision
from ocop.certificates.verbs import Verb
from ocop.documents.signing.check import findings_on
from ocop.documents.signing.tester import PASSWORD, make_test_signer
from ocop.dossiers.flow import State
from ocop.dossiers.models import Assessment
from ocop.grading.flow import SittingState
from ocop.grading.models import Result
from tests import cast
from tests.factories.dossiers import a_certificate, a_dossier, a_product
from tests.factories.grading import a_card, a_sitting, seats_of
from tests.moment import NOW, TODAY
from tests.web.desk import at, stand_still, text
from tests.world_councils import a_result

pytestmark = pytest.mark.django_db

DESK = "/van-phong/van-ban"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    stand_still(monkeypatch)


@pytest.fixture
def key(settings, tmp_path):
    """A configured key of our own making."""
    p12, root = make_test_signer(tmp_path, NOW)
    settings.SIGNING_P12, settings.SIGNING_PASSWORD = str(p12), PASSWORD
    return root.read_bytes()


def closed():
    """Return a closed sitting of one dossier, with cards and a result."""
    sitting = a_sitting(SittingState.CLOSED)
    item = sitting.items.get()
    for seat in seats_of(item):
        a_card(item, seat, {"1.1": 2})
    found = a_result(item, 4, Result.Outcome.RECOGNIZED)
    return sitting, item, found


def a_signed_decision(found):
    decision = a_certificate(a_product()).decision
    decision.kind = Decision.Kind.RECOGNITION
    decision.save()
    found.decision = decision
    found.save()
    return decision


def fetched(user, path):
    response = at(user).get(path)
    assert response.status_code == 200, response.content[:300]
    return response


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize(
    ("paper", "name"),
    [
        ("giay-moi", "Giay-moi-hop"),
        ("phieu-trong", "Phieu-danh-gia-trong"),
        ("bien-ban", "Bien-ban-phien-hop"),
        ("bao-cao", "Bao-cao-ket-qua-cua-Hoi-dong"),
        ("to-trinh", "To-trinh-ket-qua"),
        ("du-thao-cong-nhan", "Du-thao-quyet-dinh-cong-nhan"),
    ],
)
def test_every_paper_of_a_sitting_is_handed_out_under_a_vietnamese_name(paper, name, form):
    sitting, _, _ = closed()
    response = fetched(cast.tung(), f"{DESK}/phien-hop/{sitting.code}/{paper}.{form}")
    assert response["Content-Disposition"].startswith(f'attachment; filename="{name}-')
    assert response["Content-Disposition"].endswith(f'.{form}"')
    opens = {"docx": library.Document, "pdf": PdfReader}[form]
    assert opens(BytesIO(response.content))


@pytest.mark.parametrize(("state", "offered"), [(SittingState.OPEN, 0), (SittingState.CLOSED, 1)])
def test_minutes_and_drafts_are_offered_from_the_close_on(state, offered):
    sitting = a_sitting(state)
    page = text(at(cast.tung()).get(f"{DESK}/phien-hop/{sitting.code}/"))
    assert page.count("bien-ban.docx") == offered
    assert "phieu-trong.pdf" in page
    answer = at(cast.tung()).get(f"{DESK}/phien-hop/{sitting.code}/bien-ban.docx")
    assert answer.status_code == (200 if offered else 404)


def test_the_panel_stands_on_the_page_of_a_sitting_a_dossier_and_a_certificate():
    sitting, _, _ = closed()
    proposed = a_dossier(State.PROPOSED)
    certificate = a_certificate(a_product())
    client = at(cast.tung())
    assert "bien-ban.docx" in text(client.get(f"/van-phong/phien-hop/{sitting.code}/"))
    assert "mau-03.docx" in text(client.get(f"/van-phong/ho-so/{proposed.code}/"))
    page = text(client.get(f"/van-phong/giay-chung-nhan/{certificate.pk}/"))
    assert "trao-giay.pdf" in page


def test_the_papers_of_a_dossier_appear_as_the_record_gets_them():
    client, filed = at(cast.tung()), a_dossier(State.SUBMITTED)
    assert client.get(f"{DESK}/ho-so/{filed.code}/mau-03.pdf").status_code == 404
    dossier = a_dossier(State.ASSESSED)
    Assessment.objects.create(
        dossier=dossier, report_no="11/BC-TTV", signed_on=TODAY, content="Đủ.", created_at=NOW
    )
    for paper in ("mau-03", "de-nghi", "tham-dinh"):
        for form in ("docx", "pdf"):
            fetched(cast.tung(), f"{DESK}/ho-so/{dossier.code}/{paper}.{form}")


def test_signed_sheets_and_the_notice_stand_by_the_result():
    sitting, item, _ = closed()
    for paper in ("phieu-da-ky", "thong-bao"):
        path = f"{DESK}/phien-hop/{sitting.code}/{item.position}/{paper}"
        fetched(cast.tung(), f"{path}.docx")
    sheets = PdfReader(BytesIO(fetched(cast.leader(), f"{path[:-9]}phieu-da-ky.pdf").content))
    words = " ".join(" ".join(page.extract_text() for page in sheets.pages).split())
    assert words.count("PHIẾU ĐÁNH GIÁ SẢN PHẨM OCOP") == 3


@pytest.mark.parametrize("paper", ["phieu-da-ky", "thong-bao"])
def test_no_signed_sheet_is_handed_out_before_the_close(paper):
    sitting = a_sitting(SittingState.OPEN)
    for seat in seats_of(sitting.items.get()):
        a_card(sitting.items.get(), seat, {"1.1": 2})
    for user in (cast.tung(), cast.leader(), cast.administrator(), cast.ministry()):
        path = f"{DESK}/phien-hop/{sitting.code}/1/{paper}.pdf"
        assert at(user).get(path).status_code == 404


def test_the_leader_comes_from_the_waiting_results_to_the_papers_of_their_sitting():
    sitting, _, found = closed()
    client = at(cast.leader())
    assert f"{DESK}/phien-hop/{sitting.code}/" in text(client.get("/van-phong/quyet-dinh/"))
    decision = a_signed_decision(found)
    page = text(client.get("/van-phong/quyet-dinh/"))
    assert f"{DESK}/quyet-dinh/{decision.pk}/" in page


@pytest.mark.parametrize(
    ("paper", "form"), [("khong-co", "pdf"), ("bien-ban", "exe"), ("bien-ban", "PDF")]
)
def test_a_paper_or_a_form_that_there_is_not_is_not_found(paper, form):
    sitting, _, _ = closed()
    answer = at(cast.tung()).get(f"{DESK}/phien-hop/{sitting.code}/{paper}.{form}")
    assert answer.status_code == 404


def test_asking_for_a_paper_writes_nothing():
    sitting, _, found = closed()
    decision = a_signed_decision(found)
    officer, leader = cast.tung(), cast.leader()
    before = Entry.objects.count()
    fetched(officer, f"{DESK}/phien-hop/{sitting.code}/bien-ban.pdf")
    fetched(leader, f"{DESK}/quyet-dinh/{decision.pk}/quyet-dinh.docx")
    assert Entry.objects.count() == before


def test_without_a_key_nothing_pretends_to_be_signed():
    _, _, found = closed()
    decision = a_signed_decision(found)
    client = at(cast.leader())
    page = text(client.get(f"{DESK}/quyet-dinh/{decision.pk}/"))
    assert "Chưa cấu hình chữ ký số" in page
    assert "ky-so/" not in page
    answer = client.post(f"{DESK}/quyet-dinh/{decision.pk}/ky-so/")
    assert answer.status_code == 409
    assert not Entry.objects.filter(verb=Verb.PAPER_SIGNED).exists()


def test_the_leader_has_a_decision_signed_and_history_remembers_which_bytes(key):
    _, _, found = closed()
    decision = a_signed_decision(found)
    client = at(cast.leader())
    assert "Tải PDF có chữ ký số" in text(client.get(f"{DESK}/quyet-dinh/{decision.pk}/"))
    answer = client.post(f"{DESK}/quyet-dinh/{decision.pk}/ky-so/")
    (one,) = findings_on(answer.content, NOW, key).signatures
    assert one.intact
    assert one.trusted
    assert "da-ky-so.pdf" in answer["Content-Disposition"]
    entry = Entry.objects.get(verb=Verb.PAPER_SIGNED)
    import hashlib

    assert entry.facts["sha256"] == hashlib.sha256(answer.content).hexdigest()
    assert entry.by == cast.leader()


def test_the_leader_has_a_certificate_in_force_signed(key):
    certificate = a_certificate(a_product())
    page = text(at(cast.leader()).get(f"/van-phong/giay-chung-nhan/{certificate.pk}/"))
    assert "Tải PDF có chữ ký số" in page
    answer = at(cast.leader()).post(f"{DESK}/giay-chung-nhan/{certificate.pk}/ky-so/")
    assert findings_on(answer.content, NOW, key).intact


@pytest.mark.parametrize("who", [cast.tung, cast.lan, cast.ministry, cast.administrator])
def test_nobody_but_the_leader_signs(who, key):
    _, _, found = closed()
    decision = a_signed_decision(found)
    for path in (f"quyet-dinh/{decision.pk}", f"giay-chung-nhan/{a_certificate(a_product()).pk}"):
        assert at(who()).post(f"{DESK}/{path}/ky-so/").status_code == 403


def test_signing_is_no_page_to_look_at(key):
    _, _, found = closed()
    decision = a_signed_decision(found)
    assert at(cast.leader()).get(f"{DESK}/quyet-dinh/{decision.pk}/ky-so/").status_code == 405
