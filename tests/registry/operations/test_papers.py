"""Acts on stories, photos and papers: each with one line of history, each refusal harmless."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image

from ocop.audit.queries import history
from ocop.files import store
from ocop.kernel.act import Act
from ocop.registry.models import Paper, Photo, Story
from ocop.registry.operations import add_paper, add_photo, remove_photo, tell_story
from ocop.registry.queries import papers_on
from ocop.registry.verbs import Verb
from tests.factories.dossiers import a_producer, a_product
from tests.registry.unchanged import refused

pytestmark = pytest.mark.django_db


def picture(colour="green"):
    out = BytesIO()
    Image.new("RGB", (600, 400), colour).save(out, "JPEG")
    return out.getvalue()


def verbs(thing):
    return sorted(entry.verb for entry in history(thing))


def test_a_story_is_told_and_told_anew(act):
    product = a_product()
    later = Act(by=None, at=act.at + timedelta(days=1))

    tell_story(product, act, text=" Nghề có từ lâu. ", source="Bà kể")
    tell_story(product, later, text="Nghề có từ xưa.")

    story = Story.objects.get()
    assert (story.text, story.source, story.told_at) == ("Nghề có từ xưa.", "", later.at)
    assert story.created_at == act.at
    assert verbs(product) == [Verb.STORY_TOLD, Verb.STORY_TOLD]


@pytest.mark.parametrize("text", ["", " \n "])
def test_a_story_of_nothing_is_refused(act, text):
    product = a_product()

    with refused("Hãy viết câu chuyện"):
        tell_story(product, act, text=text)


def test_a_photo_is_kept_in_its_widths(act):
    product = a_product()

    photo = add_photo(product, act, data=picture(), caption="Búp chè")

    assert (photo.caption, photo.position) == ("Búp chè", 0)
    assert photo.variants
    assert all(store.exists(one["key"]) for one in photo.variants.values())
    assert add_photo(product, act, data=picture("red")).position == 1
    assert verbs(product) == [Verb.PHOTO_ADDED, Verb.PHOTO_ADDED]


def test_what_is_no_picture_is_refused(act):
    product = a_product()

    with refused():
        add_photo(product, act, data=b"not a picture")


def test_a_photo_is_taken_off_and_put_back(act):
    product = a_product()
    photo = add_photo(product, act, data=picture())

    remove_photo(photo, act)
    assert photo.removed_at == act.at
    with refused("đã gỡ từ trước"):
        remove_photo(photo, act)

    assert add_photo(product, act, data=picture()).removed_at is None
    assert Photo.objects.count() == 1
    assert verbs(product) == [Verb.PHOTO_ADDED, Verb.PHOTO_ADDED, Verb.PHOTO_REMOVED]


def test_a_paper_of_the_producer_speaks_for_its_products(act):
    product = a_product()

    add_paper(act, producer=product.producer, kind="haccp", number="01", issued_on=act.day,
           expires_on=act.day)  # fmt: skip

    assert papers_on(product, act.day).get().number == "01"
    assert not papers_on(product, act.day + timedelta(days=1)).exists()
    assert not papers_on(product, act.day - timedelta(days=1)).exists()
    assert verbs(product.producer) == [Verb.PAPER_ADDED]


def test_a_paper_of_one_product_is_told_in_its_history(act):
    product, beside = a_product(), a_product()

    add_paper(act, producer=product.producer, product=product, kind="vietgap")

    assert verbs(product) == [Verb.PAPER_ADDED]
    assert not papers_on(beside, act.day).exists()


def test_a_paper_that_ends_before_it_begins_is_refused(act):
    producer = a_producer()

    with refused("sau ngày cấp"):
        add_paper(act, producer=producer, kind="haccp", issued_on=date(2026, 1, 2),
               expires_on=date(2026, 1, 1))  # fmt: skip

    assert add_paper(act, producer=producer, kind="haccp", issued_on=date(2026, 1, 1),
                  expires_on=date(2026, 1, 1)).pk  # fmt: skip
    assert Paper.objects.count() == 1


def test_a_paper_on_anothers_product_is_refused(act):
    producer, product = a_producer(), a_product()

    with refused("không thuộc chủ thể"):
        add_paper(act, producer=producer, product=product, kind="haccp")
