"""The demo province: what it holds, and that it is built only once."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from ocop.accounts.models import User
from ocop.accounts.operations import invite
from ocop.audit.models import Entry
from ocop.audit.queries import is_intact
from ocop.certificates.models import Certificate, Level
from ocop.certificates.queries import term_of
from ocop.certificates.term import Standing
from ocop.demo.links import GTIN, LOT
from ocop.demo.province import build
from ocop.demo.scene import rows
from ocop.kernel.act import Act
from ocop.mark.right import right_of
from ocop.places.models import Commune
from ocop.registry.models import Producer, Product, Story
from ocop.scans.models import Scan
from ocop.stamps.models import Batch
from ocop.trace.models import DiaryEntry

ON = date(2026, 10, 5)


@pytest.fixture
def act_of_nobody(now):
    return Act(by=None, at=now, origin="test")


def silently(line):
    """Say nothing."""


class TestTheDemoProvince(TestCase):
    @classmethod
    def setUpTestData(cls):
        build(ON, say=silently)

    def test_holds_every_row_with_its_source_or_its_mark(self):
        assert Product.objects.filter(is_sample=False).count() == 98
        assert Producer.objects.filter(is_sample=False).count() == 49
        assert not Product.objects.filter(source="").exists()
        for source in Product.objects.filter(is_sample=True).values_list("source", flat=True):
            assert source.startswith(("Dữ liệu mẫu, không phải ", "Phiếu ý tưởng YT-")), source

    def test_reaches_every_commune_and_every_set(self):
        assert set(Product.objects.values_list("set_number", flat=True)) == set(range(1, 27))
        places = Product.objects.values_list("commune__code", flat=True)
        assert set(places) == set(Commune.objects.values_list("code", flat=True))

    def test_has_certificates_of_every_standing(self):
        certificates = Certificate.objects.select_related("revocation")
        standings = Counter(term_of(certificate).standing_on(ON) for certificate in certificates)

        # Grace needs a renewal under way, which a certificate alone does not tell.
        assert set(standings) == set(Standing) - {Standing.PENDING, Standing.GRACE}

    def test_gives_no_certificate_where_the_source_gives_no_year(self):
        claimed = [
            row["name"]
            for row in rows("products")["products"]
            if row["stars"] and not row["certificates"]
        ]
        certificates = Certificate.objects.filter(is_sample=False)

        assert claimed
        assert not certificates.filter(product__name__in=claimed).exists()
        assert not certificates.filter(source="").exists()

    def test_tells_twelve_stories_that_wait_for_their_producers(self):
        stories = Story.objects.filter(product__is_sample=False)

        assert stories.count() == 12
        assert stories.filter(source__startswith="Viết theo nguồn công khai").count() == 12

    def test_tells_one_tea_whole_from_its_certificate_to_its_scans(self):
        product = Product.objects.get(gtin=GTIN)
        batch = Batch.objects.get(lot__code=LOT, lot__product=product)
        done = set(DiaryEntry.objects.filter(lot=batch.lot).values_list("kind", flat=True))
        links = self.client.get(f"/01/{GTIN}/10/{LOT}?linkType=linkset").content.decode()

        assert right_of(product, ON).holds
        assert done >= {"process", "pack", "ship", "sell"}
        assert batch.about == f"01/{GTIN}"
        assert Scan.objects.filter(batch=batch).exists()
        for relation in ("certificationInfo", "traceability", "recallStatus", "relatedVideo"):
            assert f"/{relation}" in links, relation

    def test_marks_all_of_its_people_as_samples(self):
        assert User.objects.count() == 35
        assert not User.objects.filter(is_sample=False).exists()
        assert User.objects.get(username="hoa").check_password("tra-hoa-vang")

    def test_numbers_new_certificates_without_gaps(self):
        mine = Certificate.objects.filter(is_legacy=False, level=Level.PROVINCE)
        issued = mine.order_by("issued_on", "pk")
        numbers = [int(certificate.number[:4]) for certificate in issued]

        assert numbers == list(range(1, len(numbers) + 1))

    def test_leaves_a_history_that_is_intact_and_never_ahead_of_its_day(self):
        entries = list(Entry.objects.all())

        assert all(is_intact(entry) for entry in entries)
        assert max(entry.at.date() for entry in entries) <= ON

    def test_is_built_only_once(self):
        before = Entry.objects.count()

        build(ON, say=silently)

        assert Entry.objects.count() == before

    def test_names_one_sign_in_a_role(self):
        told = StringIO()

        call_command("sign_ins", stdout=told)

        assert {"tung", "lan", "hoa", "van", "hai", "lanhdao"} <= set(told.getvalue().split())


@pytest.mark.django_db
def test_a_database_with_people_is_left_alone(act_of_nobody):
    invite(act_of_nobody, username="that", full_name="Người Thật")

    call_command("load_demo", if_empty=True, stdout=StringIO())

    assert not Product.objects.exists()


@pytest.mark.django_db
def test_a_reset_is_refused_where_a_real_person_has_an_account(act_of_nobody):
    invite(act_of_nobody, username="that", full_name="Người Thật")

    with pytest.raises(CommandError, match="người thật"):
        call_command("load_demo", reset=True, stdout=StringIO())

    assert User.objects.filter(username="that").exists()


@pytest.mark.django_db
def test_a_day_before_the_law_is_refused():
    with pytest.raises(CommandError, match="03/08/2026"):
        call_command("load_demo", on=date(2026, 8, 2), stdout=StringIO())


@pytest.mark.django_db
def test_sign_ins_say_nothing_where_no_demo_is_loaded():
    told = StringIO()

    call_command("sign_ins", stdout=told)

    assert told.getvalue() == ""
