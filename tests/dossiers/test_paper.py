from io import BytesIO

import pytest
from pypdf import PdfReader

from ocop.dossiers.bundle import paper_set
from ocop.dossiers.flow import State
from ocop.dossiers.models import Kind
from ocop.dossiers.queries import contents_digest
from tests.factories.dossiers import TOURISM, a_dossier, a_product
from tests.moment import TODAY

pytestmark = pytest.mark.django_db


def words(dossier):
    """Return the text of the paper set, with its line ends taken out."""
    pages = PdfReader(BytesIO(paper_set(dossier, TODAY))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def squeezed(text):
    return "".join(text.split()).replace("\u200b", "").replace("-", "")


def test_the_set_holds_cover_forms_and_list_of_evidence():
    dossier = a_dossier(State.SUBMITTED, claims={"1.1": "Hợp đồng vùng chè"})

    text = words(dossier)

    assert "Mẫu số 01" in text
    assert "Mẫu số 02" in text
    assert "Mục lục" in text
    assert dossier.code in text
    assert dossier.product.name in text
    assert "Hợp đồng vùng chè" in text
    assert "Tự chấm theo tiêu chí" in text
    assert "Mẫu số 03" not in text


def test_the_cover_bears_the_digest_of_what_was_filed():
    dossier = a_dossier(State.SUBMITTED)

    assert contents_digest(dossier) in squeezed(words(dossier))


def test_the_report_of_the_commune_closes_the_set():
    text = words(a_dossier(State.PROPOSED))

    assert "Mẫu số 03" in text
    assert "Cách sao chè riêng." in text


def test_every_file_is_listed_with_its_digest():
    dossier = a_dossier(State.SUBMITTED)
    file = dossier.evidence.get()

    assert file.sha256 in squeezed(words(dossier))


@pytest.mark.parametrize("kind", Kind)
def test_an_empty_draft_of_every_kind_prints(kind):
    dossier = a_dossier(kind=kind, forms={}, choices={})

    assert "chưa nộp" in words(dossier)


def test_tourism_prints_its_case():
    text = words(a_dossier(product=a_product(TOURISM), case="TH1", choices={"8": 2}))

    assert "Điều kiện kinh doanh" in text


def test_the_same_dossier_prints_the_same_bytes():
    dossier = a_dossier(State.SUBMITTED)

    assert paper_set(dossier, TODAY) == paper_set(dossier, TODAY)
