"""The story of one product, told on a loaded demo, from the start and from the middle."""

from datetime import date, datetime
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.utils import timezone

from ocop.audit.models import Entry
from ocop.certificates.models import Certificate, Level
from ocop.demo.province import build
from ocop.demo.scene import Scene
from ocop.demo.story import Story
from ocop.dossiers.models import Dossier
from ocop.dossiers.operations import prepare
from ocop.kernel.act import VIETNAM, Act

NOW = datetime(2026, 11, 22, 7, 30, tzinfo=VIETNAM)
ON = NOW.date()


def silently(line):
    """Say nothing."""


def told():
    out = StringIO()
    call_command("story", stdout=out)
    return out.getvalue()


class TestTheStory(TestCase):
    @classmethod
    def setUpTestData(cls):
        build(ON, say=silently)

    @pytest.fixture(autouse=True)
    def stand_still(self, monkeypatch):
        monkeypatch.setattr(timezone, "now", lambda: NOW)

    def test_leads_to_a_star_that_anyone_can_check(self):
        text = told()

        certificate = Story(NOW).certificate
        assert (certificate.stars, certificate.is_sample) == (4, True)
        assert "Triệu Thị Hoa: nộp hồ sơ cho xã" in text
        assert text.count("ký phiếu") == 9
        assert f"4 sao, cấp giấy chứng nhận {certificate}" in text
        assert f"/san-pham/{certificate.product.code}/" in text
        assert "/chung-nhan/?so=" in text

    def test_happens_in_order_and_not_in_the_future(self):
        moments = [line.at for line in Story(NOW).tell()]

        assert len(moments) == 24
        assert all(earlier < later for earlier, later in pairwise(moments))
        assert moments[-1] < NOW

    def test_changes_nothing_when_told_again(self):
        told()
        before = Entry.objects.count()

        text = told()

        assert Entry.objects.count() == before
        assert "đã kể xong" in text
        assert "/chung-nhan/?so=" in text

    def test_goes_on_where_somebody_left_off(self):
        story = Story(NOW)
        act = Act(by=story.producer, at=NOW.replace(day=20), origin="test")
        dossier = prepare(act, product=story.product, kind="first")

        lines = list(story.tell())

        assert Dossier.objects.filter(product=story.product).get() == dossier
        assert lines[0].at > act.at
        assert lines[-1].at <= NOW
        assert story.certificate is not None

    def test_is_cut_short_and_told_to_its_end(self):
        first = Story(NOW).tell()
        for _ in range(14):
            next(first)

        rest = list(Story(NOW).tell())

        assert len(rest) == 10
        assert Certificate.objects.filter(product=Story(NOW).product).count() == 1

    def test_numbers_its_certificate_after_all_others(self):
        list(Story(NOW).tell())

        mine = Certificate.objects.filter(is_legacy=False, level=Level.PROVINCE)
        issued = mine.filter(issued_on__year=2026)
        numbers = [one.number for one in issued.order_by("issued_on", "pk")]
        assert numbers == sorted(numbers)


@pytest.mark.django_db
def test_a_database_without_the_demo_is_told_how_to_load_it():
    with pytest.raises(CommandError, match="load_demo"):
        call_command("story", stdout=StringIO())


def test_the_scene_never_begins_before_its_law():
    assert Scene(date(2026, 8, 3)).began == date(2026, 5, 22)
    assert Scene(date(2026, 11, 22)).began == date(2026, 6, 30)
