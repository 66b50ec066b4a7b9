"""The official wording that a province loaded stands where our short label stood."""

import pytest
from django.urls import reverse

from ocop.grading.operations import open_card
from ocop.rulesets.models import Wording
from tests.factories.dossiers import a_province, a_rubric, act_of
from tests.factories.grading import an_item, seats_of
from tests.moment import NOW

pytestmark = pytest.mark.django_db
OFFICIAL = "Sử dụng nguyên liệu có nguồn gốc trong tỉnh dưới năm mươi phần trăm"


@pytest.fixture
def worded():
    rubric = a_rubric(8)
    Wording.objects.create(
        province=a_province(), rubric=rubric, code="1.1", position=1, text=OFFICIAL,
        source="Bản ký", created_at=NOW,
    )  # fmt: skip
    return rubric


def test_the_sheet_offers_the_official_text_beside_the_short_labels(client, worded):
    address = reverse("public:sheet", args=[worded.ruleset.code, 8])

    assert OFFICIAL not in client.get(address).content.decode()
    assert OFFICIAL in client.get(f"{address}?tinh=22").content.decode()
    assert OFFICIAL not in client.get(f"{address}?tinh=99").content.decode()


def test_a_councillor_scores_on_the_official_text(client, worded, monkeypatch):
    item = an_item()
    seat = seats_of(item)[0]
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    open_card(item, act_of(seat.user), seat=seat)
    client.force_login(seat.user, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = client.get(reverse("council:card", args=[item.sitting.code, item.position]))

    assert OFFICIAL in page.content.decode()
