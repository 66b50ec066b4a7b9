"""A record whose every text is as long and as odd as a form lets through, shown and printed."""

import pytest
from django.urls import reverse

from ocop.certificates.models import Certificate
from ocop.grading.models import Result
from ocop.kernel.text import fold
from ocop.registry.models import Producer, Product
from ocop.registry.operations import describe_producer, describe_product, tell_story
from tests import cast
from tests.factories.dossiers import act_of
from tests.hostile.corpus import IMAGE, SCRIPT
from tests.hostile.judging import judge
from tests.hostile.world import VISITORS, a_world, addresses, visitor
from tests.moment import NOW

pytestmark = pytest.mark.django_db
ODD = f"{SCRIPT}{IMAGE}#panic() $x$ =1+1 %_\\ {{{{ 7 }}}} 👨‍👩‍👧 "


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def long(size):
    return (ODD * size)[:size]


@pytest.fixture
def world():
    """Return a world in which producers and products say as much as they may."""
    made = a_world()
    act = act_of(cast.tung())
    for producer in Producer.objects.all():
        describe_producer(
            producer, act, name=long(200), address=long(250), about=long(5_000),
            registration_no=long(40), website="https://htx.vn/" + "a" * 180,
        )  # fmt: skip
    for product in Product.objects.all():
        describe_product(
            product, act, name=long(200), description=long(5_000), specification=long(250),
            standard=long(250),
        )  # fmt: skip
        tell_story(product, act, text=long(20_000), source=long(400))
    return made


@pytest.mark.parametrize("door", ["office", "producer", "council", "public"])
def test_every_page_shows_it_escaped_and_every_list_as_a_workbook(world, door):
    browsers = [visitor(name) for name in VISITORS[door]]
    for behind, name, address in addresses(world):
        if behind != door:
            continue
        for browser in browsers:
            response = browser.get(address)
            body = judge(response, (door, name, address))
            if response.status_code == 200:
                if "tai=xlsx" in body:
                    judge(browser.get(f"{address}?tai=xlsx"), (door, name, "xlsx"))
                break


def test_its_certificate_is_issued_with_an_address_that_fits(world):
    result = Result.objects.get(outcome=Result.Outcome.RECOGNIZED)
    told = {
        "number": "77/QĐ-UBND", "signed_on": "05/10/2026", "signer": long(120),
        "signer_post": long(120), "results": [result.pk],
    }  # fmt: skip

    response = visitor("lanhdao").post(reverse("office:recognition"), told)

    assert response.status_code == 302
    issued = Certificate.objects.latest("pk")
    assert issued.holder_address.startswith(long(200))
    assert len(issued.holder_address) <= 250
    assert fold(issued.product_name) == fold(issued.product.name)
