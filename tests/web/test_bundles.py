"""A whole dossier from the desk: at once where it is small, as long work where it is not."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from ocop.dossiers import jobs
from ocop.dossiers.bundle import manifest
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier
from ocop.jobs.flow import State as JobState
from ocop.jobs.models import Job
from ocop.jobs.worker import Worker
from tests import cast
from tests.dossiers.test_bundle import contents, evidenced, rezipped
from tests.factories.dossiers import a_representative
from tests.moment import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _moment(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def dossier(client):
    """A draft of Hoa's, who is signed in."""
    found = evidenced()
    a_representative(found.product.producer, cast.hoa())
    client.force_login(cast.hoa())
    return found


def set_of(dossier, door="chu-the"):
    return f"/{door}/ho-so/{dossier.code}/bo-ho-so/"


def worked():
    Worker(lambda: NOW).once()
    return Job.objects.get()


def test_the_page_lists_the_pieces_with_their_digests(client, dossier):
    text = client.get(set_of(dossier)).content.decode()

    assert "Hợp đồng vùng chè.pdf" in text
    assert dossier.evidence.all().current().first().sha256 in text


def test_a_small_set_comes_at_once(client, dossier):
    paper = client.post(set_of(dossier), {"pdf": "1"})
    archive = client.post(set_of(dossier), {"zip": "1"})

    assert len(PdfReader(BytesIO(paper.content)).pages) > 5
    assert json.loads(contents(archive.content)["ho-so.json"])["claims"] == dossier.claims


@pytest.mark.parametrize("kind", ["pdf", "zip"])
def test_a_long_set_is_made_by_the_worker(client, dossier, monkeypatch, kind):
    monkeypatch.setattr(jobs, "QUICK_FILES", 3)
    quick = client.post(set_of(dossier), {kind: "1"})
    job = worked()

    assert quick["Location"] == f"/chu-the/viec/{job.pk}/"
    assert (job.state, job.done, job.total) == (JobState.DONE, 7, 7)
    response = client.get(f"/chu-the/viec/{job.pk}/ket-qua/")
    content = b"".join(response.streaming_content)
    if kind == "pdf":
        assert len(PdfReader(BytesIO(content)).pages) > 5
    else:
        with ZipFile(BytesIO(content)) as archive:
            assert archive.testzip() is None


def test_the_printed_set_of_a_long_one_leads_to_its_page(client, dossier, monkeypatch):
    monkeypatch.setattr(jobs, "QUICK_FILES", 3)

    assert client.get(f"/chu-the/ho-so/{dossier.code}/ban-in/")["Location"] == set_of(dossier)


def test_the_office_has_the_set_of_a_filed_dossier_only(client, dossier):
    client.force_login(cast.tung())
    assert client.get(set_of(dossier, "van-phong")).status_code == 404

    Dossier.objects.filter(pk=dossier.pk).update(state=State.SUBMITTED, submitted_at=NOW)
    assert client.get(set_of(dossier, "van-phong")).status_code == 200


def test_who_may_no_longer_read_the_dossier_gets_no_set(client, dossier):
    from tests.factories.dossiers import act_of

    jobs.begin_set(dossier, act_of(cast.stranger()), kind=jobs.PACK)
    job = worked()

    assert job.state == JobState.FAILED
    assert "không còn quyền" in job.failure


def sent(client, product, data):
    upload = SimpleUploadedFile("ho-so.zip", data)
    return client.post(f"/chu-the/san-pham/{product.code}/nhap-ho-so/", {"file": upload})


def test_a_packed_dossier_becomes_the_draft_of_the_product(client, dossier):
    archive = client.post(set_of(dossier), {"zip": "1"}).content
    Dossier.objects.filter(pk=dossier.pk).update(state=State.WITHDRAWN)

    response = sent(client, dossier.product, archive)
    job = worked()

    fresh = Dossier.objects.exclude(pk=dossier.pk).get()
    assert response["Location"] == f"/chu-the/viec/{job.pk}/"
    assert (job.state, job.result_url) == (JobState.DONE, f"/chu-the/ho-so/{fresh.code}/")
    assert manifest(fresh) == manifest(dossier)


def test_a_torn_one_is_refused_where_it_was_sent(client, dossier):
    response = sent(client, dossier.product, b"PK")

    assert "không phải bộ hồ sơ" in response.content.decode()
    assert not Job.objects.exists()


def test_one_with_a_changed_file_fails_and_leaves_the_draft_alone(client, dossier):
    archive = client.post(set_of(dossier), {"zip": "1"}).content
    before = manifest(dossier)
    name = "minh-chung/002-1-1-hop-dong-vung-che.pdf"
    size = len(contents(archive)[name])

    sent(client, dossier.product, rezipped(archive, members={name: b"x" * size}))
    job = worked()

    assert job.state == JobState.FAILED
    assert "không khớp dấu SHA-256" in job.failure
    assert manifest(Dossier.objects.get()) == before


def test_nobody_takes_anything_into_the_products_of_others(client, dossier):
    client.force_login(cast.stranger())

    assert sent(client, dossier.product, b"PK").status_code == 404
