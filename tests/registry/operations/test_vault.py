"""Acts on the vault: papers, their versions, and who may read them."""

from datetime import date, timedelta

import pytest

from ocop.accounts.permissions import Permission, Role
from ocop.audit.queries import history
from ocop.files import store
from ocop.registry.access import my_papers, paper_files_for, papers_for
from ocop.registry.models import Paper, PaperFile
from ocop.registry.operations import (
    add_paper,
    add_paper_file,
    amend_paper,
    remove_paper,
    remove_paper_file,
)
from ocop.registry.validity import Validity
from ocop.registry.verbs import Verb
from tests.factories.dossiers import (
    a_commune,
    a_post,
    a_producer,
    a_product,
    a_province,
    a_representative,
)
from tests.files.samples import pdf, picture
from tests.moment import TODAY
from tests.registry.unchanged import refused

pytestmark = pytest.mark.django_db


def a_paper(act, **fields):
    producer = fields.pop("producer", None) or a_producer()
    return add_paper(act, producer=producer, **{"kind": "attp", **fields})


def test_a_new_version_takes_the_place_of_the_old_one_which_stays_readable(act):
    paper = a_paper(act)
    old = add_paper_file(paper, act, data=pdf(), filename="attp.pdf")

    new = add_paper_file(paper, act, data=picture(), filename="anh.jpg", replaces=old)

    assert list(PaperFile.objects.current()) == [new]
    old.refresh_from_db()
    assert old.replaced_by == new
    assert store.exists(old.key)
    assert [line.verb for line in history(paper.producer)][-2:] == [Verb.PAPER_FILED] * 2


def test_two_photos_of_one_name_are_two_pages(act):
    paper = a_paper(act)
    add_paper_file(paper, act, data=picture(), filename="image.jpg")
    add_paper_file(paper, act, data=pdf(), filename="image.jpg")

    assert PaperFile.objects.current().filter(paper=paper).count() == 2


def test_the_same_bytes_sent_twice_change_nothing(act):
    paper = a_paper(act)
    first = add_paper_file(paper, act, data=pdf(), filename="a.pdf")
    lines = history(paper.producer).count()

    assert add_paper_file(paper, act, data=pdf(), filename="b.pdf") == first
    assert history(paper.producer).count() == lines


def test_a_file_is_taken_out_once(act):
    file = add_paper_file(a_paper(act), act, data=pdf(), filename="a.pdf")

    remove_paper_file(file, act)

    assert not PaperFile.objects.current().exists()
    with refused("đã được gỡ"):
        remove_paper_file(file, act)


def test_a_paper_set_aside_takes_nothing_more(act):
    paper = a_paper(act)
    remove_paper(paper, act)

    assert not Paper.objects.kept().exists()
    for attempt in (
        lambda: remove_paper(paper, act),
        lambda: amend_paper(paper, act, kind="attp"),
        lambda: add_paper_file(paper, act, data=pdf(), filename="a.pdf"),
    ):
        with refused("đã cất khỏi kho"):
            attempt()


def test_what_was_noted_wrong_is_put_right(act):
    paper = a_paper(act, number="1", expires_on=date(2026, 12, 1))

    amend_paper(paper, act, kind="attp", number="2", open_ended=True)

    paper.refresh_from_db()
    assert (paper.number, paper.expires_on, paper.open_ended) == ("2", None, True)
    assert history(paper.producer).last().verb == Verb.PAPER_AMENDED


def test_a_paper_without_an_end_bears_no_end(act):
    producer = a_producer()
    with refused("không ghi thời hạn"):
        a_paper(act, producer=producer, open_ended=True, expires_on=TODAY)
    with refused("chọn loại"):
        a_paper(act, producer=producer, kind="không có")


@pytest.mark.parametrize("validity", Validity)
def test_the_database_sorts_papers_as_the_dates_do(act, validity):
    ends = [TODAY + timedelta(days=n) for n in (-1, 0, 1, 60, 61)]
    producer = a_producer()
    for kind in ("attp", "kiemnghiem", "dkkd"):
        for day in ends:
            a_paper(act, producer=producer, kind=kind, expires_on=day)
        for months in (11, 12, 13):
            issued = date(TODAY.year - 2 + (TODAY.month + 24 - months - 1) // 12,
                          (TODAY.month + 24 - months - 1) % 12 + 1, TODAY.day)  # fmt: skip
            for off in (-1, 0, 1):
                day = issued + timedelta(days=off)
                a_paper(act, producer=producer, kind=kind, issued_on=day)
        a_paper(act, producer=producer, kind=kind)
        a_paper(act, producer=producer, kind=kind, open_ended=True)

    found = set(Paper.objects.worth(validity, TODAY))

    assert found == {paper for paper in Paper.objects.all() if paper.validity_on(TODAY) is validity}
    assert found


def test_a_vault_is_read_by_its_producer_its_commune_and_its_province_only(act):
    paper = a_paper(act)
    file = add_paper_file(paper, act, data=pdf(), filename="a.pdf")
    commune = paper.producer.commune
    near = a_commune("06985", "Lương Minh")
    view, day = Permission.VIEW_OFFICE, TODAY
    reads = {
        a_representative(paper.producer): True,
        a_representative(a_producer()): False,
        a_post(commune=commune): True,
        a_post(commune=near): False,
        a_post(Role.PROVINCE_OFFICER, province=commune.province): True,
        a_post(Role.PROVINCE_OFFICER, province=a_province("24", "Bắc Ninh")): False,
        a_post(Role.MINISTRY_OFFICER): False,
        a_post(Role.ADMINISTRATOR): False,
    }

    for user, expected in reads.items():
        seen = my_papers(user, day).exists() or papers_for(user, view, day).exists()
        assert seen is expected
        assert paper_files_for(user, day).filter(pk=file.pk).exists() is expected


def test_contracts_and_lists_are_not_shown_to_all(act):
    product = a_product()
    for kind in ("attp", "thitruong", "laodong", "taichinh"):
        a_paper(act, producer=product.producer, kind=kind)

    shown = Paper.objects.shown_to_all().speaking_for(product)

    assert [paper.kind for paper in shown] == ["attp"]
